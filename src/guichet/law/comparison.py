"""The decisions of another program beside ours: every difference to the cent, and its cause.

A case has the shape of contract 1, with what the other program answered in `expected` (the keys of
a result). Only the keys that it gives are compared.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from guichet.law.daily_allowance import answer
from guichet.law.documents import MOST_DIGITS
from guichet.law.options import DEFAULT, Options, choices

CHUNK = 1_000
CENT = Decimal("0.01")
_SCALARS = str | int | Decimal | date | None
# The order of the computation: the first key that differs is where the two programs part.
ORDER = (
    "right_open",
    "threshold_amount",
    "affiliation_months",
    "hours_period",
    "hours_alternative",
    "counts_toward_360",
    "max_days",
    "days_left_360",
    "monthly_cap",
    "reestablished_total",
    "monthly_net_reconstituted",
    "capped_total",
    "raam",
    "raam_retained",
    "minimum_raam",
    "low_income_threshold",
    "sjb_cap",
    "sjb",
    "net_daily_wage_cap",
    "ij_daily_min",
    "ij_daily_max",
    "ij_uncapped_80",
    "majorated_rate_applies",
    "ij_daily_gross",
    "ij_daily_gross_days_4_to_30",
    "ij_daily_gross_from_day_31",
    "ij_daily_gross_1_28",
    "ij_daily_gross_29",
    "ij_daily_gross_low_income",
    "ij_daily_after_csg_crds",
    "calendar_days",
    "carence_days",
    "first_paid_day",
    "paid_days",
    "days_1_28",
    "days_29_plus",
    "reduction_pct",
    "reduced_days",
    "total_1_28",
    "total_29_plus",
    "ij_total_gross",
    "net_1_28",
    "net_29_plus",
    "ij_total_after_csg_crds",
)
_RANK = {key: rank for rank, key in enumerate(ORDER)}


@dataclass(frozen=True)
class Difference:
    """One key on which the two programs differ, as each wrote it; `ours` None when we give none."""

    key: str
    theirs: str
    ours: str | None


@dataclass(frozen=True)
class Compared:
    """One case: the same, different, or refused by one law or by the reading (`error`).

    `cause` groups what differs: the first key in the order of the computation, and what is known of
    why: a point that the texts leave open, a cent of rounding, or the value itself.
    """

    identity: Any
    benefit: str
    differences: tuple[Difference, ...] = ()
    cause: tuple[str, str] | None = None
    explanation: tuple[Mapping[str, Any], ...] = ()
    error: Mapping[str, str] | None = None

    @property
    def same(self) -> bool:
        return not self.differences and self.error is None


def compare(cases: Iterable[Any], chunk: int = CHUNK) -> Iterator[Compared]:
    """Compare the cases in their order, a bounded number in memory."""
    held: list[Any] = []
    for case in cases:
        held.append(case)
        if len(held) == chunk:
            yield from _compare(held)
            held = []
    yield from _compare(held)


def _compare(cases: Sequence[Any]) -> list[Compared]:
    ours = answer(cases)["cases"]
    found = [_compared(case, one) for case, one in zip(cases, ours, strict=True)]
    apart = [n for n, one in enumerate(found) if one.differences]
    for n, option in _explained_by_an_option([cases[n] for n in apart]).items():
        one = found[apart[n]]
        found[apart[n]] = Compared(**{**vars(one), "cause": (one.differences[0].key, option)})
    return found


def _compared(case: Any, ours: Mapping[str, Any]) -> Compared:
    given = case.get("input") if isinstance(case, Mapping) else None
    benefit = str(given.get("benefit", "")) if isinstance(given, Mapping) else ""
    identity = ours["id"]
    if "error" in ours:
        return Compared(identity, benefit, error=ours["error"])
    expected = case.get("expected")
    if not isinstance(expected, Mapping) or not expected:
        return Compared(identity, benefit, error=_NOTHING)
    for key, value in expected.items():
        if key not in _RANK:
            return Compared(identity, benefit, error=_unknown(str(key)))
        if not all(isinstance(one, _SCALARS) for one in _listed(value)):
            return Compared(identity, benefit, error=_not_a_result(key))
    differences = _differences(expected, ours["result"])
    if not differences:
        return Compared(identity, benefit)
    first = differences[0]
    cause = (first.key, "missing" if first.ours is None else _size(first))
    return Compared(identity, benefit, differences, cause, tuple(ours["explanation"]))


_NOTHING = {
    "key": "expected",
    "expected": "les résultats de l'autre programme",
    "message": "Le cas ne dit pas ce que l'autre programme a répondu.",
}


def _unknown(key: str) -> dict[str, str]:
    return {
        "key": f"expected.{key[:60]}",
        "expected": "une clé de résultat du contrat",
        "message": f"La clé « {key[:60]} » n'est pas une clé de résultat.",
    }


def _not_a_result(key: str) -> dict[str, str]:
    return {
        "key": f"expected.{key}",
        "expected": "une valeur, ou une liste de valeurs",
        "message": f"Ce qui est donné pour « {key} » n'est pas un résultat.",
    }


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else (value,)


def _differences(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Where the two answers differ, in the order of the computation."""
    return tuple(
        Difference(key, _said(theirs[key]), None if key not in ours else _said(ours[key]))
        for key in sorted(theirs, key=_RANK.__getitem__)
        if theirs[key] is not None and _value(theirs[key]) != _value(ours.get(key))
    )


def _value(given: Any) -> Any:
    """A value as it is compared: 32.9 and "32.90" are the same amount, a date is its text."""
    if isinstance(given, list | tuple):
        return [_value(one) for one in given]
    if given is None or isinstance(given, bool):
        return given
    if isinstance(given, date):
        return given.isoformat()
    text = str(given).strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        return {"true": True, "oui": True, "false": False, "non": False}.get(text.lower(), text)
    return number if number.is_finite() and abs(number.adjusted()) < MOST_DIGITS else text


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _size(difference: Difference) -> str:
    theirs, ours = _value(difference.theirs), _value(difference.ours)
    if isinstance(theirs, Decimal) and isinstance(ours, Decimal):
        return "cent" if abs(theirs - ours) <= CENT else "value"
    return "value"


def _explained_by_an_option(cases: Sequence[Any]) -> dict[int, str]:
    """Which cases agree wholly once one option takes another of its choices: `name=choice`.

    Each other choice is tried on all the cases that differ; the first that makes a case agree is
    its cause.
    """
    found: dict[int, str] = {}
    for option in fields(Options):
        for choice in choices(option.name):
            left = [n for n in range(len(cases)) if n not in found]
            if not left:
                return found
            if choice == getattr(DEFAULT, option.name):
                continue
            other: dict[str, Any] = {option.name: choice}
            again = answer([cases[n] for n in left], Options(**other))["cases"]
            for n, one in zip(left, again, strict=True):
                if "result" in one and not _differences(cases[n]["expected"], one["result"]):
                    found[n] = f"{option.name}={choice}"
    return found
