"""CSG and CRDS on daily allowances (CSS L.136-8, ordonnance 96-50): rates of the payment day."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import lcm

from guichet.law import money, options, rounding
from guichet.law.explanation import Step, use
from guichet.law.options import Options
from guichet.law.parameters import Parameters, load


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
    csg_rate, crds_rate, scale = _rates(parameters, paid_on)
    csg = rounding.half_up(gross_cents * csg_rate, scale)
    if choices.deductions_split == "separate":
        crds = rounding.half_up(gross_cents * crds_rate, scale)
        return Deductions(gross_cents, csg, crds, gross_cents - csg - crds, paid_on)
    net = rounding.half_up(gross_cents * (scale - csg_rate - crds_rate), scale)
    return Deductions(gross_cents, csg, gross_cents - net - csg, net, paid_on)


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
