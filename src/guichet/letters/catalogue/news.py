"""The letter to a person who waits: where the file is, who owes what, by when."""

from dataclasses import dataclass
from datetime import date

from guichet.letters.catalogue.parts import Letter, refuse_if


@dataclass(frozen=True)
class NewsLetter(Letter):
    """News of a file that is not paid yet, in easy words; nothing is decided by it.

    `sentences`: where it is; `advice`: what the person may do. `in_need`: twenty days without
    money, so the letter says who helps. `partly_decided`: some of its days were granted already.
    """

    insured_name: str
    opened_on: date
    sentences: tuple[str, ...]
    advice: tuple[str, ...] = ()
    in_need: bool = False
    partly_decided: bool = False

    @property
    def subject(self) -> str:
        return self._tr("Des nouvelles de votre arrêt de travail", "News of your sick leave")

    def check(self) -> None:
        refuse_if(not self.sentences, "Nouvelles : il faut dire où en est le dossier.")
