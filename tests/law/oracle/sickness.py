"""Sickness of an employee (ij_law.md, sections 1 to 9, 13 and 16).

Choices: the two-thirds rate is kept by a stop whose 30th day is on 1 July 2020 at the latest, days
of the whole chain counted; where the part-time limit applies, `ij_daily_gross` is a part-time day;
days of a maternity, paternity or adoption leave are neither paid as sickness nor waiting days; a
given right (`opening_conditions_met`) holds beyond six months too; rights left unknown are paid;
the days left of the 360 are those when the stop starts, whatever it takes of them.
"""

from datetime import date, timedelta
from decimal import Decimal

from tests.law.oracle import late_notice, opening, waiting
from tests.law.oracle.counters import Counters
from tests.law.oracle.days import after_months, eve_of_month, every_day
from tests.law.oracle.facts import day, end_of, start_of, totals
from tests.law.oracle.history import PREVAILING, chain, read, reference_day
from tests.law.oracle.money import ZERO, after_deductions, cut, euros, near, text
from tests.law.oracle.parameters import value
from tests.law.oracle.wages import of_quarter, periodicity

MAJORATION_ENDS = date(2020, 7, 1)
NO_END = 12


class Sickness:
    """One stop: its references first, then each of its days."""

    def __init__(self, case: dict) -> None:
        self.case = case
        self.reference = reference_day(case)
        self.derogatory = waiting.derogatory(case)
        self.open = self.opened()
        multiple = value("ij_maladie_plafond_multiple_smic", self.reference)
        self.smic = value("smic_mensuel_brut_35h", eve_of_month(self.reference)) * multiple
        self.cap = near(self.smic)
        self.most = near(self.smic * 12 / 730)
        self.most_majored = near(self.smic * 12 / 730 * 4 / 3)
        self.read_base()

    def read_base(self) -> None:
        given = self.case.get("sjb_given")
        self.period = None
        if given is None:
            self.period, divisor = of_quarter(self.case, self.reference, self.cap)
            self.sjb_cap = near(self.period.most / divisor)
            self.sjb = near(self.period.kept / divisor)
            self.at_cap = self.period.kept == self.period.most
        else:
            self.sjb_cap = near(self.cap * 3 / Decimal("91.25"))
            self.sjb = min(euros(given), self.sjb_cap)
            self.at_cap = euros(given) >= self.sjb_cap

    def opened(self) -> bool | None:
        if self.derogatory:
            return True
        if self.case.get("opening_conditions_met") is not None:
            return self.case["opening_conditions_met"]
        found = opening.is_open(self.case, self.reference, 6)
        if found is not True and periodicity(self.case) == "discontinuous":
            year = opening.is_open(self.case, self.reference, 12)
            return found if year is False else year
        return found

    def majored(self) -> bool:
        if (self.case.get("dependent_children") or 0) < 3:
            return False
        thirtieth = start_of(self.case) + timedelta(days=29 - self.days_before())
        return waiting.prescribed_on(self.case) < MAJORATION_ENDS and thirtieth <= MAJORATION_ENDS

    def days_before(self) -> int:
        return sum(len(stop.days()) for stop in chain(self.case))

    def daily(self, majored: bool = False) -> Decimal:
        """The amount of a full-time day."""
        if self.open is False:
            return ZERO
        most = self.most_majored if majored else self.most
        if self.at_cap:
            return most
        return min(cut(self.sjb * 2 / 3 if majored else self.sjb / 2), most)

    def limited(self, amount: Decimal) -> Decimal:
        """The amount of a part-time day: never above the pay lost that day."""
        part = self.case.get("part_time")
        if not part or self.case.get("lost_gross") is None:
            return amount
        days = (date.fromisoformat(part["to"]) - date.fromisoformat(part["from"])).days + 1
        return min(amount, cut(euros(self.case["lost_gross"]) / days))

    def amount(self, asked: date, number: int) -> Decimal:
        part = self.case.get("part_time")
        amount = self.daily(majored=self.majored() and number > 30)
        if part and part["from"] <= asked.isoformat() <= part["to"]:
            return self.limited(amount)
        return amount

    def asked_daily(self) -> Decimal:
        """The amount of the day asked about, else of a day of part-time where there is some."""
        rank = self.case.get("day_of_stop")
        if rank is None:
            return self.limited(self.daily())
        since = timedelta(days=rank - 1 - self.days_before())
        return self.amount(start_of(self.case) + since, rank)

    def beyond_six_months(self) -> bool:
        """Whether the days from the seventh month on may be paid."""
        return self.twelve_months() is not False

    def twelve_months(self) -> bool | None:
        """The right of the seventh month; None when the facts do not tell."""
        if self.derogatory or self.case.get("opening_conditions_met") is not None:
            return True
        return opening.is_open(self.case, self.reference, 12)

    def open_to_the_end(self) -> bool | None:
        """The right of all the days asked about: a closed seventh month only ends the days."""
        last = end_of(self.case) or start_of(self.case)
        passes = last >= after_months(self.reference, 6)
        return None if self.open and passes and self.twelve_months() is None else self.open

    def days(self) -> tuple[dict[date, Decimal], int, int]:
        """The amount of each paid day, the waiting days, the days left when the stop starts."""
        paid: dict[date, Decimal] = {}
        due, waited, number = waiting.due(self.case), 0, self.days_before()
        counters, later = Counters(self.case), self.beyond_six_months()
        left = counters.left(start_of(self.case))
        seventh_month = after_months(self.reference, 6)
        leave = {one for s in read(self.case) if s.benefit in PREVAILING for one in s.days()}
        last = end_of(self.case) or start_of(self.case) + timedelta(days=NO_END)
        for asked in every_day(start_of(self.case), last):
            number += 1
            if asked in leave:
                continue
            if waited < due:
                waited += 1
            elif self.open is False or (asked >= seventh_month and not later):
                continue
            elif self.derogatory or counters.payable(asked):
                paid[asked] = self.amount(asked, number)
                counters.paid.append(asked)
        if late_notice.comes_after_the_end(self.case):
            paid = {}
        return paid, waited, left


