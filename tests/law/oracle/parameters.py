"""Dated parameters, read from the reference table as it is.

Choice: the table starts in 2017; the minimum wages before it come from a second, shorter table
(public values, their orders not read again), and the multiple of 1.8 holds from 2012.
"""

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
LAST = date(9999, 12, 31)


class Unknown(LookupError):
    """The tables give no value for that day."""


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


@cache
def rows(parameter: str) -> list[tuple[date, date, Decimal]]:
    """First day, last day and value of each row that has a value."""
    found = [
        (
            date.fromisoformat(row["effective_from"]),
            date.fromisoformat(row["effective_to"]) if row["effective_to"] else LAST,
            Decimal(row["value"]),
        )
        for row in table("ij_parameters.csv")
        if row["parameter"] == parameter and row["value"]
    ]
    return found + _before_2017(parameter)


def _before_2017(parameter: str) -> list[tuple[date, date, Decimal]]:
    column = {"smic_horaire_brut": "hourly", "smic_mensuel_brut_35h": "monthly_35h"}.get(parameter)
    if column is None:
        return []
    found, last = [], date(2016, 12, 31)
    for row in reversed(table("minimum_wage_before_2017.csv")):
        first = date.fromisoformat(row["effective_from"])
        found.append((first, last, Decimal(row[column])))
        last = date.fromordinal(first.toordinal() - 1)
    return found


def value(parameter: str, day: date) -> Decimal:
    for first, last, amount in rows(parameter):
        if first <= day <= last:
            return amount
    raise Unknown(f"{parameter} on {day}")


def known(parameter: str, day: date) -> bool:
    return any(first <= day <= last for first, last, _ in rows(parameter))
