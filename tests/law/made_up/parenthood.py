"""Made-up leaves of parents: maternity, paternity, adoption, bereavement, birth leave."""

from datetime import date, timedelta
from random import Random

from tests.law.made_up.common import (
    a_start,
    amount,
    between,
    later,
    near_edge,
    opening,
    periodic_pay,
    poor_wages,
    restored,
    season,
    wages,
)

EDGES = {
    "maternite": [date(2023, 8, 20), date(2022, 7, 1), date(2021, 1, 1), date(2025, 2, 1)],
    "paternite": [date(2021, 7, 1), date(2023, 8, 20)],
    "adoption": [date(2022, 1, 1), date(2023, 8, 20)],
    "deuil_enfant": [date(2020, 7, 1), date(2025, 1, 31)],
    "naissance": [date(2026, 7, 1), date(2027, 1, 31)],
}
LENGTHS = {
    "maternite": [1, 24, 112, 182],
    "paternite": [4, 11, 12, 25, 26],
    "adoption": [69, 70, 71, 112, 113],
    "deuil_enfant": [1, 4, 8, 9],
    "naissance": [27, 28, 31, 59, 62, 63],
}
FIRST = date(2018, 3, 1)
LAST = date(2027, 1, 31)  # the ceiling of 2027 is not known
FIRST_BIRTH = date(2018, 1, 1)


def draw(benefit: str, random: Random) -> dict:
    start = a_start(random, FIRST, date(2026, 12, 31))
    if benefit == "naissance":
        start = between(random, date(2026, 5, 1), LAST)
    if random.random() < 0.5:
        start = near_edge(random, EDGES[benefit])
    start = min(start, LAST)
    case = {"benefit": benefit, "leave_start": start.isoformat(), **opening(random)}
    if random.random() < 0.85:
        case["period_end"] = later(start, random.choice(LENGTHS[benefit]) - 1)
    lines = wages(random, start, random.choice([3, 3, 6]), hours=random.random() < 0.4)
    # maternity may be judged nine months before the birth, hence on older months too
    poor = poor_wages(random, start, 16 if benefit == "maternite" else 6)
    case["reference_wages"] = poor if random.random() < 0.15 else lines
    lay = [nothing, nothing, nothing, base_given, pays, cut_short, season]
    random.choice(lay)(case, start, random)
    case |= dated(benefit, start, random)
    if benefit == "paternite" and "period_end" not in case:
        case["paid_days"] = random.choice([4, 11, 12, 21, 25, 26])
    return {key: given for key, given in case.items() if given is not None}


def dated(benefit: str, start: date, random: Random) -> dict:
    """The birth or the death that the leave follows."""
    if benefit == "paternite":
        back = random.choice([0, 3, 60, 115, 120, 170, 180])
        born = max(start - timedelta(days=back), FIRST_BIRTH)
        return {"child_birth": born.isoformat(), **expected(born, random, [-5, 1, 3, 40])}
    if benefit == "deuil_enfant":
        back = random.choice([0, 1, 100, 360, 364])
        return {"death_date": (start - timedelta(days=back)).isoformat()}
    if benefit == "naissance":
        born = near_edge(random, [date(2026, 1, 1), date(2026, 5, 1)])
        born = min(born, start)
        return {"child_birth": born.isoformat(), **expected(born, random, [-5, 1, 3, 40])}
    if benefit == "maternite":
        born = start + timedelta(days=random.choice([0, 28, 42, 56]))
        children = random.choice([None, 0, 1, 2, 3])
        if random.random() < 0.5:
            return {"dependent_children": children}
        due = expected(born, random, [-20, -1, 0, 1, 41, 42, 43, 50, 56, 57, 90, 140])
        ill = {"child_hospitalised": random.choice([True, True, False])} if due else {}
        return {"child_birth": born.isoformat(), "dependent_children": children, **due, **ill}
    return {}


def expected(born: date, random: Random, after: list[int]) -> dict:
    """For some, the day on which a child was expected, so many days after the birth."""
    if random.random() < 0.5:
        return {}
    return {"birth_expected": (born + timedelta(days=random.choice(after))).isoformat()}


def nothing(case: dict, start: date, random: Random) -> None:
    pass


def base_given(case: dict, start: date, random: Random) -> None:
    case |= {"sjb_given": amount(random, 30_000), "reference_wages": None}


def pays(case: dict, start: date, random: Random) -> None:
    case |= {"reference_wages": None, **periodic_pay(random, start, (12, 6), 6_000_000)}


def cut_short(case: dict, start: date, random: Random) -> None:
    case["reference_wages"] = wages(random, start, 3)
    case |= restored(random, case["reference_wages"])
