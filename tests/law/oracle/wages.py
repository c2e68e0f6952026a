"""Reference pay (ij_law.md, sections 3.1 to 3.5): the sum of a period, capped month by month.

Choices: a month cut short by a justified absence is worth what the employer re-established
(`reestablished`), else `contract_monthly_gross`, else the average daily income of the other months
times its days (never less than its pay); the monthly cap of weekly and fortnightly pays is spread
over 52 weeks and rounded to the cent; a total of twelve months that is above the cap of one does
not tell the pay of a month, unless no month is said to be above. A daily base that is given stands
for all of it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.law.oracle.days import days_of, months_before
from tests.law.oracle.facts import Refused
from tests.law.oracle.money import euros, near

PAYS_A_YEAR = {"weekly": 52, "fortnightly": 26}


@dataclass
class Reference:
    """Euros of the whole period. `full`: no cap; `kept`: capped; `most`: all months at the cap."""

    full: Decimal
    kept: Decimal
    most: Decimal
    reestablished: bool = False


def periodicity(case: dict) -> str:
    return case.get("pay_periodicity") or "monthly"


def of_months(case: dict, months: list[str], cap: Decimal | None) -> Reference:
    full, kept, restored = Decimal(0), Decimal(0), False
    for month in months:
        amount, changed = month_wage(case, month, months)
        restored = restored or changed
        full += amount
        kept += amount if cap is None else min(amount, cap)
    return Reference(full, kept, (cap or 0) * Decimal(len(months)), restored)


def month_wage(case: dict, month: str, period: list[str]) -> tuple[Decimal, bool]:
    """The wage that counts for a month, all employers together, and whether it was restored."""
    lines = lines_of(case, month)
    if not lines:
        raise Refused("reference_wages")
    amount, restored, absent = Decimal(0), False, False
    for line in lines:
        if line.get("reestablished") is not None:
            amount += euros(line["reestablished"])
            restored = True
        else:
            amount += euros(line["gross"])
            absent = absent or bool(line.get("absent"))
    if not absent:
        return amount, restored
    if case.get("contract_monthly_gross") is not None:
        return max(amount, euros(case["contract_monthly_gross"])), True
    return max(amount, near(average_daily_income(case, period) * days_of(month))), True


def average_daily_income(case: dict, period: list[str]) -> Decimal:
    income, days = Decimal(0), 0
    for month in period:
        lines = lines_of(case, month)
        if lines and not any(line.get("absent") for line in lines):
            income += sum(euros(line["gross"]) for line in lines)
            days += days_of(month)
    if not income:
        raise Refused("reference_wages")
    return income / days


def lines_of(case: dict, month: str) -> list[dict]:
    return [line for line in case.get("reference_wages") or [] if line["month"] == month]


def of_pays(case: dict, count: int, cap: Decimal | None) -> Reference:
    """`count` weekly or fortnightly pays of the same amount."""
    if case.get("reference_pay_each") is None:
        raise Refused("reference_pay_each")
    if case.get("reference_pays_count") != count:
        raise Refused("reference_pays_count")
    each = euros(case["reference_pay_each"])
    if cap is None:
        return Reference(each * count, each * count, Decimal(0))
    one = near(cap * 12 / PAYS_A_YEAR[periodicity(case)])
    return Reference(each * count, min(each, one) * count, one * count)


def of_year(case: dict, day: date, cap: Decimal | None) -> Reference:
    """Twelve months of discontinuous or seasonal work."""
    if case.get("reference_total_12_months") is None:
        return of_months(case, months_before(day, 12), cap)
    total = euros(case["reference_total_12_months"])
    most = (cap or 0) * Decimal(12)
    if cap is not None and total > cap and not case.get("no_month_above_cap"):
        raise Refused("no_month_above_cap")
    return Reference(total, total, most)


def of_quarter(case: dict, day: date, cap: Decimal) -> tuple[Reference, Decimal]:
    """The period of sickness and of the maternity family, and its divisor (R.323-4)."""
    kind = periodicity(case)
    if kind == "discontinuous":
        return of_year(case, day, cap), Decimal(365)
    if kind == "weekly":
        return of_pays(case, 12, cap), Decimal(84)
    if kind == "fortnightly":
        return of_pays(case, 6, cap), Decimal(84)
    return of_months(case, months_before(day, 3), cap), Decimal("91.25")


def of_month(case: dict, day: date) -> tuple[Reference, Decimal]:
    """The period of a work injury, not capped, and its divisor (R.433-4)."""
    kind = periodicity(case)
    if kind == "discontinuous":
        return of_year(case, day, None), Decimal(365)
    if kind == "weekly":
        return of_pays(case, 4, None), Decimal(28)
    if kind == "fortnightly":
        return of_pays(case, 2, None), Decimal(28)
    return of_months(case, months_before(day, 1), None), Decimal("30.42")
