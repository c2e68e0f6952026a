"""Minimum wage, ceilings and contribution rates against those that openfisca-france publishes.

The fixture is written by bench/peers/extract.py from a table that others keep up to date: where the
two differ, one of them is late or wrong, and LISTED says which text decides.
"""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from guichet.law.options import Options
from guichet.law.parameters import load
from guichet.law.sickness import evaluate
from tests.law.facts import stop

FIRST = date(2018, 1, 1)
LINES = (Path(__file__).parent / "data" / "openfisca_france_values.csv").read_text().splitlines()
PUBLISHED: dict[str, dict[date, Decimal]] = {}
for row in csv.DictReader(LINES[1:]):
    of_quantity = PUBLISHED.setdefault(row["quantity"], {})
    of_quantity[date.fromisoformat(row["effective_from"])] = Decimal(row["value"])

# (quantity, first day of the difference) -> the text that decides against openfisca-france
LISTED: dict[tuple[str, date], str] = {}


def monthly_minimum_wage(day: date) -> Decimal:
    """As a computation tells it, with the minimum wage of the day itself."""
    (found,) = evaluate([stop(day)], options=Options(cap_smic_day="stop_start"))
    (told,) = (step.value for step in found.explanation if step.key == "smic_monthly")
    return Decimal(told)


def ours(quantity: str, day: date) -> Decimal:
    known = load()
    if quantity == "smic_monthly":
        return monthly_minimum_wage(day)
    if quantity == "csg_rate_taxable":
        deductible = known.on("csg_rate_deductible", day).value
        return known.on("csg_rate", day).value - deductible
    return known.on(quantity, day).value


def published(quantity: str, day: date) -> Decimal:
    return PUBLISHED[quantity][max(d for d in PUBLISHED[quantity] if d <= day)]


def days_of_change(quantity: str) -> list[date]:
    """From FIRST, each day on which either side changes."""
    parts = {"smic_monthly": ("smic_hourly", "legal_weekly_hours")}
    parts["csg_rate_taxable"] = ("csg_rate", "csg_rate_deductible")
    names = parts.get(quantity, (quantity,))
    here = {p.effective_from for name in names for p in load().named(name)}
    return sorted(day for day in {FIRST} | here | PUBLISHED[quantity].keys() if day >= FIRST)


def test_the_fixture_tells_its_version_and_its_date_and_is_whole():
    name, version, day = LINES[0].removeprefix("# ").replace(", read on", "").split()
    assert name == "openfisca-france"
    assert all(part.isdigit() for part in version.split("."))
    assert date.fromisoformat(day) >= FIRST
    assert {"smic_hourly", "smic_monthly", "pass_annual", "pmss", "crds_rate"} <= PUBLISHED.keys()
    assert {"csg_rate", "csg_rate_deductible", "csg_rate_taxable"} <= PUBLISHED.keys()


@pytest.mark.parametrize("quantity", sorted(PUBLISHED))
def test_each_value_equals_the_published_one_unless_a_text_decides_otherwise(quantity):
    differences = {
        (quantity, day): (ours(quantity, day), published(quantity, day))
        for day in days_of_change(quantity)
        if ours(quantity, day) != published(quantity, day)
    }
    assert differences.keys() == {key for key in LISTED if key[0] == quantity}, differences


def test_a_difference_is_listed_only_for_a_value_that_is_compared():
    assert {quantity for quantity, _ in LISTED} <= PUBLISHED.keys()
