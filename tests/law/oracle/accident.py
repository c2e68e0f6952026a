"""Work accident, commuting accident, occupational disease (ij_law.md, section 10; R.433-7 read).

Choices: the ceiling is that of the year of the initial stop; the net limit is on the wage before
the ceiling; amounts are half-up, from the daily base rounded, or from the ceiling not rounded when
it binds. A stop that starts on the day of the accident is paid from the next day, and day 1 is the
first paid day; a disease has no such day. A prolongation goes on counting, even after work was
resumed; a relapse starts again. After work was resumed the base is the wage before the new stop,
and no amount is below that of the first stop, when its wage is known. A disease is paid alike
whenever it is recognised. `ij_daily_gross` is the amount of the day asked about, else of the first
28 days. A day of part-time work pays no more than the pay lost by day.
"""

from datetime import date
from decimal import Decimal

from tests.law.oracle.days import ONE, every_day
from tests.law.oracle.facts import Refused, calendar, day, start_of, totals
from tests.law.oracle.history import Previous, read, reference_day
from tests.law.oracle.money import after_deductions, euros, near, text
from tests.law.oracle.parameters import Unknown, value
from tests.law.oracle.wages import of_month

LAST_LOWER_DAY = 28


class Amounts:
    """Daily base and amounts of an injury whose initial stop starts on `reference`."""

    def __init__(self, case: dict, reference: date) -> None:
        self.period = None
        if case.get("sjb_given") is not None:
            wage = euros(case["sjb_given"])
        else:
            self.period, divisor = of_month(case, reference)
            wage = self.period.full / divisor
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


def amounts_of(case: dict) -> Amounts:
    """The amounts of the stop, never below those of the first stop of the accident."""
    found, stops = Amounts(case, reference_day(case)), stops_of_accident(case)
    by_month = case.get("reference_wages") is not None
    if stops and by_month and stops[0].start < reference_day(case):
        try:
            first = Amounts(case, stops[0].start)
        except (Refused, Unknown):
            return found
        found.lower = max(found.lower, first.lower)
        found.higher = max(found.higher, first.higher)
    return found


def employer_day(case: dict) -> date | None:
    """The day of the accident, which the employer pays."""
    return None if case["benefit"] == "mp" else day(case, "accident_date")


def stops_of_accident(case: dict) -> list[Previous]:
    """The stops of the same accident; not known of a new stop when its day is not told."""
    accident = day(case, "accident_date")
    same = [one for one in read(case) if one.benefit == case["benefit"]]
    if accident is None:
        return since_healed(same) if case.get("kind") == "prolongation" else []
    return [one for one in same if one.start >= accident]


def since_healed(stops: list[Previous]) -> list[Previous]:
    """From the last initial one on: it is a relapse, that follows healing, or the first of all."""
    while len(stops) > 1 and any(one.kind != "prolongation" for one in stops[1:]):
        stops = stops[1:]
    return stops


def days_before(case: dict) -> int:
    """The days already counted when the stop starts."""
    if case.get("kind") != "prolongation":
        return 0
    number = 0
    for stop in since_healed(stops_of_accident(case)):
        paid = sum(1 for one in stop.days() if one != employer_day(case))
        number += paid if stop.paid_days is None else stop.paid_days
    return number


def result(case: dict) -> dict:
    amounts = amounts_of(case)
    found = {
        "sjb": text(amounts.sjb),
        "sjb_cap": text(amounts.sjb_cap),
        "net_daily_wage_cap": text(amounts.net),
        "ij_daily_gross_1_28": text(amounts.lower),
        "ij_daily_gross_29": text(amounts.higher),
        "ij_uncapped_80": text(amounts.higher_without_limit),
        "carence_days": 0,
    }
    if amounts.period and amounts.period.reestablished:
        found["reestablished_total"] = text(amounts.period.full)
    return {**found, **of_days(case, amounts)}


def limit_of(case: dict, asked: date) -> Decimal | None:
    """The pay lost by day of part-time work."""
    part = case.get("part_time")
    if not part or not part["from"] <= asked.isoformat() <= part["to"]:
        return None
    days = list(every_day(date.fromisoformat(part["from"]), date.fromisoformat(part["to"])))
    return near(euros(case["lost_gross"]) / len(days))


def first_of_part_time(case: dict) -> date | None:
    """The first day of part-time from the first paid one on; None for a stop without any."""
    if not case.get("part_time"):
        return None
    first = max(date.fromisoformat(case["part_time"]["from"]), start_of(case))
    first += ONE if first == employer_day(case) else 0 * ONE
    return first if first.isoformat() <= case["part_time"]["to"] else None


def of_days(case: dict, amounts: Amounts) -> dict:
    number, start, lower, higher = days_before(case), start_of(case), {}, {}
    days = calendar(case)
    rank, part = case.get("day_of_stop"), first_of_part_time(case)
    last = (days or list(every_day(start, start + (rank or 2) * ONE)))[-1]
    for asked in every_day(start, last):
        if asked == employer_day(case):
            continue
        number += 1
        rate, paid = (amounts.higher, higher) if number > LAST_LOWER_DAY else (amounts.lower, lower)
        limit = limit_of(case, asked)
        paid[asked] = rate if limit is None else min(rate, limit)
    everything = {**lower, **higher}
    daily = amounts.lower
    if rank:
        daily = everything.get(start + (rank - 1) * ONE, Decimal("0.00"))
    elif part:
        rank = days_before(case) + (part - start).days + (0 if employer_day(case) == start else 1)
        rate = amounts.higher if rank > LAST_LOWER_DAY else amounts.lower
        daily = min(rate, limit_of(case, part))
    net = after_deductions(daily, (days or [start])[-1])
    found = {"ij_daily_gross": text(daily), "ij_daily_after_csg_crds": text(net)}
    if days is None:
        return {**found, "first_paid_day": min(everything).isoformat()}
    first, second = sum(lower.values(), Decimal(0)), sum(higher.values(), Decimal(0))
    return {
        **found,
        **totals(case, everything),
        "days_1_28": len(lower),
        "days_29_plus": len(higher),
        "total_1_28": text(first),
        "total_29_plus": text(second),
        "net_1_28": text(after_deductions(first, last)),
        "net_29_plus": text(after_deductions(second, last)),
    }
