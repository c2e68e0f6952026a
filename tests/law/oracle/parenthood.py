"""Maternity, paternity, adoption, bereavement and birth leave (ij_law.md, section 11).

Choices: no minimum where the table has none (2019, 2020, before 2018); amounts are half-up from
the unrounded sum; the affiliation needed follows the start of the leave. A single birth or
adoption is meant. Paternity: 11 days within 4 months, then 25 within 6, the same day number
included; asked days (`paid_days`) stop at the maximum. Maternity: 16 weeks, 26 where two children
are in charge before; its right may also open nine months before the birth. Adoption: 10 weeks, 16
from 2022. Bereavement: 8 days within a year of a death from July 2020. Birth leave: announced
rates of 70 % then 60 %, by the month of the leave, two months at most, from 1 July 2026 for births
from 1 January 2026; no minimum. A leave that no law gave on its day is refused: it has no length.
The threshold told is that of the day that opened the right. A child expected from July 2021 and
born before is of the law of July 2021 (loi 2020-1576 art. 73); one expected in 2026 has
a birth leave.
"""

from datetime import date, timedelta
from decimal import Decimal

from tests.law.oracle import opening
from tests.law.oracle.days import after_months, eve_of_month, same_day
from tests.law.oracle.facts import Refused, calendar, day, start_of, totals
from tests.law.oracle.money import ZERO, after_deductions, euros, near, text
from tests.law.oracle.parameters import known, value
from tests.law.oracle.wages import of_quarter, periodicity

PATERNITY_REFORM = date(2021, 7, 1)
ADOPTION_REFORM = date(2022, 1, 1)
BEREAVEMENT_FROM = date(2020, 7, 1)
BORN_FROM, BIRTH_LEAVE_FROM = date(2026, 1, 1), date(2026, 7, 1)


class Leave:
    """One leave: the ceiling of the month before it, its net base, its right."""

    def __init__(self, case: dict) -> None:
        self.case, self.start = case, start_of(case)
        self.benefit = case["benefit"]
        self.refuse_before_the_law()
        self.cap = value("pmss_mensuel", eve_of_month(self.start))
        self.net = 1 - value("taux_forfaitaire_cotisations_salariales", self.start)
        self.period = None
        most = self.cap * 3 / Decimal("91.25")
        if case.get("sjb_given") is not None:
            self.base = min(euros(case["sjb_given"]), most)
        else:
            self.period, divisor = of_quarter(case, self.start, self.cap)
            self.base = min(self.period.kept / divisor, most)
        self.open = self.opened()

    def opened(self) -> bool | None:
        if self.case.get("opening_conditions_met") is not None:
            return self.case["opening_conditions_met"]
        found = self.opened_on(self.start)
        if self.benefit != "maternite":
            return found
        other = self.opened_nine_months_before()
        return True if other else (found if other is False or found else None)

    def opened_nine_months_before(self) -> bool | None:
        """The other day that may open maternity (section 1.1): unknown without the birth."""
        due = self.due()
        return None if due is None else self.opened_on(same_day(due, -9))

    def due(self) -> date | None:
        """The day on which the child was expected; that of the birth where none other is told."""
        return day(self.case, "birth_expected") or day(self.case, "child_birth")

    def opened_on(self, asked: date) -> bool | None:
        """By six months, or by twelve for discontinuous work (section 1.4)."""
        found = opening.is_open(self.case, asked, 6)
        if found is True or periodicity(self.case) != "discontinuous":
            return found
        year = opening.is_open(self.case, asked, 12)
        return found if year is False else year

    def threshold(self) -> Decimal:
        """That of the day that opened the right; of the start where no other day did."""
        due = self.due()
        if self.benefit == "maternite" and due:
            here = self.opened_on(self.start)
            if here is not True and self.opened_nine_months_before():
                return opening.threshold(same_day(due, -9), 6)
        return opening.threshold(self.start, 6)

    def refuse_before_the_law(self) -> None:
        born, died = day(self.case, "child_birth"), day(self.case, "death_date")
        if self.benefit == "deuil_enfant" and (died or self.start) < BEREAVEMENT_FROM:
            raise Refused("death_date" if died else "leave_start")
        if self.benefit == "naissance" and self.start < BIRTH_LEAVE_FROM:
            raise Refused("leave_start")
        due = self.due()
        if self.benefit == "naissance" and born and born < BORN_FROM and due < BORN_FROM:
            raise Refused("child_birth")
        if self.benefit == "maternite":
            self.max_days()  # refuses a leave begun before a very early birth

    def daily(self, asked: date) -> Decimal:
        if self.open is False:
            return ZERO
        if self.benefit == "naissance":
            second = asked >= after_months(self.start, 1)
            rate = value(f"conge_supplementaire_naissance_taux_mois_{1 + second}", self.start)
            return near(rate * self.base * self.net)
        return max(minimum(self.start) or ZERO, near(self.base * self.net))

    def max_days(self) -> int:
        if self.benefit == "maternite":
            third = (self.case.get("dependent_children") or 0) >= 2
            return 7 * (26 if third else 16) + self.moved_days(8 if third else 6)
        if self.benefit == "paternite":
            return int(value("paternite_duree_jours_simple", self.under()))
        if self.benefit == "adoption":
            return 7 * (16 if self.start >= ADOPTION_REFORM else 10)
        if self.benefit == "naissance":
            return (after_months(self.start, 2) - self.start).days
        return 8

    def moved_days(self, weeks_before: int) -> int:
        """What a birth on another day than the expected one adds (section 11.2).

        Late: each day of the leave from the expected one to the eve of the birth. More than six
        weeks early, the child in hospital: each day from the birth to the eve of the planned leave.
        """
        born, due = day(self.case, "child_birth"), day(self.case, "birth_expected")
        if born is None or due is None:
            return 0
        days, late_from = 0, max(due, self.start)
        while late_from + timedelta(days=days) < born:
            days += 1
        if not self.case.get("child_hospitalised") or born + timedelta(weeks=6) >= due:
            return days
        planned = due - timedelta(weeks=weeks_before)
        if self.start < born < planned:
            raise Refused("leave_start")
        while born + timedelta(days=days) < planned:
            days += 1
        return days

    def birth(self) -> date:
        return day(self.case, "child_birth") or self.start

    def under(self) -> date:
        """The day whose law a paternity leave follows."""
        born, due = day(self.case, "child_birth"), day(self.case, "birth_expected")
        if born and due and born < PATERNITY_REFORM and due >= PATERNITY_REFORM:
            return due
        return self.birth()

    def last_day(self) -> date | None:
        """The last day of the time in which the leave must be taken."""
        if self.benefit == "paternite":
            return same_day(self.birth(), 6 if self.under() >= PATERNITY_REFORM else 4)
        died = day(self.case, "death_date")
        if self.benefit == "deuil_enfant" and died:
            return same_day(died, 12)
        return None

    def paid(self) -> dict[date, Decimal]:
        found: dict[date, Decimal] = {}
        most, last = self.max_days(), self.last_day()
        for asked in calendar(self.case) or [self.start]:
            too_many = len(found) >= most
            too_late = last is not None and asked > last
            if self.open is not False and not too_many and not too_late:
                found[asked] = self.daily(asked)
        return found


