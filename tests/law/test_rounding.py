"""Named roundings: the same rule for a number and a column, on magnitudes."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet.law import money, rounding

NUMERATORS = st.integers(-(10**12), 10**12)
DENOMINATORS = st.integers(1, 10**5)


@settings(deadline=None)
@given(NUMERATORS, DENOMINATORS)
def test_half_up_is_the_decimal_rule(numerator, denominator):
    exact = Decimal(numerator) / Decimal(denominator)
    assert rounding.half_up(numerator, denominator) == exact.quantize(Decimal(1), ROUND_HALF_UP)


@settings(deadline=None)
@given(NUMERATORS, DENOMINATORS)
def test_truncate_is_the_decimal_rule(numerator, denominator):
    exact = Decimal(numerator) / Decimal(denominator)
    assert rounding.truncate(numerator, denominator) == exact.quantize(Decimal(1), ROUND_DOWN)


@settings(deadline=None)
@given(st.lists(NUMERATORS, min_size=1, max_size=20), DENOMINATORS)
def test_a_column_is_rounded_as_its_numbers(numerators, denominator):
    column = np.array(numerators, dtype=np.int64)
    for rule in (rounding.half_up, rounding.truncate):
        alone = [rule(number, denominator) for number in numerators]
        assert rule(column, denominator).tolist() == alone


@settings(deadline=None)
@given(NUMERATORS, DENOMINATORS)
def test_a_correction_undoes_exactly_what_it_corrects(numerator, denominator):
    for rule in (rounding.half_up, rounding.truncate):
        assert rule(-numerator, denominator) == -rule(numerator, denominator)


@pytest.mark.parametrize(
    ("cents", "text"), [(0, "0.00"), (5, "0.05"), (3287, "32.87"), (-3287, "-32.87"), (-5, "-0.05")]
)
def test_cents_are_written_with_two_decimals(cents, text):
    assert money.text(cents) == text
    assert money.cents(Decimal(text)) == cents


def test_a_fraction_of_a_cent_is_not_an_amount():
    assert money.cents(Decimal("32.875")) is None
