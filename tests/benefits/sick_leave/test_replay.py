"""A decision decided again comes out the same, or it is said exactly what differs."""

import copy
from collections.abc import Callable

import pytest

from guichet.benefits.sick_leave.service import replay
from guichet.cases.models import Decision, Fact, LawVersion
from tests.guarantees.rows import set_columns, without_trigger
from tests.support import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> world.SickLeave:
    made = world.make_case_decided()
    without_trigger("cases_fact_only_superseded", "cases_fact")
    without_trigger("cases_decision_no_update", "cases_decision")
    without_trigger("cases_lawversion_no_update", "cases_lawversion")
    return made


def where(made: world.SickLeave) -> set[str]:
    return {difference.where for difference in replay(made.case.id)}


def wage(made: world.SickLeave) -> Fact:
    return made.case.facts.get(key="wage.2026-07", superseded_at=None)


def test_nothing_differs_when_nobody_touched_anything(made: world.SickLeave) -> None:
    assert where(made) == set()


def test_a_fact_altered_is_found_and_so_is_what_it_changes(made: world.SickLeave) -> None:
    set_columns(wage(made), {"value": {**wage(made).value, "gross_cents": 210_000}})
    assert where(made) >= {"facts", "sjb_cents", "daily_cents", "days", "total_cents"}


def test_a_fact_superseded_in_the_ordinary_way_changes_no_past_decision(
    made: world.SickLeave,
) -> None:
    set_columns(wage(made), {"superseded_at": world.at(days=1)})
    assert where(made) == set()


def alter_parameter(law: LawVersion) -> dict[str, object]:
    parameters = copy.deepcopy(law.parameters)
    for row in parameters["crds_rate"]:
        row["value"] = "0.9"
    return parameters


def test_a_parameter_altered_is_found(made: world.SickLeave) -> None:
    law = LawVersion.objects.get()
    set_columns(law, {"parameters": alter_parameter(law)})
    assert "law" in where(made)


RESULT: dict[str, Callable[[Decision], dict[str, object]]] = {
    "total_cents": lambda d: {"result": {**d.result, "total_cents": 1}},
    "days": lambda d: {"result": {**d.result, "days": []}},
    "explanation": lambda d: {"explanation": d.explanation[:-1]},
    "facts": lambda d: {"facts_digest": "0" * 64},
}


@pytest.mark.parametrize("what", RESULT)
def test_a_decision_altered_is_found_where_it_was(made: world.SickLeave, what: str) -> None:
    decision = made.case.decision
    assert decision is not None
    set_columns(decision, RESULT[what](decision))
    assert where(made) == {what}
