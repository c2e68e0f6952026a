"""The pay that opens the right to sickness allowances, asked for by itself (CSS R.313-3)."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import numpy as np

from guichet.law import money
from guichet.law.allowance import Told
from guichet.law.case_reading import Reader
from guichet.law.columns import as_date, day_number, month_start
from guichet.law.dates import add_months
from guichet.law.explanation import Step, use
from guichet.law.opening import SIX_MONTHS, Span, threshold_columns
from guichet.law.opening_steps import threshold
from guichet.law.opening_year import TWELVE_MONTHS
from guichet.law.parameters import Parameters, load
from guichet.law.reference_pay import months_before

_ENDS = ("le premier jour de la période", "le dernier")


def _threshold(span: Span, reader: Reader) -> Told:
    """The threshold of a stop, or of a reference period, and the hours that are the other way."""
    period = _period(reader)
    stop_start = reader.day("stop_start")
    if stop_start is not None:
        day = np.array([day_number(stop_start)], dtype=np.int64)
        first = as_date(int(month_start(day, -span.pay_months)[0]))
        if period and period[0] != first:
            reader.fault(
                "reference_period",
                f"une période qui commence le {first:%d/%m/%Y}",
                f"Pour un arrêt du {stop_start:%d/%m/%Y}, la période de {span.pay_months} mois"
                f" commence le {first:%d/%m/%Y}.",
            )
    elif period:
        first = period[0]
        stop_start = add_months(first, span.pay_months)
    else:
        stop_start = first = reader.required_day("stop_start")
    parameters = load()
    parameters.on(span.multiple, first)
    parameters.on("smic_hourly", first)
    days = np.array([day_number(first)], dtype=np.int64)
    cents = int(threshold_columns(days, span.multiple, parameters)[0])
    hours = _hours(span, stop_start, parameters)
    return (
        {
            "threshold_amount": money.text(cents),
            "hours_alternative": int(hours.parameters[0].value),
            "hours_period": [hours.inputs["hours_from"], hours.inputs["hours_until"]],
        },
        [threshold(parameters, first, cents, span.multiple), hours],
    )


def _period(reader: Reader) -> list[date] | None:
    """The first and the last day of the reference period, in their order."""
    period = reader.days("reference_period")
    if period is None or (len(period) == len(_ENDS) and period[0] <= period[1]):
        return period
    problem = "se suivent à l'envers" if len(period) == len(_ENDS) else "ne sont pas deux"
    reader.fault("reference_period", " et ".join(_ENDS), f"Les dates de la période {problem}.")


def _hours(span: Span, stop_start: date, parameters: Parameters) -> Step:
    """The hours that open the right too, and the civil months in which they are worked.

    The days before the stop, 90 or 365, are another way to count them.
    """
    first = months_before(stop_start, span.hour_months)[0]
    inputs = {
        "hours_from": f"{first}-01",
        "hours_until": (stop_start.replace(day=1) - timedelta(days=1)).isoformat(),
    }
    found = use(parameters, span.hours, stop_start)
    return Step("hours_alternative", found.value, span.hours, inputs, "CSS R.313-3", (found,))


THRESHOLDS: dict[str, Callable[[Reader], Told]] = {
    "threshold_6_months": partial(_threshold, SIX_MONTHS),
    "threshold_12_months": partial(_threshold, TWELVE_MONTHS),
}
