"""Playing a scenario: each thing that arrives, the worker every day between, then what is left.

Far from anything that arrives (`QUIET` after, `SOON` before), the worker passes once a week.
A long story may say that it passes less often from its first day. Days on which it has nothing
to do are found by `idle`, which leaps over them.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from guichet.benefits.sick_leave.service import (
    BadValue,
    CannotDecide,
    RefusedAppeal,
    RefusedNotice,
)
from guichet.cases.service import RefusedTransition
from guichet.ledger.service import (
    BadAccount,
    OwnEntry,
    RefusedAdvance,
    RefusedStep,
    SameAgent,
)
from tests.scenarios import acts, after, desk, told
from tests.scenarios.cast import Cast, at, make_cast
from tests.scenarios.idle import Worker
from tests.scenarios.phrases import gesture
from tests.scenarios.reading import PAID, SEEN, WRITTEN, BadBook, Row, Scenario, day_of
from tests.scenarios.sums import cents, results

ACTS = {**acts.ACTS, **desk.ACTS, **after.ACTS}
UNCHANGED = "rien d'autre ne change"
NOTHING_LEFT = "plus rien en cours"
TOLD = (BadValue, BadAccount, RefusedStep, RefusedAdvance, RefusedAppeal)
REFUSALS = (*TOLD, CannotDecide, RefusedTransition, OwnEntry, SameAgent)
QUIET, SOON = timedelta(days=60), timedelta(days=30)
DAY, WEEK, BEFORE = timedelta(days=1), timedelta(days=7), timedelta(minutes=30)
STEPS = {"weekly": WEEK, "monthly": 4 * WEEK}


def play(scenario: Scenario, clock: Callable[[datetime], None]) -> list[str]:
    """Live a scenario through and answer what is not as the book says."""
    days = [day_of(row.cells[0], row.where) for row in scenario.story]
    cast = make_cast(scenario.at_first, days[0])
    told_step = next((STEPS[one] for one in STEPS if one in cast.options), None)
    worker = Worker(clock)
    faults: list[str] = []
    before: list[str] = []
    today, rank = days[0], 0
    for last, day, row in zip([days[0], *days], days, scenario.story, strict=False):
        if today < day:
            worker.live([at(one) - BEFORE for one in _passes(today, last, day, told_step)])
            today, rank = day, 0
        cast.now, rank = at(day, rank), rank + 1
        clock(cast.now)
        refused = _do(cast, row)
        worker.work(cast.now)
        now = told.state(cast.person)
        faults += _compare(row, _expected(row, before), sorted([*now, *refused]))
        before = now
    return [*faults, *_paid(scenario), *_written(scenario, cast), *_seen(scenario, cast)]


def _passes(today: date, last: date, day: date, step: timedelta | None) -> list[date]:
    """The days after `today` on which the worker passes until `day`, when something arrives."""
    found = []
    while today < day:
        far = today - last > QUIET and day - today > SOON
        today = min(today + (step or (WEEK if far else DAY)), day)
        found.append(today)
    return found


def _do(cast: Cast, row: Row) -> list[str]:
    """Do what arrives; answers the refusal, if it was refused."""
    found = gesture(row.cells[1], row.where)
    details = acts.Details(found.details, found.pays, row.where)
    try:
        ACTS[found.name](cast, found, details)
    except RefusedNotice as refused:
        return [f"refusé : {told.plain(' '.join(refused.errors.values()))}"]
    except REFUSALS as refused:
        words = told.plain(str(refused)) if isinstance(refused, TOLD) else ""
        return [f"refusé : {words}" if words else "refusé"]
    return []


def _expected(row: Row, before: Sequence[str]) -> list[str]:
    said = [one for one in row.cells[2].split(" ; ") if one]
    if not said:
        return sorted(before)
    if said == [NOTHING_LEFT]:
        return []
    if UNCHANGED in said:
        said.remove(UNCHANGED)
        said += before
    return sorted(said)


def _compare(row: Row, expected: Sequence[str], found: Sequence[str]) -> list[str]:
    return _differences(row.where, row.cells[1], expected, found)


def _differences(
    where: str, about: str, expected: Sequence[str], found: Sequence[str]
) -> list[str]:
    """What of two lists is in one only, each as often as it is there."""
    missing, more = list(expected), []
    for one in found:
        if one in missing:
            missing.remove(one)
        else:
            more.append(one)
    lines = [f"    attendu, absent : {one}" for one in missing]
    lines += [f"    présent, pas attendu : {one}" for one in more]
    return ["\n".join([f"{where}, {about}", *lines])] if lines else []


def _paid(scenario: Scenario) -> list[str]:
    expected = []
    for row in scenario.tables[PAID]:
        to, days, gross, net, on, calculation = row.cells
        day_of(on, row.where)
        sums = (cents(gross, row.where), cents(net, row.where))
        if missing := set(sums) - set(results(calculation, row.where)):
            raise BadBook(f"{row.where}: le calcul ne donne pas {sorted(missing)}")
        expected.append(_payment(to, days, *sums, on))
    found = [_payment(*order) for order in told.orders()]
    return _differences(scenario.where, "payé", expected, found)


def _payment(to: str, days: str, gross: int, net: int, on: str) -> str:
    return f"{to}, {days}, {told.euros(gross)} brut, {told.euros(net)} net, le {on}"


def _written(scenario: Scenario, cast: Cast) -> list[str]:
    rows, found = scenario.tables[WRITTEN], told.writings(cast.person)
    faults = _in_order(
        scenario.where,
        "écrit",
        [f"{row.cells[0]} : {row.cells[1]}" for row in rows],
        [f"{to} : {what}" for to, what, _ in found],
    )
    for row, (_, what, text) in zip(rows, found, strict=False):
        absent = [one for one in row.cells[2].split(" ; ") if one not in text]
        faults += [f"{row.where}, on ne lit pas dans {what} : {one}" for one in absent]
    return faults


def _seen(scenario: Scenario, cast: Cast) -> list[str]:
    if SEEN not in scenario.tables:
        return []
    expected = [row.cells[0] for row in scenario.tables[SEEN]]
    return _in_order(scenario.where, "lu par l'assuré", expected, told.seen(cast.person))


def _in_order(where: str, about: str, expected: list[str], found: list[str]) -> list[str]:
    if expected == found:
        return []
    told_: list[Any] = [f"    attendu : {one}" for one in expected]
    told_ += [f"    trouvé : {one}" for one in found]
    return ["\n".join([f"{where}, {about}", *told_])]
