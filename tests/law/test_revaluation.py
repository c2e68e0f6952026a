"""A daily wage revalued after three months (R.323-6): the new base is given from its day on.

No coefficient was published for these years: the fund, or the collective agreement, gives the base.
"""

from decimal import Decimal

from guichet.law.daily_allowance import answer

BEFORE = {"benefit": "maladie", "start": "2025-01-06", "end": "2025-04-09", "kind": "initial"}


def result(**given):
    data = {
        "benefit": "maladie",
        "stop_start": "2025-04-10",
        "stop_end": "2025-04-30",
        "kind": "prolongation",
        "opening_conditions_met": True,
        "previous_stops": [BEFORE],
        **given,
    }
    (case,) = answer([{"input": {k: v for k, v in data.items() if v is not None}}])["cases"]
    return case["result"]


def test_a_revalued_base_is_paid_from_its_day_with_no_new_waiting_day():
    """Half of 66,41 €, cut to the cent; the days before are still counted."""
    found = result(sjb_given="66.41")
    assert (found["ij_daily_gross"], found["carence_days"]) == ("33.20", 0)
    assert Decimal(found["ij_total_gross"]) == 21 * Decimal("33.20")
    assert found["days_left_360"] == 360 - 91


def test_it_never_passes_the_maximum_of_the_stop():
    """L.323-4: the cap of a stop begun in January 2025 stays that of January 2025."""
    assert result(sjb_given="300.00")["ij_daily_gross"] == "53.31"
    assert result(sjb_given="300.00")["ij_daily_max"] == "53.31"


def test_that_of_an_accident_goes_on_at_the_second_rate():
    """80 % of 80 € is above the net limit of 79 %: 63,20 € from the twenty-ninth day."""
    accident = {**BEFORE, "benefit": "at"}
    found = result(
        benefit="at", accident_date="2025-01-05", sjb_given="80.00", previous_stops=[accident],
        opening_conditions_met=None,
    )  # fmt: skip
    assert (found["days_1_28"], found["total_29_plus"]) == (0, "1327.20")
