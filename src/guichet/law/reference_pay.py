"""The pays that make a daily base: by month, week or fortnight, re-established where due.

Shared by all the benefits of employees (CSS R.323-4, R.331-5, R.433-4); re-establishment is
R.323-8 II: a month without its full pay, for a listed cause, counts for what it would have been.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from guichet.law import rounding
from guichet.law.columns import NONE
from guichet.law.explanation import Refusal

Periodicity = Literal["monthly", "fortnightly", "weekly", "discontinuous"]
Counts = Mapping[Periodicity, int]
MOST_MONTHLY_CENTS = 1_000_000_00
MOST_MONTHLY_HOURS = 744
MOST_DAILY_CENTS = 1_000_000_00
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])\Z")


@dataclass(frozen=True)
class MonthlyWage:
    """Pay of one civil month, all employers summed. `reestablished_cents` replaces the gross.

    `absent`: the pay is not that of a full month, for a cause that lets it be re-established.
    """

    month: str
    gross_cents: int
    hours: Decimal | None = None
    reestablished_cents: int | None = None
    absent: bool = False


@dataclass(frozen=True)
class PayBasis:
    """How the person is paid, and what is known of the pay besides the wages by month.

    `pays`: weekly or fortnightly pays in cents, oldest first. `total_cents`: the twelve months of
    discontinuous work together; `total_to_check`: nobody has said that no month of them is above
    the cap. `contract_cents`: the wage of a full month.
    """

    periodicity: Periodicity = "monthly"
    pays: tuple[int, ...] = ()
    total_cents: int | None = None
    contract_cents: int | None = None
    total_to_check: bool = False


class Base(NamedTuple):
    """The pays that count, oldest first, in cents; `reestablished` is NONE where the gross stands.

    `names`: the months, as YYYY-MM, or the rank of each pay. `methods`: how each pay came to be
    re-established: "" (it was not), given, contract or average. `earned`, `earned_days`: the gross
    of the full months of the period and their days, from which the average comes.
    """

    names: tuple[str, ...]
    gross: tuple[int, ...]
    reestablished: tuple[int, ...]
    methods: tuple[str, ...]
    earned: int = 0
    earned_days: int = 0

    @property
    def by_month(self) -> bool:
        """Whether each pay is that of a month; else they are weekly or fortnightly, or TOTAL."""
        return "-" in self.names[0]

    @property
    def total(self) -> int:
        """What the pays count for together, before any cap."""
        pairs = zip(self.gross, self.reestablished, strict=True)
        return sum(gross if restored == NONE else restored for gross, restored in pairs)


MONTHLY = PayBasis()
TOTAL = ("total",)  # the name of the twelve months given together


def base_of(
    wages: Mapping[str, MonthlyWage], basis: PayBasis, reference: date, counts: Counts
) -> Base | Refusal:
    """The pays before `reference` that the rule of `basis.periodicity` takes, or what is missing.

    `counts`: for each periodicity, how many pays the benefit takes (R.323-4: 3, 6, 12 or 12;
    R.433-4: 1, 2, 4 or 12).
    """
    count = counts[basis.periodicity]
    if basis.periodicity in ("fortnightly", "weekly"):
        return _pays(basis, count)
    if basis.total_cents is not None and basis.periodicity == "discontinuous":
        return Base(TOTAL, (basis.total_cents,), (NONE,), ("",))
    months = months_before(reference, count)
    for month in months:
        if month not in wages:
            return _missing(month, months, reference)
    return _months([wages[month] for month in months], basis.contract_cents)


@lru_cache(maxsize=4096)
def months_before(day: date, count: int) -> tuple[str, ...]:
    """The `count` civil months before the month of `day`, oldest first, as YYYY-MM."""
    index = day.year * 12 + day.month - 1
    return tuple(f"{i // 12:04d}-{i % 12 + 1:02d}" for i in range(index - count, index))


def month_index(month: str) -> int | None:
    """Months since year 0 of a month written YYYY-MM; None for any other text."""
    return int(month[:4]) * 12 + int(month[5:]) - 1 if _MONTH.match(month) else None


@lru_cache(maxsize=4096)
def days_of(month: str) -> int:
    """Calendar days of a month written YYYY-MM."""
    first = date.fromisoformat(f"{month}-01")
    return ((first + timedelta(days=31)).replace(day=1) - first).days


def wage_fault(wages: Sequence[MonthlyWage]) -> Refusal | None:
    """The first fault of a list of monthly wages, if any."""
    seen: set[str] = set()
    for wage in wages:
        if not _MONTH.match(wage.month):
            return Refusal(
                "reference_wages", "un mois écrit AAAA-MM", f"« {wage.month} » n'est pas un mois."
            )
        if wage.month in seen:
            return Refusal(
                "reference_wages",
                "chaque mois une seule fois",
                f"Le salaire du mois {wage.month} est donné deux fois.",
            )
        seen.add(wage.month)
        for cents in (wage.gross_cents, wage.reestablished_cents):
            if cents is not None and not 0 <= cents <= MOST_MONTHLY_CENTS:
                return _out_of_range(wage.month, cents)
        if wage.hours is not None and not 0 <= wage.hours <= MOST_MONTHLY_HOURS:
            return Refusal(
                "reference_wages",
                f"entre 0 et {MOST_MONTHLY_HOURS} heures",
                f"Les heures du mois {wage.month} ({wage.hours}) ne sont pas possibles.",
            )
    return None


def base_fault(sjb_given_cents: int | None) -> Refusal | None:
    """Whether a daily base that is given, in cents, cannot be one."""
    if sjb_given_cents is None or 0 <= sjb_given_cents <= MOST_DAILY_CENTS:
        return None
    return Refusal(
        "sjb_given",
        "entre 0 et 1 000 000 €",
        "Le salaire journalier de base donné n'est pas vraisemblable.",
    )


def total_fault(basis: PayBasis, base: Base | None, cap_cents: int) -> Refusal | None:
    """Whether a total of twelve months may hide a month above the cap, in cents, of one month."""
    if (
        base is None
        or base.names != TOTAL
        or not basis.total_to_check
        or base.gross[0] <= cap_cents
    ):
        return None
    return Refusal(
        "no_month_above_cap",
        "true, ou les douze salaires mensuels (reference_wages)",
        "Le total de douze mois ne suffit pas : le plafond s'applique mois par mois.",
    )


def _pays(basis: PayBasis, count: int) -> Base | Refusal:
    if len(basis.pays) != count:
        return Refusal(
            "reference_pays_count",
            f"{count} paies",
            f"Il faut les {count} dernières paies des mois civils précédents ;"
            f" {len(basis.pays)} sont données.",
        )
    ranks = tuple(str(rank) for rank in range(1, count + 1))
    return Base(ranks, basis.pays, (NONE,) * count, ("",) * count)


def _months(wages: list[MonthlyWage], contract: int | None) -> Base | Refusal:
    names = tuple(w.month for w in wages)
    gross = tuple(w.gross_cents for w in wages)
    if not any(w.absent or w.reestablished_cents is not None for w in wages):
        return Base(names, gross, (NONE,) * len(wages), ("",) * len(wages))
    full = [w for w in wages if not w.absent]
    earned, days = sum(w.gross_cents for w in full), sum(days_of(w.month) for w in full)
    restored: list[int] = []
    methods: list[str] = []
    for wage in wages:
        found = _restored(wage, contract, earned, days)
        if isinstance(found, Refusal):
            return found
        restored.append(found[0])
        methods.append(found[1])
    return Base(names, gross, tuple(restored), tuple(methods), earned, days)


def _restored(
    wage: MonthlyWage, contract: int | None, earned: int, days: int
) -> tuple[int, str] | Refusal:
    """What a month counts for, and by which method; never less than what was earned in it."""
    if wage.reestablished_cents is not None:
        return wage.reestablished_cents, "given"
    if not wage.absent:
        return NONE, ""
    if contract is not None:
        return max(wage.gross_cents, contract), "contract"
    if earned:
        average = rounding.half_up(earned * days_of(wage.month), days)
        return max(wage.gross_cents, average), "average"
    return Refusal(
        "reference_wages",
        "le salaire rétabli par l'employeur (reestablished), ou celui d'un mois complet"
        " (contract_monthly_gross)",
        f"Le mois {wage.month} est incomplet, sans autre mois payé de la période : rien ne dit ce"
        " qu'aurait été son salaire complet.",
    )


def _out_of_range(month: str, cents: int) -> Refusal:
    problem = "est négatif" if cents < 0 else "dépasse un million d'euros"
    return Refusal(
        "reference_wages",
        "entre 0 et 1 000 000 € par mois",
        f"Le salaire du mois {month} {problem} : il faut le vérifier.",
    )


def _missing(month: str, months: tuple[str, ...], reference: date) -> Refusal:
    said = ", ".join(months) if len(months) < 12 else f"{months[0]} à {months[-1]}"
    needed = f"le salaire du mois {said}" if len(months) == 1 else f"les salaires des mois {said}"
    return Refusal(
        "reference_wages",
        f"le salaire brut du mois {month}",
        f"Le salaire du mois {month} manque : pour un arrêt ou un congé commencé le"
        f" {reference:%d/%m/%Y}, il faut {needed}.",
    )
