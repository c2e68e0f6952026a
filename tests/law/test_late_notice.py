"""A notice sent late: a warning, then half the allowance; nothing when it comes after the end.

Every stop here has a daily base of 65.75, so an allowance of 32.87, and three waiting days.
"""

from decimal import Decimal

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.deadlines.answers import answer as count
from guichet.law.explanation import Step, render_full, render_short
from guichet.law.options import DEFAULT, Options
from tests.law.redoing import redone


def solve(sent, previous=None, options=DEFAULT, **changes):
    data = {
        "benefit": "maladie",
        "stop_start": "2026-03-02",
        "stop_end": "2026-03-20",
        "sjb_given": "65.75",
        "opening_conditions_met": True,
        "notice_sent_on": sent,
        "previous_late_notice_prescribed_on": previous,
        **changes,
    }
    (found,) = answer([{"id": "x", "input": data}], options)["cases"]
    return found


def result(*given, **changes):
    found = solve(*given, **changes)
    assert "error" not in found, found
    return found["result"]


def test_a_late_notice_of_later_is_not_the_previous_one():
    found = solve("2026-03-10", "2026-03-03")
    assert found["error"]["key"] == "previous_late_notice_prescribed_on"
    assert result("2026-03-10", "2026-03-02")["reduced_days"] == 5


@pytest.mark.parametrize(
    ("sent", "previous", "reduced", "total"),
    [
        ("2026-03-04", "2025-09-01", 0, "525.92"),  # within two days
        ("2026-03-10", None, 0, "525.92"),  # the first late one: a warning
        # 5 to 9 March at 16.43, then eleven days at 32.87
        ("2026-03-10", "2024-03-10", 5, "443.72"),
        ("2026-03-10", "2024-03-09", 0, "525.92"),  # sent a day after the 24 months
        ("2026-03-20", "2025-09-01", 15, "279.32"),
    ],
)
def test_a_second_late_notice_halves_the_days_until_it_is_sent(sent, previous, reduced, total):
    found = result(sent, previous)
    assert (found["reduced_days"], found["ij_total_gross"]) == (reduced, total)
    assert found["reduction_pct"] == (50 if reduced else 0)
    assert found["paid_days"] == 16


def test_somebody_in_hospital_is_not_reduced():
    assert result("2026-03-10", "2024-03-10", hospitalised=True)["ij_total_gross"] == "525.92"
    assert result("2026-03-25", hospitalised=True)["paid_days"] == 16


def test_that_the_day_of_sending_is_reduced_is_an_option():
    included = Options(late_notice_sending_day="included")
    assert result("2026-03-10", "2024-03-10", options=included)["reduced_days"] == 6


def test_the_period_runs_from_the_prescription_and_not_from_the_stop():
    # sent on 5 March for a stop prescribed on 2 March: the waiting days are all that is reduced
    late = result("2026-03-05", "2024-03-10")
    assert (late["reduced_days"], late["reduction_pct"]) == (0, 50)
    # prescribed on the 4th, the notice of the 6th is in time
    in_time = result("2026-03-06", "2024-03-10", issued_on="2026-03-04")
    assert (in_time["reduced_days"], in_time["reduction_pct"]) == (0, 0)


@pytest.mark.parametrize(
    ("sent", "paid"), [("2026-03-20", 16), ("2026-03-21", 0), ("2026-04-20", 0)]
)
def test_a_notice_sent_late_after_the_end_pays_nothing(sent, paid):
    found = result(sent)
    assert (found["paid_days"], found.get("first_paid_day") is None) == (paid, not paid)


def test_a_notice_sent_in_time_after_the_end_of_a_short_stop_is_paid():
    found = result("2026-03-04", stop_end="2026-03-02", carence_waived=True)
    assert found["paid_days"] == 1


def test_each_end_has_its_own_reduced_days():
    ends = ["2026-03-06", "2026-03-09", "2026-03-20"]
    found = result("2026-03-10", "2024-03-10", stop_end=None, stop_ends=ends)
    # the first two ends are before the sending: nothing is paid
    assert (found["paid_days"], found["reduced_days"]) == ([0, 0, 16], [0, 0, 5])


def test_the_reduced_amount_follows_the_rounding_of_the_daily_amount():
    rounded = Options(daily_rounding="half_up")  # 32.88, and half of it
    found = result("2026-03-10", "2024-03-10", options=rounded)
    assert found["ij_total_gross"] == str(5 * Decimal("16.44") + 11 * Decimal("32.88"))


def test_the_days_reduced_are_those_of_the_legal_clock():
    case = {
        "id": "x",
        "family": "late_notice",
        "input": {
            "prescribed_on": "2026-03-02",
            "sent_on": "2026-03-10",
            "previous_late_notice_prescribed_on": "2024-03-10",
        },
    }
    clock = count([case])["cases"][0]["result"]
    steps = [Step.from_dict(s) for s in solve("2026-03-10", "2024-03-10")["explanation"]]
    (step,) = [s for s in steps if s.key == "ij_daily_gross_reduced"]
    assert step.inputs["reduced_from"] == clock["reduced_from"]
    assert step.inputs["reduced_to"] == clock["reduced_to"]


@pytest.mark.parametrize(
    ("sent", "changes", "key"),
    [
        ("2026-03-01", {}, "notice_sent_on"),
        ("2026-03-10", {"issued_on": "2026-03-11"}, "notice_sent_on"),
        (
            "2013-03-12",
            {
                "stop_start": "2013-03-04",
                "stop_end": "2013-03-20",
                "previous_late_notice_prescribed_on": "2012-03-10",
            },
            "notice_sent_on",
        ),
    ],
)
def test_what_cannot_be_judged_is_refused(sent, changes, key):
    assert solve(sent, **changes)["error"]["key"] == key


def test_the_explanation_can_be_redone_and_read():
    steps = [Step.from_dict(s) for s in solve("2026-03-10", "2024-03-10")["explanation"]]
    told = {step.key: step for step in steps}
    for key in ("ij_daily_gross_reduced", "period", "ij_total_gross"):
        assert redone(told[key]) == Decimal(told[key].value)
    assert told["ij_daily_gross_reduced"].article == "CSS D.323-2"
    for lang in ("fr", "en"):
        assert not any("_" in text for text in render_full(steps, lang))
    assert (
        "Votre avis d'arrêt a de nouveau été envoyé en retard : du 2 mars 2026 au 9 mars 2026,"
        " l'indemnité est réduite de 50 %, à 16,43\u00a0€ par jour." in render_short(steps)
    )


def test_a_stop_sent_after_its_end_says_so():
    steps = [Step.from_dict(s) for s in solve("2026-03-25")["explanation"]]
    assert {s.key: s.value for s in steps}["days_sent_after_end"] == "16"
    assert (
        "Votre avis d'arrêt a été envoyé le 25 mars 2026, après la fin de l'arrêt : il n'est pas"
        " payé." in render_short(steps)
    )
