"""The line: against published figures, against a simulated line, and where it must not lie."""

import heapq
from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.planning.erlang import Line, NoStaff, agents_for, erlang_b, erlang_c


def test_the_worked_example_of_a_call_centre() -> None:
    """100 calls in 30 minutes, 3 minutes each, 14 agents, 20 seconds: the example that pyworkforce
    0.1.0 publishes in its description, 0.88835 and 0.17413."""
    line = Line(200, 3, 14)
    assert line.load == pytest.approx(10)
    assert line.waiting == pytest.approx(0.1741319335950498, rel=1e-12)
    assert line.answered_within(20 / 60) == pytest.approx(0.8883500191794669, rel=1e-12)
    assert agents_for(200, 3, share=0.8, within=20 / 60) == 14


@pytest.mark.parametrize(
    ("agents", "erlangs", "waiting", "beyond_a_call"),
    [(8, 3.87, 0.05, 0.016), (10, 4.08, 0.01, 0.0022)],
)
def test_the_published_table(
    agents: int, erlangs: float, waiting: float, beyond_a_call: float
) -> None:
    """Erlang C table of a course on trunked radio ("Table C", example of an 8-channel system,
    https://www.scribd.com/document/831962299/TABLE-C): traffic for a probability to wait, and the
    share of those who wait whose wait passes one mean call, at its printed precision."""
    assert erlang_c(agents, erlangs) == pytest.approx(waiting, abs=0.0005)
    line = Line(erlangs * 60, 1, agents)
    beyond = (1 - line.answered_within(1)) / line.waiting
    assert beyond == pytest.approx(beyond_a_call, rel=0.25)
    assert beyond == pytest.approx(exp(-(agents - erlangs)))


@pytest.mark.parametrize("agents", [1, 2, 5, 12])
def test_the_recursion_is_the_formula_with_factorials(agents: int) -> None:
    for load in (0.1 * agents, 0.5 * agents, 0.99 * agents):
        terms = [load**k / factorial(k) for k in range(agents + 1)]
        assert erlang_b(agents, load) == pytest.approx(terms[-1] / sum(terms))
        last = terms[-1] * agents / (agents - load)
        assert erlang_c(agents, load) == pytest.approx(last / (sum(terms[:-1]) + last))


@pytest.mark.parametrize(("per_hour", "minutes", "agents"), [(40, 4, 4), (9, 5, 1), (200, 3, 12)])
def test_a_simulated_line_waits_as_the_formula_says(
    per_hour: float, minutes: float, agents: int
) -> None:
    """Means of independent runs from a seed, within four standard errors of the formula."""
    runs = [_simulated(seed, per_hour, minutes, agents) for seed in range(30)]
    line = Line(per_hour, minutes, agents)
    for of_runs, said in zip(np.array(runs).T, (line.waiting, line.mean_wait), strict=True):
        error = of_runs.std(ddof=1) / np.sqrt(len(of_runs))
        assert abs(of_runs.mean() - said) < 4 * error
        assert error < 0.1 * said


def _simulated(seed: int, per_hour: float, minutes: float, agents: int) -> tuple[float, float]:
    """The share that waited and the mean wait, of a line run for long after it has filled."""
    dice = np.random.default_rng(seed)
    calls, begin = 4_000, 1_000
    arrivals = np.cumsum(dice.exponential(60 / per_hour, calls)).tolist()
    lasts = dice.exponential(minutes, calls).tolist()
    free = [0.0] * agents
    waits = []
    for arrival, long in zip(arrivals, lasts, strict=True):
        start = max(arrival, free[0])
        heapq.heapreplace(free, start + long)
        waits.append(start - arrival)
    kept = np.array(waits[begin:])
    return float((kept > 0).mean()), float(kept.mean())


@given(load=st.floats(0.01, 60), agents=st.integers(1, 80), minutes=st.floats(0.1, 30))
def test_one_agent_more_never_makes_people_wait_longer(
    load: float, agents: int, minutes: float
) -> None:
    per_hour = load * 60 / minutes
    less, more = Line(per_hour, minutes, agents), Line(per_hour, minutes, agents + 1)
    assert 0 <= more.waiting <= less.waiting <= 1
    assert more.answered_within(1) >= less.answered_within(1) - 1e-12
    if less.mean_wait is not None and more.mean_wait is not None:
        assert more.mean_wait <= less.mean_wait


def test_a_line_that_grows_for_ever_is_said_to() -> None:
    line = Line(60, 2, 2)
    assert line.grows
    assert (line.waiting, line.mean_wait, line.answered_within(60)) == (1, None, 0)
    with pytest.raises(ValueError, match="no end"):
        erlang_c(2, 2.0)


def test_nobody_calls_and_nobody_waits() -> None:
    assert Line(0, 5, 0).mean_wait == 0
    assert Line(0, 5, 3).answered_within(0) == 1


@pytest.mark.parametrize("share", [1, 1.5, -0.1])
def test_a_promise_that_nobody_can_keep_is_refused(share: float) -> None:
    with pytest.raises(NoStaff):
        agents_for(100, 3, share=share, within=1)


@pytest.mark.parametrize(("per_hour", "minutes", "agents"), [(-1, 3, 1), (1, 0, 1), (1, 3, -1)])
def test_a_line_of_nothing_real_is_refused(per_hour: float, minutes: float, agents: int) -> None:
    with pytest.raises(ValueError, match="counted from nought"):
        Line(per_hour, minutes, agents)
