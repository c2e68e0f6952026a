"""From the facts of a family leave to the kernel's columns, refusing what cannot be judged."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from guichet.law.columns import NONE, Ints, day_number
from guichet.law.dates import add_months, after_months
from guichet.law.explanation import Refusal
from guichet.law.family import FamilyLeave
from guichet.law.family_faults import benefit_fault, leave_fault
from guichet.law.family_kernel import AskedDays, FamilyInputs
from guichet.law.family_lengths import (
    Length,
    last_in_time,
    length_of,
    window_fault,
)
from guichet.law.family_season import season_facts
from guichet.law.opening import known_of
from guichet.law.opening_year import YearFacts
from guichet.law.options import Options
from guichet.law.parameters import ParameterFault, Parameters
from guichet.law.pay_columns import COUNTS, base_values, padded
from guichet.law.reference_pay import Base, MonthlyWage, base_of, wage_fault

PREGNANCY_MONTHS = 9  # the right to maternity is also judged nine months before the birth (R.313-1)
_EVERY_DAY = 10**6
# Weeks of leave before a birth of one, two, three: the longest, with the days moved before it and
# a fortnight of illness; and months after the birth in which a paternity leave begins.
_LONGEST_BEFORE_BIRTH, _LONGEST_AFTER_BIRTH = (12, 18, 26), 6
_BIRTH_DECIDES = 2


class Prepared(NamedTuple):
    """A leave without fault, and its row of the kernel's columns."""

    leave: FamilyLeave
    base: Base | None
    length: Length | None
    other_day: date | None
    values: tuple[int, ...]
    gross: tuple[int, ...]
    reestablished: tuple[int, ...]
    opening: tuple[tuple[int, ...], ...]
    season: tuple[YearFacts, ...]


def prepare(leave: FamilyLeave, parameters: Parameters, options: Options) -> Prepared | Refusal:
    """Check one leave and lay out its row; the first fault found is the refusal."""
    refusal = leave_fault(leave, parameters) or wage_fault(leave.wages)
    if refusal:
        return refusal
    length = judged_length(leave, parameters, options)
    if isinstance(length, Refusal):
        return length
    wages = {wage.month: wage for wage in leave.wages}
    base = None
    if leave.sjb_given_cents is None:
        found = base_of(wages, leave.basis, leave.leave_start, COUNTS, options.months_before_hire)
        if isinstance(found, Refusal):
            return found
        base = found
    left, affiliated = days_left(leave, length, parameters, options), _affiliated(leave, parameters)
    if affiliated == _BIRTH_DECIDES and leave.opening_conditions_met is None:
        return Refusal(
            "child_birth",
            "la date de naissance de l'enfant, prévue ou non",
            "La durée d'affiliation se juge le jour de la naissance.",
        )
    return _laid_out(leave, base, length, (left, affiliated), wages)


def _laid_out(
    leave: FamilyLeave,
    base: Base | None,
    length: Length | None,
    judged: tuple[int, int],
    wages: Mapping[str, MonthlyWage],
) -> Prepared:
    """`judged`: the days that may still be paid, and whether the person is affiliated."""
    given = leave.opening_conditions_met
    start, other = leave.leave_start, _other_day(leave)
    left, affiliated = judged
    return Prepared(
        leave,
        base,
        length,
        other,
        (
            *asked_values(leave, left),
            NONE if leave.sjb_given_cents is None else leave.sjb_given_cents,
            *base_values(leave.basis, base),
            leave.benefit == "naissance",
            _first_days(leave),
            NONE if given is None else int(given),
            affiliated,
            leave.benefit != "maternite" or other is not None,
            day_number(other or start),
        ),
        base.gross if base else (0,),
        base.reestablished if base else (NONE,),
        (*known_of(wages, start), *known_of(wages, other or start)),
        season_facts(leave, other, wages),
    )


def asked_values(leave: FamilyLeave, left: int) -> tuple[int, ...]:
    """The row of AskedDays, of which `left` may still be paid."""
    start, end = leave.leave_start, last_day(leave)
    asked = NONE if leave.asked_days is None else leave.asked_days
    return day_number(start), day_number(end or start), int(end is not None), asked, left


def judged_length(
    leave: FamilyLeave, parameters: Parameters, options: Options
) -> Length | Refusal | None:
    """The days that the whole leave may last, when its benefit and its time allow it."""
    try:
        # The monthly ceiling is the only value of the leave's day that has an end.
        parameters.on("pmss", leave.leave_start.replace(day=1) - timedelta(days=1))
        refusal = benefit_fault(leave, parameters, options) or window_fault(leave, parameters)
        return refusal or length_of(leave, parameters, options)
    except ParameterFault as fault:
        return Refusal("leave_start", "une date couverte", str(fault))


