"""CSG and CRDS on daily allowances (CSS L.136-8, ordonnance 96-50): rates of the payment day."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import lcm

from guichet.law import money, options, rounding
from guichet.law.columns import Ints, series
from guichet.law.explanation import Step, use
from guichet.law.options import Options
from guichet.law.parameters import Parameters, load
from guichet.law.rounding import Whole


@dataclass(frozen=True)
class Deductions:
    """Cents; the lines add up: gross = csg + crds + net. Negative for a recovery."""

    gross: int
    csg: int
    crds: int
    net: int
    paid_on: date


def deductions(
    gross_cents: int,
    paid_on: date,
    parameters: Parameters | None = None,
    choices: Options = options.DEFAULT,
) -> Deductions:
    """Deduct CSG and CRDS from the gross total of a period (never from a daily amount)."""
    parameters = parameters or load()
    csg, net = _csg_and_net(gross_cents, *_rates(parameters, paid_on), choices)
    return Deductions(gross_cents, csg, gross_cents - net - csg, net, paid_on)


def net_columns(
    gross_cents: Ints, paid_on: Ints, parameters: Parameters, choices: Options = options.DEFAULT
) -> Ints:
    """What is left of each gross total once CSG and CRDS of its own payment day are deducted."""
    csg, crds = series(parameters, "csg_rate"), series(parameters, "crds_rate")
    scale = lcm(csg.denominator, crds.denominator)
    csg_rate, crds_rate = (one.on(paid_on) * (scale // one.denominator) for one in (csg, crds))
    return _csg_and_net(gross_cents, csg_rate, crds_rate, scale, choices)[1]


def _csg_and_net(
    gross: Whole, csg_rate: Whole, crds_rate: Whole, scale: int, choices: Options
) -> tuple[Whole, Whole]:
    """Rates are over `scale`."""
    csg = rounding.half_up(gross * csg_rate, scale)
    if choices.deductions_split == "separate":
        return csg, gross - csg - rounding.half_up(gross * crds_rate, scale)
    return csg, rounding.half_up(gross * (scale - csg_rate - crds_rate), scale)


def deduction_steps(
    found: Deductions,
    parameters: Parameters | None = None,
    choices: Options = options.DEFAULT,
    names: tuple[str, str] = ("ij_total_gross", "ij_total_after_csg_crds"),
) -> tuple[Step, ...]:
    """The explanation of a net total; `names` are those of the gross and of the net."""
    gross, net = names
    parameters = parameters or load()
    uses = tuple(use(parameters, name, found.paid_on) for name in ("csg_rate", "crds_rate"))
    formula = f"half_up({gross} * (1 - csg_rate - crds_rate))"
    if choices.deductions_split == "separate":
        formula = f"{gross} - csg - crds"
    return (
        Step(
            net,
            money.text(found.net),
            formula,
            {
                gross: money.text(found.gross),
                "csg": money.text(found.csg),
                "crds": money.text(found.crds),
                "paid_on": found.paid_on.isoformat(),
            },
            "CSS L.136-8 et ordonnance 96-50 art. 14",
            uses,
            (choices.note("deductions_split"),),
        ),
    )


@lru_cache(maxsize=1024)
def _rates(parameters: Parameters, paid_on: date) -> tuple[int, int, int]:
    """Numerators of the CSG and CRDS rates of a day, and their common denominator."""
    csg = Fraction(parameters.on("csg_rate", paid_on).value)
    crds = Fraction(parameters.on("crds_rate", paid_on).value)
    scale = lcm(csg.denominator, crds.denominator)
    return int(csg * scale), int(crds * scale), scale
