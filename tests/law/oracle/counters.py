"""Counters of sickness days, asked for one day after the other (ij_law.md, section 6).

Choices: the days paid for an ALD do not count towards the 360 (Cass. 2e civ., March 2012, as told
by the press: the 360 are those of the other affections); the three years end on the eve of the day
asked about. ALD: three years from the first stop of the period; a new period
opens with a stop at least a year after work was resumed. Retired: the days paid from the pension
and from 14 April 2021 on.
"""

from datetime import date

from tests.law.oracle.days import after_months, three_years_before
from tests.law.oracle.facts import day, start_of
from tests.law.oracle.history import read
from tests.law.oracle.parameters import value

RETIRED_FROM = date(2021, 4, 14)
SICKNESS = ("maladie", "maladie_ti")


class Counters:
    """The days already paid, and whether one more may be."""

    def __init__(self, case: dict) -> None:
        self.case = case
        self.paid = self.paid_before(ald=False)
        self.paid_for_ald = self.paid_before(ald=True)
        self.ald = bool(case.get("ald"))
        self.ald_ends = after_months(self.ald_start(), 36) if self.ald else None
        self.retired = day(case, "retired_since")

    def paid_before(self, *, ald: bool) -> list[date]:
        return [
            paid
            for stop in read(self.case)
            if stop.benefit in SICKNESS and stop.ald == ald
            for paid in stop.paid()
            if paid < start_of(self.case)
        ]

    def ald_start(self) -> date:
        begun = worked_since = None
        stops = [(one.start, one.resumed_on) for one in read(self.case) if one.ald]
        start = start_of(self.case)
        for first, resumed in [*stops, (start, start)]:
            if worked_since is None or first >= after_months(worked_since, 12):
                begun = first
            worked_since = resumed
        assert begun is not None
        return begun

    def left(self, asked: date) -> int:
        first = three_years_before(asked)
        most = int(value("ij_maladie_max_nombre", asked))
        return max(0, most - sum(1 for paid in self.paid if first <= paid < asked))

    def payable(self, asked: date) -> bool:
        if self.ald_ends is not None:
            if asked >= self.ald_ends:
                return False
        elif self.left(asked) == 0:
            return False
        return not self.retired or self.payable_to_retired(asked)

    def payable_to_retired(self, asked: date) -> bool:
        assert self.retired is not None
        since = max(self.retired, RETIRED_FROM)
        if asked < since:
            return True
        counted = sum(1 for paid in [*self.paid, *self.paid_for_ald] if since <= paid < asked)
        return counted < int(value("ij_retraite_actif_max", asked))
