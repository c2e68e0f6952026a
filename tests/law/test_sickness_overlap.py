"""A maternity leave prevails over the sickness stop whose days it covers.

Every stop here has a daily base of 65.75, so an allowance of 32.87, and three waiting days.
"""

from decimal import Decimal

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.explanation import Step, render_full, render_short
from guichet.law.options import DEFAULT, Options
from tests.law.redoing import redone

SERVED = Options(carence_under_maternity="served")


def solve(start, end, options=DEFAULT, benefit="maternite", **changes):
    data = {
        "benefit": "maladie",
        "stop_start": "2026-03-02",
        "stop_end": "2026-03-20",
        "sjb_given": "65.75",
        "opening_conditions_met": True,
        "previous_stops": [{"benefit": benefit, "start": start, "end": end}],
        **changes,
    }
    (found,) = answer([{"id": "x", "input": data}], options)["cases"]
    return found


@pytest.mark.parametrize(
    ("leave", "first_paid", "carence", "paid"),
    [
        (("2025-12-01", "2026-03-01"), "2026-03-05", 3, 16),  # over before the stop
        (("2025-12-01", "2026-03-03"), "2026-03-07", 3, 14),
        (("2026-03-04", "2026-03-08"), "2026-03-10", 3, 11),  # two waiting days before, one after
        (("2026-03-16", "2026-06-30"), "2026-03-05", 3, 11),
        (("2025-12-01", "2026-03-18"), None, 2, 0),
        (("2025-12-01", "2026-03-20"), None, 0, 0),
    ],
)
def test_the_days_of_the_leave_are_not_paid_as_sickness(leave, first_paid, carence, paid):
    found = solve(*leave)["result"]
    assert (found["carence_days"], found["paid_days"]) == (carence, paid)
    assert found.get("first_paid_day") == first_paid
    assert found["ij_total_gross"] == str(paid * Decimal("32.87") + Decimal("0.00"))


@pytest.mark.parametrize(
    ("leave", "first_paid", "carence"),
    [
        (("2025-12-01", "2026-03-03"), "2026-03-05", 1),
        (("2025-12-01", "2026-03-10"), "2026-03-11", 0),
        (("2026-03-16", "2026-06-30"), "2026-03-05", 3),
    ],
)
def test_that_the_waiting_days_run_during_the_leave_is_an_option(leave, first_paid, carence):
    found = solve(*leave, options=SERVED)["result"]
    assert (found["first_paid_day"], found["carence_days"]) == (first_paid, carence)


def test_without_an_end_the_first_paid_day_follows_the_leave():
    found = solve("2025-12-01", "2026-03-03", stop_end=None)["result"]
    assert (found["first_paid_day"], found["carence_days"]) == ("2026-03-07", 3)


def test_several_ends_each_have_their_days_of_leave():
    ends = ["2026-03-03", "2026-03-20"]
    found = solve("2025-12-01", "2026-03-03", stop_end=None, stop_ends=ends)["result"]
    assert (found["carence_days"], found["paid_days"]) == ([0, 3], [0, 14])


@pytest.mark.parametrize("benefit", ["maladie", "at", "paternite", "adoption", "naissance"])
def test_another_benefit_on_the_days_of_the_stop_is_refused(benefit):
    # no text read says which of the two is paid
    found = solve("2025-12-01", "2026-03-03", benefit=benefit)
    assert found["error"]["key"] == "previous_stops"
    assert "couvre des jours" in found["error"]["message"]


@pytest.mark.parametrize("options", [DEFAULT, SERVED])
def test_the_explanation_can_be_redone_and_read(options):
    found = solve("2025-12-01", "2026-03-03", options)["explanation"]
    steps = [Step.from_dict(step) for step in found]
    told = {step.key: step for step in steps}
    for key in ("carence_days", "paid_days", "ij_total_gross"):
        assert redone(told[key]) == Decimal(told[key].value)
    assert {one.name for one in told["carence_days"].options} == {"carence_under_maternity"}
    assert told["maternity_days"].value == "2"
    for lang in ("fr", "en"):
        assert not any("_" in text for text in render_full(steps, lang))
    assert (
        "Jours payés au titre de la maternité et non de la maladie : 2, le congé finit le 3 mars"
        " 2026." in render_short(steps)
    )
