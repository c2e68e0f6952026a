"""The measure of the law's speed: same work each time, exact or refused, told in its place."""

from dataclasses import replace

import numpy as np
import pytest

from tools import bench_law, law_exactness, law_report
from tools.law_exactness import Exactness, NotExact

FILES = 300


@pytest.fixture(scope="module")
def work() -> bench_law.Work:
    return bench_law.made(FILES)


@pytest.fixture
def run() -> law_report.Run:
    """Every promise kept, exactly; whole seconds, so that their ratios are exact too."""
    seconds = {
        **{"peer_columns": 5.0, "peer_ready": 4.0, "simple": 1.0, "complete": 5.0},
        **{"oracle": 150.0, "objects": 100.0, "alone": 500.0, "peer_alone": 100.0},
        "import": 0.06,
    }
    versions = {"core": "1.2.3", "numpy": "2.0"}
    return law_report.Run(700_000, 7, seconds, {100: 10, 400: 10}, SAME, versions, 0.5)


SAME = Exactness(sample=100, apart=0, furthest=0)


def test_the_work_is_the_same_at_each_run(work):
    again = bench_law.made(FILES)
    for one, other in ((work.simple, again.simple), (work.complete, again.complete)):
        assert all(np.array_equal(*columns) for columns in zip(one, other, strict=True))
        assert len(one.start) == FILES


def test_the_peer_is_given_the_files_of_the_kernel_in_their_order(work):
    theirs = bench_law.peer_columns(work.simple_cases, work.rows)
    assert theirs["start"].tolist() == work.simple.start.tolist()
    assert theirs["wages"].tolist() == work.simple.gross[:, :3].tolist()
    length = work.simple.end - work.simple.start + 1
    assert theirs["calendar_days"].tolist() == length.tolist()
    assert (theirs["waiting_days"] == 0).tolist() == work.simple.carence_waived.tolist()


def test_both_formulas_are_exact_with_the_rounding_of_the_law_and_refused_with_another(work):
    law_exactness.check_simple(work.simple_cases, bench_law.SIMPLE)
    law_exactness.check_complete(work.complete_cases, bench_law.COMPLETE)
    with pytest.raises(NotExact, match="simple formula"):
        law_exactness.check_simple(
            work.simple_cases, replace(bench_law.SIMPLE, daily_rounding="half_up")
        )
    with pytest.raises(NotExact, match="complete kernel"):
        law_exactness.check_complete(
            work.complete_cases, replace(bench_law.COMPLETE, daily_rounding="half_up")
        )


def test_the_cents_of_a_peer_that_are_not_ours_are_counted():
    ours, theirs = np.array([100, 200, 300]), np.array([100, 201, 297])
    assert law_exactness.compared(ours, ours, 3) == Exactness(3, 0, 0)
    assert law_exactness.compared(ours, theirs, 3) == Exactness(3, 2, 3)


def test_a_promise_kept_exactly_is_met(run):
    assert [target.kept for target in law_report.targets(run)] == [True] * 6


@pytest.mark.parametrize(
    ("slower", "missed"),
    [
        ({"simple": 1.1}, [0]),
        ({"complete": 5.1}, [1, 2]),
        ({"alone": 501.0}, [3]),
        ({"import": 0.061}, [4]),
    ],
)
def test_a_promise_missed_by_little_is_said_to_be(run, slower, missed):
    found = law_report.targets(replace(run, seconds={**run.seconds, **slower}))
    assert [number for number, target in enumerate(found) if not target.kept] == missed
    assert all("**missed**" in found[number].row() for number in missed)


def test_memory_that_follows_the_files_is_missed(run):
    assert not law_report.targets(replace(run, memory={100: 10, 400: 40}))[-1].kept


def test_where_the_time_goes_is_told_of_what_is_missed_only(run):
    looked = []
    profiles = {name: lambda name=name: looked.append(name) for name in ("simple", "alone")}
    assert "Where the time goes" not in law_report.section(run, profiles)
    assert looked == []
    slow = replace(run, seconds={**run.seconds, "simple": 2.0})
    assert "Where the time goes, simple formula" in law_report.section(slow, profiles)
    assert set(looked) == {"simple"}


def test_only_what_stands_between_the_marks_is_replaced():
    page = f"by hand\n\n{law_report.BEGIN}\nold\n{law_report.END}\n\nby hand too\n"
    once = law_report.replaced(page, "new \\1\n")
    assert once == law_report.replaced(once, "new \\1\n")
    assert "old" not in once
    assert once.startswith("by hand\n\n<!--")
    assert once.endswith("-->\n\nby hand too\n")
    with pytest.raises(ValueError, match="each mark once"):
        law_report.replaced("by hand only", "new")


def test_the_page_has_a_place_for_the_figures():
    page = law_report.PAGE.read_text(encoding="utf-8")
    assert "x marks x" in law_report.replaced(page, "x marks x")
