"""From the facts of a family leave to the kernel's columns, refusing what cannot be judged."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from guichet.law.columns import NONE, Ints, day_number
from guichet.law.dates import LAST_DAY, add_months, after_months
from guichet.law.explanation import Refusal
from guichet.law.family import FamilyLeave
from guichet.law.family_kernel import AskedDays, FamilyInputs
from guichet.law.family_lengths import (
    BIRTH_LEAVE_CHILDREN,
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
from guichet.law.reference_pay import Base, MonthlyWage, base_fault, base_of, wage_fault

PREGNANCY_MONTHS = 9  # the right to maternity is also judged nine months before the birth (R.313-1)
_EVERY_DAY = 10**6
MOST_CHILDREN = 20
# Weeks of leave before a birth of one, two, three: the longest, with the days moved before it and
# a fortnight of illness; and months after the birth in which a paternity leave begins.
_LONGEST_BEFORE_BIRTH, _LONGEST_AFTER_BIRTH = (12, 18, 26), 6
_BIRTH_DECIDES = 2
# A child is not born alive earlier, nor later, than so many days from the expected one.
_MOST_EARLY, _MOST_LATE = 20 * 7, 4 * 7


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
        found = base_of(wages, leave.basis, leave.leave_start, COUNTS)
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
        refusal = _benefit_fault(leave, parameters, options) or window_fault(leave, parameters)
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


@lru_cache(maxsize=64)
def first_day(parameters: Parameters) -> date:
    """The first day from which every parameter that a family leave needs is known."""
    ceiling = parameters.named("pmss")[0].effective_from
    # A leave of a month uses the ceiling of the month before.
    next_month = (ceiling + timedelta(days=31)).replace(day=1)
    names = ("flat_contribution_rate", "family_daily_min", "reference_divisor_three_months")
    return max(next_month, *(parameters.named(name)[0].effective_from for name in names))


def leave_fault(leave: FamilyLeave, parameters: Parameters) -> Refusal | None:
    """A date or a number of the leave that is not possible."""
    return _date_fault(leave, parameters) or _number_fault(leave)


def _date_fault(leave: FamilyLeave, parameters: Parameters) -> Refusal | None:
    start, known = leave.leave_start, first_day(parameters)
    if start < known:
        return Refusal(
            "leave_start",
            f"le {known:%d/%m/%Y} ou après",
            f"Les paramètres de la loi sont connus à partir du {known:%d/%m/%Y} ;"
            f" le congé commence le {start:%d/%m/%Y}.",
        )
    if leave.period_end is not None and leave.period_end < start:
        return Refusal(
            "period_end",
            f"le {start:%d/%m/%Y} ou après",
            f"La fin du congé ({leave.period_end:%d/%m/%Y}) précède son début ({start:%d/%m/%Y}).",
        )
    if leave.return_on is not None and leave.return_on <= start:
        return Refusal(
            "return_on", f"après le {start:%d/%m/%Y}", "La reprise ne suit aucun jour de congé."
        )
    for key, day in (("period_end", leave.period_end), ("return_on", leave.return_on)):
        if day is not None and day > LAST_DAY:
            return Refusal(key, f"avant {LAST_DAY.year + 1}", "La date est trop lointaine.")
    return _birth_fault(leave)


def _birth_fault(leave: FamilyLeave) -> Refusal | None:
    """A date far from the leave is a mistake of writing, never a fact of it."""
    for key, day in (
        ("child_birth", leave.birth),
        ("death_date", leave.death),
        ("birth_expected", leave.expected),
    ):
        if day is not None and abs((leave.leave_start - day).days) > 2 * 366:
            return Refusal(
                key,
                "une date proche du congé",
                f"La date du {day:%d/%m/%Y} est à plus de deux ans du congé.",
            )
    born, expected = leave.birth, leave.expected
    if born and expected and not -_MOST_EARLY <= (born - expected).days <= _MOST_LATE:
        return Refusal(
            "birth_expected",
            f"de {_MOST_LATE // 7} semaines avant la naissance à {_MOST_EARLY // 7} semaines après",
            f"Une naissance du {born:%d/%m/%Y} n'était pas attendue le {expected:%d/%m/%Y}.",
        )
    return None


def _number_fault(leave: FamilyLeave) -> Refusal | None:
    if refusal := base_fault(leave.sjb_given_cents):
        return refusal
    counts = (
        ("dependent_children", leave.children or 0, 0, MOST_CHILDREN),
        ("children_born", leave.newborns, 1, MOST_CHILDREN),
        ("paid_days", leave.asked_days or 0, 0, 366),
    )
    for key, value, least, most in counts:
        if not least <= value <= most:
            return Refusal(
                key, f"entre {least} et {most}", f"Le nombre donné ({value}) n'est pas possible."
            )
    return None


def _benefit_fault(leave: FamilyLeave, parameters: Parameters, options: Options) -> Refusal | None:
    if leave.benefit == "naissance":
        return _birth_leave_fault(leave, parameters, options)
    if leave.benefit == "deuil_enfant":
        first = parameters.named("bereavement_days")[0].effective_from
        event = leave.death or leave.leave_start
        if event < first:
            return Refusal(
                "death_date" if leave.death else "leave_start",
                f"le {first:%d/%m/%Y} ou après",
                "Le congé de deuil d'un enfant est indemnisé pour les décès survenus depuis le"
                f" {first:%d/%m/%Y}.",
            )
    if leave.benefit == "maternite":
        refusal = _hospital_fault(leave)
        if refusal is None and leave.return_on:
            refusal = _too_short(leave, leave.return_on, parameters)
        return refusal
    return None


def _hospital_fault(leave: FamilyLeave) -> Refusal | None:
    """Weeks put off until the child is out of hospital are not told from a late beginning."""
    if not leave.child_hospitalised or leave.birth is None or leave.leave_start <= leave.birth:
        return None
    return Refusal(
        "child_hospitalised",
        "un congé qui commence le jour de la naissance ou avant",
        "Le report du congé tant que l'enfant est à l'hôpital (L.331-5) n'est pas calculé.",
    )


def _birth_leave_fault(
    leave: FamilyLeave, parameters: Parameters, options: Options
) -> Refusal | None:
    first = parameters.named("birth_leave_months")[0].effective_from
    if leave.leave_start < first:
        return Refusal(
            "leave_start",
            f"le {first:%d/%m/%Y} ou après",
            f"Le congé supplémentaire de naissance n'existe que depuis le {first:%d/%m/%Y}.",
        )
    if leave.born_since(BIRTH_LEAVE_CHILDREN) is False:
        return Refusal(
            "child_birth",
            f"le {BIRTH_LEAVE_CHILDREN:%d/%m/%Y} ou après",
            "Le congé supplémentaire de naissance est ouvert pour les enfants nés, adoptés ou"
            f" attendus à partir du {BIRTH_LEAVE_CHILDREN:%d/%m/%Y}.",
        )
    if options.birth_leave_rate == "refused":
        return Refusal(
            "benefit",
            "une autre allocation",
            "Les taux du congé supplémentaire de naissance sont annoncés : le décret n'a pas été"
            " lu.",
        )
    return None


def _too_short(leave: FamilyLeave, back: date, parameters: Parameters) -> Refusal | None:
    """No allowance below eight weeks off, six of them after the birth (L.331-3)."""
    weeks = int(parameters.on("maternity_weeks_least", leave.leave_start).value)
    least = leave.leave_start + timedelta(weeks=weeks)
    if leave.birth:
        after = int(parameters.on("maternity_weeks_least_after_birth", leave.leave_start).value)
        least = max(least, leave.birth + timedelta(weeks=after))
    if back >= least:
        return None
    return Refusal(
        "return_on",
        f"le {least:%d/%m/%Y} ou après",
        f"Le congé de maternité dure au moins {weeks} semaines, dont six après la naissance : la"
        f" reprise du {back:%d/%m/%Y} ne le permet pas.",
    )
