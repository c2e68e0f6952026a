"""Published caps, maxima and thresholds of every year come out of the formulas."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.explanation import Step
from guichet.law.reference_pay import MonthlyWage
from guichet.law.sickness import SicknessStop, evaluate, reference_months

FILE = Path(__file__).parent / "data" / "published_values.csv"
ROWS = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))


def rows(quantity: str):
    return [
        pytest.param(row, id=f"{quantity}-{row['effective_from']}")
        for row in ROWS
        if row["quantity"] == quantity
    ]


def period(row) -> list[date]:
    first = date.fromisoformat(row["effective_from"])
    last = date.fromisoformat(row["effective_to"] or "2026-12-31")
    return [first, first + (last - first) / 2, last]


def at_the_cap(day: date):
    wages = tuple(MonthlyWage(month, 900_000) for month in reference_months(day))
    (found,) = evaluate([SicknessStop(day, None, wages=wages)])
    return found


def value(step: Step) -> Decimal:
    return Decimal(step.value)


@pytest.mark.parametrize("row", rows("ij_maladie_plafond_mensuel"))
def test_monthly_cap(row):
    for day in period(row):
        assert Decimal(at_the_cap(day).monthly_cap_cents) / 100 == Decimal(row["value"])


@pytest.mark.parametrize("row", rows("ij_maladie_max_jour"))
def test_daily_maximum_is_what_a_person_at_the_cap_receives(row):
    for day in period(row):
        found = at_the_cap(day)
        assert found.daily_cents == found.daily_max_cents
        assert Decimal(found.daily_cents) / 100 == Decimal(row["value"])


@pytest.mark.parametrize("row", rows("smic_mensuel_brut_35h"))
def test_monthly_minimum_wage_used_by_the_stops_of_the_following_month(row):
    for day in period(row):
        following = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        smic = Decimal(at_the_cap(following).trace.row.smic_monthly) / 100
        last_of_month = following - timedelta(days=1)
        if not row["effective_to"] or last_of_month <= date.fromisoformat(row["effective_to"]):
            assert smic == Decimal(row["value"])


@pytest.mark.parametrize(
    ("row", "check"),
    [
        pytest.param(*row.values, check, id=f"{check}-{row.id}")
        for quantity, check in (
            ("seuil_1015_smic", "threshold_6_months"),
            ("seuil_2030_smic", "threshold_12_months"),
        )
        for row in rows(quantity)
    ],
)
def test_opening_threshold_of_the_first_day_of_the_period(row, check):
    for day in period(row):
        case = {"id": "x", "input": {"check": check, "reference_period": [day.isoformat(), day]}}
        (found,) = answer([case])["cases"]
        assert Decimal(found["result"]["threshold_amount"]) == Decimal(row["value"])


def self_employed(day: date, category: str, raam: str):
    case = {"benefit": "maladie_ti", "category": category, "stop_start": day, "raam": raam}
    (found,) = answer([{"id": "x", "input": case}])["cases"]
    return {key: Decimal(found["result"][key]) for key in ("ij_daily_gross", "minimum_raam")}


@pytest.mark.parametrize(
    ("row", "category"),
    [
        pytest.param(*row.values, category, id=row.id)
        for quantity, category in (
            ("ti_ij_max_jour_pass", "artisan_commercant_plnr"),
            ("ti_cnavpl_ij_max_jour_3pass", "liberal_cnavpl"),
        )
        for row in rows(quantity)
    ],
)
def test_daily_maximum_of_the_self_employed(row, category):
    for day in period(row):
        found = self_employed(day, category, "1000000.00")
        assert found["ij_daily_gross"] == Decimal(row["value"])


@pytest.mark.parametrize("row", rows("ti_raam_seuil_minimum"))
def test_income_from_which_the_self_employed_are_paid(row):
    least = Decimal(row["value"])
    for day in period(row):
        at, below = (
            self_employed(day, "artisan_commercant_plnr", str(raam))
            for raam in (least, least - Decimal("0.01"))
        )
        assert at["minimum_raam"] == least
        assert at["ij_daily_gross"] > 0
        assert below["ij_daily_gross"] == 0
