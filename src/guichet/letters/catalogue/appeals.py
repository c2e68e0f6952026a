"""The letter about an appeal: received, or not answered in time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guichet.letters.catalogue.parts import Committee, Letter, refuse_if


class AppealStep(StrEnum):
    RECEIVED = "received"
    SILENT = "silent"


_SUBJECTS = {
    AppealStep.RECEIVED: ("Votre recours est reçu", "Your appeal has been received"),
    AppealStep.SILENT: ("Votre recours est sans réponse", "Your appeal has had no answer"),
}


@dataclass(frozen=True)
class AppealLetter(Letter):
    """An appeal was received and when it is answered; or silence has rejected it (R.142-6)."""

    insured_name: str
    step: AppealStep
    committee: Committee
    received_on: date
    decided_on: date
    silent_from: date
    """The first day when silence rejects the appeal."""
    court: str

    @property
    def subject(self) -> str:
        return self._tr(*_SUBJECTS[self.step])

    def check(self) -> None:
        refuse_if(
            self.silent_from <= self.received_on,
            "Recours : le rejet par le silence vient après la réception.",
        )
