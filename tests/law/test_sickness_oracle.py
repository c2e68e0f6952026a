"""The kernel and the slow oracle agree to the cent on thousands of made-up histories."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet.law.deductions import deductions
from guichet.law.sickness import SicknessResult, evaluate
from tests.law import oracle
from tests.law.histories import draw

HISTORIES = 5_000


def euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / 100


def as_answer(found: SicknessResult) -> tuple[object, ...]:
    total = found.total_gross_cents
    net = None if total is None else deductions(total, found.trace.stop.stop_start).net
    return (
        found.right_open,
        euros(found.sjb_cents),
        euros(found.daily_cents),
        euros(found.monthly_cap_cents),
        found.paid_days,
        euros(total),
        euros(net),
    )


def expected(stop: object) -> tuple[object, ...]:
    found = oracle.judge(stop)
    days = None if found.paid is None else len(found.paid)
    return (found.right_open, found.sjb, found.daily, found.cap, days, found.total, found.net)


@pytest.mark.parametrize("seed", range(5))
def test_kernel_equals_the_oracle_on_made_up_histories(seed):
    random = Random(seed)  # noqa: S311
    stops = [draw(random) for _ in range(HISTORIES // 5)]
    results = evaluate(stops)
    for stop, found in zip(stops, results, strict=True):
        assert isinstance(found, SicknessResult), (stop, found)
        assert as_answer(found) == expected(stop), stop


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_stop_alone_and_in_a_batch_have_the_same_answer(random):
    stops = [draw(random) for _ in range(3)]
    assert evaluate(stops) == [evaluate([stop])[0] for stop in stops]


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=False))
def test_segments_are_the_days_that_the_oracle_pays(random):
    stop = draw(random)
    (found,) = evaluate([stop])
    paid = oracle.judge(stop).paid
    if not paid:
        assert found.segments == ()
        return
    (segment,) = found.segments
    assert (segment.first, segment.last) == (paid[0], paid[-1])
    assert segment.daily_cents * len(paid) == found.total_gross_cents
    assert found.first_paid_day == paid[0]
