"""The opening of the right, explained: the pay or the hours needed, and those that are known."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Protocol

from guichet.law import money, opening
from guichet.law.explanation import Step, use
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
) -> Iterator[Step]:
    """Whether the right is open, judged on `day`; `inputs` say what led to that day."""
    reason = row.reason
    value = "true" if reason in opening.OPEN else "false"
    if reason in (opening.GIVEN_MET, opening.GIVEN_NOT_MET):
        given = {"opening_conditions_met": value}
        yield Step("right_open", value, RIGHT_FORMULAS[reason], given, "CSS L.313-1")
        return
    first = date.fromisoformat(months_before(day, opening.PAY_MONTHS)[0] + "-01")
    yield threshold(parameters, first, row.threshold)
    yield Step(
        "right_open",
        "unknown" if reason == opening.UNKNOWN else value,
        RIGHT_FORMULAS[reason],
        {
            **inputs,
            "pay_6_months": money.text(row.pay_known),
            "threshold_amount": money.text(row.threshold),
            "hours_3_months": money.text(row.hours_known),
            "hours_90_days": money.text(row.hours_days),
            "hours_needed": money.text(row.hours_threshold),
        },
        article,
        (use(parameters, "opening_hours_3_months", day),),
        (options.note("hours_of_stop_month"),),
    )


def threshold(
    parameters: Parameters,
    first: date,
    cents: int,
    multiple: str = "opening_smic_multiple_6_months",
) -> Step:
    """The pay that opens the right, at the minimum wage of the first day of the period."""
    return Step(
        "threshold_amount",
        money.text(cents),
        f"{multiple} * smic_hourly",
        {"smic_day": first.isoformat()},
        "CSS R.313-3",
        (use(parameters, multiple, first), use(parameters, "smic_hourly", first)),
    )
