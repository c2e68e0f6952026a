"""How many days a family leave may last: by number of children, by date of birth or of leave."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from guichet.law.dates import add_months, after_months
from guichet.law.explanation import Refusal
from guichet.law.options import Options
from guichet.law.parameters import Parameters

if TYPE_CHECKING:
    from guichet.law.family import FamilyLeave

_WEEK = 7
_THIRD = 3
# From this day the window of a birth of 30 June 2021 or before has ended, whatever the birth.
_NEW_PATERNITY, _PATERNITY_SURE = date(2021, 7, 1), date(2021, 11, 1)
BIRTH_LEAVE_CHILDREN = date(2026, 1, 1)


class Length(NamedTuple):
    """The days of a whole leave: the parameter it comes from, as it stands on `day`, times `unit`.

    `until`: the last possible day, for a leave counted in months (`unit` is then 0). `moved`: what
    the day of birth adds to it.
    """

    days: int
    parameter: str
    day: date
    unit: int
    until: date | None = None
    moved: "Moved | None" = None


class Moved(NamedTuple):
    """Days that a birth on another day than the expected one adds to a maternity leave.

    `since`: the day from which they are counted: the expected one for a late birth, or the first
    of the leave; that of the birth for one so early that it comes before the leave. `parameter`:
    the weeks before the birth.
    """

    days: int
    late: bool
    since: date
    until: date
    parameter: str


def length_of(
    leave: "FamilyLeave", parameters: Parameters, options: Options
) -> Length | Refusal | None:
    """The days that the whole leave may last; None when the date of birth alone would tell."""
    if leave.benefit == "maternite":
        return _moved(leave, parameters, _maternity(leave, options))
    if leave.benefit == "adoption":
        return _weeks(_adoption(leave, options), leave.leave_start, parameters)
    if leave.benefit == "deuil_enfant":
        return _days("bereavement_days", leave.death or leave.leave_start, parameters)
    if leave.benefit == "naissance":
        return _birth_leave(leave, parameters)
    name = "paternity_days_multiple" if leave.newborns > 1 else "paternity_days"
    day = rule_day(leave) or leave.leave_start
    if leave.birth is None and _NEW_PATERNITY <= day < _PATERNITY_SURE:
        return _unknown_birth(leave, int(parameters.on(name, date(2021, 6, 30)).value))
    return _days(name, day, parameters)


def rank(leave: "FamilyLeave", options: Options) -> int:
    """How many children are in charge once the one or ones of the leave have come."""
    before = leave.children or 0
    if options.children_in_charge == "with_the_newborn":
        return max(before, leave.newborns)
    return before + leave.newborns


def last_in_time(leave: "FamilyLeave", parameters: Parameters) -> date | None:
    """The last day of the time in which the leave is taken, when the event is known."""
    if leave.benefit == "paternite" and leave.birth:
        name, event = "paternity_window_months", leave.birth
    elif leave.benefit == "deuil_enfant" and leave.death:
        name, event = "bereavement_window_months", leave.death
    else:
        return None
    return add_months(event, int(parameters.on(name, rule_day(leave) or event).value))


def rule_day(leave: "FamilyLeave") -> date | None:
    """The day whose law a paternity leave follows: that of the birth.

    The leave of July 2021 is also that of children born before and expected from then on
    (loi 2020-1576, art. 73).
    """
    born, expected = leave.birth, leave.expected
    if born and expected and born < _NEW_PATERNITY <= expected:
        return expected
    return born


def window_fault(leave: "FamilyLeave", parameters: Parameters) -> Refusal | None:
    """Why a leave cannot start where it does; one that starts after its time is paid no day."""
    last = last_in_time(leave, parameters)
    if last is None:
        return None
    event = leave.birth if leave.benefit == "paternite" else leave.death
    whose = "la naissance" if leave.benefit == "paternite" else "le décès"
    if event and leave.leave_start < event:
        return Refusal(
            "leave_start",
            f"le {event:%d/%m/%Y} ou après",
            f"Le congé commence le {leave.leave_start:%d/%m/%Y}, avant {whose}.",
        )
    return None


def _maternity(leave: "FamilyLeave", options: Options) -> str:
    """Which of the lengths of a maternity leave: the end of its parameters' names."""
    if leave.newborns > 1:
        return "_twins" if leave.newborns == 2 else "_triplets"
    return "_third_child" if rank(leave, options) >= _THIRD else ""


def _moved(leave: "FamilyLeave", parameters: Parameters, which: str) -> Length | Refusal:
    """A maternity leave with what the day of birth changes.

    A late birth lengthens the leave before it and takes nothing from the weeks after. An early one
    changes nothing to the whole; more than six weeks early, with a child in hospital, it adds the
    days from the birth to the planned beginning of the leave (L.331-3, last paragraph).
    """
    day = leave.leave_start
    whole = _weeks(f"maternity_weeks{which}", day, parameters)
    born, expected, name = leave.birth, leave.expected, f"maternity_weeks_before_birth{which}"
    if born is None or expected is None:
        return whole
    moved = None
    since = max(expected, day)
    early = timedelta(weeks=int(parameters.on("very_early_birth_weeks", day).value))
    if born > since:
        moved = Moved((born - since).days, True, since, born, name)
    elif leave.child_hospitalised and born < expected - early:
        planned = expected - timedelta(weeks=int(parameters.on(name, day).value))
        if planned > born > day:
            return Refusal(
                "leave_start",
                "le jour de la naissance",
                "Le congé avait commencé avant une naissance très précoce : ce qu'elle y ajoute"
                " n'est pas calculé.",
            )
        if planned > born:
            moved = Moved((planned - born).days, False, born, planned, name)
    return whole._replace(days=whole.days + moved.days, moved=moved) if moved else whole


def _adoption(leave: "FamilyLeave", options: Options) -> str:
    if leave.newborns > 1:
        return "adoption_weeks_several"
    third = rank(leave, options) >= _THIRD
    return "adoption_weeks_third_child" if third else "adoption_weeks"


def _weeks(name: str, day: date, parameters: Parameters) -> Length:
    return Length(int(parameters.on(name, day).value) * _WEEK, name, day, _WEEK)


def _days(name: str, day: date, parameters: Parameters) -> Length:
    return Length(int(parameters.on(name, day).value), name, day, 1)


def _birth_leave(leave: "FamilyLeave", parameters: Parameters) -> Length:
    """Two months, or the second one when the first was taken apart."""
    name, day = "birth_leave_months", leave.leave_start
    months = int(parameters.on(name, day).value)
    until = after_months(day, 1 if leave.taken_days else months)
    return Length((until - day).days, name, day, 0, until)


def _unknown_birth(leave: "FamilyLeave", shorter: int) -> Refusal | None:
    """No length is told; days that only the longer leave would give are refused."""
    end = leave.period_end or leave.leave_start
    asked = max(leave.asked_days or 0, (end - leave.leave_start).days + 1)
    if asked + leave.taken_days <= shorter:
        return None
    return Refusal(
        "child_birth",
        "la date de naissance de l'enfant",
        "La durée du congé dépend de la naissance : avant le 1er juillet 2021, ou depuis.",
    )
