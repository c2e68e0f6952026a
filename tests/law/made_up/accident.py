"""Made-up work accidents, commuting accidents and occupational diseases."""

from datetime import date, timedelta
from random import Random

from tests.law.made_up.common import (
    a_length,
    a_start,
    amount,
    later,
    periodic_pay,
    restored,
    wages,
)


def draw(benefit: str, random: Random) -> dict:
    start = a_start(random, date(2018, 1, 2), date(2026, 12, 1))
    case = {"benefit": benefit, "stop_start": start.isoformat(), "kind": "initial"}
    case["reference_wages"] = wages(random, start, random.choice([1, 3]))
    if random.random() < 0.15:
        case["stop_ends"] = [later(start, n) for n in (0, 27, 28, 29)]
    elif random.random() < 0.9:
        case["stop_end"] = later(start, a_length(random) - 1)
    if benefit == "mp":
        if random.random() < 0.4:
            case["recognised_on"] = later(start, random.choice([10, 120]))
    else:
        case["accident_date"] = later(start, random.choice([-1, -1, -1, 0, 0, -9]))
    ways = [nothing, nothing, base_given, pays, cut_short, prolonged, again, part_time]
    random.choice(ways)(case, start, random)
    if random.random() < 0.2:
        case["day_of_stop"] = random.randint(1, length_of(case, start))
    return {key: given for key, given in case.items() if given is not None}


def length_of(case: dict, start: date) -> int:
    ends = case.get("stop_ends") or [case.get("stop_end") or later(start, 40)]
    return (date.fromisoformat(ends[0]) - start).days + 1


def nothing(case: dict, start: date, random: Random) -> None:
    pass


def base_given(case: dict, start: date, random: Random) -> None:
    case |= {"sjb_given": amount(random, 60_000), "reference_wages": None}


def pays(case: dict, start: date, random: Random) -> None:
    case |= {"reference_wages": None, **periodic_pay(random, start, (4, 2), 20_000_000)}
    case.pop("no_month_above_cap", None)


def cut_short(case: dict, start: date, random: Random) -> None:
    """Only one month counts: without a contract nobody can say what it was worth."""
    case["reference_wages"] = wages(random, start, 1)
    case |= restored(random, case["reference_wages"])


def prolonged(case: dict, start: date, random: Random) -> None:
    """One or two earlier stops, with no work between, a little, or weeks of it."""
    case |= {"kind": "prolongation", "reference_wages": wages(random, start, 4)}
    stops = [stop_before(case, start, random.choice([1, 1, 2, 3, 4, 20]), random)]
    if random.random() < 0.3:
        stops[0]["kind"] = "prolongation"
        first = date.fromisoformat(stops[0]["start"])
        stops.insert(0, stop_before(case, first, random.choice([1, 3, 4]), random))
    remembered(case, stops, random)


def again(case: dict, start: date, random: Random) -> None:
    """A relapse, or the prolongation of one; the wage of the first stop is not always known."""
    case["reference_wages"] = wages(random, start, random.choice([3, 18]))
    stops = [stop_before(case, start, random.choice([1, 30, 100]), random)]
    if random.random() < 0.5:
        case["kind"] = "prolongation"
        first = date.fromisoformat(stops[0]["start"])
        stops.insert(0, stop_before(case, first, random.choice([30, 90]), random))
    case["accident_date"] = stops[0]["start"]
    remembered(case, stops, random)


def stop_before(case: dict, day: date, gap: int, random: Random) -> dict:
    """An initial stop that ends `gap` days before; work may have been resumed after a rest."""
    last = day - timedelta(days=gap)
    first = last - timedelta(days=random.choice([0, 5, 20, 26, 27, 40]))
    stop = {"benefit": case["benefit"], "start": first.isoformat(), "end": last.isoformat()}
    if gap > 3 and random.random() < 0.2:
        stop["resumed_on"] = later(last, 3)
    if random.random() < 0.2:
        stop["paid_days"] = random.randint(0, (last - first).days + 1)
    return {**stop, "kind": "initial"}


def remembered(case: dict, stops: list[dict], random: Random) -> None:
    case["previous_stops"] = stops
    if "accident_date" in case:
        first = date.fromisoformat(stops[0]["start"])
        case["accident_date"] = later(first, random.choice([-1, 0]))


def part_time(case: dict, start: date, random: Random) -> None:
    first = random.choice([-3, 0, 20, 29])
    last = first + random.choice([0, 4, 30])
    case["part_time"] = {"from": later(start, first), "to": later(start, last)}
    case["lost_gross"] = amount(random, 200_000)
