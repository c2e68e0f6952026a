"""The letters of an overpayment (indu): asked back, and no longer asked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guichet.letters.catalogue.parts import (
    AppealBlock,
    Deductions,
    Letter,
    Part,
    Period,
    Signatory,
    needs_appeal,
    refuse_if,
)


@dataclass(frozen=True)
class RecoveredPayment(Part):
    """Days paid in excess, in one past payment."""

    period: Period
    gross_cents: int
    paid_on: date

    def check(self) -> None:
        refuse_if(self.gross_cents <= 0, "Somme à rembourser : elle doit être positive.")


@dataclass(frozen=True)
class RecoveryLetter(Letter):
    """Notice of an overpayment (indu), CSS L.133-4-1: always a person's decision."""

    insured_name: str
    cause: str
    article: str
    payments: tuple[RecoveredPayment, ...]
    deductions: Deductions
    """CSG and CRDS that were withheld from these days: what is asked back is the net."""
    signatory: Signatory
    appeal: AppealBlock | None
    iban: str = ""
    """The fund's account for a transfer; without it, the letter asks to call."""

    @property
    def subject(self) -> str:
        return self._tr("Somme versée en trop, à rembourser", "Amount overpaid, to be paid back")

    @property
    def unfavourable(self) -> bool:
        return True

    @property
    def gross_cents(self) -> int:
        return sum(payment.gross_cents for payment in self.payments)

    def check(self) -> None:
        needs_appeal(self.appeal, "Somme à rembourser")
        refuse_if(not self.payments, "Somme à rembourser : les paiements concernés manquent.")
        kept = self.deductions
        refuse_if(
            self.gross_cents != kept.csg_cents + kept.crds_cents + kept.net_cents,
            "Somme à rembourser : le net doit être le brut moins la CSG et la CRDS.",
        )


@dataclass(frozen=True)
class RecoveryLiftedLetter(Letter):
    """What was asked back is due again: the demand ends, or becomes smaller."""

    insured_name: str
    asked_on: date
    asked_cents: int
    """Net sums: what the demand was before this letter, and what is left of it."""
    left_cents: int
    periods: tuple[Period, ...]
    """The days that are due again."""

    @property
    def subject(self) -> str:
        french, english = ("réduite", "reduced") if self.left_cents else ("annulée", "cancelled")
        return self._tr(
            f"Somme à rembourser\N{NO-BREAK SPACE}: {french}", f"Amount to pay back: {english}"
        )

    def check(self) -> None:
        refuse_if(not self.periods, "Somme à rembourser : les jours de nouveau dus manquent.")
        refuse_if(
            not 0 <= self.left_cents < self.asked_cents,
            "Somme à rembourser : ce qui reste doit être moins que la somme d'avant.",
        )


class RecoveryNews(StrEnum):
    """What has become of money asked back."""

    CONTESTED = "contested"
    MAINTAINED = "maintained"
    CORRECTED = "corrected"
    PLAN = "plan"
    REMITTED = "remitted"
    WITHHELD = "withheld"
    NOT_WITHHELD = "not_withheld"


_NEWS = {
    RecoveryNews.CONTESTED: ("contestation reçue", "objection received"),
    RecoveryNews.MAINTAINED: ("réponse à votre contestation", "answer to your objection"),
    RecoveryNews.CORRECTED: ("réponse à votre contestation", "answer to your objection"),
    RecoveryNews.PLAN: ("votre échéancier", "your instalments"),
    RecoveryNews.REMITTED: ("remise accordée", "debt reduced"),
    RecoveryNews.WITHHELD: ("retenue sur vos paiements", "withheld from your payments"),
    RecoveryNews.NOT_WITHHELD: ("fin de la retenue", "end of the withholding"),
}


@dataclass(frozen=True)
class DueInstalment(Part):
    """A part of the sum, and the day by which it is to be paid back."""

    due_on: date
    cents: int

    def check(self) -> None:
        refuse_if(self.cents <= 0, "Échéance : la somme doit être positive.")


@dataclass(frozen=True)
class RecoveryNewsLetter(Letter):
    """What follows a demand to pay back: contested, answered, spread, given up, withheld.

    Net cents: `left_cents` after this news, `moved_cents` given up by it. `answer`: why, in the
    words of the agent who answers, or who decides to withhold. `dependants`: those that the law
    counts for what is withheld in a month, none for an employer; `most_cents`: no more in a month.
    """

    insured_name: str
    news: RecoveryNews
    asked_on: date
    left_cents: int
    moved_cents: int = 0
    answer_by: date | None = None
    answer: str = ""
    instalments: tuple[DueInstalment, ...] = ()
    dependants: int | None = None
    most_cents: int = 0
    signatory: Signatory | None = None
    appeal: AppealBlock | None = None

    @property
    def subject(self) -> str:
        french, english = _NEWS[self.news]
        return self._tr(
            f"Somme à rembourser\N{NO-BREAK SPACE}: {french}", f"Amount to pay back: {english}"
        )

    @property
    def unfavourable(self) -> bool:
        return self.news in (RecoveryNews.MAINTAINED, RecoveryNews.WITHHELD)

    def check(self) -> None:
        wanted = {
            RecoveryNews.CONTESTED: self.answer_by,
            RecoveryNews.MAINTAINED: self.answer,
            RecoveryNews.CORRECTED: self.answer,
            RecoveryNews.PLAN: self.instalments,
            RecoveryNews.REMITTED: self.moved_cents,
            RecoveryNews.WITHHELD: self.answer and self.left_cents,
            RecoveryNews.NOT_WITHHELD: self.answer,
        }
        refuse_if(not wanted[self.news], "Somme à rembourser : la nouvelle n'est pas dite.")
        if self.unfavourable:
            needs_appeal(self.appeal, "Somme à rembourser")
        spread = sum(one.cents for one in self.instalments)
        refuse_if(
            bool(self.instalments) and spread != self.left_cents,
            "Échéancier : les échéances doivent faire ce qui reste à rembourser.",
        )
