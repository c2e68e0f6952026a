"""Files are thought about before they are locked: what comes between the two is not missed."""

from collections.abc import Callable
from unittest import mock

import pytest
from django.test import override_settings

from guichet.benefits.sick_leave import assessing, importing
from guichet.benefits.sick_leave.service import assess_cases, correct_fact, replay
from guichet.cases.models import Case, Decision
from guichet.ledger.models import Claim
from guichet.letters.models import Letter
from guichet.people.models import Person
from tests.support import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed() -> world.SickLeave:
    """A file that only awaits its decision."""
    with override_settings(AUTOMATIC_DECISIONS=False):
        return world.make_sick_leave()


def assess(made: world.SickLeave, meanwhile: Callable[[], object] = lambda: None) -> None:
    """The rule thinks, something happens, the rule locks and writes."""
    coming = [meanwhile]

    def boundary(name: str) -> None:
        if name == "decision.assessed" and coming:
            coming.pop()()

    with mock.patch.object(assessing, "checkpoint", boundary):
        assess_cases([made.case.id], now=world.at(hours=2))
    assert not coming


def decided_daily_cents(made: world.SickLeave) -> int:
    decision = made.now().decision
    assert decision is not None and replay(made.case.id) == []
    cents: int = decision.result["daily_cents"]
    return cents


def test_what_was_thought_is_done_when_nothing_has_come(proposed: world.SickLeave) -> None:
    assess(proposed)
    assert decided_daily_cents(proposed) == 3287
    assert Claim.objects.count() == 18


def test_pay_declared_meanwhile_is_counted(proposed: world.SickLeave) -> None:
    def pay_comes_and_the_importer_dies() -> None:
        with mock.patch.object(importing, "assess_cases"):
            world.send_form(proposed.person, proposed.employer, pays=world.pays_of_months(150_000))
        # found by itself, whatever the mark of the file says
        Case.objects.filter(pk=proposed.case.id).update(to_assess_since=None)

    assess(proposed, pay_comes_and_the_importer_dies)
    assert decided_daily_cents(proposed) == 2466


def test_what_an_agent_corrects_meanwhile_leaves_the_decision_to_the_agent(
    proposed: world.SickLeave,
) -> None:
    assess(
        proposed,
        lambda: correct_fact(
            proposed.case.id,
            "wage.2026-07",
            {"gross": "1900", "hours": "151.67"},
            reason="bulletin lu",
            actor=proposed.agent,
            now=world.at(hours=1),
        ),
    )
    assert (proposed.now().state, Decision.objects.count()) == ("in_review", 0)


def test_a_file_decided_meanwhile_is_not_decided_again(proposed: world.SickLeave) -> None:
    assess(proposed, lambda: assess_cases([proposed.case.id], now=world.at(hours=1)))
    assert Decision.objects.count() == 1
    assert Claim.objects.count() == 18
    assert Letter.objects.filter(code="ij_decision").count() == 1


def test_a_file_withdrawn_meanwhile_is_left_alone(proposed: world.SickLeave) -> None:
    ended = {"state": "withdrawn", "closing_reason": "sick_leave.withdrawn"}
    assess(proposed, lambda: Case.objects.filter(pk=proposed.case.id).update(**ended))
    assert (proposed.now().state, Claim.objects.count()) == ("withdrawn", 0)


def test_the_letter_goes_where_the_person_lives_now(proposed: world.SickLeave) -> None:
    moved = ["3 place Neuve", "93901 VALLOMBRE"]
    assess(proposed, lambda: Person.objects.filter(pk=proposed.person.pk).update(address=moved))
    letter = Letter.objects.get(code="ij_decision")
    assert letter.content["recipient"]["lines"][1:] == moved


def test_a_letter_written_meanwhile_keeps_its_number(proposed: world.SickLeave) -> None:
    written = Letter.objects.count()

    def another_letter() -> None:
        Letter.objects.create(
            number=f"{proposed.case.number}-{written + 1}",
            code="ij_piece_request",
            version=1,
            case=proposed.case,
            person=proposed.person,
            title="Une pièce manque",
            content={},
            written_at=world.at(hours=1),
        )

    assess(proposed, another_letter)
    letter = Letter.objects.get(code="ij_decision")
    assert letter.number == letter.content["header"]["letter_number"]
    assert letter.number == f"{proposed.case.number}-{written + 2}"
