"""The opening of the right, explained: the pay or the hours needed, and those that are known."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from guichet.law import money, opening
from guichet.law.explanation import Step, use
from guichet.law.opening_year import TWELVE_MONTHS, YearRow
from guichet.law.options import Options
from guichet.law.parameters import Parameters
from guichet.law.reference_pay import months_before

RIGHT_FORMULAS = {
    opening.GIVEN_MET: "opening_conditions_met",
    opening.GIVEN_NOT_MET: "opening_conditions_met",
    opening.BY_PAY: "pay_6_months >= threshold_amount",
    opening.BY_MONTHS: "hours_3_months >= hours_needed",
    opening.BY_DAYS: "hours_90_days >= hours_needed",
    opening.NOT_MET: "pay_6_months < threshold_amount and hours < hours_needed",
    opening.UNKNOWN: "incomplete(pay_6_months, hours)",
}
# The same by twelve months, past six months of stop or for seasonal work.
YEAR_FORMULAS = {
    opening.GIVEN_MET: "opening_conditions_met",
    opening.BY_PAY: "pay_12_months >= threshold_12_months",
    opening.BY_MONTHS: "hours_12_months >= hours_needed_12_months",
    opening.BY_DAYS: "hours_365_days >= hours_needed_12_months",
    opening.NOT_MET: "pay_12_months < threshold_12_months and hours < hours_needed_12_months",
    opening.UNKNOWN: "incomplete(pay_12_months, hours)",
    opening.NOT_AFFILIATED: "affiliated_since + sickness_affiliation_months > reference_start",
}
_BEYOND = "CSS L.313-1 et R.313-3 2°"


_DECLARED = (opening.GIVEN_MET, opening.GIVEN_NOT_MET)
RIGHT_OF_SIX_MONTHS = (opening.BY_PAY, opening.BY_MONTHS, opening.BY_DAYS)
_KEY, _FIRST_HOURS = "right_open_beyond", "opening_hours_first_months_of_12"


class BeyondDays(NamedTuple):
    """The day of the judgement, the first one past six months, that of affiliation if known."""

    start: date
    first: date
    affiliated_since: date | None


class Judged(Protocol):
    """The part of a kernel's row that `opening.judge` gave."""

    @property
    def threshold(self) -> int: ...
    @property
    def pay_known(self) -> int: ...
    @property
    def hours_threshold(self) -> int: ...
    @property
    def hours_known(self) -> int: ...
    @property
    def hours_days(self) -> int: ...
    @property
    def reason(self) -> int: ...


def right_steps(
    row: Judged,
    day: date,
    parameters: Parameters,
    options: Options,
    *,
    article: str,
    inputs: Mapping[str, str],
    year: YearRow | None = None,
) -> Iterator[Step]:
    """Whether the right is open, judged on `day`; `inputs` say what led to that day.

    `year`: the judgement by twelve months of seasonal work, told where six months do not suffice.
    """
    reason = row.reason
    value = "true" if reason in opening.OPEN else "false"
    if reason in _DECLARED:
        given = {"opening_conditions_met": value}
        yield Step("right_open", value, RIGHT_FORMULAS[reason], given, "CSS L.313-1")
        return
    yield threshold(parameters, _first_day(day, opening.SIX_MONTHS), row.threshold)
    found = Step(
        "right_open",
        "unknown" if reason == opening.UNKNOWN else value,
        RIGHT_FORMULAS.get(reason, ""),
        {**inputs, **_six_months_inputs(row)},
        article,
        (use(parameters, "opening_hours_3_months", day),),
        (options.note("hours_of_stop_month"),),
    )
    if year and reason not in RIGHT_OF_SIX_MONTHS:
        yield _year_threshold(year, day, parameters)
        found = _by_season(found, year, day, parameters)
    yield found


def _six_months_inputs(row: Judged) -> dict[str, str]:
    return {
        "pay_6_months": money.text(row.pay_known),
        "threshold_amount": money.text(row.threshold),
        "hours_3_months": money.text(row.hours_known),
        "hours_90_days": money.text(row.hours_days),
        "hours_needed": money.text(row.hours_threshold),
    }


def _by_season(found: Step, year: YearRow, day: date, parameters: Parameters) -> Step:
    """The step of the right as twelve months judged it."""
    return replace(
        found,
        formula=YEAR_FORMULAS[year.reason],
        inputs={**found.inputs, **_year_inputs(year)},
        article=f"{found.article} et R.313-7",
        parameters=(*found.parameters, use(parameters, "opening_hours_12_months", day)),
    )


def beyond_steps(
    judged: Judged,
    year: YearRow,
    days: BeyondDays,
    parameters: Parameters,
    options: Options,
) -> Iterator[Step]:
    """Whether the right is open past six months of uninterrupted stop."""
    inputs = {"first_day_beyond": days.first.isoformat(), "reference_start": days.start.isoformat()}
    uses = [use(parameters, "opening_first_period_months", days.start)]
    if judged.reason == opening.NOT_MET:
        inputs["right_open"] = "false"
        noted = (options.note("closed_first_months"),)
        yield Step(_KEY, "false", "right_open", inputs, _BEYOND, tuple(uses), noted)
        return
    if year.beyond == opening.GIVEN_MET:
        inputs["opening_conditions_met"] = "true"
        noted = (options.note("declared_right"),)
        yield Step(_KEY, "true", YEAR_FORMULAS[year.beyond], inputs, _BEYOND, tuple(uses), noted)
        return
    yield _year_threshold(year, days.start, parameters)
    notes = [options.note("hours_of_stop_month")]
    if days.affiliated_since:
        inputs["affiliated_since"] = days.affiliated_since.isoformat()
    else:
        notes.append(options.note("affiliation_left_out"))
    for name in ("sickness_affiliation_months", "opening_hours_12_months", _FIRST_HOURS):
        found = use(parameters, name, days.start)
        if name != _FIRST_HOURS or Decimal(found.value):
            uses.append(found)
    value = "true" if year.beyond in opening.OPEN else "false"
    yield Step(
        _KEY,
        "unknown" if year.beyond == opening.UNKNOWN else value,
        YEAR_FORMULAS[year.beyond],
        {**inputs, **_year_inputs(year)},
        _BEYOND,
        tuple(uses),
        tuple(notes),
    )


def _year_inputs(year: YearRow) -> dict[str, str]:
    return {
        "pay_12_months": money.text(year.pay_known),
        "threshold_12_months": money.text(year.threshold),
        "hours_12_months": money.text(year.hours_known),
        "hours_365_days": money.text(year.hours_days),
        "hours_needed_12_months": money.text(year.hours_threshold),
    }


def _year_threshold(year: YearRow, day: date, parameters: Parameters) -> Step:
    first = _first_day(day, TWELVE_MONTHS)
    return threshold(
        parameters, first, year.threshold, TWELVE_MONTHS.multiple, "threshold_12_months"
    )


def _first_day(day: date, span: opening.Span) -> date:
    """The first day of the civil months of pay before `day`."""
    return date.fromisoformat(months_before(day, span.pay_months)[0] + "-01")


def threshold(
    parameters: Parameters,
    first: date,
    cents: int,
    multiple: str = opening.SIX_MONTHS.multiple,
    key: str = "threshold_amount",
) -> Step:
    """The pay that opens the right, at the minimum wage of the first day of the period."""
    return Step(
        key,
        money.text(cents),
        f"{multiple} * smic_hourly",
        {"smic_day": first.isoformat()},
        "CSS R.313-3",
        (use(parameters, multiple, first), use(parameters, "smic_hourly", first)),
    )
