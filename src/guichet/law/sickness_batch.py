"""The sickness stops that the kernel's columns answer whole, and their answers in columns.

A stop is *plain* when no rule of days (`sickness_days`) and no judgement past six months can touch
it, and when its facts have no fault. Every other one is left to be answered alone: nothing here
says the law a second time, nothing here refuses.
"""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from guichet.law import batch_reading as reading
from guichet.law.case_rows import WAGE_COLUMN
from guichet.law.columns import (
    FAR,
    NONE,
    Flags,
    Ints,
    day_number,
    first_sickness_day,
    series,
)
from guichet.law.dates import LAST_DAY
from guichet.law.deductions import net_columns
from guichet.law.opening import SEASON_BY_DAYS as LAST_REASON
from guichet.law.opening import SIX_MONTHS, open_for
from guichet.law.options import Options
from guichet.law.parameters import Parameters
from guichet.law.pay_columns import COUNTS, base_values
from guichet.law.reference_pay import MONTHLY, MOST_DAILY_CENTS
from guichet.law.sickness_kernel import SicknessInputs, compute_columns

PAYS = COUNTS["monthly"]
BACK = max(SIX_MONTHS.pay_months, PAYS)
SHORTEST_MONTH = 28
# The keys that a plain stop may have; any other one, and the row is answered alone.
READ = frozenset(
    {
        "id",
        "benefit",
        "stop_start",
        "stop_end",
        "kind",
        "pay_periodicity",
        "reference_wages",
        "sjb_given",
        "carence_waived",
        "opening_conditions_met",
        "ald",
        "previous_stops",
    }
)


class Answers(NamedTuple):
    """A result of the contract in a column: cents, day numbers, counts or flags; where it is."""

    values: Any
    given: Flags


class _Asked(NamedTuple):
    """Of the kernel: columns of SicknessRow."""

    monthly_cap: Ints
    wages: Ints
    capped_total: Ints
    sjb: Ints
    sjb_cap: Ints
    maximum: Ints
    daily: Ints
    calendar_days: Ints
    carence_days: Ints
    paid_days: Ints
    total: Ints
    closed: Flags
    threshold: Ints
    reason: Ints


class Facts(NamedTuple):
    """The facts of plain stops, in columns."""

    start: Ints
    end: Ints
    has_end: Flags
    sjb_given: Ints
    carence_waived: Flags
    opening_given: Ints
    history: Flags
    gross: Ints
    hours: Ints
    reestablished: Ints
    any_wage: Flags


class Plain(NamedTuple):
    """Which rows are plain, and the facts of all the rows as they could be read."""

    rows: Flags
    facts: Facts


def plain_rows(batch: pa.RecordBatch, parameters: Parameters) -> Plain:
    """Judge which rows the columns may answer."""
    start = reading.days(reading.column(batch, "stop_start"))
    end = reading.days(reading.column(batch, "stop_end"))
    given = reading.hundredths(reading.column(batch, "sjb_given"))
    waived, met, ald = (
        reading.flags(reading.column(batch, name))
        for name in ("carence_waived", "opening_conditions_met", "ald")
    )
    first, last = day_number(first_sickness_day(parameters)), day_number(LAST_DAY)
    ended = np.where(end.given, end.values, start.values)
    plain = start.given & start.within(first, last) & end.read
    plain &= (ended >= start.values) & (ended <= last)
    plain &= ended - start.values < _surely_within(parameters)
    plain &= given.within(0, MOST_DAILY_CENTS) & waived.read & met.read
    plain &= ald.read & (ald.values != 1) & _only_plain_keys(batch)
    history = reading.column(batch, "previous_stops")
    known = reading.empty_list(history)
    plain &= known | reading.left_out(history)
    pays = reading.wages(batch, np.where(plain, start.values, first), BACK)
    plain &= pays.read & (given.given | (pays.gross[:, 1 : PAYS + 1] != NONE).all(axis=1))
    facts = Facts(
        start.values,
        ended,
        end.given,
        given.values,
        waived.values == 1,
        met.values,
        known,
        pays.gross,
        pays.hours,
        pays.reestablished,
        pays.any_given,
    )
    return Plain(plain, facts)


