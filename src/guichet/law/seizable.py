"""What of a month's daily allowances may be taken for a debt (CSS L.323-5).

Daily allowances are seized within the limits of wages: a fraction of each bracket of the net pay
(code du travail R.3252-2), brackets that rise with the dependants (R.3252-3), and never what a
person alone would have from the RSA (L.3252-3, R.3252-5).
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from guichet.law import money, rounding
from guichet.law.columns import Ints, day_number, series
from guichet.law.explanation import Step, use
from guichet.law.parameters import Parameters, load

# R.3252-2: a twentieth of the first bracket, then a tenth, a fifth, a quarter, a third, two thirds,
# and all that is above the last threshold. In sixtieths.
SIXTIETHS = (3, 6, 12, 15, 20, 40, 60)
_ALL, _MONTHS = 60, 12
THRESHOLDS = tuple(f"seizable_threshold_{rank}" for rank in range(1, len(SIXTIETHS)))


@dataclass(frozen=True)
class Seizable:
    """Cents of a month: its net, what its brackets give, what may be taken in the end."""

    net: int
    dependants: int
    paid_on: date
    by_brackets: int
    cents: int


def seizable(
    net_cents: int, dependants: int, paid_on: date, parameters: Parameters | None = None
) -> Seizable:
    """What may be taken of a month's net allowances, paid in the month of `paid_on`.

    Raises ParameterFault for a day before the first known thresholds.
    """
    parameters = parameters or load()
    for name in (*THRESHOLDS, "seizable_dependant", "never_seized"):
        parameters.on(name, paid_on)
    row = [np.array([n], dtype=np.int64) for n in (net_cents, dependants, day_number(paid_on))]
    by_brackets, cents = (int(c[0]) for c in seizable_columns(row[0], row[1], row[2], parameters))
    return Seizable(net_cents, dependants, paid_on, by_brackets, cents)


def seizable_columns(
    net_cents: Ints, dependants: Ints, paid_on: Ints, parameters: Parameters
) -> tuple[Ints, Ints]:
    """What the brackets give of each month's net, and what may be taken in the end, in cents.

    The thresholds are of a year: the month is judged as a twelfth of it. The fraction of a cent is
    left to the debtor. Days before the first known thresholds are refused upstream.
    """
    yearly = np.maximum(net_cents, 0) * _MONTHS
    more = dependants * _cents("seizable_dependant", paid_on, parameters)
    edges = [_cents(name, paid_on, parameters) + more for name in THRESHOLDS]
    taken, lower = np.zeros_like(yearly), np.zeros_like(yearly)
    for sixtieths, upper in zip(SIXTIETHS, [*edges, yearly], strict=True):
        taken += sixtieths * np.clip(yearly - lower, 0, np.maximum(upper - lower, 0))
        lower = upper
    by_brackets = rounding.truncate(taken, _ALL * _MONTHS)
    left = np.maximum(net_cents - _cents("never_seized", paid_on, parameters), 0)
    return by_brackets, np.minimum(by_brackets, left)


def seizable_steps(found: Seizable, parameters: Parameters | None = None) -> tuple[Step, ...]:
    """Enough to work the sum out again by hand."""
    parameters = parameters or load()
    brackets = tuple(
        use(parameters, name, found.paid_on) for name in (*THRESHOLDS, "seizable_dependant")
    )
    floor = use(parameters, "never_seized", found.paid_on)
    return (
        Step(
            "seizable_by_brackets",
            money.text(found.by_brackets),
            "seizable_fractions * month_net",
            {
                "month_net": money.text(found.net),
                "dependants": str(found.dependants),
                "paid_on": found.paid_on.isoformat(),
            },
            "CSS L.323-5, code du travail R.3252-2 et R.3252-3",
            brackets,
        ),
        Step(
            "seizable_in_the_month",
            money.text(found.cents),
            "min(seizable_by_brackets, month_net - never_seized)",
            {
                "seizable_by_brackets": money.text(found.by_brackets),
                "month_net": money.text(found.net),
            },
            "code du travail L.3252-3 et R.3252-5",
            (floor,),
        ),
    )


def _cents(name: str, days: Ints, parameters: Parameters) -> Ints:
    """A parameter in euros as cents: none has a fraction of one."""
    values = series(parameters, name)
    return values.on(days) * 100 // values.denominator
