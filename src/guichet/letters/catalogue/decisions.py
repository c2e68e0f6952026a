"""What the notice of a decision on daily allowances says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from guichet.letters.catalogue.parts import (
    AppealBlock,
    Deductions,
    Letter,
    Part,
    Payee,
    Period,
    Signatory,
    needs_appeal,
    refuse_if,
)

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
    """Days paid at one daily gross amount to one payee.

    `employer_name`: which employer, where there are several; the same days are then paid in parts.
    """

    period: Period
    daily_cents: int
    gross_cents: int
    payee: Payee
    employer_name: str = ""

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
    paid_days: int = 0
    """How many days are paid, each once, where several have parts of them; zero elsewhere."""

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
        periods = [s.period for s in self.paid] + ([self.waiting] if self.waiting else [])
        refuse_if(
            any(not self.stop.holds(period) for period in periods),
            "Période payée ou carence : elle sort de l'arrêt de travail.",
        )
        payees = {(s.payee, s.employer_name) for s in self.paid} if self.paid_days else {None}
        refuse_if(
            any(self._overlap(payee) for payee in payees),
            "Périodes payées et carence : un même jour y est deux fois.",
        )
        to_employer = [s for s in self.paid if s.payee is Payee.EMPLOYER]
        refuse_if(
            bool(to_employer) and not self.employer_name,
            "Paiement à l'employeur : son nom manque.",
        )
        refuse_if(
            any(bool(s.employer_name) != bool(self.paid_days) for s in to_employer),
            "Jours partagés : le nom de chaque employeur payé, ou leur nombre, manque.",
        )

    def _overlap(self, payee: tuple[Payee, str] | None) -> bool:
        """Whether a day is there twice, of all segments or of those of one payee."""
        own = [s.period for s in self.paid if payee in (None, (s.payee, s.employer_name))]
        periods = sorted(
            own + ([self.waiting] if self.waiting else []), key=lambda period: period.start
        )
        return any(first.overlaps(second) for first, second in pairwise(periods))

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
