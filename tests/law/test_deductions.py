"""CSG and CRDS are deducted from the total of the period, and the lines add up."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet.law.deductions import deduction_steps, deductions
from guichet.law.options import Options
from guichet.law.parameters import BeforeFirstKnownDate

PAID_ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("gross", "net"), [(42_000, 39_186), (78_900, 73_614), (210_504, 196_400), (0, 0), (1, 1)]
)
def test_net_is_93_3_percent_of_the_total(gross, net):
    assert deductions(gross, PAID_ON).net == net


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9))
def test_the_lines_of_the_statement_add_up(gross):
    found = deductions(gross, PAID_ON)
    assert found.csg + found.crds + found.net == gross
    assert all(line * gross >= 0 for line in (found.csg, found.crds, found.net))


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_a_recovery_takes_back_exactly_what_was_deducted(gross):
    paid, back = deductions(gross, PAID_ON), deductions(-gross, PAID_ON)
    assert (back.csg, back.crds, back.net) == (-paid.csg, -paid.crds, -paid.net)


def test_separate_rounding_is_an_option():
    choices = Options(deductions_split="separate")
    found = deductions(110, PAID_ON, choices=choices)
    ordinary = deductions(110, PAID_ON)
    assert (found.csg, found.crds, found.net) == (7, 1, 102)
    assert (ordinary.csg, ordinary.crds, ordinary.net) == (7, 0, 103)
    (step,) = deduction_steps(found, choices=choices)
    assert step.formula == "ij_total_gross - csg - crds"


def test_a_payment_before_the_first_known_rate_is_refused():
    with pytest.raises(BeforeFirstKnownDate, match="taux de la CSG"):
        deductions(100, date(1997, 12, 31))