def result(case: dict) -> dict:
    stop = Sickness(case)
    paid, waited, left = stop.days()
    reduced = late_notice.reduce(case, paid)
    daily = stop.asked_daily()
    found = {
        "monthly_cap": text(stop.cap),
        "sjb": text(stop.sjb),
        "sjb_cap": text(stop.sjb_cap),
        "ij_daily_max": text(stop.most),
        "ij_daily_gross": text(daily),
        "ij_daily_after_csg_crds": text(after_deductions(daily, start_of(case))),
        "carence_days": waited,
        **({"first_paid_day": min(paid).isoformat()} if paid else {}),
        **totals(case, paid),
    }
    if stop.open_to_the_end() is not None:
        found["right_open"] = stop.open_to_the_end()
    judged = not stop.derogatory and case.get("opening_conditions_met") is None
    if judged and case.get("reference_wages"):
        found["threshold_amount"] = text(opening.threshold(stop.reference, 6))
    if stop.period:
        found["capped_total"] = text(stop.period.kept)
        if stop.period.reestablished:
            found["reestablished_total"] = text(stop.period.full)
    return {**found, **of_special_rules(case, stop, reduced, left)}


def of_special_rules(case: dict, stop: Sickness, reduced: list[date], left: int) -> dict:
    """The keys that only a special rule calls for."""
    found: dict = {}
    if case.get("previous_stops") and not case.get("ald") and not stop.derogatory:
        found["days_left_360"] = left
    if stop.majored():
        found["ij_daily_gross_days_4_to_30"] = text(stop.limited(stop.daily()))
        found["ij_daily_gross_from_day_31"] = text(stop.limited(stop.daily(majored=True)))
        found["majorated_rate_applies"] = case.get("day_of_stop", 31) > 30
    elif case.get("day_of_stop") is not None:
        found["majorated_rate_applies"] = False
    if case.get("covid") or case.get("ald"):
        found["counts_toward_360"] = not (stop.derogatory or case.get("ald"))
    if day(case, "notice_sent_on"):
        found["reduced_days"] = len(reduced)
        found["reduction_pct"] = 50 if late_notice.is_reduced(case) else 0
    if case.get("retired_since"):
        found["max_days"] = int(value("ij_retraite_actif_max", start_of(case)))
    return found
