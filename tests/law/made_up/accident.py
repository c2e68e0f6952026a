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
    random.choice([nothing, nothing, base_given, pays, cut_short, prolonged])(case, start, random)
    return {key: given for key, given in case.items() if given is not None}


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
    case |= {"kind": "prolongation", "reference_wages": wages(random, start, 4)}
    last = start - timedelta(days=random.choice([1, 1, 2, 3, 4]))
    first = last - timedelta(days=random.choice([0, 5, 20, 26, 27, 40]))
    before = {"benefit": case["benefit"], "start": first.isoformat(), "end": last.isoformat()}
    case["previous_stops"] = [{**before, "kind": "initial"}]
    if "accident_date" in case:
        case["accident_date"] = later(first, random.choice([-1, 0]))
