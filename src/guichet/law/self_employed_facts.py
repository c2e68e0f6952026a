"""Facts of the self-employed to the kernel's columns, refusing in words what cannot be judged."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from guichet.law.columns import NONE, day_number
from guichet.law.counters import Interval
from guichet.law.dates import add_months
from guichet.law.day_counters import total
from guichet.law.explanation import ParameterUse, Refusal, use
from guichet.law.family import FamilyLeave
from guichet.law.family_facts import (
    affiliation_day,
    asked_days,
    asked_values,
    days_left,
    judged_length,
)
from guichet.law.family_faults import leave_fault
from guichet.law.family_lengths import Length
from guichet.law.options import Options
from guichet.law.parameters import Parameters
from guichet.law.self_employed import Income, SelfEmployedLeave, SelfEmployedStop
from guichet.law.self_employed_kernel import (
    CATEGORIES,
    LIBERAL,
    MEAN_YEARS,
    MICRO,
    SPOUSE,
    LeaveInputs,
    StopInputs,
)
from guichet.law.sickness import Kind, SicknessStop
from guichet.law.sickness_facts import carence_elapsed, kind_of, stop_fault

MOST_YEARLY_CENTS = 10_000_000_000_00
_FIRST_DAY = date(2018, 1, 1)  # before it, other rules: seven waiting days in particular
_OLD_MATERNITY = "self_employed_old_maternity_days"
# Where the flags begin in the row of a stop, and the income in that of a leave.
_STOP_FLAGS, _LEAVE_INCOME = 10, 5


class Right(NamedTuple):
    """Whether the affiliation is long enough on a day: as somebody said, else from its start."""

    needed: ParameterUse
    day: date
    given: bool | None
    since: date | None

    @property
    def open(self) -> bool | None:
        """None while nobody has said anything."""
        if self.given is not None or self.since is None:
            return self.given
        return self.since <= self.day and add_months(self.since, self.months) <= self.day

    @property
    def months(self) -> int:
        """How many months are needed."""
        return int(self.needed.value)


class PreparedStop(NamedTuple):
    """A stop without fault, and its row of the kernel's columns."""

    asked: SelfEmployedStop
    kind: Kind
    finding: date
    reference: date
    right: Right
    values: tuple[int, ...]


class PreparedLeave(NamedTuple):
    """A leave without fault, and its row of the kernel's columns."""

    asked: SelfEmployedLeave
    length: Length | None
    right: Right
    values: tuple[int, ...]


def prepare_stop(
    asked: SelfEmployedStop, parameters: Parameters, options: Options
) -> PreparedStop | Refusal:
    """Check one stop and lay out its row; the first fault found is the refusal."""
    stop = asked.stop
    if fault := stop_fault(stop, parameters):
        return fault
    kind = kind_of(stop, parameters)
    known = stop.reference_start if kind == "prolongation" else None
    reference, finding = known or stop.stop_start, stop.prescribed_on
    if known and options.prolongation_reference == "initial_stop":
        finding = known
    if fault := _stop_fault(asked, reference, finding, parameters):
        return fault
    needed = use(parameters, "self_employed_affiliation_months", finding)
    right = Right(needed, finding, stop.opening_conditions_met, stop.affiliated_since)
    behind = stop.days.prolonged if kind == "prolongation" else ()
    short = int(parameters.on("self_employed_short_stop_days", reference).value)
    values = (
        day_number(finding),
        day_number(reference),
        day_number(stop.stop_start),
        day_number(stop.stop_end or stop.stop_start),
        CATEGORIES.index(asked.category),
        *_income(asked.income),
        total(behind),
        carence_elapsed(stop, kind),
        stop.stop_end is not None,
        stop.carence_waived or bool(stop.waived_by),
        not asked.hospitalised and 0 < _initial_days(stop, kind) <= short,
        right.open is False,
    )
    return PreparedStop(asked, kind, finding, reference, right, values)


def prepare_leave(
    asked: SelfEmployedLeave, parameters: Parameters, options: Options
) -> PreparedLeave | Refusal:
    """Check one leave and lay out its row; the first fault found is the refusal."""
    leave = asked.leave
    fault = (
        leave_fault(leave, parameters)
        or _day_fault(leave.leave_start, "leave_start", parameters)
        or _income_fault(asked.income)
    )
    if fault:
        return fault
    length = judged_length(leave, parameters, options)
    if isinstance(length, Refusal):
        return length
    if length and length.moved:
        return Refusal(
            "birth_expected",
            "la date de la naissance, ou rien",
            "Ce qu'une naissance tardive ou très précoce change au congé d'une indépendante n'est"
            " pas calculé.",
        )
    length = _old_length(leave, parameters) or length
    needed = use(parameters, "self_employed_birth_affiliation_months", leave.leave_start)
    day = affiliation_day(leave) or leave.leave_start
    right = Right(needed, day, leave.opening_conditions_met, leave.affiliated_since)
    left = days_left(leave, length, parameters, options)
    values = (*asked_values(leave, left), *_income(asked.income), right.open is False)
    return PreparedLeave(asked, length, right, values)


