"""The kernel of sickness, below the contract: batches, and the very days that are paid."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from guichet.law.case_reading import Reader
from guichet.law.case_stops import read_stops
from guichet.law.daily_allowance import answer
from guichet.law.sickness import evaluate
from tests.law.agreement import ANY_KEY, features
from tests.law.histories import draw
from tests.law.made_up.sickness import draw as draw_case
from tests.law.oracle.sickness import paid_days
from tests.law.test_oracle_agreement import READ_DIFFERENTLY


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_stop_alone_and_in_a_batch_have_the_same_answer(random):
    stops = [draw(random) for _ in range(3)]
    assert evaluate(stops) == [evaluate([stop])[0] for stop in stops]


def test_segments_are_the_days_that_the_oracle_pays():
    random, compared = Random(3), 0  # noqa: S311
    excused = {one[2] for one in READ_DIFFERENTLY if one[1] == ANY_KEY}
    cases = [draw_case("maladie", random) for _ in range(800)]
    for case, answered in zip(cases, answer([{"input": c} for c in cases])["cases"], strict=True):
        if "error" in answered or "stop_end" not in case or excused & features(case):
            continue
        (found,) = evaluate(read_stops(Reader(case)))
        days = paid_days(case)
        ends = [(days[0], days[-1])] if days else []
        assert [(one.first, one.last) for one in found.segments] == ends, case
        compared += 1
    assert compared > 200
