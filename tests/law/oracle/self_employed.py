"""The self-employed (ij_law.md, section 14).

Choices: half-up, as every published maximum is; the year is that of the medical finding of the
initial stop, which is its first day when another stop prolongs it. Below the
minimum income nothing is paid and no day counts; the 10 % threshold comes from the table and bears
on craft and trade; the liberal professions are raised to 40 % of the ceiling, paid 87 days in a row
after their waiting days (to day 90, or day 87 without any), and have no right to stops that begin
before July 2021; the spouse has a flat amount.
`micro_allowance` is a ratio, or a percentage above 1. The suspension of waiting days in 2020
holds, the covid derogations are not applied. Until July 2021 an initial stop of seven days or less
bears seven waiting days. Days left in the counter: when the stop begins. A maternity lasts as that
of an employee, 74 days before 2019; the time of a paternity is that of an employee.
"""

from datetime import date, timedelta
from decimal import Decimal

from tests.law.oracle import waiting
from tests.law.oracle.counters import Counters
from tests.law.oracle.days import after_months, every_day, same_day
from tests.law.oracle.facts import Refused, calendar, day, end_of, start_of, totals
from tests.law.oracle.history import chain, is_new, reference_day, waiting_days_served
from tests.law.oracle.money import ZERO, after_deductions, euros, near, text
from tests.law.oracle.parameters import value

DAYS_A_YEAR_TWICE = 730
LIBERAL, SPOUSE = "liberal_cnavpl", "conjoint_collaborateur"
LIBERAL_FROM, LIBERAL_DAYS = date(2021, 7, 1), 87
PATERNITY_REFORM = date(2021, 7, 1)
FLOOR = Decimal("0.40")
WAITING = "carence_maladie_jours"
SHORT_STOP, SHORT_STOP_WAITS = 7, 7
AFFILIATION_MONTHS = 12
OLD_MATERNITY, NEW_MATERNITY_FROM, WEEKS = 74, date(2019, 1, 1), 16


def category(case: dict) -> str:
    return case.get("category") or "artisan_commercant_plnr"


def raam(case: dict) -> Decimal | None:
    """The mean earned income: given, or the turnover less the allowance of a micro-enterprise."""
    if case.get("raam") is not None:
        return euros(case["raam"])
    if case.get("mean_turnover_3_years") is None:
        return None
    allowance = euros(case["micro_allowance"])
    if allowance > 1:
        allowance /= 100
    return near(euros(case["mean_turnover_3_years"]) * (1 - allowance))


def most(case: dict, on: date) -> Decimal:
    """The highest daily amount of the category."""
    ceiling = value("pass_annuel", on)
    times = {LIBERAL: Decimal(3), SPOUSE: FLOOR}.get(category(case), Decimal(1))
    return near(ceiling * times / DAYS_A_YEAR_TWICE)


def retained(case: dict, on: date) -> Decimal:
    ceiling, income = value("pass_annuel", on), raam(case)
    if category(case) == SPOUSE or income is None:
        return ceiling * FLOOR
    if category(case) == LIBERAL:
        return min(max(income, ceiling * FLOOR), ceiling * 3)
    return min(income, ceiling)


def least_income(case: dict, on: date) -> Decimal:
    """The floor of the liberal professions, else the income below which nothing is paid."""
    if category(case) == LIBERAL:
        return near(value("pass_annuel", on) * FLOOR)
    return value("ti_raam_seuil_minimum", on)


def daily(case: dict, on: date) -> Decimal:
    if is_closed(case, on):
        return ZERO
    return near(retained(case, on) / DAYS_A_YEAR_TWICE)


def is_closed(case: dict, on: date) -> bool:
    income = raam(case)
    if affiliated(case, on) is False:
        return True
    craft = category(case) not in (LIBERAL, SPOUSE)
    return craft and income is not None and income < least_income(case, on)


def affiliated(case: dict, on: date) -> bool | None:
    """Twelve months on the day of the finding, unless somebody has said; None if unknown."""
    since = day(case, "affiliated_since")
    if case.get("opening_conditions_met") is not None or since is None:
        return case.get("opening_conditions_met")
    return same_day(since, AFFILIATION_MONTHS) <= on


