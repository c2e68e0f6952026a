"""The program and the slow oracle agree to the cent on thousands of made-up cases."""

import pytest

from tests.law.agreement import Account, Excuse, account, needless

# 5 000 in all; the more rules a benefit has, the more cases
COUNTS = {
    "maladie": 2400,
    "at": 500,
    "trajet": 100,
    "mp": 200,
    "maternite": 350,
    "paternite": 200,
    "adoption": 150,
    "deuil_enfant": 130,
    "naissance": 220,
    "maladie_ti": 400,
    "maternite_ti": 100,
    "paternite_ti": 100,
    "check": 150,
}
SOAK_TIMES = 20
SHOWN = 3


# where the answer may differ from the oracle's reading of ij_law.md, and why
EXCUSES: dict[Excuse, str] = {}


def assert_settled(benefit: str, found: Account) -> None:
    assert not found.faults, f"{len(found.faults)} cases, first: " + "\n".join(found.faults[:SHOWN])
    assert not needless(benefit, EXCUSES, found), "no case needs these excuses any more"


def test_there_are_five_thousand_cases_and_a_hundred_thousand_in_the_soak():
    assert sum(COUNTS.values()) == 5_000
    assert sum(COUNTS.values()) * SOAK_TIMES == 100_000


@pytest.mark.parametrize("benefit", COUNTS)
def test_program_and_oracle_agree(benefit):
    assert_settled(benefit, account(benefit, COUNTS[benefit], 1, EXCUSES))


@pytest.mark.soak
@pytest.mark.parametrize("benefit", COUNTS)
def test_program_and_oracle_agree_at_length(benefit):
    assert_settled(benefit, account(benefit, COUNTS[benefit] * SOAK_TIMES, 2, EXCUSES))
