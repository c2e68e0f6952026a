"""A day's allowance between employers: to the cent, once, whoever is named first."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.law.explanation import render_full
from guichet.law.reference_pay import MonthlyWage
from guichet.law.sharing import parts, share_out, sharing_steps, summed

MONTHS = ("2026-07", "2026-08", "2026-09")
BAKERY, WORKSHOP, THIRD = "11111111100011", "22222222200022", "33333333300033"
CENTS = st.integers(0, 400_000)
WEIGHTS = st.dictionaries(
    st.sampled_from([BAKERY, WORKSHOP, THIRD]),
    st.fractions(0, 900_000, max_denominator=99),
    min_size=1,
)


def wage(month: str, gross: int, restored: int | None = None) -> MonthlyWage:
    return MonthlyWage(month, gross, Decimal("151.67"), restored)


def every_month(gross: int) -> dict[str, MonthlyWage]:
    return {month: wage(month, gross) for month in MONTHS}


def test_each_employer_has_the_part_of_its_wages() -> None:
    """2 000 and 500 a month: four fifths and one fifth of 41,09 €."""
    known = {BAKERY: every_month(200_000), WORKSHOP: every_month(50_000)}
    weights = parts(known, MONTHS, 255_235)
    assert weights == {BAKERY: 600_000, WORKSHOP: 150_000}
    assert share_out(4109, weights) == {BAKERY: 3287, WORKSHOP: 822}


def test_a_month_above_the_cap_is_cut_for_all_alike() -> None:
    """3 000 and 1 000 where 2 000 count: 1 500 and 500; the month of one alone counts for it."""
    known = {BAKERY: {"2026-07": wage("2026-07", 300_000)}, WORKSHOP: every_month(100_000)}
    assert parts(known, MONTHS, 200_000) == {BAKERY: 150_000, WORKSHOP: 250_000}


def test_a_restored_month_counts_for_what_it_would_have_been() -> None:
    known = {BAKERY: {"2026-07": wage("2026-07", 50_000, 150_000)}, WORKSHOP: every_month(100_000)}
    assert parts(known, MONTHS[:1], 999_999) == {BAKERY: 150_000, WORKSHOP: 100_000}


def test_the_cent_that_is_left_goes_to_the_largest_remainder_then_to_the_first_siret() -> None:
    third = {one: Fraction(1) for one in (THIRD, WORKSHOP, BAKERY)}
    assert share_out(100, third) == {BAKERY: 34, WORKSHOP: 33, THIRD: 33}
    assert share_out(101, third) == {BAKERY: 34, WORKSHOP: 34, THIRD: 33}
    assert share_out(10, {BAKERY: Fraction(1), WORKSHOP: Fraction(5)}) == {BAKERY: 2, WORKSHOP: 8}


def test_where_nobody_paid_anything_there_is_nothing_to_share() -> None:
    assert share_out(100, parts({BAKERY: every_month(0)}, MONTHS, 255_235)) == {}


def test_months_of_several_employers_are_one_month() -> None:
    """Hours that one does not tell are not known of the whole; a restored pay is added as such."""
    one, two = wage("2026-07", 50_000, 150_000), wage("2026-07", 100_000)
    assert summed([one, two]) == MonthlyWage("2026-07", 150_000, Decimal("303.34"), 250_000)
    assert summed([MonthlyWage("2026-07", 1), two]).hours is None
    assert summed([two]) is two


@given(st.integers(0, 20_000), WEIGHTS)
def test_shares_sum_to_the_day_and_none_is_a_cent_away_from_its_due(
    cents: int, weights: dict[str, Fraction]
) -> None:
    found, whole = share_out(cents, weights), sum(weights.values())
    if not whole:
        assert found == {}
        return
    assert sum(found.values()) == cents
    for name, share in found.items():
        assert share >= 0
        assert abs(share - cents * weights[name] / whole) < 1


@given(st.integers(0, 20_000), WEIGHTS, st.randoms())
def test_the_order_in_which_employers_are_named_changes_nothing(
    cents: int, weights: dict[str, Fraction], chance: object
) -> None:
    names = list(weights)
    chance.shuffle(names)  # type: ignore[attr-defined]
    assert share_out(cents, {name: weights[name] for name in names}) == share_out(cents, weights)


@given(
    st.dictionaries(
        st.sampled_from([BAKERY, WORKSHOP, THIRD]),
        st.dictionaries(st.sampled_from(MONTHS), CENTS),
        min_size=1,
    ),
    CENTS,
)
def test_the_parts_are_those_of_the_capped_total(
    known: dict[str, dict[str, int]], cap: int
) -> None:
    """Apart from the program: the total of a month, cut at the cap, is what its parts sum to."""
    wages = {who: {m: wage(m, c) for m, c in own.items()} for who, own in known.items()}
    capped = sum(min(cap, sum(own.get(m, 0) for own in known.values())) for m in MONTHS)
    found = parts(wages, MONTHS, cap)
    assert sum(found.values()) == capped
    assert all(0 <= found[who] <= sum(known[who].values()) for who in known)


@pytest.mark.parametrize("cents", [0, 1, 2, 3, 3287])
def test_one_employer_alone_has_all(cents: int) -> None:
    assert share_out(cents, {BAKERY: Fraction(7)}) == {BAKERY: cents}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_part_is_explained_down_to_its_wages_and_to_the_choice_made(lang: str) -> None:
    weights = parts({BAKERY: every_month(200_000), WORKSHOP: every_month(50_000)}, MONTHS, 255_235)
    steps = sharing_steps(4109, weights)
    assert [(step.key, step.value) for step in steps] == [
        ("employer_part_1", "32.87"),
        ("employer_part_2", "8.22"),
    ]
    first, _ = render_full(steps, lang)
    assert not re.findall(r"[a-z]+_[a-z_0-9]+", first), first
    for told in (BAKERY, "R.323-11", *WORDS[lang]):
        assert told in first.replace("\u202f", " ").replace("\xa0", " "), first


WORDS = {
    "fr": ("Part du jour de l'employeur 1", "32,87 €", "6 000,00 €", "Aucun texte ne partage"),
    "en": ("Part of the day of employer 1", "€32.87", "€6,000.00", "No text shares a day"),
}
