"""The allowance of a day between employers that keep the wage, each for its own part of it.

R.323-4 adds the wages of all employers into one base and one allowance; R.323-11 pays an employer
that keeps the wage in the person's place. No text says how two of them share a day: each has the
part that its wages have in the base (`several_subrogations`, docs/doubts.md).
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from guichet.law import money, rounding
from guichet.law.explanation import Step
from guichet.law.options import DEFAULT, Options
from guichet.law.reference_pay import MonthlyWage

Wages = Mapping[str, MonthlyWage]


def summed(wages: Sequence[MonthlyWage]) -> MonthlyWage:
    """The pay of one month from all the employers that paid it, in cents (R.323-4).

    Hours that one of them does not tell are not known of the whole.
    """
    first, *others = wages
    if not others:
        return first
    hours = [wage.hours for wage in wages if wage.hours is not None]
    restored = any(wage.reestablished_cents is not None for wage in wages)
    return MonthlyWage(
        first.month,
        sum(wage.gross_cents for wage in wages),
        sum(hours, Decimal(0)) if len(hours) == len(wages) else None,
        sum(map(_counted, wages)) if restored else None,
    )


def parts(
    wages: Mapping[str, Wages], months: Collection[str], cap_cents: int
) -> dict[str, Fraction]:
    """What of the capped reference wages comes from each employer, in exact cents.

    `wages`: by employer, then by month. A month above the cap is cut for all alike.
    """
    found = dict.fromkeys(wages, Fraction(0))
    for month in months:
        paid = {who: _counted(own[month]) for who, own in wages.items() if month in own}
        total = sum(paid.values())
        for who, cents in paid.items():
            found[who] += Fraction(min(total, cap_cents) * cents, total) if total else 0
    return found


def share_out(cents: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
    """Whole cents in proportion to `weights` (none negative), which sum to `cents`.

    The cents that the division leaves go to the largest remainders; between equal ones, to the
    first in the order of the names (of employers, the SIRET). Nothing where all weights are nil.
    """
    whole = sum(weights.values(), Fraction(0))
    if not whole:
        return {}
    exact = {name: cents * weight / whole for name, weight in weights.items()}
    found = {name: int(share) for name, share in exact.items()}
    left = cents - sum(found.values())
    for name in sorted(exact, key=lambda one: (found[one] - exact[one], one))[:left]:
        found[name] += 1
    return found


def sharing_steps(
    daily_cents: int, weights: Mapping[str, Fraction], options: Options = DEFAULT
) -> tuple[Step, ...]:
    """How a day of `daily_cents` is shared between the employers, by SIRET: a step for each."""
    found = share_out(daily_cents, weights)
    total = sum(weights.values(), Fraction(0))
    return tuple(
        Step(
            f"employer_part_{rank}",
            money.text(found[siret]),
            f"ij_daily_gross * employer_pays_{rank} / capped_total",
            {
                "siret": siret,
                "ij_daily_gross": money.text(daily_cents),
                f"employer_pays_{rank}": money.text(rounding.to_cents(weight, "half_up")),
                "capped_total": money.text(rounding.to_cents(total, "half_up")),
            },
            "CSS R.323-4 et R.323-11",
            options=(options.note("several_subrogations"),),
        )
        for rank, (siret, weight) in enumerate(sorted(weights.items()), 1)
        if found
    )


def _counted(wage: MonthlyWage) -> int:
    restored = wage.reestablished_cents
    return wage.gross_cents if restored is None else restored
