"""Two thirds of the daily base from day 31 for three children, until the rate ended in 2020.

2 000 euros a month: a base of 65.75, an ordinary allowance of 32.87 and, at two thirds, 43.83.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.explanation import Step, render_full, render_short
from guichet.law.options import Options
from guichet.law.reference_pay import months_before
from guichet.law.sickness import Segment
from guichet.law.stop_days import StopDays
from tests.law.facts import answered, stop, wages
from tests.law.redoing import redone

MAY = date(2019, 5, 6)
DAY = timedelta(days=1)
DAY_31 = date(2019, 6, 5)


def three_children(start, days, **changes):
    settings = {"options": changes.pop("options", None)}
    facts = StopDays(children=changes.pop("children", 3), issued_on=changes.pop("issued_on", None))
    return answered(
        stop(start, start + timedelta(days=days - 1), days=facts, **changes), **settings
    )


def solve(**changes):
    data = {"benefit": "maladie", "stop_start": "2019-05-06", "stop_end": "2019-06-10", **changes}
    data["reference_wages"] = [{"month": m, "gross": 2000} for m in months_before(MAY, 3)]
    (found,) = answer([{"id": "x", "input": data}])["cases"]
    return found


def test_two_thirds_from_day_31_waiting_days_included():
    found = three_children(MAY, 36)
    assert found.segments == (
        Segment(date(2019, 5, 9), date(2019, 6, 4), 3287),  # days 4 to 30
        Segment(DAY_31, date(2019, 6, 10), 4383),
    )
    assert (found.paid_days, found.total_gross_cents) == (33, 27 * 3287 + 6 * 4383)


def test_thirty_days_never_reach_it():
    assert three_children(MAY, 30).segments == (Segment(date(2019, 5, 9), date(2019, 6, 4), 3287),)


@pytest.mark.parametrize(("children", "total"), [(2, 33 * 3287), (3, 27 * 3287 + 6 * 4383)])
def test_three_children_are_needed(children, total):
    assert three_children(MAY, 36, children=children).total_gross_cents == total


def test_at_the_cap_the_published_maximum_at_two_thirds():
    found = three_children(MAY, 31, wages=wages(MAY, 400_000))
    assert [s.daily_cents for s in found.segments] == [4501, 6002]


@pytest.mark.parametrize(
    ("choice", "daily"), [("truncate", 4383), ("half_up", 4383), ("half_up_unrounded_base", 4384)]
)
def test_its_rounding_is_that_of_the_ordinary_amount(choice, daily):
    # 2/3 of 65.75 is 43.8333; of 6 000 / 91.25, not rounded, 43.8356
    found = three_children(MAY, 31, options=Options(daily_rounding=choice))
    assert found.segments[-1].daily_cents == daily
    (step,) = [s for s in found.explanation if s.key == "ij_daily_gross_from_day_31"]
    assert redone(step) == Decimal(step.value)


@pytest.mark.parametrize(
    ("start", "issued_on", "rates"),
    [
        (date(2020, 6, 2), None, 2),  # 1 July is its thirtieth day
        (date(2020, 6, 3), None, 1),
        (date(2020, 7, 1), None, 1),
        (date(2020, 6, 2), date(2020, 7, 1), 1),  # prescribed when the rate had ended
        (date(2026, 2, 2), None, 1),
    ],
)
def test_the_rate_ends_for_the_stops_that_had_not_reached_thirty_days(start, issued_on, rates):
    assert len(three_children(start, 60, issued_on=issued_on).segments) == rates


def test_whether_first_july_counts_among_the_thirty_days_is_an_option():
    before = Options(thirty_days_in_july_2020="the_day_before")
    assert len(three_children(date(2020, 6, 2), 60, options=before).segments) == 1
    assert len(three_children(date(2020, 6, 1), 60, options=before).segments) == 2


@pytest.mark.parametrize(("initial", "daily"), [(date(2020, 6, 2), 4383), (date(2020, 6, 3), 3287)])
def test_a_prolongation_keeps_the_rate_of_its_initial_stop(initial, daily):
    facts = {"kind": "prolongation", "reference_start": initial}
    found = three_children(date(2020, 7, 10), 20, issued_on=date(2020, 7, 9), **facts)
    assert [s.daily_cents for s in found.segments] == [daily]


@pytest.mark.parametrize(("worked", "last_ordinary"), [(0, "2019-06-04"), (2, "2019-06-06")])
def test_a_day_of_work_between_two_stops_is_not_a_day_of_the_stop(worked, last_ordinary):
    start = MAY + (10 + worked) * DAY
    before = {"benefit": "maladie", "start": "2019-05-06", "end": "2019-05-15"}
    found = solve(
        kind="prolongation",
        stop_start=start.isoformat(),
        stop_end="2019-06-20",
        dependent_children=3,
        previous_stops=[before],
    )
    periods = [s["inputs"] for s in found["explanation"] if s["key"] == "period"]
    assert periods[0]["last_day"] == last_ordinary


def test_a_closed_right_pays_neither_rate():
    found = solve(dependent_children=3, opening_conditions_met=False)
    assert found["result"]["ij_daily_gross_from_day_31"] == "0.00"
    assert found["result"]["ij_total_gross"] == "0.00"
    assert "ij_daily_gross_from_day_31" not in {s["key"] for s in found["explanation"]}


@pytest.mark.parametrize(
    ("children", "day", "applies"),
    [(3, None, True), (3, 30, False), (3, 31, True), (2, 31, False), (2, None, None)],
)
def test_whether_it_applies_on_the_day_asked_about(children, day, applies):
    found = solve(dependent_children=children, day_of_stop=day)["result"]
    assert found.get("majorated_rate_applies") is applies
    assert found["ij_daily_gross"] == ("43.83" if applies and day else "32.87")


def test_without_an_end_both_amounts_are_told():
    found = solve(dependent_children=3, stop_end=None)["result"]
    assert found["ij_daily_gross_days_4_to_30"] == "32.87"
    assert found["ij_daily_gross_from_day_31"] == "43.83"
    assert "ij_total_gross" not in found


def test_several_ends_make_lists_of_totals():
    found = solve(dependent_children=3, stop_end=None, stop_ends=["2019-06-04", "2019-06-05"])
    assert found["result"]["ij_total_gross"] == ["887.49", "931.32"]
    assert found["result"]["ij_daily_gross_from_day_31"] == "43.83"


def test_the_explanation_can_be_redone_and_read():
    steps = [Step.from_dict(step) for step in solve(dependent_children=3)["explanation"]]
    told = {step.key: step for step in steps}
    for key in ("ij_daily_max_from_day_31", "ij_daily_gross_from_day_31", "period"):
        assert redone(told[key]) == Decimal(told[key].value)
    assert redone(told["ij_total_gross"]) == Decimal("1150.47")
    assert told["majorated_from"].value == "2019-06-05"
    assert "LFSS 2020 art. 85" in told["majorated_from"].article
    short = render_short(steps)
    assert (
        "Avec trois enfants à charge, à partir du 31e jour d'arrêt : 43,83\u00a0€ par jour."
        in short
    )
    assert "Du 5 juin 2019 au 10 juin 2019 : 262,98\u00a0€." in short
    assert not any("_" in text for lang in ("fr", "en") for text in render_full(steps, lang))
