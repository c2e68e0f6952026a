"""What if arrivals rise in some months: read, applied by the day, refused with the reason."""

from datetime import date
from fractions import Fraction

import pytest

from guichet.planning.scenario import BadChange, Change, Fault, change, changed, changes, months_of

FIRST = date(2020, 2, 24)  # a Monday


def test_a_change_is_read_as_people_write_it() -> None:
    for said in ("2020-03=+65%", "2020-03=65", " 2020-03 = +65 % ", "2020-03=65,0%"):
        assert change(said) == Change((2020, 3), Fraction(65))
    assert change("2020-04=-12.5%").percent == Fraction(-25, 2)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("mars +65 %", Fault.SHAPE),
        ("2020-03", Fault.SHAPE),
        ("2020-03=+6a%", Fault.SHAPE),
        ("2020-03=٣%", Fault.SHAPE),
        ("2020-13=+65%", Fault.MONTH),
        ("2020-00=+65%", Fault.MONTH),
        ("1914-08=+65%", Fault.MONTH),
        ("2020-03=-101%", Fault.SHARE),
        ("2020-03=+1001%", Fault.SHARE),
    ],
)
def test_a_change_that_says_nothing_real_is_refused(said: str, fault: Fault) -> None:
    with pytest.raises(BadChange) as refused:
        change(said)
    assert (refused.value.said, refused.value.fault) == (said, fault)


def test_months_elsewhere_or_said_twice_are_refused() -> None:
    assert changes(["2020-03=65", "2020-02=1"], FIRST, 6) == {(2020, 3): 65, (2020, 2): 1}
    for said, fault in ((["2020-05=5"], Fault.OUTSIDE), (["2020-03=5"] * 2, Fault.TWICE)):
        with pytest.raises(BadChange) as refused:
            changes(said, FIRST, 6)
        assert refused.value.fault == fault


def test_the_spring_of_2020_raises_the_days_of_its_months() -> None:
    """The first week has one day of March; the sixth two of March and five of April."""
    usual = [Fraction(700)] * 6
    found = changed(usual, FIRST, {(2020, 3): Fraction(65), (2020, 4): Fraction(86)})
    assert found[0] == 700 + 65
    assert found[1] == 700 + 7 * 65
    assert found[5] == 700 + 2 * 65 + 5 * 86
    assert changed(usual, FIRST, {}) == tuple(usual)


def test_weeks_touch_the_months_of_their_days() -> None:
    assert months_of(FIRST, 1) == [(2020, 2), (2020, 3)]
    assert months_of(date(2020, 12, 28), 1) == [(2020, 12), (2021, 1)]
