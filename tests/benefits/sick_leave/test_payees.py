"""Whom the days of a stop are paid to, against sums redone apart: to the cent, whoever spoke."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from guichet.benefits.sick_leave.employers import Keeping, OtherEmployer
from guichet.benefits.sick_leave.facts import StopFacts, read_facts
from guichet.benefits.sick_leave.payees import payees_of, shares_of
from guichet.law.reference_pay import MonthlyWage
from tests.support.world import FIRST, LAST, LAST_WORKED, MONTHS

SIRETS = ("11111111100011", "22222222200022", "33333333300033")
CAP = 250_000
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
WAGES = st.lists(st.integers(0, 300_000), min_size=3, max_size=3)
STAYS = st.none() | st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(sorted)
JOBS = st.lists(st.tuples(WAGES, STAYS), min_size=1, max_size=3)


def facts_of(jobs: list[tuple[list[int], Any]], order: tuple[int, ...]) -> StopFacts:
    """The stop of a person in these jobs; the first of `order` declared it first."""
    told = [
        OtherEmployer(
            SIRETS[n],
            last_day_worked=LAST_WORKED,
            keeping=Keeping(True, *jobs[n][1]) if jobs[n][1] else Keeping(),
            wages={m: MonthlyWage(m, c) for m, c in zip(MONTHS, jobs[n][0], strict=True)},
        )
        for n in order
    ]
    first, *others = told
    known = read_facts({"employer.last_day_worked": LAST_WORKED.isoformat()})
    period = read_facts(
        {
            f"period.{FIRST.isoformat()}": {
                "last_day": LAST.isoformat(), "kind": "initial", "channel": "doctor_online",
                "prescribed_on": FIRST.isoformat(), "sent_on": FIRST.isoformat(),
            }
        }
    ).periods  # fmt: skip
    return replace(
        known,
        periods=period,
        siret=first.siret,
        wages=first.wages,
        subrogation=first.keeping.subrogation,
        subrogation_from=first.keeping.first,
        subrogation_to=first.keeping.last,
        others=tuple(others),
    )


def by_siret(facts: StopFacts, days: Mapping[date, int]) -> dict[date, dict[str, int]]:
    law: Any = SimpleNamespace(reference_months=MONTHS, monthly_cap_cents=CAP)
    names = {"employer": facts.siret}
    return {
        day: {names.get(name) or name: cents for name, cents in some.items()}
        for day, some in shares_of(facts, law, days).items()
    }


def redone(jobs: list[tuple[list[int], Any]], day: date, cents: int) -> dict[str, Fraction]:
    """What each employer's wages give of a day, exactly."""
    weights = [Fraction(0)] * len(jobs)
    for month in range(3):
        total = sum(wages[month] for wages, _ in jobs)
        for n, (wages, _) in enumerate(jobs):
            weights[n] += Fraction(wages[month], total) * min(total, CAP) if total else 0
    whole = sum(weights)
    return {
        SIRETS[n]: cents * weights[n] / whole
        for n, (_, kept) in enumerate(jobs)
        if kept and kept[0] <= day <= kept[1] and whole
    }


@given(JOBS, st.integers(1, 6_000), st.data())
def test_each_day_is_shared_whole_whoever_declared_first(
    jobs: list[tuple[list[int], Any]], cents: int, data: Any
) -> None:
    order = tuple(data.draw(st.permutations(range(len(jobs)))))
    facts, days = facts_of(jobs, order), dict.fromkeys(DAYS, cents)
    found = by_siret(facts, days)
    for day, some in found.items():
        assert sum(some.values()) == cents
        assert all(part > 0 for part in some.values())
        exact = redone(jobs, day, cents)
        assert set(some) - {"insured"} <= set(exact) or len(jobs) == 1
        if len(jobs) > 1:
            for siret, part in exact.items():
                assert abs(some.get(siret, 0) - part) < 1
    if len(jobs) > 1:
        assert found == by_siret(facts_of(jobs, tuple(range(len(jobs)))), days)


@given(JOBS, st.data())
def test_who_has_a_part_is_who_is_held_to_have_one(
    jobs: list[tuple[list[int], Any]], data: Any
) -> None:
    """Payment days ask before the law has answered: on a day of some worth, both say the same."""
    facts = facts_of(jobs, tuple(data.draw(st.permutations(range(len(jobs))))))
    law: Any = SimpleNamespace(reference_months=MONTHS, monthly_cap_cents=CAP)
    found = shares_of(facts, law, dict.fromkeys(DAYS, 10_000_000))
    if any(sum(wages) for wages, _ in jobs):
        assert {day: frozenset(some) for day, some in found.items()} == {
            day: payees_of(facts, day) for day in DAYS
        }