def stop_columns(prepared: Sequence[PreparedStop]) -> StopInputs:
    """The rows of `prepared` as the kernel's columns."""
    columns = np.array([one.values for one in prepared], dtype=np.int64).T
    return StopInputs(*columns[:_STOP_FLAGS], *(columns[_STOP_FLAGS:] == 1))


def leave_columns(prepared: Sequence[PreparedLeave]) -> LeaveInputs:
    """The rows of `prepared` as the kernel's columns."""
    table = np.array([one.values for one in prepared], dtype=np.int64)
    raam, turnover, micro, closed = table[:, _LEAVE_INCOME:].T
    return LeaveInputs(asked_days(table), raam, turnover, micro, closed == 1)


def _day_fault(day: date, key: str, parameters: Parameters) -> Refusal | None:
    """The ceilings of the year of `day` and of the three years before must be known."""
    known = parameters.named("pass_annual")
    first, last = known[0].effective_from, known[-1].effective_to
    first = max(first.replace(year=first.year + MEAN_YEARS), _FIRST_DAY)
    if day >= first and (last is None or day <= last):
        return None
    upto = f" et jusqu'au {last:%d/%m/%Y}" if last else ""
    return Refusal(
        key,
        f"à partir du {first:%d/%m/%Y}{upto}",
        f"Les règles et les plafonds des travailleurs indépendants sont connus à partir du"
        f" {first:%d/%m/%Y}{upto} ; il s'agit ici du {day:%d/%m/%Y}.",
    )


def _income_fault(income: Income) -> Refusal | None:
    """An income that is negative or beyond reason."""
    given = {"raam": income.raam_cents, "mean_turnover_3_years": income.turnover_cents}
    for key, cents in given.items():
        if cents is not None and not 0 <= cents <= MOST_YEARLY_CENTS:
            return Refusal(key, "entre 0 et 10 milliards d'euros", "Ce montant n'est pas possible.")
    return None


def _stop_fault(
    asked: SelfEmployedStop, reference: date, finding: date, parameters: Parameters
) -> Refusal | None:
    stop = asked.stop
    key = "issued_on" if stop.days.issued_on == finding else "stop_start"
    return (
        _day_fault(reference, "stop_start", parameters)
        or _day_fault(finding, key, parameters)
        or _category_fault(asked, reference, parameters)
        or _income_fault(asked.income)
    )


def _category_fault(asked: SelfEmployedStop, day: date, parameters: Parameters) -> Refusal | None:
    if asked.category == CATEGORIES[LIBERAL]:
        first = parameters.named("liberal_most_days")[0].effective_from
        if day < first:
            return Refusal(
                "stop_start",
                f"le {first:%d/%m/%Y} ou après",
                "Les professions libérales ont droit à des indemnités journalières de maladie pour"
                f" les arrêts qui commencent le {first:%d/%m/%Y} ou après ; celui-ci commence le"
                f" {day:%d/%m/%Y}.",
            )
    if asked.category != CATEGORIES[SPOUSE] and not asked.income.known:
        return Refusal(
            "raam",
            "le revenu annuel moyen, ou le chiffre d'affaires moyen et l'abattement",
            "Le revenu d'activité annuel moyen des trois années civiles précédentes manque.",
        )
    return None


def _initial_days(stop: SicknessStop, kind: Kind) -> int:
    """Length of the initial stop; 0 when it is not known."""
    if kind == "prolongation":
        return stop.days.prolonged[0].days if stop.days.prolonged else 0
    return Interval(stop.stop_start, stop.stop_end).days if stop.stop_end else 0


def _income(income: Income) -> tuple[int, int, int]:
    """Mean income, mean turnover and the index of its allowance, NONE where not given."""
    micro = NONE if income.micro is None else MICRO.index(income.micro)
    raam, turnover = income.raam_cents, income.turnover_cents
    return (NONE if raam is None else raam, NONE if turnover is None else turnover, micro)


def _old_length(leave: FamilyLeave, parameters: Parameters) -> Length | None:
    """The longest maternity while it was not yet that of employees."""
    (old,) = parameters.named(_OLD_MATERNITY)
    if leave.benefit != "maternite" or not old.effective_to or leave.leave_start > old.effective_to:
        return None
    return Length(int(old.value), _OLD_MATERNITY, leave.leave_start, 1)
