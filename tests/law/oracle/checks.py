"""Checks that answer one question only: a threshold of opening, or the bounds of a benefit.

Choices: the period of hours is the civil months before; the bounds of a work injury are the daily
base and the amounts of both rates at the ceiling; those of the self-employed follow the category.
"""

from datetime import date

from tests.law.oracle import opening, parenthood, self_employed
from tests.law.oracle.days import days_of, eve_of_month, first_of, months_before
from tests.law.oracle.facts import Refused, start_of
from tests.law.oracle.money import near, text
from tests.law.oracle.parameters import value

MONTHS = {"threshold_6_months": 6, "threshold_12_months": 12}


def result(case: dict) -> dict:
    if case["check"] == "bounds":
        return bounds(case)
    return threshold(case, MONTHS[case["check"]])


def period(day: date, months: int) -> list[str]:
    """First and last day of the civil months before."""
    found = months_before(day, months)
    last = first_of(found[-1]).replace(day=days_of(found[-1]))
    return [first_of(found[0]).isoformat(), last.isoformat()]


def threshold(case: dict, months: int) -> dict:
    start = start_of(case)
    given = case.get("reference_period")
    if given and list(given) != period(start, months):
        raise Refused("reference_period")
    _, hour_months, _ = opening.WINDOWS[months]
    return {
        "threshold_amount": text(opening.threshold(start, months)),
        "hours_alternative": int(opening.hours_needed(start, months)),
        "hours_period": period(start, hour_months),
    }


def bounds(case: dict) -> dict:
    start, benefit = start_of(case), case["benefit"]
    if benefit == "maladie":
        multiple = value("ij_maladie_plafond_multiple_smic", start)
        cap = value("smic_mensuel_brut_35h", eve_of_month(start)) * multiple
        return {"monthly_cap": text(near(cap)), "ij_daily_max": text(near(cap * 12 / 730))}
    if benefit in ("at", "trajet", "mp"):
        ceiling = value("at_mp_plafond_pourcentage_pass", start) * value("pass_annuel", start)
        first, second = (text(near(ceiling * value(f"at_mp_taux_{n}", start))) for n in (1, 2))
        rates = {"ij_daily_gross_1_28": first, "ij_daily_gross_29": second}
        return {"sjb_cap": text(near(ceiling)), **rates, "ij_daily_max": second}
    if benefit == "maladie_ti":
        return {"ij_daily_max": text(self_employed.most(case, start))}
    return parenthood.bounds(start)
