"""360 days paid in any three years, and the three years of a long-term illness.

Every stop here has a daily base of 65.75, so an allowance of 32.87, and three waiting days.
"""

from decimal import Decimal

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.explanation import Step, render_full, render_short
from tests.law.redoing import redone

STOP = {"stop_start": "2026-03-02", "stop_end": "2026-03-20"}  # 19 days, 16 after the waiting ones
# 358 days, 355 of them paid
LONG = {"benefit": "maladie", "start": "2025-01-01", "end": "2025-12-24", "kind": "initial"}


def solve(*history, **changes):
    data = {"benefit": "maladie", "sjb_given": "65.75", "opening_conditions_met": True, **STOP}
    data |= {"previous_stops": list(history), **changes}
    (found,) = answer([{"id": "x", "input": data}])["cases"]
    return found


def result(*history, **changes):
    found = solve(*history, **changes)
    assert "error" not in found, found
    return found["result"]


def a_stop(start, end, **more):
    return {"benefit": "maladie", "start": start, "end": end, **more}


def test_the_days_left_are_paid_and_no_other():
    found = result(LONG)
    assert (found["days_left_360"], found["paid_days"]) == (5, 5)
    assert found["first_paid_day"] == "2026-03-05"
    assert found["ij_total_gross"] == "164.35"


@pytest.mark.parametrize(("paid_before", "paid"), [(343, 16), (344, 16), (345, 15), (358, 2)])
def test_the_three_hundred_and_sixtieth_day_is_paid_and_not_the_next(paid_before, paid):
    found = result({**LONG, "paid_days": paid_before})
    assert found["paid_days"] == paid
    assert found["days_left_360"] == 360 - paid_before


@pytest.mark.parametrize(
    "stop",
    [
        {**LONG, "benefit": "at"},
        {**LONG, "benefit": "maternite"},
        {**LONG, "ald": True, "affection": "A"},
    ],
)
def test_days_of_another_benefit_or_of_a_long_term_illness_are_not_counted(stop):
    found = result(stop)
    assert (found["days_left_360"], found["paid_days"]) == (360, 16)


def test_days_older_than_three_years_give_their_place_back_during_the_stop():
    # Paid on 5 to 10 March 2023, and 357 days before this stop: the window of 2 March 2026 holds
    # them all. Each day from 6 March 2026 sees one of them leave.
    old = a_stop("2023-03-02", "2023-03-10")
    recent = {**LONG, "paid_days": 354}
    found = result(old, recent)
    assert found["days_left_360"] == 0
    assert (found["first_paid_day"], found["paid_days"]) == ("2026-03-06", 6)


def test_days_given_back_one_by_one_may_leave_days_unpaid_between_them():
    # paid on 5 March and on 11 March 2023
    old = [
        a_stop("2023-03-05", "2023-03-05", carence_served=0),
        a_stop("2023-03-11", "2023-03-11", carence_served=0),
    ]
    found = solve(*old, {**LONG, "end": "2025-12-26", "paid_days": 358})
    periods = [s["inputs"] for s in found["explanation"] if s["key"] == "period"]
    paid = [(p["first_day"], p["last_day"]) for p in periods]
    assert paid == [("2026-03-06", "2026-03-06"), ("2026-03-12", "2026-03-12")]


@pytest.mark.parametrize(
    ("history", "left"),
    [
        ([a_stop("2025-02-03", "2025-02-12")], 353),
        ([a_stop("2025-02-03", "2025-02-12", carence_served=1)], 351),
        ([a_stop("2020-04-06", "2020-04-15")], 360),  # long ago
        ([a_stop("2025-02-03", "2025-02-04"), a_stop("2025-02-05", "2025-02-12")], 355),
        (
            [
                a_stop("2025-02-03", "2025-02-04"),
                a_stop("2025-02-05", "2025-02-12", kind="prolongation"),
            ],
            353,  # one waiting day was left
        ),
        (
            [
                a_stop("2025-02-03", "2025-02-10"),
                a_stop("2025-02-14", "2025-02-23", kind="prolongation"),
            ],
            348,  # after three days of work, a new stop with its own waiting days
        ),
    ],
)
def test_the_days_paid_of_a_past_stop_are_those_after_its_waiting_days(history, left):
    assert result(*history)["days_left_360"] == left


def test_without_a_history_nothing_is_said_of_the_counter():
    assert "days_left_360" not in result(previous_stops=None)


def test_without_an_end_the_first_paid_day_is_the_first_that_the_counter_allows():
    open_end = {"stop_end": None}
    assert result(LONG, **open_end)["first_paid_day"] == "2026-03-05"
    full = {**LONG, "end": "2026-01-10"}
    assert "first_paid_day" not in result(full, **open_end)
    assert result(full, **open_end)["days_left_360"] == 0