def sickness(case: dict) -> dict:
    on, finding = reference_day(case), waiting.prescribed_on(case)
    if category(case) == LIBERAL and on < LIBERAL_FROM:
        raise Refused("stop_start")
    paid, waited = days(case, on)
    found = {
        "affiliation_months": AFFILIATION_MONTHS,
        "ij_daily_max": text(most(case, finding)),
        "ij_daily_gross": text(daily(case, finding)),
        "ij_daily_after_csg_crds": text(after_deductions(daily(case, finding), start_of(case))),
        "carence_days": waited,
        **({"first_paid_day": min(paid).isoformat()} if paid else {}),
        **totals(case, paid),
    }
    income = raam(case)
    if income is not None and category(case) != SPOUSE:
        found["raam"] = text(income)
        found["raam_retained"] = text(near(retained(case, finding)))
        found["minimum_raam"] = text(least_income(case, finding))
    if affiliated(case, finding) is not None:
        found["right_open"] = affiliated(case, finding)
    if category(case) == LIBERAL:
        found["max_days"] = LIBERAL_DAYS
    if case.get("ald"):
        found["counts_toward_360"] = False
    elif case.get("previous_stops") is not None:
        found["days_left_360"] = Counters(case).left(start_of(case))
    return found


def waiting_days(case: dict, on: date) -> int:
    """The waiting days of the whole stop, its prolongations with it."""
    if waiting.lifted(case):
        return 0
    stops = chain(case)
    length = len(stops[0].days() if stops else calendar(case) or [])
    if 0 < length <= SHORT_STOP and on < LIBERAL_FROM and not case.get("hospitalised"):
        return SHORT_STOP_WAITS
    return int(value(WAITING, on))


def due(case: dict, on: date) -> int:
    """The waiting days that are left to bear."""
    whole = waiting_days(case, on)
    return whole if is_new(case) else whole - waiting_days_served(case, whole)


def days(case: dict, on: date) -> tuple[dict[date, Decimal], int]:
    """The amount of each paid day (with no end, of the first one), the waiting days of the stop."""
    paid: dict[date, Decimal] = {}
    waits, waited, counters = due(case, on), 0, Counters(case)
    last = last_day_of_liberal(case, on)
    start, end, finding = start_of(case), end_of(case), waiting.prescribed_on(case)
    closed, amount = is_closed(case, finding), daily(case, finding)
    # with no end, three years after the waiting days the counter is empty
    for asked in every_day(start, end or after_months(start + timedelta(days=waits), 36)):
        if waited < waits:
            waited += 1
        elif closed or asked > last or (end is None and paid):
            break
        elif counters.payable(asked):
            paid[asked] = amount
            counters.paid.append(asked)
    return paid, waited


def last_day_of_liberal(case: dict, on: date) -> date:
    """The last of the days in a row that one incapacity is paid, resumed work left out."""
    if category(case) != LIBERAL:
        return date.max
    served = 0 if is_new(case) else waiting_days_served(case, int(value(WAITING, on)))
    behind = sum(len(stop.days()) for stop in chain(case))
    waits = served + due(case, on)
    return start_of(case) + timedelta(days=waits + LIBERAL_DAYS - behind - 1)


def birth(case: dict) -> dict:
    """Maternity and paternity: a flat amount, a tenth of it under the threshold of income."""
    start = start_of(case)
    full = near(value("pass_annuel", start) / DAYS_A_YEAR_TWICE)
    tenth = near(value("pass_annuel", start) / DAYS_A_YEAR_TWICE / 10)
    threshold, income = value("ti_raam_seuil_minimum", start), raam(case)
    amount = tenth if income is not None and income < threshold else full
    if case.get("opening_conditions_met") is False:
        amount = ZERO
    paid = birth_days(case, amount)
    found = {
        "affiliation_months": int(value("maternite_affiliation_mois", start)),
        "ij_daily_gross": text(amount),
        "ij_daily_gross_low_income": text(tenth),
        "low_income_threshold": text(threshold),
        "ij_daily_after_csg_crds": text(after_deductions(amount, start)),
        "carence_days": 0,
        **({"first_paid_day": min(paid).isoformat()} if paid else {}),
        **totals(case, paid),
    }
    if income is not None:
        found["raam"] = text(income)
    if case.get("opening_conditions_met") is not None:
        found["right_open"] = case["opening_conditions_met"]
    found["max_days"] = most_days(case)
    return found


def most_days(case: dict) -> int:
    if case["benefit"] == "paternite_ti":
        return int(value("paternite_duree_jours_simple", birth_date(case)))
    return OLD_MATERNITY if start_of(case) < NEW_MATERNITY_FROM else 7 * WEEKS


def birth_date(case: dict) -> date:
    return day(case, "child_birth") or start_of(case)


def birth_days(case: dict, amount: Decimal) -> dict[date, Decimal]:
    if case.get("opening_conditions_met") is False:
        return {}
    days = calendar(case) or [start_of(case)]
    if case["benefit"] == "paternite_ti":
        days = [asked for asked in days if asked <= last_of_paternity(case)]
    return dict.fromkeys(days[: most_days(case)], amount)


def last_of_paternity(case: dict) -> date:
    born = birth_date(case)
    return same_day(born, 6 if born >= PATERNITY_REFORM else 4)
