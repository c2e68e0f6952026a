"""The pay that opens the right to sickness allowances, asked for by itself (CSS R.313-3)."""

from collections.abc import Callable
from functools import partial

import numpy as np

from guichet.law import money
from guichet.law.allowance import Told
from guichet.law.case_reading import Reader
from guichet.law.columns import as_date, day_number, month_start
from guichet.law.opening import threshold_columns
from guichet.law.opening_steps import threshold
from guichet.law.parameters import load


def _threshold(months: int, multiple: str, reader: Reader) -> Told:
    """The threshold of a stop, or of a reference period of `months` civil months."""
    period = reader.days("reference_period")
    stop_start = reader.day("stop_start")
    if stop_start is not None:
        day = np.array([day_number(stop_start)], dtype=np.int64)
        first = as_date(int(month_start(day, -months)[0]))
        if period and period[0] != first:
            reader.fault(
                "reference_period",
                f"une période qui commence le {first:%d/%m/%Y}",
                f"Pour un arrêt du {stop_start:%d/%m/%Y}, la période de {months} mois commence le"
                f" {first:%d/%m/%Y}.",
            )
    elif period:
        first = period[0]
    else:
        first = reader.required_day("stop_start")
    parameters = load()
    parameters.on(multiple, first)
    parameters.on("smic_hourly", first)
    days = np.array([day_number(first)], dtype=np.int64)
    cents = int(threshold_columns(days, multiple, parameters)[0])
    return {"threshold_amount": money.text(cents)}, [threshold(parameters, first, cents, multiple)]


THRESHOLDS: dict[str, Callable[[Reader], Told]] = {
    "threshold_6_months": partial(_threshold, 6, "opening_smic_multiple_6_months"),
    "threshold_12_months": partial(_threshold, 12, "opening_smic_multiple_12_months"),
}
