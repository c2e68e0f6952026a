"""The pays that make a daily base: by month, week or fortnight, re-established where due.

Shared by all the benefits of employees (CSS R.323-4, R.331-5, R.433-4); re-establishment is
R.323-8 II: a month without its full pay, for a listed cause, counts for what it would have been,
and a month in which an activity begins or ends for its daily income on all its days.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from guichet.law import rounding
from guichet.law.columns import NONE
from guichet.law.explanation import Refusal

Periodicity = Literal["monthly", "fortnightly", "weekly", "discontinuous"]
Counts = Mapping[Periodicity, int]
BeforeHire = Literal["count_nothing", "as_listed_cause"]
MOST_MONTHLY_CENTS = 1_000_000_00
MOST_MONTHLY_HOURS = 744
MOST_DAILY_CENTS = 1_000_000_00
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])\Z")


class Activity(NamedTuple):
    """Days of a month, from 1, that an activity held, both counted, and its pay, in cents."""

    first: int
    last: int
    gross: int

    @property
    def days(self) -> int:
        """How many days it held."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class MonthlyWage:
    """Pay of one civil month, all employers summed. `reestablished_cents` replaces the gross.

    `absent`: the pay is not that of a full month, for a cause that lets it be re-established.
    `before_hire`: the person had no activity yet. `activities`: told where one began or ended
    within the month, none else.
    """

    month: str
    gross_cents: int
    hours: Decimal | None = None
    reestablished_cents: int | None = None
    absent: bool = False
    before_hire: bool = False
    activities: tuple[Activity, ...] = ()


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
    re-established: "" (it was not), given, contract, average, since (the days worked between the
    period and the stop) or activity. `earned`, `earned_days`: the gross and the days that give the
    average day of the period, or of `since`. `idle`: the days of a month that no activity held,
    with those of the last one to begin; none for the other months. `before_hire`: the months so.
    """

    names: tuple[str, ...]
    gross: tuple[int, ...]
    reestablished: tuple[int, ...]
    methods: tuple[str, ...]
    earned: int = 0
    earned_days: int = 0
    idle: tuple[tuple[int, Activity] | None, ...] = ()
    before_hire: frozenset[str] = frozenset()

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
    wages: Mapping[str, MonthlyWage],
    basis: PayBasis,
    reference: date,
    counts: Counts,
    before_hire: BeforeHire,
) -> Base | Refusal:
    """The pays before `reference` that the rule of `basis.periodicity` takes, or what is missing.

    `counts`: for each periodicity, how many pays the benefit takes (R.323-4: 3, 6, 12 or 12;
    R.433-4: 1, 2, 4 or 12). `before_hire`: what the months before a first activity are worth.
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
    since = _days_since(wages.get(f"{reference:%Y-%m}"), reference)
    return _months([wages[month] for month in months], basis.contract_cents, since, before_hire)


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


def _days_since(wage: MonthlyWage | None, reference: date) -> Activity | None:
    """The days worked from the end of the period to the eve of the stop, when their pay is told."""
    if wage is None or not wage.gross_cents:
        return None
    eve = reference.day - 1
    first = min((held.first for held in wage.activities), default=1)
    return Activity(first, eve, wage.gross_cents) if first <= eve else None


def _months(
    wages: list[MonthlyWage],
    contract: int | None,
    since: Activity | None,
    before_hire: BeforeHire,
) -> Base | Refusal:
    names = tuple(w.month for w in wages)
    gross = tuple(w.gross_cents for w in wages)
    hired = frozenset(w.month for w in wages if w.before_hire)
    if before_hire == "as_listed_cause":
        wages = [replace(w, absent=w.absent or w.before_hire) for w in wages]
    if not any(w.absent or w.activities or w.reestablished_cents is not None for w in wages):
        return Base(names, gross, (NONE,) * len(wages), ("",) * len(wages), before_hire=hired)
    earned, days = _earned(wages, hired)
    method = "average"
    if not earned and since is not None:
        earned, days, method = since.gross, since.days, "since"
    idle = tuple(_idle(wage) for wage in wages)
    restored: list[int] = []
    methods: list[str] = []
    for wage, left in zip(wages, idle, strict=True):
        if left is not None:
            found: tuple[int, str] | Refusal = (_held(wage, *left), "activity")
        else:
            found = _restored(wage, contract, (earned, days, method))
        if isinstance(found, Refusal):
            return found
        restored.append(found[0])
        methods.append(found[1])
    return Base(names, gross, tuple(restored), tuple(methods), earned, days, idle, hired)


def _earned(wages: Sequence[MonthlyWage], hired: frozenset[str]) -> tuple[int, int]:
    """The pay of the days of the period that were worked as agreed, in cents, and those days."""
    full = [
        w for w in wages if not w.absent and w.reestablished_cents is None and w.month not in hired
    ]
    held = sum(sum(days_held(w.activities)) if w.activities else days_of(w.month) for w in full)
    return sum(w.gross_cents for w in full), held


def days_held(activities: Sequence[Activity]) -> list[bool]:
    """For each day of the month from the first, whether an activity held it."""
    last = max(held.last for held in activities)
    return [any(a.first <= day <= a.last for a in activities) for day in range(1, last + 1)]


def _idle(wage: MonthlyWage) -> tuple[int, Activity] | None:
    """The days of the month that no activity held, with the last activity to begin (R.323-8)."""
    if not wage.activities or wage.absent or wage.reestablished_cents is not None:
        return None
    left = days_of(wage.month) - sum(days_held(wage.activities))
    return (left, max(wage.activities)) if left else None


def _held(wage: MonthlyWage, left: int, last: Activity) -> int:
    """What was earned, and the daily income of the last activity on the days that none held."""
    return wage.gross_cents + rounding.half_up(left * last.gross, last.days)


def _restored(
    wage: MonthlyWage, contract: int | None, average: tuple[int, int, str]
) -> tuple[int, str] | Refusal:
    """What a month counts for, and by which method; never less than what was earned in it."""
    if wage.reestablished_cents is not None:
        return wage.reestablished_cents, "given"
    if not wage.absent:
        return NONE, ""
    if contract is not None:
        return max(wage.gross_cents, contract), "contract"
    earned, days, method = average
    if earned:
        return max(wage.gross_cents, rounding.half_up(earned * days_of(wage.month), days)), method
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
