"""Compares what the program answers with the oracle, and keeps account of where it may not agree.

An excuse is (benefit, what, feature). `what`: "not covered: KEY" or "refused: KEY" for a key that
the program refuses and the oracle does not, else the key of the result that differs (ANY_KEY: all
of them). `feature` must be in the case ("" is in every case). An excuse that no case needs any
more is a failure, so the lists can only shrink.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from guichet.law.daily_allowance import answer
from tests.law import oracle
from tests.law.made_up import draw

Excuse = tuple[str, str, str]
NOT_COVERED = "pas encore couvert"
ANY_KEY = "*"
BATCH = 500


@dataclass
class Account:
    """What came of the cases of one benefit."""

    equal: int = 0
    refused_by_both: int = 0
    excused: Counter[Excuse] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def features(case: dict[str, Any]) -> set[str]:
    """What a case has beyond the plainest one: its keys, and the values that choose a rule."""
    found = {key for key, given in case.items() if given not in (None, [], False)} | {""}
    for key in ("pay_periodicity", "kind", "check", "category", "covid"):
        if case.get(key):
            found.add(f"{key}={case[key]}")
    for listed in ("reference_wages", "previous_stops"):
        for line in case.get(listed) or []:
            found |= {f"{listed}.{key}" for key in line}
            if listed == "previous_stops":
                found.add(f"previous_stops.benefit={line['benefit']}")
    return found


def account(benefit: str, count: int, seed: int, excuses: dict[Excuse, str]) -> Account:
    """Draw `count` cases of a benefit and settle each."""
    random, found = Random(seed), Account()  # noqa: S311
    while count > 0:
        cases = [draw(benefit, random) for _ in range(min(count, BATCH))]
        count -= len(cases)
        answers = answer([{"id": "x", "input": case} for case in cases])["cases"]
        for case, answered in zip(cases, answers, strict=True):
            settle(benefit, case, answered, excuses, found)
    return found


def settle(benefit: str, case: dict, answered: dict, excuses: dict, found: Account) -> None:
    refusal = blame(answered)
    try:
        expected = oracle.solve(case)
    except oracle.Refused as refused:
        expected = {}
        if refusal == f"refused: {refused.key}":
            found.refused_by_both += 1
            return
    told = answered.get("result", {})
    if refusal:
        wrong = [refusal]
    elif not expected:
        wrong = ["answered"]
    else:
        wrong = sorted(key for key in {*expected, *told} if expected.get(key) != told.get(key))
    left = [what for what in wrong if not excuse(benefit, what, case, excuses, found)]
    if left:
        both = {what: (expected.get(what), told.get(what)) for what in left}
        found.faults.append(f"{case}\n  (oracle, program): {both} {answered.get('error', '')}")
    elif not wrong:
        found.equal += 1


def blame(answered: dict) -> str | None:
    """What the program refuses: the key without the rank of a line, and whether it is for now."""
    if "error" not in answered:
        return None
    key = re.sub(r"\[\d+\]", "", answered["error"]["key"])
    return ("not covered: " if NOT_COVERED in answered["error"]["message"] else "refused: ") + key


def excuse(benefit: str, what: str, case: dict, excuses: dict, found: Account) -> bool:
    """Whether the case is excused; an excuse is needed where no other would do."""
    has, wide = features(case), "" if ": " in what else ANY_KEY
    able = [
        one for one in excuses if one[0] == benefit and one[1] in (what, wide) and one[2] in has
    ]
    if len(able) == 1:
        found.excused[able[0]] += 1
    return bool(able)


def needless(benefit: str, excuses: dict[Excuse, str], found: Account) -> list[Excuse]:
    """The excuses of a benefit that no case needed."""
    return [one for one in excuses if one[0] == benefit and not found.excused[one]]
