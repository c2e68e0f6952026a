"""A second, deliberately simple and slow reading of the law of daily allowances.

A case of the contract goes in (the `input` of `guichet law daily-allowance`), the `result` comes
out, or `Refused`. Decimal, one day after the other, one file a family; the parameters are read
from tests/law/data, never from the program. Written from the texts alone, so that an error shared
with the program is unlikely. Where the texts leave a choice, the file says at its top which one.
"""

from tests.law.oracle import accident, checks, parenthood, self_employed, sickness, wages
from tests.law.oracle.facts import Refused, several_ends
from tests.law.oracle.of_kernel import judge

__all__ = ["Refused", "judge", "solve"]

FAMILIES = {
    "maladie": sickness.result,
    "at": accident.result,
    "trajet": accident.result,
    "mp": accident.result,
    "maternite": parenthood.result,
    "paternite": parenthood.result,
    "adoption": parenthood.result,
    "deuil_enfant": parenthood.result,
    "naissance": parenthood.result,
    "maladie_ti": self_employed.sickness,
    "maternite_ti": self_employed.birth,
    "paternite_ti": self_employed.birth,
}


def solve(case: dict) -> dict:
    """The result of one case; amounts in euros as text, counts as int, dates in ISO 8601."""
    if case.get("check"):
        return checks.result(case)
    if not case["benefit"].endswith("_ti"):
        wages.check_lines(case)
    return several_ends(case, FAMILIES[case["benefit"]])