def _only_plain_keys(batch: pa.RecordBatch) -> Flags:
    """Whether each row has no key that the columns do not read, and the values that they know."""
    plain = _only(batch, "benefit", "maladie", needed=True)
    plain &= _only(batch, "kind", "initial") & _only(batch, "pay_periodicity", "monthly")
    for name in batch.schema.names:
        if name not in READ and not WAGE_COLUMN.match(name):
            cells = reading.column(batch, name)
            if cells.null_count < len(cells):
                plain &= reading.left_out(cells)
    return plain


def _only(batch: pa.RecordBatch, name: str, word: str, needed: bool = False) -> Flags:
    """Whether the key says nothing else than that word, or is left out where it may be."""
    found = reading.words(reading.column(batch, name), lambda text: 1 if text == word else None)
    return found.given & found.read if needed else found.read


def _surely_within(parameters: Parameters) -> int:
    """Days that no stop past its first months can be as short as, whatever the months are."""
    months = series(parameters, "opening_first_period_months")
    return SHORTEST_MONTH * int(months.numerators.min() // months.denominator)


def answers(facts: Facts, parameters: Parameters, options: Options) -> dict[str, Answers]:
    """The results of plain stops, by their names in the contract."""
    found = compute_columns(_Asked, _inputs(facts), parameters, options)
    always = np.ones(len(facts.start), dtype=np.bool_)
    by_pays = facts.sjb_given == NONE
    restored = by_pays & (facts.reestablished[:, 1 : PAYS + 1] != NONE).any(axis=1)
    first_paid = ~found.closed & (~facts.has_end | (found.paid_days > 0))

    def net(cents: Ints) -> Ints:
        return net_columns(cents, facts.end, parameters, options)

    most = series(parameters, "sickness_most_days").on(facts.start)
    judged = (facts.opening_given == NONE) & facts.any_wage
    return {
        "right_open": _right_open(found.reason),
        "threshold_amount": Answers(found.threshold, judged),
        "monthly_cap": Answers(found.monthly_cap, always),
        "capped_total": Answers(found.capped_total, by_pays),
        "reestablished_total": Answers(found.wages.sum(axis=1), restored),
        "sjb": Answers(found.sjb, always),
        "sjb_cap": Answers(found.sjb_cap, always),
        "ij_daily_max": Answers(found.maximum, always),
        "ij_daily_gross": Answers(found.daily, always),
        "ij_daily_after_csg_crds": Answers(net(found.daily), always),
        "calendar_days": Answers(found.calendar_days, facts.has_end),
        "carence_days": Answers(found.carence_days, always),
        "first_paid_day": Answers(facts.start + found.carence_days, first_paid),
        "paid_days": Answers(found.paid_days, facts.has_end),
        "days_left_360": Answers(most, facts.history),
        "ij_total_gross": Answers(found.total, facts.has_end),
        "ij_total_after_csg_crds": Answers(net(found.total), facts.has_end),
    }


def _right_open(reason: Ints) -> Answers:
    known = [open_for(one) for one in range(LAST_REASON + 1)]
    told = np.array([one is not None for one in known])
    return Answers(np.array([one is True for one in known])[reason], told[reason])


def _inputs(facts: Facts) -> SicknessInputs:
    """The kernel's columns: those that `sickness_facts.prepare` lays out for the same stops."""
    rows = len(facts.start)
    given = (facts.sjb_given != NONE)[:, None]
    pays, *share, divisor = base_values(MONTHLY, None)
    hours = SIX_MONTHS.hour_columns - 1

    def filled(value: int) -> Ints:
        return np.full(rows, value, dtype=np.int64)

    return SicknessInputs(
        reference=facts.start,
        start=facts.start,
        end=facts.end,
        has_end=facts.has_end,
        prolongation=np.zeros(rows, dtype=np.bool_),
        gross=np.where(given, 0, _oldest_first(facts.gross, PAYS, 1)),
        reestablished=np.where(given, NONE, _oldest_first(facts.reestablished, PAYS, 1)),
        sjb_given=facts.sjb_given,
        carence_elapsed=filled(0),
        carence_waived=facts.carence_waived,
        opening_pay=_oldest_first(facts.gross, SIX_MONTHS.pay_months, 1),
        opening_hours=_oldest_first(facts.hours, hours, 0),
        opening_given=facts.opening_given,
        pays=filled(pays),
        cap_share=np.broadcast_to(np.array(share), (rows, 2)),
        divisor=filled(divisor),
        payable_until=filled(FAR),
        year_reason=filled(NONE),
    )


def _oldest_first(by_months_before: Ints, most: int, least: int) -> Ints:
    return by_months_before[:, least : most + 1][:, ::-1]
