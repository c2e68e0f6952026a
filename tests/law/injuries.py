"""Plain cases of work injuries, and what is asked of their answers."""

from guichet.law.daily_allowance import answer
from guichet.law.options import DEFAULT

GOOD = {
    "benefit": "at",
    "accident_date": "2026-03-02",
    "stop_start": "2026-03-03",
    "stop_end": "2026-04-11",
    "reference_wages": [{"month": "2026-02", "gross": 2000}],
}
FIRST_STOP = {"benefit": "at", "start": "2026-01-13", "end": "2026-02-01", "kind": "initial"}


def solve(options=DEFAULT, **changes):
    inputs = {k: v for k, v in {**GOOD, **changes}.items() if v is not None}
    (found,) = answer([{"id": "x", "input": inputs}], options)["cases"]
    return found


def result(options=DEFAULT, **changes):
    found = solve(options, **changes)
    assert "error" not in found, found
    return found["result"]


def error(**changes):
    return solve(**changes)["error"]


def told(found, key):
    return [step for step in found["explanation"] if step["key"] == key]
