"""The rows behind a figure are the managers' only, and name no person."""

import pytest

from guichet.cases.models import Case
from guichet.insight.access import NotYours, rows_behind
from guichet.insight.catalogue import indicator
from guichet.insight.periods import year
from guichet.journal.service import Actor, new_id, rule
from tests.insight.made import make_year

pytestmark = pytest.mark.django_db

MANAGER = Actor("manager", new_id())


def test_the_rows_are_files_by_their_numbers() -> None:
    make_year(2, files=12)
    found = rows_behind(indicator("stops.entered"), year(2026), actor=MANAGER)
    assert {one.number for one in found[:100]} == set(Case.objects.values_list("number", flat=True))
    assert [one.id for one in found[2:5]] == [one.id for one in found[:100]][2:5]


def test_a_task_without_a_file_is_a_row_too() -> None:
    make_year(2, files=0)
    (first, *others) = rows_behind(indicator("tasks.opened"), year(2026), actor=MANAGER)[:100]
    assert (first.id, first.number) == (None, "")
    assert len(others) == 4


@pytest.mark.parametrize(
    "actor", [Actor("agent", new_id()), Actor("insured", new_id()), rule("worker")]
)
def test_others_find_nothing(actor: Actor) -> None:
    with pytest.raises(NotYours):
        rows_behind(indicator("stops.entered"), year(2026), actor=actor)
