"""The program and the slow oracle agree to the cent on thousands of made-up cases."""

import pytest

from tests.law.agreement import ANY_KEY, Account, Excuse, account, needless

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


# where the answer differs from the oracle's reading of ij_law.md, and why
EXCUSES: dict[Excuse, str] = {
    ("maladie", "days_left_360", "previous_stops"): (
        "section 6: the days left when the stop starts; the oracle takes those of the stop away"
    ),
    ("maladie", ANY_KEY, "sent_late_after_24_months"): (
        "section 13: it is the new sending that must be within 24 months, as the legal clock"
        " counts; the oracle looks at its prescription"
    ),
    ("maladie", ANY_KEY, "covid=cohabitant_vulnerable"): (
        "section 9: the texts of 2021 name the vulnerable person, not the household; the oracle"
        " takes both"
    ),
    ("maladie", "counts_toward_360", "ald"): "section 6: the days of an ALD, told not to count",
    # a leave that no law gave then has no length, no rate and no article to tell: it is refused in
    # words that name the day, where the oracle tells amounts and a closed right
    ("deuil_enfant", "refused: death_date", "death_date"): "section 11.5: deaths before July 2020",
    ("naissance", "refused: leave_start", "child_birth"): "section 11.6: leaves before July 2026",
    ("naissance", "refused: child_birth", "child_birth"): "section 11.6: births before 2026",
    ("maternite", "threshold_amount", "child_birth"): (
        "section 1.1: the program tells the threshold of the day that opened the right"
    ),
    ("naissance", "max_days", ""): "section 11.6: two months, told as days",
    ("naissance", "ij_daily_max", ""): "section 11.6: the rate of the maximum, told",
}


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
