"""What each letter says, as typed values: integer cents, dates, texts; no markup anywhere.

A letter is archived as (code, version, `to_json()`) and rendered again identically.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from guichet.letters.catalogue.appeals import AppealLetter, AppealStep
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
    needs_appeal,
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


_DECISION_SUBJECTS = {
    "granted": ("notre accord", "granted"),
    "partly_granted": ("accord pour une partie", "granted in part"),
    "recalculated": ("nouveau calcul", "recalculated"),
    "refused": ("notre refus", "refused"),
}


class Outcome(StrEnum):
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    RECALCULATED = "recalculated"
    REFUSED = "refused"


@dataclass(frozen=True)
class PaidSegment(Part):
    """Days paid at one daily gross amount to one payee."""

    period: Period
    daily_cents: int
    gross_cents: int
    payee: Payee

    def check(self) -> None:
        refuse_if(self.daily_cents < 0, "Montant par jour : il ne peut pas être négatif.")
        refuse_if(
            self.gross_cents != self.daily_cents * self.period.days,
            "Total d'une période payée : il doit être le montant par jour fois les jours.",
        )


@dataclass(frozen=True)
class WageMonth(Part):
    """One month of the reference wages (`month` is its first day), and what the cap keeps of it."""

    month: date
    gross_cents: int
    counted_cents: int


@dataclass(frozen=True)
class PlannedPayment(Part):
    on: date
    net_cents: int
    payee: Payee


@dataclass(frozen=True)
class Reason(Part):
    """Why (part of) the request is refused, in plain words, with the article."""

    plain: str
    article: str
    what_to_do: str = ""


@dataclass(frozen=True)
class DecisionLetter(Letter):
    """Notice of a decision on daily allowances; one page for a usual file."""

    insured_name: str
    outcome: Outcome
    stop: Period
    automatic: bool
    rules: tuple[str, ...] = ()
    """The rules an automatic decision applied, each with its article."""
    signatory: Signatory | None = None
    employer_name: str = ""
    waiting: Period | None = None
    """Waiting days (carence)."""
    paid: tuple[PaidSegment, ...] = ()
    deductions: Deductions | None = None
    explanation: tuple[str, ...] = ()
    wages: tuple[WageMonth, ...] = ()
    planned: tuple[PlannedPayment, ...] = ()
    changes: tuple[str, ...] = ()
    """What changed since the previous decision (recalculation)."""
    previous_gross_cents: int | None = None
    reason: Reason | None = None
    appeal: AppealBlock | None = None
    already_paid_cents: int = 0
    """Of the gross total, what was paid before this decision: only the rest is transferred."""
    provisional: bool = False
    """Payslips stand in for what the employer has not said: to be worked out again."""
    advance_cents: int = 0
    """What was paid as an advance, gross: of what was paid before, or more than what is due."""

    @property
    def subject(self) -> str:
        french, english = _DECISION_SUBJECTS[self.outcome]
        if self.provisional and self.outcome is Outcome.GRANTED:
            french, english = "accord provisoire", "granted provisionally"
        return self._tr(
            f"Vos indemnités journalières\N{NO-BREAK SPACE}: {french}",
            f"Your daily allowances: {english}",
        )

    @property
    def gross_cents(self) -> int:
        return sum(segment.gross_cents for segment in self.paid)

    @property
    def unfavourable(self) -> bool:
        lowered = self.gross_cents < (self.previous_gross_cents or 0)
        partly = self.reason is not None  # a new calculation may add days and leave others unpaid
        return self.outcome in {Outcome.REFUSED, Outcome.PARTLY_GRANTED} or partly or lowered

    def check(self) -> None:
        if self.unfavourable:
            needs_appeal(self.appeal, "Décision")
        self._check_author()
        self._check_outcome()
        self._check_periods()
        self._check_sums()

    def _check_author(self) -> None:
        refuse_if(
            self.automatic and self.unfavourable,
            "Décision : défavorable, elle est prise par une personne, jamais automatiquement.",
        )
        refuse_if(
            self.automatic and not self.rules,
            "Décision automatique : les règles appliquées manquent.",
        )
        refuse_if(
            not self.automatic and self.signatory is None,
            "Décision : le nom et la qualité de son auteur manquent (CRPA L. 212-1).",
        )

    def _check_outcome(self) -> None:
        recalculated = self.outcome is Outcome.RECALCULATED
        refused = self.outcome is Outcome.REFUSED
        refuse_if(
            recalculated != (self.previous_gross_cents is not None)
            or recalculated != bool(self.changes),
            "Nouveau calcul : il faut dire ce qui a changé et le montant précédent, et seulement "
            "dans ce cas.",
        )
        refuse_if(
            self.outcome in {Outcome.REFUSED, Outcome.PARTLY_GRANTED} and self.reason is None,
            "Refus total ou partiel : le motif et l'article manquent.",
        )
        refuse_if(refused and bool(self.paid), "Refus : aucune période payée n'est possible.")
        refuse_if(
            not refused and not recalculated and not self.paid,
            "Accord : au moins une période payée est attendue.",
        )
        refuse_if(
            self.provisional and (self.automatic or not self.paid),
            "Décision provisoire : une personne l'accorde, et des jours sont payés.",
        )

    def _check_periods(self) -> None:
        periods = sorted((s.period for s in self.paid), key=lambda period: period.start)
        if self.waiting is not None:
            periods = sorted([self.waiting, *periods], key=lambda period: period.start)
        refuse_if(
            any(not self.stop.holds(period) for period in periods),
            "Période payée ou carence : elle sort de l'arrêt de travail.",
        )
        refuse_if(
            any(first.overlaps(second) for first, second in pairwise(periods)),
            "Périodes payées et carence : un même jour y est deux fois.",
        )
        to_employer = any(s.payee is Payee.EMPLOYER for s in self.paid)
        refuse_if(
            to_employer and not self.employer_name,
            "Paiement à l'employeur : son nom manque.",
        )

    def _check_sums(self) -> None:
        refuse_if(
            not 0 <= self.already_paid_cents <= self.gross_cents,
            "Déjà payé : entre zéro et le total brut.",
        )
        refuse_if(self.advance_cents < 0, "Acompte : il ne peut pas être négatif.")
        refuse_if(
            bool(self.paid) != (self.deductions is not None),
            "Retenues : elles vont avec les périodes payées.",
        )
        if self.deductions is not None:
            kept = self.deductions
            refuse_if(
                self.gross_cents != kept.csg_cents + kept.crds_cents + kept.net_cents,
                "Net : il doit être le brut moins la CSG et la CRDS.",
            )


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
    paid before the days were granted.
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