def minimum(start: date) -> Decimal | None:
    return value("maternite_ij_min_jour", start) if known("maternite_ij_min_jour", start) else None


def bounds(start: date) -> dict:
    cap = value("pmss_mensuel", eve_of_month(start))
    net = 1 - value("taux_forfaitaire_cotisations_salariales", start)
    found = {"monthly_cap": text(cap), "ij_daily_max": text(near(cap * 3 * net / Decimal("91.25")))}
    least = minimum(start)
    return found if least is None else {**found, "ij_daily_min": text(least)}


def result(case: dict) -> dict:
    leave = Leave(case)
    daily, paid = leave.daily(leave.start), leave.paid()
    found = {
        "monthly_cap": text(leave.cap),
        "ij_daily_gross": text(daily),
        "ij_daily_after_csg_crds": text(after_deductions(daily, leave.start)),
        "carence_days": 0,
        "max_days": leave.max_days(),
        **({"first_paid_day": min(paid).isoformat()} if paid else {}),
        **totals(case, paid),
        **of_asked_days(case, leave, daily),
    }
    if case["benefit"] != "deuil_enfant":  # not a birth (section 1.5)
        found["affiliation_months"] = int(value("maternite_affiliation_mois", leave.start))
    if case["benefit"] == "naissance":
        rate = value("conge_supplementaire_naissance_taux_mois_1", leave.start)
        most = leave.cap * 3 / Decimal("91.25")
        found["ij_daily_max"] = text(near(rate * most * leave.net))
    else:
        found |= bounds(leave.start)
    if leave.open is not None:
        found["right_open"] = leave.open
    if case.get("opening_conditions_met") is None and case.get("reference_wages"):
        found["threshold_amount"] = text(leave.threshold())
    if leave.period:
        found["capped_total"] = text(leave.period.kept)
        found["monthly_net_reconstituted"] = text(near(monthly_net(leave)))
        if leave.period.reestablished:
            found["reestablished_total"] = text(leave.period.full)
    return found


def monthly_net(leave: Leave) -> Decimal:
    """The mean net month of the period, of three months or of twelve."""
    assert leave.period is not None
    return leave.period.kept / (leave.period.most / leave.cap) * leave.net


def of_asked_days(case: dict, leave: Leave, daily: Decimal) -> dict:
    """The days of a split paternity leave are a number, not two dates."""
    if case.get("paid_days") is None or calendar(case) is not None:
        return {}
    asked = min(case["paid_days"], leave.max_days())
    days = asked if leave.paid() else 0  # none when the first day is already too late
    return {
        "paid_days": days,
        "ij_total_gross": text(daily * days),
        "ij_total_after_csg_crds": text(after_deductions(daily * days, leave.start)),
    }
