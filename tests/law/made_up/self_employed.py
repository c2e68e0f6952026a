"""Made-up stops and leaves of the self-employed."""

from datetime import date, timedelta
from random import Random

from tests.law.made_up.common import a_length, a_start, later, near_edge

LAST = date(2026, 12, 31)
THRESHOLDS = ["3919.20", "4046.40", "4113.60", "4383.20", "4582.00", "4382.99", "0.00"]
CEILINGS = ["40524.00", "41136.00", "43992.00", "47100.00", "48060.00", "141300.00", "144180.00"]


def income(random: Random) -> dict:
    drawn = random.random()
    if drawn < 0.35:
        return {"raam": random.choice(THRESHOLDS)}
    if drawn < 0.55:
        return {"raam": random.choice(CEILINGS)}
    if drawn < 0.85:
        return {"raam": f"{random.randrange(16_000_000) / 100:.2f}"}
    turnover = f"{random.randrange(10_000_000) / 100:.2f}"
    allowance = random.choice(["0.71", "0.50", "0.34"])
    return {"mean_turnover_3_years": turnover, "micro_allowance": allowance}


def draw_sickness(benefit: str, random: Random) -> dict:
    start = a_start(random, date(2018, 4, 1), LAST)
    kind = random.choice(["artisan_commercant_plnr"] * 3 + ["liberal_cnavpl"] * 2 + ["spouse"])
    if kind == "liberal_cnavpl" and random.random() < 0.4:
        start = near_edge(random, [date(2021, 7, 1)])
    case = {"benefit": benefit, "stop_start": start.isoformat(), "kind": "initial"}
    case["category"] = "conjoint_collaborateur" if kind == "spouse" else kind
    case |= {} if kind == "spouse" else income(random)
    if random.random() < 0.9:
        case["stop_end"] = later(start, random.choice([a_length(random), 89, 90, 91]) - 1)
    drawn = random.random()
    if drawn < 0.2:
        prolonged(case, start, random)
    elif drawn < 0.35:
        used_up(case, start, random)
    elif drawn < 0.4:
        case["carence_waived"] = True
    elif drawn < 0.45:
        case["opening_conditions_met"] = random.choice([True, False])
    elif drawn < 0.55:
        long_ill(case, start, random)
    elif drawn < 0.6:
        case["hospitalised"] = True
    if random.random() < 0.2 and start > date(2018, 2, 1):
        case["issued_on"] = (start - timedelta(days=random.choice([0, 1, 3, 30]))).isoformat()
    if random.random() < 0.15:
        before = random.choice([363, 364, 365, 366, 367, 395, 1500])
        case["affiliated_since"] = (start - timedelta(days=before)).isoformat()
    return case


def long_ill(case: dict, start: date, random: Random) -> None:
    """Stops of a long-term illness, less or more than a year or three years before this one."""
    case["ald"] = random.random() < 0.8
    case["previous_stops"] = []
    last = start
    for _ in range(random.choice([0, 1, 1, 2])):
        last -= timedelta(days=random.choice([10, 200, 364, 366, 1000]))
        first = last - timedelta(days=random.choice([1, 20, 100]))
        before = {"start": first.isoformat(), "end": last.isoformat(), "kind": "initial"}
        case["previous_stops"].insert(0, {"benefit": case["benefit"], "ald": True, **before})
        last = first


def prolonged(case: dict, start: date, random: Random) -> None:
    case["kind"] = "prolongation"
    last = start - timedelta(days=random.choice([1, 1, 2, 3, 4]))
    first = last - timedelta(days=random.choice([0, 1, 10, 40]))
    before = {"start": first.isoformat(), "end": last.isoformat(), "kind": "initial"}
    case["previous_stops"] = [{"benefit": case["benefit"], **before}]


def used_up(case: dict, start: date, random: Random) -> None:
    days = 360 - random.choice([0, 1, 2, 30])
    last = start - timedelta(days=30)
    first = last - timedelta(days=days + 2)
    before = {"start": first.isoformat(), "end": last.isoformat(), "paid_days": days}
    case["previous_stops"] = [{"benefit": case["benefit"], "kind": "initial", **before}]


def draw_birth(benefit: str, random: Random) -> dict:
    start = a_start(random, date(2018, 2, 1), LAST)
    length = random.choice([1, 11, 12, 25, 26, 56, 112])
    case = {"benefit": benefit, "leave_start": start.isoformat(), **income(random)}
    if random.random() < 0.85:
        case["period_end"] = later(start, length - 1)
    if benefit == "paternite_ti":
        born = start - timedelta(days=random.choice([0, 3, 100, 118, 175]))
        case["child_birth"] = max(born, date(2018, 1, 1)).isoformat()
    if random.random() < 0.1:
        case["opening_conditions_met"] = random.choice([True, False])
    return case
