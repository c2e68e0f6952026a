"""Made-up sickness stops, drawn from a seed, with the dates and wages where the law turns."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from guichet.law.reference_pay import MonthlyWage, months_before
from guichet.law.sickness import SicknessStop

FIRST, LAST = date(2012, 1, 1), date(2027, 6, 30)
EDGES = [
    date(2015, 2, 1),
    date(2020, 3, 24),
    date(2020, 7, 11),
    date(2022, 5, 1),
    date(2023, 1, 1),
    date(2024, 2, 29),
    date(2025, 4, 1),
    date(2026, 1, 1),
    date(2026, 6, 1),
    date(2026, 7, 1),
]
WAGES = [0, 1, 12_345, 150_000, 199_999, 200_000, 252_252, 255_224, 261_383, 324_324, 1_234_567]


def draw(random: Random) -> SicknessStop:
    """One stop without fault, of at most a few months."""
    start = FIRST + timedelta(days=random.randrange((LAST - FIRST).days))
    if random.random() < 0.4:
        start = random.choice(EDGES) + timedelta(days=random.randint(-3, 3))
    length = random.choice([1, 2, 3, 4, 5, 10, 31, random.randint(1, 120)])
    end = None if random.random() < 0.1 else start + timedelta(days=length - 1)
    kind, reference, served, previous_end = "initial", None, None, None
    if random.random() < 0.35:
        kind = "prolongation"
        if random.random() < 0.9:
            gap = random.choice([0, 0, 0, 1, 2, 3, 9])
            previous_end = start - timedelta(days=gap + 1)
            reference = max(FIRST, previous_end - timedelta(days=random.randint(0, 40)))
            if reference > previous_end:
                reference, previous_end = None, None
        if random.random() < 0.3:
            served = random.randint(0, 3)
    elif random.random() < 0.1:
        served = random.randint(0, 3)
    given = random.choice([0, 1, 5_000, 7_500, 8_593, 10_663, 99_999])
    return SicknessStop(
        stop_start=start,
        stop_end=end,
        kind=kind,
        wages=_wages(random, start, reference),
        sjb_given_cents=given if random.random() < 0.15 else None,
        reference_start=reference,
        carence_served=served,
        carence_waived=random.random() < 0.1,
        opening_conditions_met=random.choice([None, None, True, False]),
        previous_end=previous_end,
    )


def _wages(random: Random, start: date, reference: date | None) -> tuple[MonthlyWage, ...]:
    months = set(months_before(start, 3)) | set(months_before(reference or start, 3))
    if random.random() < 0.5:
        months |= set(months_before(start, 6)) | set(months_before(reference or start, 6))
    if random.random() < 0.3:
        months.add(f"{start:%Y-%m}")
    with_hours = random.random() < 0.6
    steady = random.choice(WAGES)
    same = random.random() < 0.5
    return tuple(
        MonthlyWage(
            month,
            steady if same else random.choice([*WAGES, random.randrange(400_000)]),
            Decimal(random.randrange(0, 9000)) / 100 if with_hours else None,
            random.choice(WAGES) if random.random() < 0.1 else None,
        )
        for month in sorted(months)
    )
