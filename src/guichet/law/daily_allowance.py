"""Cases in, answers out: the public contract of `guichet law daily-allowance`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from guichet.law import family_cases, injury_cases, self_employed_cases, sickness_cases
from guichet.law.allowance import Allowance, Told, first_refusal, not_yet
from guichet.law.case_reading import CaseFault, Reader, key_that_gives
from guichet.law.contract import BENEFITS, CHECKS, KEYS
from guichet.law.explanation import Refusal
from guichet.law.options import DEFAULT, Options
from guichet.law.parameters import ParameterFault
from guichet.law.thresholds import THRESHOLDS

ALLOWANCES: dict[str, Allowance] = {
    "maladie": sickness_cases.ALLOWANCE,
    **dict.fromkeys(family_cases.FAMILY, family_cases.ALLOWANCE),
    "at": injury_cases.ACCIDENT,
    "trajet": injury_cases.ACCIDENT,
    "mp": injury_cases.DISEASE,
    "maladie_ti": self_employed_cases.STOPS,
    "maternite_ti": self_employed_cases.LEAVES,
    "paternite_ti": self_employed_cases.LEAVES,
}


@dataclass
class _Read:
    """A case as it was read: the facts to evaluate, an answer that needs none, or a refusal."""

    identity: Any
    tell: Callable[[list[Any], bool], Told] | None = None
    allowance: Allowance | None = None
    facts: Sequence[Any] = ()
    refusal: Refusal | None = None
    found: list[Any] = field(default_factory=list)


def answer(
    cases: Sequence[Any], options: Options = DEFAULT, *, explained: bool = True
) -> dict[str, Any]:
    """Answer the cases in their order; a refused one bears `error` in place of `result`.

    Not `explained`, the same results come without their steps: for millions.
    """
    read = [_read(case, rank, options) for rank, case in enumerate(cases, start=1)]
    for allowance in dict.fromkeys(ALLOWANCES.values()):
        mine = [one for one in read if one.allowance is allowance]
        facts = [fact for one in mine for fact in one.facts]
        found: Iterator[Any] = iter(allowance.evaluate(facts, options) if facts else ())
        for one in mine:
            one.found = [next(found) for _ in one.facts]
    return {"cases": [_answered(one, explained) for one in read]}


def _read(case: Any, rank: int, options: Options) -> _Read:
    read = _Read(rank)
    try:
        outer = Reader(case, "case")
        read.identity = outer.name("id", rank)
        if not outer.has("input"):
            raise CaseFault("input", "les données du cas", "La clé « input » manque.")
        reader = Reader(case["input"])
        reader.only(KEYS)
        if reader.has("check"):
            told = _checked(reader, options)
            read.tell = lambda *_: told
        else:
            read.allowance = _allowance(reader)
            read.facts = read.allowance.facts(reader)
            read.tell = partial(read.allowance.told, reader)
    except CaseFault as fault:
        read.refusal = fault.refusal
    except ParameterFault as fault:
        key = key_that_gives(case["input"], fault.day, "stop_start")
        read.refusal = Refusal(key, "une date couverte par les textes connus", str(fault))
    return read


def _allowance(reader: Reader) -> Allowance:
    return ALLOWANCES[reader.choice("benefit", BENEFITS)]


def _checked(reader: Reader, options: Options) -> Told:
    """The answer to a question that asks for no amount: a threshold, or bounds."""
    check = reader.choice("check", CHECKS)
    if check in THRESHOLDS:
        return THRESHOLDS[check](reader)
    bounds = _allowance(reader).bounds
    if bounds is None:
        not_yet("check", ", ".join(THRESHOLDS), "Cette vérification")
    return bounds(reader, options)


def _answered(read: _Read, explained: bool) -> dict[str, Any]:
    refusal = read.refusal or first_refusal(read.found)
    if refusal or read.tell is None:
        return {"id": read.identity, "error": dict(vars(refusal))}
    result, steps = read.tell(read.found, explained)
    if not explained:
        return {"id": read.identity, "result": result}
    return {
        "id": read.identity,
        "result": result,
        "explanation": [step.to_dict() for step in steps],
    }
