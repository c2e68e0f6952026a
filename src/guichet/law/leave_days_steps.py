"""The days of a leave explained: how long it may last, and which days are paid."""

from collections.abc import Iterator
from typing import Protocol

from guichet.law.columns import NONE
from guichet.law.explanation import Step, use
from guichet.law.family import FamilyLeave
from guichet.law.family_facts import days_in_time, last_day
from guichet.law.family_lengths import Length, Moved, rule_day
from guichet.law.options import OptionNote, Options
from guichet.law.parameters import Parameters


class CountedRow(Protocol):
    """The days of a kernel's row."""

    @property
    def calendar_days(self) -> int: ...
    @property
    def paid_days(self) -> int: ...


class Counted(Protocol):
    """A leave whose days were counted."""

    @property
    def leave(self) -> FamilyLeave: ...
    @property
    def length(self) -> Length | None: ...
    @property
    def row(self) -> CountedRow: ...
    @property
    def parameters(self) -> Parameters: ...
    @property
    def options(self) -> Options: ...


def length_steps(trace: Counted, article: str) -> Iterator[Step]:
    """The most days that the leave may last, where they are known."""
    leave, length = trace.leave, trace.length
    if length is None:
        return
    inputs: dict[str, str] = {"leave_start": leave.leave_start.isoformat()}
    options: tuple[OptionNote, ...] = ()
    formula = f"{length.unit} * {length.parameter}" if length.unit > 1 else length.parameter
    if length.moved:
        moved = _moved(trace, length.moved)
        yield moved
        formula += f" + {moved.key}"
        inputs[moved.key] = moved.value
    if length.until:
        formula = "leave_limit - leave_start"
        inputs["leave_limit"] = length.until.isoformat()
    if leave.benefit in ("maternite", "adoption", "paternite"):
        inputs["children_born"] = str(leave.newborns)
    if leave.benefit in ("maternite", "adoption"):
        inputs["dependent_children"] = str(leave.children or 0)
        options = (trace.options.note("children_in_charge"),)
    if leave.benefit == "paternite" and leave.birth:
        inputs["child_birth"] = leave.birth.isoformat()
        if leave.expected == rule_day(leave) != leave.birth:
            inputs["birth_expected"] = length.day.isoformat()
    if leave.death:
        inputs["death_date"] = leave.death.isoformat()
    yield Step(
        "max_days",
        str(length.days),
        formula,
        inputs,
        article,
        (use(trace.parameters, length.parameter, length.day),),
        options,
    )


def _moved(trace: Counted, moved: Moved) -> Step:
    """The days that a late or a very early birth adds."""
    if moved.late:
        since = "birth_expected" if moved.since == trace.leave.expected else "leave_start"
        return Step(
            "late_birth_days",
            str(moved.days),
            f"child_birth - {since}",
            {since: moved.since.isoformat(), "child_birth": moved.until.isoformat()},
            "CSS L.331-3",
        )
    expected = trace.leave.expected
    names = (moved.parameter, "very_early_birth_weeks")
    return Step(
        "early_birth_days",
        str(moved.days),
        "planned_start - child_birth",
        {
            "birth_expected": expected.isoformat() if expected else "",
            "child_birth": moved.since.isoformat(),
            "planned_start": moved.until.isoformat(),
            "child_hospitalised": "true",
        },
        "CSS L.331-3",
        tuple(use(trace.parameters, name, trace.leave.leave_start) for name in names),
    )


def days_steps(trace: Counted, article: str, *, closed: bool) -> Iterator[Step]:
    """No waiting day, and the days paid of those asked for."""
    row, leave = trace.row, trace.leave
    yield Step("carence_days", "0", "0", {}, article)
    if row.paid_days == NONE:
        return
    end, limits, inputs = last_day(leave), [], {"leave_start": leave.leave_start.isoformat()}
    if end:
        limits.append("calendar_days")
        inputs |= {"period_end": end.isoformat(), "calendar_days": str(row.calendar_days)}
    if leave.asked_days is not None:
        limits.append("asked_days")
        inputs["asked_days"] = str(leave.asked_days)
    if trace.length:
        limits.append("max_days")
        inputs["max_days"] = str(trace.length.days)
        if leave.taken_days and not trace.length.until:
            limits[-1] = "max(0, max_days - taken_days)"
            inputs["taken_days"] = str(leave.taken_days)
    options: tuple[OptionNote, ...] = ()
    in_time = days_in_time(leave, trace.parameters, trace.options)
    if in_time == 0 or (in_time and end and (end - leave.leave_start).days >= in_time):
        limits.append("days_in_time")
        inputs["days_in_time"] = str(in_time)
        options = (trace.options.note("leave_window"),) if in_time else ()
    formula = f"min({', '.join(limits)})" if len(limits) > 1 else limits[0]
    if closed:
        formula = "0"
    yield Step("paid_days", str(row.paid_days), formula, inputs, article, (), options)
