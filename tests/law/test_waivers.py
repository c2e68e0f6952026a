"""Stops without waiting days for a reason the law names, and stops cut short by a return."""

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.explanation import Step, render_full

DEATH, MISCARRIAGE, MEDICAL = (
    "deces_enfant_moins_25_ans",
    "interruption_spontanee_grossesse_avant_22_sa",
    "interruption_medicale_grossesse",
)


def solve(start, end, **inputs):
    data = {"benefit": "maladie", "stop_start": start, "stop_end": end, "sjb_given": 75, **inputs}
    (found,) = answer([{"id": "x", "input": data}])["cases"]
    return found


@pytest.mark.parametrize(
    ("start", "death", "rank", "carence"),
    [
        ("2020-07-06", "2020-07-01", 1, 0),
        ("2020-08-03", "2020-06-30", 1, 3),  # a death before the law
        ("2024-04-01", "2024-01-01", 1, 0),  # the thirteenth Monday after that of the death
        ("2024-04-02", "2024-01-01", 1, 3),
        ("2024-02-05", "2024-01-01", 2, 3),  # the first stop only
        ("2024-02-05", "2024-01-01", None, 0),
    ],
)
def test_the_first_stop_after_the_death_of_a_child_bears_no_waiting_day(
    start, death, rank, carence
):
    end = start[:8] + "28" if start < "2024-03-31" else "2024-04-20"
    found = solve(start, end, reason=DEATH, death_date=death, rank_of_stop_since_death=rank)
    assert found["result"]["carence_days"] == carence


@pytest.mark.parametrize(
    ("reason", "start", "carence"),
    [
        (MISCARRIAGE, "2023-12-31", 3),
        (MISCARRIAGE, "2024-01-01", 0),
        (MEDICAL, "2024-06-30", 3),
        (MEDICAL, "2024-07-01", 0),
    ],
)
def test_a_stop_after_an_interrupted_pregnancy_bears_none_from_the_day_of_the_law(
    reason, start, carence
):
    found = solve(start, "2024-07-20" if start > "2024-02" else "2024-01-20", reason=reason)
    assert found["result"]["carence_days"] == carence


def test_the_explanation_names_the_article_that_lifts_the_waiting_days():
    found = solve("2024-01-01", "2024-01-20", reason=MISCARRIAGE)
    (step,) = [s for s in found["explanation"] if s["key"] == "carence_days"]
    assert (step["value"], step["article"]) == ("0", "CSS L.323-1-2")
    for lang in ("fr", "en"):
        assert "_" not in render_full([Step.from_dict(step)], lang)[0]


@pytest.mark.parametrize(
    ("inputs", "key"),
    [
        ({"reason": "autre"}, "reason"),
        ({"reason": DEATH}, "death_date"),
        ({"reason": DEATH, "death_date": "2024-06-01"}, "death_date"),
        ({"return_on": "2024-01-01"}, "return_on"),
    ],
)
def test_refused_naming_the_key(inputs, key):
    assert solve("2024-01-01", "2024-01-20", **inputs)["error"]["key"] == key


@pytest.mark.parametrize(
    ("back", "days"), [("2024-01-11", 10), ("2024-01-21", 20), ("2024-02-01", 20)]
)
def test_a_return_before_the_end_shortens_the_stop(back, days):
    result = solve("2024-01-01", "2024-01-20", return_on=back)["result"]
    assert (result["calendar_days"], result["paid_days"]) == (days, days - 3)


def test_a_return_alone_gives_the_end():
    assert solve("2024-01-01", None, return_on="2024-01-11")["result"]["calendar_days"] == 10
