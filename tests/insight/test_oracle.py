"""Every figure, by SQL, is what a slow count in Python finds in the same records."""

from collections import Counter
from datetime import date

import pytest

from guichet.insight.at_once import figures
from guichet.insight.catalogue import INDICATORS, indicator
from guichet.insight.declared import NotSplit
from guichet.insight.enums import Dimension, Formula
from guichet.insight.measure import figure, figures_by, rows_of, spread
from guichet.insight.periods import Period, ending, months, year
from tests.insight import slow
from tests.insight.made import make_year

pytestmark = [pytest.mark.django_db, pytest.mark.dear]

PERIODS = (
    year(2026),
    *months(2026)[0:4],
    months(2026)[9],
    Period(date(2026, 3, 29), date(2026, 3, 29)),
    Period(date(2026, 10, 25), date(2026, 10, 25)),
    year(2024),
)


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_is_what_counting_by_hand_finds(seed: int) -> None:
    make_year(seed)
    for period in PERIODS:
        by_hand = slow.figures(period)
        assert set(by_hand) == set(INDICATORS)
        by_sql = {code: figure(one, period).value for code, one in INDICATORS.items()}
        assert by_sql == by_hand, period
        at_once = figures(INDICATORS.values(), period, {})
        alone = {(code, None): {"": figure(one, period)} for code, one in INDICATORS.items()}
        assert at_once == alone


def test_the_parts_of_a_figure_are_of_the_rows_behind_the_whole() -> None:
    """Each row is in one part, and asking for a part alone finds it again."""
    make_year(9)
    split = 0
    for one in INDICATORS.values():
        for dimension in one.dimensions:
            whole = figure(one, year(2026))
            parts = figures_by(one, year(2026), dimension)
            at_once = figures([one], year(2026), {one.code: [dimension]})
            assert at_once[one.code, dimension] == parts
            assert sum(part.rows for part in parts.values()) == whole.rows, one.code
            if one.formula in (Formula.COUNT, Formula.SUM):
                assert sum(part.value for part in parts.values()) == whole.value
            for key, part in parts.items():
                assert figure(one, year(2026), {dimension: key}).value == part.value
            split += len(parts) > 1
    assert split > 20


def test_the_rows_behind_are_as_many_as_the_figure_says() -> None:
    make_year(5)
    for one in INDICATORS.values():
        found = figure(one, year(2026))
        if one.formula in (Formula.COUNT, Formula.SHARE, Formula.SUM):
            assert rows_of(one, year(2026)).count() == found.rows
        else:
            assert sum(n for _, n in spread(one, year(2026))) == found.rows


def test_the_ages_of_the_stock_are_those_of_its_files() -> None:
    make_year(3, files=90)
    day = ending(date(2026, 7, 31), 1)
    by_hand = Counter()
    for clock in slow.Slow(day).stock():
        days = (day.last - slow.localdate(clock.started_at)).days
        bounds = ((7, "0-7"), (15, "8-15"), (30, "16-30"), (60, "31-60"), (90, "61-90"))
        by_hand[next((key for most, key in bounds if days <= most), "91+")] += 1
    parts = figures_by(indicator("stock.files"), day, Dimension.AGE)
    assert {key: part.value for key, part in parts.items()} == by_hand
    assert len(by_hand) > 2


def test_nought_is_not_a_source_that_is_missing() -> None:
    entered = indicator("stops.entered")
    assert figure(entered, year(2026)).missing
    assert figure(entered, year(2026)).value is None
    make_year(1, files=3)
    elsewhere = figure(entered, year(2019))
    assert (elsewhere.value, elsewhere.missing) == (0, False)


def test_a_dimension_that_the_rows_do_not_know_is_refused() -> None:
    with pytest.raises(NotSplit):
        figures_by(indicator("stops.entered"), year(2026), Dimension.REASON)
    with pytest.raises(NotSplit):
        figure(indicator("stops.entered"), year(2026), {Dimension.AGE: "0-7"})
