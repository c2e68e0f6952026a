"""Work accident, commuting accident, occupational disease (ij_law.md, section 10).

Choices: the ceiling is that of the year of the initial stop; the net limit is on the wage before
the ceiling; amounts are half-up, from the daily base rounded, or from the ceiling not rounded when
it binds. A stop that starts on the day of the accident is paid from the next day, and day 1 is the
first paid day; a prolongation goes on counting, a relapse starts again. A disease is paid alike
whenever it is recognised. `ij_daily_gross` is the amount of the first 28 days.
"""

from datetime import date
from decimal import Decimal

from tests.law.oracle.days import every_day
from tests.law.oracle.facts import calendar, day, start_of, totals
from tests.law.oracle.history import chain, reference_day
from tests.law.oracle.money import after_deductions, euros, near, text
from tests.law.oracle.parameters import value
from tests.law.oracle.wages import of_month

LAST_LOWER_DAY = 28


class Amounts:
    """Daily base and amounts of an injury whose initial stop starts on `reference`."""

    def __init__(self, case: dict, reference: date) -> None:
        if case.get("sjb_given") is not None:
            wage = euros(case["sjb_given"])
        else:
            period, divisor = of_month(case, reference)
            wage = period.full / divisor
        ceiling = value("at_mp_plafond_pourcentage_pass", reference) * value(
            "pass_annuel", reference
        )
        self.sjb, self.sjb_cap = near(min(wage, ceiling)), near(ceiling)
        base = ceiling if wage >= ceiling else self.sjb
        net = wage * (1 - value("taux_forfaitaire_cotisations_salariales", reference))
        self.net = near(net)
        self.lower = near(min(value("at_mp_taux_1", reference) * base, net))
        self.higher_without_limit = near(value("at_mp_taux_2", reference) * base)
        self.higher = near(min(value("at_mp_taux_2", reference) * base, net))


def employer_day(case: dict) -> date | None:
    """The day of the accident, which the employer pays."""
    return day(case, "accident_date")


def days_before(case: dict) -> int:
    """The days of the chain already counted."""
    return sum(1 for stop in chain(case) for one in stop.days() if one != employer_day(case))


def result(case: dict) -> dict:
    amounts = Amounts(case, reference_day(case))
    found = {
        "sjb": text(amounts.sjb),
        "sjb_cap": text(amounts.sjb_cap),
        "net_daily_wage_cap": text(amounts.net),
        "ij_daily_gross": text(amounts.lower),
        "ij_daily_gross_1_28": text(amounts.lower),
        "ij_daily_gross_29": text(amounts.higher),
        "ij_uncapped_80": text(amounts.higher_without_limit),
        "ij_daily_after_csg_crds": text(after_deductions(amounts.lower, start_of(case))),
        "carence_days": 0,
    }
    return {**found, **of_days(case, amounts)}


def of_days(case: dict, amounts: Amounts) -> dict:
    number, lower, higher = days_before(case), {}, {}
    days = calendar(case)
    for asked in days or every_day(start_of(case), date.max):
        if asked == employer_day(case):
            continue
        number += 1
        if number <= LAST_LOWER_DAY:
            lower[asked] = amounts.lower
        else:
            higher[asked] = amounts.higher
        if days is None:
            return {"first_paid_day": asked.isoformat()}
    first, second = sum(lower.values(), Decimal(0)), sum(higher.values(), Decimal(0))
    last = (days or [start_of(case)])[-1]
    return {
        **totals(case, {**lower, **higher}),
        "days_1_28": len(lower),
        "days_29_plus": len(higher),
        "total_1_28": text(first),
        "total_29_plus": text(second),
        "net_1_28": text(after_deductions(first, last)),
        "net_29_plus": text(after_deductions(second, last)),
    }