def test_more_days_paid_than_the_stop_has_are_refused():
    found = solve({**LONG, "paid_days": 359})
    assert found["error"]["key"] == "previous_stops[1].paid_days"


ILL = {"ald": True, "affection": "A"}


@pytest.mark.parametrize(
    ("history", "carence"),
    [
        ([], 3),
        ([a_stop("2025-02-03", "2025-02-12", **ILL)], 0),
        ([a_stop("2023-03-03", "2023-03-12", **ILL)], 0),  # the last day of the three years
        ([a_stop("2023-03-02", "2023-03-12", **ILL)], 3),
        # the stop of 2025 was itself the first of three new years
        ([a_stop("2021-03-01", "2021-03-12", **ILL), a_stop("2025-02-03", "2025-02-04", **ILL)], 0),
        ([a_stop("2025-02-03", "2025-02-12")], 3),  # a stop of something else
    ],
)
def test_only_the_first_stop_of_an_illness_in_three_years_bears_waiting_days(history, carence):
    found = result(*history, ald=True)
    assert (found["carence_days"], found["counts_toward_360"]) == (carence, False)
    assert "days_left_360" not in found


def test_an_illness_is_not_held_by_the_three_hundred_and_sixty_days():
    assert result(LONG, ald=True)["paid_days"] == 16
    assert result(LONG, ald=False)["paid_days"] == 5


@pytest.mark.parametrize(
    ("first", "resumed", "paid"),
    [
        ("2023-03-10", "2025-01-10", 8),  # paid until 9 March 2026
        ("2023-04-10", "2025-01-10", 19),
        ("2023-03-10", "2025-12-20", 19),  # a year of work before it opened three new years
    ],
)
def test_an_illness_is_paid_three_years_from_date_to_date(first, resumed, paid):
    history = [
        a_stop(first, "2024-12-19", **ILL),
        a_stop(resumed, "2025-12-30", **ILL),
    ]
    assert result(*history, ald=True)["paid_days"] == paid


def test_stops_of_two_illnesses_do_not_say_which_one_this_is():
    history = [
        a_stop("2025-02-03", "2025-02-12", **ILL),
        a_stop("2025-04-03", "2025-04-12", ald=True, affection="B"),
    ]
    assert "plusieurs affections" in solve(*history, ald=True)["error"]["message"]
    assert result(*history, ald=False)["paid_days"] == 16


@pytest.mark.parametrize(
    ("history", "changes", "keys"),
    [
        ([LONG], {}, {"days_left_360", "days_beyond_360", "paid_days", "ij_total_gross"}),
        (
            [a_stop("2023-03-02", "2023-03-10"), {**LONG, "paid_days": 354}],
            {},
            {"days_left_360", "days_beyond_360", "paid_days"},
        ),
        ([a_stop("2023-03-10", "2025-12-30", **ILL)], {"ald": True}, {"paid_days"}),
    ],
)
def test_the_explanation_can_be_redone_and_read(history, changes, keys):
    steps = [Step.from_dict(step) for step in solve(*history, **changes)["explanation"]]
    told = {step.key: step for step in steps}
    for key in keys:
        assert redone(told[key]) == Decimal(told[key].value), told[key]
    for lang in ("fr", "en"):
        assert not any("_" in text for text in render_full(steps, lang) + render_short(steps, lang))


def test_the_insured_person_reads_what_was_left_and_what_is_not_paid():
    short = render_short([Step.from_dict(step) for step in solve(LONG)["explanation"]])
    assert (
        "Sur trois ans, 360 jours au plus sont payés : 355 l'ont été, il en reste 5 au début de cet"
        " arrêt." in short
    )
    assert "Jours non payés parce que ce nombre est atteint : 11." in short
    assert "5 jours sont payés, du 5 mars 2026 au 9 mars 2026." in short


def test_one_day_paid_and_one_left_are_said_in_the_singular():
    one = render_short([Step.from_dict(s) for s in solve({**LONG, "paid_days": 1})["explanation"]])
    assert any("payés : 1 l'a été, il en reste 359" in said for said in one)
    most = [
        Step.from_dict(s)
        for s in solve({**LONG, "end": "2025-12-26", "paid_days": 359})["explanation"]
    ]
    assert any("359 have been, 1 is left" in said for said in render_short(most, "en"))


def test_a_stop_of_its_own_longer_than_the_counter_ends_at_its_last_day():
    # 31 December 2023 to 30 April 2025: 487 days, three waiting ones, then 360
    found = result(stop_start="2023-12-31", stop_end="2025-04-30", previous_stops=None)
    assert (found["calendar_days"], found["paid_days"]) == (487, 360)
    steps = solve(stop_start="2023-12-31", stop_end="2025-04-30")["explanation"]
    (paid,) = [step for step in steps if step["key"] == "paid_days"]
    assert paid["inputs"]["last_paid_day"] == "2024-12-27"
