"""The oracle itself: the public examples and every published value come out of it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from guichet.law.documents import parse_yaml
from tests.law.oracle import Refused, solve
from tests.law.oracle.days import months_before
from tests.law.oracle.parameters import table

FOLDER = Path(__file__).parent
EXAMPLES = parse_yaml((FOLDER / "data" / "ij_examples_public.yaml").read_text(encoding="utf-8"))
SPOUSE = {"category": "conjoint_collaborateur"}
LIBERAL = {"category": "liberal_cnavpl", "raam": "999999"}


@pytest.mark.parametrize("case", EXAMPLES["cases"], ids=lambda case: case["id"])
def test_public_example_comes_out(case):
    found = solve(case["input"])
    for key, expected in case["expected"].items():
        whole = key.endswith("_days")
        allowed = Decimal(0) if whole else tolerance(case, key)
        pairs = zip(listed(found[key]), listed(expected), strict=True)
        assert all(abs(Decimal(a) - Decimal(b)) <= allowed for a, b in pairs), (key, found[key])


def tolerance(case, key) -> Decimal:
    written = case.get("tolerance", {})
    return Decimal(str(written.get("total" if "total" in key else "daily", 0)))


def listed(value):
    return value if isinstance(value, list) else [value]


def at_the_ceiling(day: date, benefit: str, **more) -> dict:
    """The answer to somebody whose every month is far above any ceiling."""
    wages = [{"month": month, "gross": "99999.00"} for month in months_before(day, 3)]
    case = {"benefit": benefit, "stop_start": day.isoformat(), "reference_wages": wages}
    return solve({**case, **more})


def maternity_floor(day: date) -> str:
    wages = [{"month": month, "gross": "0.00"} for month in months_before(day, 3)]
    case = {"benefit": "maternite", "leave_start": day.isoformat(), "reference_wages": wages}
    return solve({**case, "opening_conditions_met": True})["ij_daily_gross"]


PUBLISHED = {
    "ij_maladie_plafond_mensuel": lambda d: at_the_ceiling(d, "maladie")["monthly_cap"],
    "ij_maladie_max_jour": lambda d: at_the_ceiling(d, "maladie")["ij_daily_gross"],
    "at_mp_salaire_journalier_max": lambda d: at_the_ceiling(d, "at")["sjb"],
    "at_mp_ij_max_60": lambda d: at_the_ceiling(d, "at")["ij_daily_gross_1_28"],
    "at_mp_ij_max_80": lambda d: at_the_ceiling(d, "at")["ij_daily_gross_29"],
    "maternite_ij_max_jour": lambda d: at_the_ceiling(d, "maternite")["ij_daily_gross"],
    "maternite_ij_min_jour": maternity_floor,
    "seuil_1015_smic": lambda d: first_threshold("threshold_6_months", d, 6),
    "seuil_2030_smic": lambda d: first_threshold("threshold_12_months", d, 12),
    "ti_ij_max_jour_pass": lambda d: at_the_ceiling(d, "maladie_ti", raam="999999")[
        "ij_daily_gross"
    ],
    "ti_cnavpl_ij_max_jour_3pass": lambda d: at_the_ceiling(d, "maladie_ti", **LIBERAL)[
        "ij_daily_gross"
    ],
}


def first_threshold(check: str, period_start: date, months: int) -> str:
    """The threshold of a stop whose reference period starts with the month of `period_start`."""
    number = period_start.year * 12 + period_start.month - 1 + months
    start = date(number // 12, number % 12 + 1, 1)
    return solve({"check": check, "stop_start": start.isoformat()})["threshold_amount"]


def days_of(row) -> list[date]:
    """First, middle and last day of a published value; the liberal professions from July 2021."""
    first = date.fromisoformat(row["effective_from"])
    if row["parameter"].startswith("ti_cnavpl"):
        first = max(first, date(2021, 7, 1))
    last = date.fromisoformat(row["effective_to"] or "2026-12-31")
    return [first, first + (last - first) / 2, last]


ROWS = [
    row
    for row in table("ij_parameters.csv")
    if row["parameter"] in PUBLISHED and row["value"] and row["note"] != "not seen printed"
]


def test_every_published_quantity_has_rows():
    assert {row["parameter"] for row in ROWS} == set(PUBLISHED)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['parameter']}-{row['effective_from']}")
def test_published_value_comes_out(row):
    found = [Decimal(PUBLISHED[row["parameter"]](day)) for day in days_of(row)]
    assert found == [Decimal(row["value"])] * 3


@pytest.mark.parametrize(
    ("day", "value"), [("2018-01-31", "58.40"), ("2019-02-01", "60.02"), ("2020-05-31", "60.73")]
)
def test_published_maximum_of_the_two_thirds_rate_comes_out(day, value):
    found = at_the_ceiling(date.fromisoformat(day), "maladie", dependent_children=3)
    assert found["ij_daily_gross_from_day_31"] == value


def test_the_spouse_has_forty_per_cent_of_the_ceiling():
    found = at_the_ceiling(date(2023, 5, 8), "maladie_ti", **SPOUSE)
    assert found["ij_daily_gross"] == "24.11"


SICK = {"benefit": "maladie", "sjb_given": "60.00", "opening_conditions_met": True}


def paid(**case) -> int:
    return solve({**SICK, **case})["paid_days"]


def test_the_waiting_days_are_lifted_in_the_spring_of_2020_only():
    assert paid(stop_start="2020-04-06", stop_end="2020-04-15") == 10
    assert paid(stop_start="2020-07-20", stop_end="2020-07-29") == 7
    assert paid(stop_start="2020-07-11", stop_end="2020-07-20") == 7
    assert paid(stop_start="2020-03-23", stop_end="2020-04-01") == 7


def test_the_two_thirds_rate_is_kept_by_who_had_reached_thirty_days_on_the_first_of_july():
    children = {**SICK, "dependent_children": 3, "day_of_stop": 31}
    assert solve({**children, "stop_start": "2020-06-02"})["majorated_rate_applies"] is True
    assert solve({**children, "stop_start": "2020-06-03"})["majorated_rate_applies"] is False


def test_a_day_becomes_payable_again_when_an_old_one_leaves_the_three_years():
    old = {"benefit": "maladie", "start": "2021-06-01", "end": "2021-06-30", "paid_days": 30}
    recent = {"benefit": "maladie", "start": "2023-06-01", "end": "2024-04-25", "paid_days": 330}
    stop = {"stop_start": "2024-05-29", "stop_end": "2024-06-06", "previous_stops": [old, recent]}
    found = solve({**SICK, **stop})
    assert (found["first_paid_day"], found["paid_days"]) == ("2024-06-02", 5)


def test_the_days_paid_for_a_long_illness_leave_the_360_days_whole():
    long = {"benefit": "maladie", "start": "2024-01-01", "end": "2025-02-03", "paid_days": 360}
    stop = {"stop_start": "2025-03-03", "stop_end": "2025-03-12"}
    ill = solve({**SICK, **stop, "previous_stops": [{**long, "ald": True}]})
    assert (ill["days_left_360"], ill["paid_days"]) == (360, 7)
    other = solve({**SICK, **stop, "previous_stops": [long]})
    assert (other["days_left_360"], other["paid_days"]) == (0, 0)


def test_a_prolongation_after_more_than_two_days_of_work_bore_waiting_days_of_its_own():
    first = {"benefit": "maladie", "start": "2025-01-06", "end": "2025-01-15"}
    then = {"benefit": "maladie", "end": "2025-01-31", "kind": "prolongation"}
    stop = {"stop_start": "2025-03-03", "stop_end": "2025-03-12"}

    def left(start: str) -> int:
        return solve({**SICK, **stop, "previous_stops": [first, {**then, "start": start}]})[
            "days_left_360"
        ]

    assert left("2025-01-18") == 360 - 7 - 14
    assert left("2025-01-19") == 360 - 7 - 10


def test_a_second_late_notice_exactly_24_months_later_halves_the_days_before_the_sending():
    late = {"stop_start": "2026-02-10", "stop_end": "2026-02-20", "notice_sent_on": "2026-02-15"}
    exactly = solve({**SICK, **late, "previous_late_notice_prescribed_on": "2024-02-15"})
    assert (exactly["reduced_days"], exactly["ij_total_gross"]) == (2, "210.00")
    after = solve({**SICK, **late, "previous_late_notice_prescribed_on": "2024-02-14"})
    assert (after["reduced_days"], after["ij_total_gross"]) == (0, "240.00")


def test_the_day_of_the_accident_is_the_employer_s_and_the_rate_rises_on_day_29():
    accident = {"benefit": "at", "sjb_given": "100.00", "stop_start": "2025-06-02"}
    same_day = solve({**accident, "accident_date": "2025-06-02", "stop_end": "2025-06-30"})
    assert (same_day["days_1_28"], same_day["days_29_plus"]) == (28, 0)
    day_before = solve({**accident, "accident_date": "2025-06-01", "stop_end": "2025-06-30"})
    assert (day_before["days_1_28"], day_before["days_29_plus"]) == (28, 1)
    assert day_before["ij_daily_gross_29"] == "79.00"


def test_a_month_that_nobody_gave_is_refused():
    with pytest.raises(Refused) as refused:
        solve({"benefit": "maladie", "stop_start": "2026-02-02"})
    assert refused.value.key == "reference_wages"


def test_a_liberal_is_paid_to_the_ninetieth_day_and_nothing_pays_under_a_tenth_of_the_ceiling():
    stop = {"benefit": "maladie_ti", "stop_start": "2024-01-01", "stop_end": "2024-06-30"}
    assert solve({**stop, **LIBERAL})["paid_days"] == 87
    assert solve({**stop, "raam": "4208.80"})["paid_days"] == 179
    assert solve({**stop, "raam": "4208.79"})["paid_days"] == 0
