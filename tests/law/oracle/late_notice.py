"""A notice sent late (ij_law.md, section 13).

Choices: late is after the second day that follows the prescription; a second late notice is one
sent up to the same day number 24 months after the first was prescribed (D.323-2: "a new late
sending within the 24 months that follow the prescription"); the day of sending is not reduced;
a late notice sent after the end of the stop pays nothing, be it the first; the reduced amount is
cut to the cent. Hospitalised persons escape both.
"""

from datetime import date, timedelta
from decimal import Decimal

from tests.law.oracle.days import same_day
from tests.law.oracle.facts import day, end_of, start_of
from tests.law.oracle.money import cut
from tests.law.oracle.parameters import value


def is_late(case: dict) -> bool:
    sent = day(case, "notice_sent_on")
    if sent is None or case.get("hospitalised"):
        return False
    issued = day(case, "issued_on") or start_of(case)
    return sent > issued + timedelta(days=int(value("delai_envoi_avis_jours", issued)))


def comes_after_the_end(case: dict) -> bool:
    end, sent = end_of(case), day(case, "notice_sent_on")
    return is_late(case) and end is not None and sent is not None and sent > end


def is_reduced(case: dict) -> bool:
    first, sent = day(case, "previous_late_notice_prescribed_on"), day(case, "notice_sent_on")
    if first is None or sent is None or not is_late(case):
        return False
    return first <= sent <= same_day(first, 24)


def reduce(case: dict, paid: dict[date, Decimal]) -> list[date]:
    """Halve, in place, the days before the sending; answers which ones."""
    sent = day(case, "notice_sent_on")
    if sent is None or not is_reduced(case):
        return []
    reduced = [one for one in paid if one < sent]
    for one in reduced:
        paid[one] = cut(paid[one] * value("envoi_tardif_reduction", one))
    return reduced
