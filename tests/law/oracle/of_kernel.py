"""The same reading for the facts of the sickness kernel, below the contract of cases.

It shares no code with the kernel and holds its own tables (the monthly minimum wage as published).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ONE_DAY = timedelta(days=1)

# first day, hourly, monthly on 35 hours
SMIC = [
    (date(2011, 1, 1), "9.00", "1365.00"),
    (date(2011, 12, 1), "9.19", "1393.82"),
    (date(2012, 1, 1), "9.22", "1398.37"),
    (date(2012, 7, 1), "9.40", "1425.67"),
    (date(2013, 1, 1), "9.43", "1430.22"),
    (date(2014, 1, 1), "9.53", "1445.38"),
    (date(2015, 1, 1), "9.61", "1457.52"),
    (date(2016, 1, 1), "9.67", "1466.62"),
    (date(2017, 1, 1), "9.76", "1480.27"),
    (date(2018, 1, 1), "9.88", "1498.47"),
    (date(2019, 1, 1), "10.03", "1521.22"),
    (date(2020, 1, 1), "10.15", "1539.42"),
    (date(2021, 1, 1), "10.25", "1554.58"),
    (date(2021, 10, 1), "10.48", "1589.47"),
    (date(2022, 1, 1), "10.57", "1603.12"),
    (date(2022, 5, 1), "10.85", "1645.58"),
    (date(2022, 8, 1), "11.07", "1678.95"),
    (date(2023, 1, 1), "11.27", "1709.28"),
    (date(2023, 5, 1), "11.52", "1747.20"),
    (date(2024, 1, 1), "11.65", "1766.92"),
    (date(2024, 11, 1), "11.88", "1801.80"),
    (date(2026, 1, 1), "12.02", "1823.03"),
    (date(2026, 6, 1), "12.31", "1867.02"),
]


@dataclass
class Answer:
    right_open: bool | None
    sjb: Decimal
    daily: Decimal
    cap: Decimal
    paid: list[date] | None
    total: Decimal | None
    net: Decimal | None


def smic_on(day: date) -> tuple[Decimal, Decimal]:
    found = None
    for first, hourly, monthly in SMIC:
        if first <= day:
            found = Decimal(hourly), Decimal(monthly)
    assert found is not None
    return found


def previous_month(month: str) -> str:
    day = date(int(month[:4]), int(month[5:]), 1) - ONE_DAY
    return f"{day:%Y-%m}"


def months_before(day: date, count: int) -> list[str]:
    month = f"{day:%Y-%m}"
    found: list[str] = []
    for _ in range(count):
        month = previous_month(month)
        found.insert(0, month)
    return found


def amounts(wages, reference: date, sjb_given: Decimal | None) -> tuple[Decimal, Decimal, Decimal]:
    """Daily base, daily amount, monthly cap. `wages`: month -> amount counted."""
    monthly_smic = smic_on(reference.replace(day=1) - ONE_DAY)[1]
    times = Decimal("1.4") if reference >= date(2025, 4, 1) else Decimal("1.8")
    cap = (times * monthly_smic).quantize(CENT, ROUND_HALF_UP)
    highest = (times * monthly_smic * 12 / 730).quantize(CENT, ROUND_HALF_UP)
    highest_base = (cap * 3 / Decimal("91.25")).quantize(CENT, ROUND_HALF_UP)
    if sjb_given is not None:
        base = min(sjb_given, highest_base)
        all_at_cap = sjb_given >= highest_base
    else:
        kept = [min(wages[m], cap) for m in months_before(reference, 3)]
        base = (sum(kept) / Decimal("91.25")).quantize(CENT, ROUND_HALF_UP)
        all_at_cap = kept == [cap, cap, cap]
    daily = min((base / 2).quantize(CENT, ROUND_DOWN), highest)
    return base, highest if all_at_cap else daily, cap


def right(pay, hours, reference: date) -> bool | None:
    """`pay` and `hours` by month, what is not given being absent."""
    six = months_before(reference, 6)
    first = date(int(six[0][:4]), int(six[0][5:]), 1)
    threshold = 1015 * smic_on(first)[0]
    if sum(pay.get(m, Decimal(0)) for m in six) >= threshold:
        return True
    needed = 150 if reference >= date(2015, 2, 1) else 200
    three = six[-3:]
    if sum(hours.get(m, Decimal(0)) for m in three) >= needed:
        return True
    window = {reference - n * ONE_DAY for n in range(1, 91)}
    surely, perhaps = Decimal(0), Decimal(0)
    for month in {f"{day:%Y-%m}" for day in window}:
        day, days = date(int(month[:4]), int(month[5:]), 1), []
        while f"{day:%Y-%m}" == month and day < reference:
            days.append(day)
            day += ONE_DAY
        inside = [d for d in days if d in window]
        if inside == days:
            surely += hours.get(month, Decimal(0))
        perhaps += min(hours.get(month, Decimal(0)), Decimal(24 * len(inside)))
    if surely >= needed:
        return True
    if all(m in pay for m in six) and all(m in hours for m in three) and perhaps < needed:
        return False
    return None


def paid_days(start: date, end: date, unpaid: int) -> list[date]:
    """Each day of the stop in turn: unpaid while waiting days remain, then paid."""
    paid, day = [], start
    while day <= end:
        if unpaid > 0:
            unpaid -= 1
        else:
            paid.append(day)
        day += ONE_DAY
    return paid


def waiting_days(reference: date) -> int:
    suspended = date(2020, 3, 24) <= reference <= date(2020, 7, 10)
    return 0 if suspended else 3


def net_of(total: Decimal) -> Decimal:
    return (total * Decimal("0.933")).quantize(CENT, ROUND_HALF_UP)


def judge(stop) -> Answer:
    """The answer for one stop given with the same facts as the kernel."""
    prolongs = stop.kind == "prolongation"
    if prolongs and stop.previous_end and (stop.stop_start - stop.previous_end).days > 3:
        prolongs = False
    reference = (stop.reference_start or stop.stop_start) if prolongs else stop.stop_start
    counted, pay, hours = {}, {}, {}
    for wage in stop.wages:
        gross = Decimal(wage.gross_cents) / 100
        pay[wage.month] = gross
        restored = wage.reestablished_cents
        counted[wage.month] = gross if restored is None else Decimal(restored) / 100
        if wage.hours is not None:
            hours[wage.month] = wage.hours
    given = stop.sjb_given_cents
    sjb, daily, cap = amounts(counted, reference, None if given is None else Decimal(given) / 100)
    opened = stop.opening_conditions_met
    if opened is None:
        opened = right(pay, hours, reference)
    if opened is False:
        daily = Decimal("0.00")
    if stop.stop_end is None:
        return Answer(opened, sjb, daily, cap, None, None, None)
    unpaid = waiting_days(reference)
    if stop.carence_waived:
        unpaid = 0
    elif prolongs:
        unpaid = max(0, unpaid - served_before(stop))
    elif stop.kind == "initial":
        unpaid = max(0, unpaid - (stop.carence_served or 0))
    paid = paid_days(stop.stop_start, stop.stop_end, unpaid) if opened is not False else []
    total = sum((daily for _ in paid), Decimal(0))
    return Answer(opened, sjb, daily, cap, paid, total, net_of(total))


def served_before(stop) -> int:
    if stop.carence_served is not None:
        return stop.carence_served
    if stop.reference_start is None:
        return 3
    last = stop.previous_end or stop.stop_start - ONE_DAY
    served, day = 0, stop.reference_start
    while day <= last:
        served += 1
        day += ONE_DAY
    return served