def asked_days(flat: Ints) -> AskedDays:
    """The columns of rows that begin with `asked_values`."""
    return AskedDays(flat[:, 0], flat[:, 1], flat[:, 2] == 1, flat[:, 3], flat[:, 4])


def columns(prepared: Sequence[Prepared]) -> FamilyInputs:
    """The rows of `prepared` as the kernel's columns."""
    flat = np.array([p.values for p in prepared], dtype=np.int64)

    def opening(rank: int) -> Ints:
        return np.array([p.opening[rank] for p in prepared], dtype=np.int64)

    return FamilyInputs(
        days=asked_days(flat),
        gross=padded([p.gross for p in prepared], 0),
        reestablished=padded([p.reestablished for p in prepared], NONE),
        sjb_given=flat[:, 5],
        pays=flat[:, 6],
        cap_share=flat[:, 7:9],
        divisor=flat[:, 9],
        birth_leave=flat[:, 10] == 1,
        first_days=flat[:, 11],
        opening_given=flat[:, 12],
        affiliated=flat[:, 13],
        every_day=flat[:, 14] == 1,
        other_day=flat[:, 15],
        opening_pay=opening(0),
        opening_hours=opening(1),
        other_pay=opening(2),
        other_hours=opening(3),
        year_reason=np.full(len(prepared), NONE, dtype=np.int64),
        other_year_reason=np.full(len(prepared), NONE, dtype=np.int64),
    )


def last_day(leave: FamilyLeave) -> date | None:
    """The last day asked about: the day before the return to work when that is earlier."""
    if leave.return_on is None:
        return leave.period_end
    before = leave.return_on - timedelta(days=1)
    return min(before, leave.period_end or before)


def affiliation_day(leave: FamilyLeave) -> date | None:
    """The day on which the length of affiliation is judged (R.313-1); None: no such condition."""
    if leave.benefit == "deuil_enfant":
        return None
    if leave.benefit == "maternite":
        return leave.presumed or leave.leave_start
    if leave.benefit == "paternite":
        return leave.birth or leave.leave_start
    return leave.leave_start


def _other_day(leave: FamilyLeave) -> date | None:
    """The start of the ninth month before the expected birth, which may open maternity too."""
    if leave.benefit != "maternite" or leave.presumed is None:
        return None
    return add_months(leave.presumed, -PREGNANCY_MONTHS)


def days_in_time(leave: FamilyLeave, parameters: Parameters, options: Options) -> int | None:
    """From the first day, the days of the time in which the leave is taken; None: no limit."""
    last = last_in_time(leave, parameters)
    if last is not None and leave.leave_start > last:
        return 0
    if last is None or last_day(leave) is None or options.leave_window == "starts_within":
        return None
    return (last - leave.leave_start).days + 1


def days_left(
    leave: FamilyLeave, length: Length | None, parameters: Parameters, options: Options
) -> int:
    """How many days of the leave may still be paid; NONE where its length is not known."""
    if length is None:
        return NONE
    # The length of a birth leave is already that of the second month when the first was taken.
    taken = 0 if length.until else leave.taken_days
    left, in_time = max(0, length.days - taken), days_in_time(leave, parameters, options)
    return left if in_time is None else min(left, in_time)


def _first_days(leave: FamilyLeave) -> int:
    """Days at the first rate: the first month of a birth leave, every day of the others."""
    if leave.benefit != "naissance":
        return _EVERY_DAY
    if leave.taken_days:
        return 0
    return (after_months(leave.leave_start, 1) - leave.leave_start).days


def _affiliated(leave: FamilyLeave, parameters: Parameters) -> int:
    """1, 0 or NONE where it is not judged; a birth that is not told may be on several days."""
    day = affiliation_day(leave)
    if leave.affiliated_since is None or day is None:
        return NONE
    months = int(parameters.on("affiliation_months", leave.leave_start).value)
    since = add_months(leave.affiliated_since, months)
    first = last = day
    if leave.presumed is None and leave.benefit == "maternite":
        last += timedelta(weeks=_LONGEST_BEFORE_BIRTH[min(leave.newborns, 3) - 1])
    elif leave.birth is None and leave.benefit == "paternite":
        first = add_months(day, -_LONGEST_AFTER_BIRTH)
    return 1 if since <= first else 0 if since > last else _BIRTH_DECIDES
