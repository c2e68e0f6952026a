"""Opening of rights (ij_law.md, section 1).

Choices: wages or hours that are not given leave the right unknown unless what is given is enough;
the hours of a month that is only partly inside the 90 or 365 days count for it only when they must
fall inside (a month that the stop begins in is wholly inside up to the eve of the stop).
Affiliation of twelve months is taken as held. Before February 2015, 200 and 800 hours.
"""

from datetime import date, timedelta
from decimal import Decimal

from tests.law.oracle.days import days_of, first_of, month_of, months_before
from tests.law.oracle.money import euros
from tests.law.oracle.parameters import known, value

WINDOWS = {6: (1015, 3, 90), 12: (2030, 12, 365)}


def threshold(day: date, months: int) -> Decimal:
    """1 015 or 2 030 times the hourly minimum wage of the first day of the period."""
    first = first_of(months_before(day, months)[0])
    return WINDOWS[months][0] * value("smic_horaire_brut", first)


def hours_needed(day: date, months: int) -> Decimal:
    name = {6: "seuil_heures_150", 12: "seuil_heures_600"}[months]
    if known(name, day):
        return value(name, day)
    return Decimal({6: 200, 12: 800}[months])


def by_month(case: dict, key: str) -> dict[str, Decimal]:
    """The sum over the employers, of the months for which the key is given."""
    found: dict[str, Decimal] = {}
    for line in case.get("reference_wages") or []:
        if line.get(key) is not None:
            found[line["month"]] = found.get(line["month"], Decimal(0)) + euros(line[key])
    return found


def is_open(case: dict, day: date, months: int) -> bool | None:
    """Whether pay or hours open the right of a stop of `day`; None when the facts do not tell."""
    pay, hours = by_month(case, "gross"), by_month(case, "hours")
    period = months_before(day, months)
    if sum(pay.get(month, 0) for month in period) >= threshold(day, months):
        return True
    needed = hours_needed(day, months)
    _, hour_months, window_days = WINDOWS[months]
    hour_period = months_before(day, hour_months)
    if sum(hours.get(month, 0) for month in hour_period) >= needed:
        return True
    least, most = hours_of_window(hours, day, window_days)
    if least >= needed:
        return True
    told = all(month in pay for month in period) and all(month in hours for month in hour_period)
    return False if told and most < needed else None


def hours_of_window(hours, day: date, length: int) -> tuple[Decimal, Decimal]:
    """The hours surely, and at most, worked in the `length` days before `day`."""
    inside: dict[str, int] = {}
    for back in range(1, length + 1):
        month = month_of(day - timedelta(days=back))
        inside[month] = inside.get(month, 0) + 1
    least = most = Decimal(0)
    for month, count in inside.items():
        worked = hours.get(month, Decimal(0))
        most += min(worked, Decimal(24 * count))
        whole = day.day - 1 if month == month_of(day) else days_of(month)
        if count == whole:
            least += worked
    return least, most
