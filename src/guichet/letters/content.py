"""What each letter says, as typed values: integer cents, dates, texts; no markup anywhere.

A letter is archived as (code, version, `to_json()`) and rendered again identically.
"""

from dataclasses import dataclass
from datetime import date

from guichet.letters.catalogue.appeals import AppealLetter, AppealStep
from guichet.letters.catalogue.decisions import (
    DecisionLetter,
    Outcome,
    PaidSegment,
    PlannedPayment,
    Reason,
    WageMonth,
)
from guichet.letters.catalogue.news import NewsLetter
from guichet.letters.catalogue.parts import (
    AddressRefused,
    AppealBlock,
    AppealBlockMissing,
    Committee,
    Deductions,
    Fund,
    Header,
    Lang,
    Letter,
    OwedBy,
    Part,
    Payee,
    Period,
    Recipient,
    Signatory,
    refuse_if,
)
from guichet.letters.catalogue.recoveries import (
    DueInstalment,
    RecoveredPayment,
    RecoveryLetter,
    RecoveryLiftedLetter,
    RecoveryNews,
    RecoveryNewsLetter,
)
from guichet.letters.catalogue.wire import ContentRefused

__all__ = [
    "AddressRefused",
    "AllowanceStatement",
    "AppealBlock",
    "AppealBlockMissing",
    "AppealLetter",
    "AppealStep",
    "Committee",
    "ContentRefused",
    "DecisionLetter",
    "Deductions",
    "DueInstalment",
    "Fund",
    "Header",
    "Lang",
    "LateWarningLetter",
    "Letter",
    "MissingPiece",
    "NewsLetter",
    "NoticePartThree",
    "Outcome",
    "OwedBy",
    "PaidBefore",
    "PaidSegment",
    "Payee",
    "Period",
    "PieceRequestLetter",
    "PlannedPayment",
    "Reason",
    "Recipient",
    "RecoveredPayment",
    "RecoveryLetter",
    "RecoveryLiftedLetter",
    "RecoveryNews",
    "RecoveryNewsLetter",
    "Signatory",
    "StatementLine",
    "WageMonth",
]


@dataclass(frozen=True)
class MissingPiece(Part):
    what: str
    why: str
    owed_by: OwedBy
    how: str


@dataclass(frozen=True)
class PieceRequestLetter(Letter):
    """What is missing, why, from whom, by when; the file waits meanwhile."""

    insured_name: str
    stop: Period
    pieces: tuple[MissingPiece, ...]
    waiting_since: date
    reply_by: date
    employer_name: str = ""

    @property
    def subject(self) -> str:
        return self._tr("Une pièce manque à votre dossier", "Something is missing from your file")

    def check(self) -> None:
        refuse_if(not self.pieces, "Demande de pièce : aucune pièce n'est demandée.")
        refuse_if(
            self.reply_by < self.header.dated_on,
            "Demande de pièce : la date de réponse précède la lettre.",
        )


@dataclass(frozen=True)
class LateWarningLetter(Letter):
    """A first notice sent late (CSS R.321-2, D.323-2): nothing is taken, the next would cost."""

    insured_name: str
    stop: Period
    prescribed_on: date
    sent_on: date
    allowed_days: int
    until: date
    """The last day on which another late sending would be halved."""

    @property
    def subject(self) -> str:
        return self._tr("Votre avis est parti en retard", "Your notice left late")

    def check(self) -> None:
        refuse_if(
            (self.sent_on - self.prescribed_on).days <= self.allowed_days,
            "Avertissement : l'avis n'est pas envoyé en retard.",
        )


@dataclass(frozen=True)
class StatementLine(Part):
    """One payment made; a correction has negative sums.

    `withheld_cents`: what of the net was kept by the fund, for what the payee owed it. `advance`:
    paid before the days were granted. `employer_name`: of the employer that was paid.
    """

    period: Period
    daily_cents: int
    gross_cents: int
    csg_cents: int
    crds_cents: int
    net_cents: int
    payee: Payee
    paid_on: date
    withheld_cents: int = 0
    advance: bool = False
    employer_name: str = ""

    def check(self) -> None:
        refuse_if(
            not 0 <= self.withheld_cents <= max(self.net_cents, 0),
            "Relevé : une retenue est prise sur le net de sa ligne.",
        )
        refuse_if(
            self.gross_cents != self.csg_cents + self.crds_cents + self.net_cents,
            "Relevé : le net d'une ligne doit être le brut moins la CSG et la CRDS.",
        )


@dataclass(frozen=True)
class PaidBefore(Part):
    """Days that the system before this one paid; of their net it has told, this one cannot."""

    period: Period
    gross_cents: int
    payee: Payee
    paid_on: date


@dataclass(frozen=True)
class NoticePartThree(Letter):
    """Part 3 of a notice sent online, which the insured person gives the employer (R.321-2).

    It says the stop and who prescribed it, never why.
    """

    insured_name: str
    stop: Period
    prolongation: bool
    prescribed_on: date
    prescriber: str
    part_time_from: date | None = None
    """From which day on it prescribes therapeutic part-time; None for a full stop."""

    @property
    def subject(self) -> str:
        return self._tr(
            "Volet 3 de votre arrêt de travail",
            "Part 3 of your sick-leave notice",
        )


@dataclass(frozen=True)
class AllowanceStatement(Letter):
    """Statement of the daily allowances paid over a period (relevé d'indemnités journalières)."""

    insured_name: str
    period: Period
    lines: tuple[StatementLine, ...]
    before: tuple[PaidBefore, ...] = ()

    @property
    def subject(self) -> str:
        return self._tr(
            "Relevé de vos indemnités journalières", "Statement of your daily allowances"
        )
