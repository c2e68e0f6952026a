"""Reference pay (ij_law.md, sections 3.1 to 3.5): the sum of a period, capped month by month.

Choices: a month cut short by a justified absence is worth what the employer re-established
(`reestablished`), else `contract_monthly_gross`, else the average daily income of the other months
times its days (never less than its pay), or that of the days worked since the period where it has
none; a month in which a job begins or ends is walked day by day, a day without a job being worth a
day of the last job to begin; a month before the first hire is worth nothing, except for a work
injury, where it is worth a month that was not worked; the monthly cap of weekly and fortnightly
pays is spread over 52 weeks and rounded to the cent; a total of twelve months that is above the cap
of one does not tell the pay of a month, unless no month is said to be above. A daily base that is
given stands for all of it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.law.oracle.days import days_of, months_before
from tests.law.oracle.facts import Refused
from tests.law.oracle.money import euros, near

INJURIES = ("at", "trajet", "mp")
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


def of_months(case: dict, months: list[str], cap: Decimal | None, day: date) -> Reference:
    full, kept, restored = Decimal(0), Decimal(0), False
    for month in months:
        amount, changed = month_wage(case, month, months, day)
        restored = restored or changed
        full += amount
        kept += amount if cap is None else min(amount, cap)
    return Reference(full, kept, (cap or 0) * Decimal(len(months)), restored)


def check_lines(case: dict) -> None:
    """Every line is judged, also of a month that does not count."""
    for line in case.get("reference_wages") or []:
        if line.get("reestablished") is not None:
            continue
        begun = line.get("activity_from")
        if before_hire(line) and euros(line["gross"]) and begun is None:
            raise Refused("reference_wages.activity_from")
        if absent_from(line) and has_activity(line):
            raise Refused("reference_wages.reestablished")
        if absent_from(line) and any(
            same.get("reestablished") is not None for same in lines_of(case, line["month"])
        ):
            raise Refused("reference_wages")


def before_hire(line: dict) -> bool:
    return line.get("absent") in ("before_hire", "avant embauche")


def absent_from(line: dict) -> bool:
    return bool(line.get("absent")) and not before_hire(line)


def unhired(lines: list[dict]) -> bool:
    return all(no_job_yet(line) for line in lines)


def no_job_yet(line: dict) -> bool:
    return before_hire(line) and not euros(line["gross"]) and not has_activity(line)


def has_activity(line: dict) -> bool:
    return bool(line.get("activity_from") or line.get("activity_until"))


def month_wage(case: dict, month: str, period: list[str], day: date) -> tuple[Decimal, bool]:
    """The wage that counts for a month, all employers together, and whether it was restored."""
    lines = lines_of(case, month)
    if not lines:
        raise Refused("reference_wages")
    if any(has_activity(line) for line in lines) and not any(
        line.get("reestablished") is not None or absent_from(line) for line in lines
    ):
        return walked(lines, month)
    amount, restored, absent = Decimal(0), False, False
    for line in lines:
        if line.get("reestablished") is not None:
            amount += euros(line["reestablished"])
            restored = True
        else:
            amount += euros(line["gross"])
            absent = absent or absent_from(line)
    absent = absent or (case["benefit"] in INJURIES and unhired(lines))
    if not absent:
        return amount, restored
    if case.get("contract_monthly_gross") is not None:
        return max(amount, euros(case["contract_monthly_gross"])), True
    income, days = average_day(case, period, day)
    return max(amount, near(income * days_of(month) / days)), True


def walked(lines: list[dict], month: str) -> tuple[Decimal, bool]:
    """Day after day of a month in which a job begins or ends."""
    jobs = [job for job in (job_of(line, month) for line in lines) if job]
    first, last, pay = max(jobs)
    worth, idle = sum(pay for *_, pay in jobs), 0
    for number in range(1, days_of(month) + 1):
        if not any(begun <= number <= ended for begun, ended, _ in jobs):
            idle += 1
    return worth + near(pay * idle / (last - first + 1)), idle > 0


def job_of(line: dict, month: str) -> tuple[int, int, Decimal] | None:
    if no_job_yet(line):
        return None
    first = int((line.get("activity_from") or f"{month}-01")[8:])
    last = int((line.get("activity_until") or f"{month}-{days_of(month)}")[8:])
    return first, last, euros(line["gross"])


def average_day(case: dict, period: list[str], day: date) -> tuple[Decimal, int]:
    """The income whose mean over so many days is that of an average day."""
    income, days = Decimal(0), 0
    for month in period:
        lines = lines_of(case, month)
        away = any(absent_from(line) or line.get("reestablished") is not None for line in lines)
        if lines and not away and not unhired(lines):
            income += sum(euros(line["gross"]) for line in lines)
            jobs = [job_of(line, month) for line in lines]
            days += sum(
                any(job and job[0] <= number <= job[1] for job in jobs)
                for number in range(1, days_of(month) + 1)
            )
    if income:
        return income, days
    lines = lines_of(case, f"{day:%Y-%m}")
    income = Decimal(sum(euros(line["gross"]) for line in lines))
    begun = [job[0] for job in (job_of(line, f"{day:%Y-%m}") for line in lines) if job]
    first = min(begun) if any(has_activity(line) for line in lines) else 1
    if not income or first >= day.day:
        raise Refused("reference_wages")
    return income, day.day - first


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
        return of_months(case, months_before(day, 12), cap, day)
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
    return of_months(case, months_before(day, 3), cap, day), Decimal("91.25")


def of_month(case: dict, day: date) -> tuple[Reference, Decimal]:
    """The period of a work injury, not capped, and its divisor (R.433-4)."""
    kind = periodicity(case)
    if kind == "discontinuous":
        return of_year(case, day, None), Decimal(365)
    if kind == "weekly":
        return of_pays(case, 4, None), Decimal(28)
    if kind == "fortnightly":
        return of_pays(case, 2, None), Decimal(28)
    return of_months(case, months_before(day, 1), None, day), Decimal("30.42")
