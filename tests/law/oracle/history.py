"""Previous stops: the chain that a prolongation continues, and the days that were paid.

Choices: only stops of the same benefit are chained; a prolongation after more than two days of
resumed work is a new stop, and so bears everything that a new stop bears; resumption lasts from
`resumed_on` (else the day after the end) to the eve of the next stop. The paid days of a previous
stop are its last ones: `paid_days` of them, or all but its waiting days: those of a new stop, or
what the stops that it prolongs left of them. Waiting days served are `carence_served`, else the
first days of the chain.
"""

from dataclasses import dataclass
from datetime import date

from tests.law.oracle.days import ONE, every_day
from tests.law.oracle.facts import Refused, start_of
from tests.law.oracle.parameters import known, value

MOST_DAYS_RESUMED = 2
PREVAILING = ("maternite", "adoption", "paternite")


@dataclass
class Previous:
    benefit: str
    start: date
    end: date
    kind: str
    ald: bool
    resumed_on: date
    paid_days: int | None
    carence_served: int | None
    waiting: int = 0

    def days(self) -> list[date]:
        return list(every_day(self.start, self.end))

    def paid(self) -> list[date]:
        days = self.days()
        count = self.paid_days
        if count is None:
            count = len(days) - self.waiting
        return days[len(days) - count :]


def read(case: dict) -> list[Previous]:
    """The previous stops, oldest first."""
    found = []
    for stop in case.get("previous_stops") or []:
        end = date.fromisoformat(stop["end"])
        resumed = stop.get("resumed_on")
        found.append(
            Previous(
                stop["benefit"],
                date.fromisoformat(stop["start"]),
                end,
                stop.get("kind", "initial"),
                bool(stop.get("ald")),
                date.fromisoformat(resumed) if resumed else end + ONE,
                stop.get("paid_days"),
                stop.get("carence_served"),
            )
        )
    found.sort(key=lambda stop: stop.start)
    for stop in found:
        overlaps = stop.end >= start_of(case)
        if stop.end < stop.start or (overlaps and stop.benefit not in PREVAILING):
            raise Refused("previous_stops")
    for benefit in {stop.benefit for stop in found}:
        wait([stop for stop in found if stop.benefit == benefit])
    return found


def wait(stops: list[Previous]) -> None:
    """Tell each of the stops of one benefit, oldest first, how many waiting days it bore."""
    due, before = 0, None
    for stop in stops:
        broken = before is not None and (stop.start - before.resumed_on).days > MOST_DAYS_RESUMED
        if stop.kind != "prolongation" or broken:
            suspended = known("carence_suspendue_tous_arrets", stop.start)
            due = 0 if suspended else int(value("carence_maladie_jours", stop.start))
        served = due if stop.carence_served is None else stop.carence_served
        stop.waiting = min(served, len(stop.days()))
        due, before = max(0, due - stop.waiting), stop


def chain(case: dict) -> list[Previous]:
    """The stops that this one prolongs without a break, from the initial one; none if it is new."""
    if case.get("kind") != "prolongation":
        return []
    found: list[Previous] = []
    next_start = start_of(case)
    for stop in reversed([one for one in read(case) if one.benefit == case["benefit"]]):
        if (next_start - stop.resumed_on).days > MOST_DAYS_RESUMED:
            break
        found.insert(0, stop)
        if stop.kind != "prolongation":
            break
        next_start = stop.start
    return found


def is_new(case: dict) -> bool:
    """Whether the stop is an initial one, or a prolongation that comes too late to be one."""
    if case.get("kind") != "prolongation":
        return True
    same = [one for one in read(case) if one.benefit == case["benefit"]]
    return bool(same) and not chain(case)


def reference_day(case: dict) -> date:
    """The day that fixes every reference value: the start of the initial stop."""
    stops = chain(case)
    return stops[0].start if stops else start_of(case)


def waiting_days_served(case: dict, due: int) -> int:
    stops = chain(case)
    if not stops:
        return 0 if is_new(case) else due
    served = 0
    for stop in stops:
        if stop.carence_served is not None:
            served += stop.carence_served
        else:
            served += min(due - served, len(stop.days()))
    return min(due, served)
