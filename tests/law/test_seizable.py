"""What of a month's allowances may be taken for a debt: the published table, and a second way."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet.law.columns import day_number
from guichet.law.explanation import render_full
from guichet.law.parameters import BeforeFirstKnownDate, load
from guichet.law.seizable import seizable, seizable_columns, seizable_steps

DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))
FRACTIONS = [Fraction(1, n) for n in (20, 10, 5, 4, 3)] + [Fraction(2, 3), Fraction(1)]


def by_hand(net: int, dependants: int, day: date) -> int:
    """The same in exact fractions, bracket by bracket of the month, read from the parameters."""
    value = {p.name: Fraction(p.value) for p in load().all_on(day)}
    edges = [
        (value[f"seizable_threshold_{n}"] + dependants * value["seizable_dependant"]) * 100 / 12
        for n in range(1, 7)
    ]
    brackets = pairwise([Fraction(0), *edges, Fraction(max(net, 0)) + edges[-1]])
    taken = sum(
        fraction * max(min(Fraction(net), upper) - lower, Fraction(0))
        for fraction, (lower, upper) in zip(FRACTIONS, brackets, strict=True)
    )
    return min(int(taken), max(net - int(value["never_seized"] * 100), 0))


@pytest.mark.parametrize(
    ("net", "taken"),
    # cumulated at the end of each bracket, as published for 2020 (monthly, no dependant)
    [(32_250, 1612), (62_917, 4679), (93_750, 10_846), (124_417, 18_513), (155_084, 28_735)],
)
def test_the_table_of_2020(net: int, taken: int) -> None:
    """The published sums are rounded to the nearest cent; here its fraction is left."""
    assert taken - 1 <= seizable(net, 0, date(2020, 2, 3)).by_brackets <= taken


def test_the_rsa_is_left_whatever_the_brackets_say() -> None:
    assert [seizable(net, 0, date(2020, 2, 3)).cents for net in (55_000, 57_000)] == [0, 1026]


def test_the_brackets_of_2026_as_published() -> None:
    edges = [Fraction(e * 100, 12) for e in (4480, 8730, 13000, 17230, 21470, 25810)]
    told = [seizable(int(edge) + 1, 0, date(2026, 2, 2)).by_brackets for edge in edges]
    published = [1867, 5408, 12525, 21337, 33115, 57226]
    assert all(abs(one - other) <= 1 for one, other in zip(told, published, strict=True))


@settings(deadline=None)
@given(st.integers(-1000, 600_000), st.integers(0, 8), DAYS)
def test_it_is_what_is_worked_out_by_hand(net: int, dependants: int, day: date) -> None:
    assert seizable(net, dependants, day).cents == by_hand(net, dependants, day)


@settings(deadline=None)
@given(st.integers(0, 600_000), st.integers(0, 300_000), st.integers(0, 8), DAYS)
def test_more_pay_never_leaves_less(net: int, more: int, dependants: int, day: date) -> None:
    """And what is left is the RSA at least, or all where it is less."""
    first, second = seizable(net, dependants, day), seizable(net + more, dependants, day)
    assert first.cents <= second.cents <= first.cents + more
    assert net - first.cents >= min(net, int(load().on("never_seized", day).value * 100))
    assert seizable(net, dependants + 1, day).cents <= first.cents


def test_a_column_is_so_many_single_months() -> None:
    days = [date(2019, 1, 1), date(2024, 3, 31), date(2026, 4, 1)]
    nets, children = [90_000, 150_000, 250_000], [0, 2, 1]
    numbers = [day_number(day) for day in days]
    found = seizable_columns(*map(np.array, (nets, children, numbers)), load())[1]
    assert list(found) == [seizable(*row).cents for row in zip(nets, children, days, strict=True)]


def test_a_month_before_the_first_thresholds_is_refused_in_words() -> None:
    with pytest.raises(BeforeFirstKnownDate, match="seuil annuel"):
        seizable(100_000, 0, date(2018, 12, 31))


def test_the_explanation_names_every_threshold_and_what_is_left() -> None:
    told = render_full(seizable_steps(seizable(150_000, 1, date(2026, 5, 4))))
    assert "R.3252-2" in told[0]
    assert all(f"Seuil annuel {n}" in told[0] for n in range(1, 7))
    assert "652,34" in told[1]
    assert render_full(seizable_steps(seizable(150_000, 1, date(2026, 5, 4))), "en")
