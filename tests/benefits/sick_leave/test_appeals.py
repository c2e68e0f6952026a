"""An appeal against a decision: its committee, its clock, its answer or its silence."""

from datetime import date, timedelta

import pytest

from guichet.benefits.sick_leave.appeals import silent_from
from guichet.benefits.sick_leave.models import Appeal
from guichet.benefits.sick_leave.service import (
    AppealOutcome,
    Committee,
    RefusedAppeal,
    answer_appeal,
    receive_appeal,
    receive_mixed_appeal,
    tell_silence,
    words_of,
)
from guichet.cases.models import Decision
from guichet.journal.service import of_case, tell_insured
from guichet.law.dates import DAY
from guichet.letters.models import Letter
from guichet.tasks.models import Task
from tests.support import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision() -> Decision:
    made = world.make_case_decided()
    found = made.now().decision
    assert found is not None
    return found


def received(decision: Decision, committee: Committee = Committee.CRA, **late: int) -> Appeal:
    now = world.at(**late)
    return receive_appeal(
        decision.id, committee, now.date(), "Non.", actor=world.make_agent(), now=now
    )


@pytest.mark.parametrize(
    ("committee", "on", "silent"),
    [
        (Committee.CRA, date(2026, 11, 20), date(2027, 1, 21)),
        (Committee.CRA, date(2026, 12, 31), date(2027, 3, 1)),
        (Committee.CMRA, date(2026, 11, 20), date(2027, 3, 21)),
        (Committee.CMRA, date(2026, 10, 31), date(2027, 3, 1)),
    ],
)
def test_silence_rejects_after_two_months_or_four_for_the_medical_committee(
    committee: Committee, on: date, silent: date
) -> None:
    assert silent_from(committee, on) == silent


def test_an_appeal_is_acknowledged_and_given_to_an_agent_with_its_last_day(
    decision: Decision,
) -> None:
    row = received(decision)
    task = Task.objects.get(kind="sick_leave.appeal")
    assert (task.case_id, task.due_on) == (decision.case_id, row.silent_from - timedelta(days=1))
    letter = Letter.objects.get(code="ij_appeal")
    assert letter.content["step"] == "received"
    assert letter.content["silent_from"] == "2027-01-21"
    assert not letter.unfavourable


def test_one_appeal_waits_at_a_time_and_another_may_follow(decision: Decision) -> None:
    row = received(decision)
    with pytest.raises(RefusedAppeal, match="attend déjà"):
        received(decision, hours=1)
    answer_appeal(
        row.id,
        AppealOutcome.WITHDRAWN,
        world.TODAY,
        actor=world.make_agent(),
        now=world.at(hours=2),
    )
    assert Task.objects.get(kind="sick_leave.appeal").state == "done"
    assert received(decision, hours=3).pk != row.pk


@pytest.mark.parametrize("day", [world.TODAY - timedelta(days=1), world.TODAY + timedelta(days=1)])
def test_an_appeal_comes_between_the_decision_and_today(decision: Decision, day: date) -> None:
    with pytest.raises(RefusedAppeal, match="entre le jour"):
        receive_appeal(decision.id, Committee.CRA, day, "", actor=world.make_agent(), now=world.NOW)
    assert not Appeal.objects.exists()


def test_an_answer_is_given_once_on_a_day_that_has_come(decision: Decision) -> None:
    row, agent = received(decision), world.make_agent()
    for day in (world.TODAY - timedelta(days=1), world.TODAY + timedelta(days=9)):
        with pytest.raises(RefusedAppeal, match="entre le jour"):
            answer_appeal(row.id, AppealOutcome.REVERSED, day, actor=agent, now=world.NOW)
    answer_appeal(row.id, AppealOutcome.REVERSED, world.TODAY, actor=agent, now=world.NOW)
    with pytest.raises(RefusedAppeal, match="déjà sa réponse"):
        answer_appeal(row.id, AppealOutcome.MAINTAINED, world.TODAY, actor=agent, now=world.NOW)
    told = [tell_insured(event) for event in of_case(decision.case_id)]
    assert "La commission vous a donné raison. Une nouvelle décision va suivre." in told


def test_the_insured_person_does_not_note_the_answer_of_the_committee(decision: Decision) -> None:
    row = received(decision)
    with pytest.raises(PermissionError):
        answer_appeal(
            row.id,
            AppealOutcome.REVERSED,
            world.TODAY,
            actor=world.insured_actor(decision.case.person),
            now=world.NOW,
        )


def test_silence_is_told_once_with_the_way_to_court_and_the_committee_may_still_answer(
    decision: Decision,
) -> None:
    row = received(decision)
    last = world.at(days=(row.silent_from - world.TODAY).days)
    assert tell_silence(last - timedelta(days=1)) == 0
    assert [tell_silence(last), tell_silence(last + timedelta(days=3))] == [1, 0]
    letters = Letter.objects.filter(code="ij_appeal").order_by("written_at")
    assert [one.content["step"] for one in letters] == ["received", "silent"]
    assert Task.objects.get(kind="sick_leave.appeal").state == "open"
    later = last + timedelta(days=20)
    answer_appeal(row.id, AppealOutcome.REVERSED, later.date(), actor=world.make_agent(), now=later)
    assert tell_silence(later) == 0


def test_an_appeal_answered_in_time_is_never_called_silent(decision: Decision) -> None:
    row = received(decision)
    answer_appeal(
        row.id, AppealOutcome.MAINTAINED, world.TODAY, actor=world.make_agent(), now=world.NOW
    )
    assert tell_silence(world.at(days=200)) == 0


def refused_for_a_medical_reason() -> Decision:
    person, employer, last = world.make_person(), world.make_employer(), world.FIRST + 2 * DAY
    world.send_notice(person, world.FIRST, last)
    world.send_form(person, employer, expected_end=last)
    made = world.SickLeave(world.case_of(person), person, employer, world.make_agent())
    world.agent_decides(made, refusal=words_of("not_justified", "", "fr"))
    found = made.now().decision
    assert found is not None
    return found


def answered(row: Appeal, outcome: AppealOutcome = AppealOutcome.MAINTAINED, **late: int) -> Appeal:
    now = world.at(**late)
    return answer_appeal(row.id, outcome, now.date(), actor=world.make_agent(), now=now)


def test_a_dispute_of_both_natures_goes_to_both_committees_each_with_its_clock() -> None:
    decision = refused_for_a_medical_reason()
    agent, now = world.make_agent(), world.NOW
    medical, other = receive_mixed_appeal(decision.id, world.TODAY, "Non.", actor=agent, now=now)
    assert (medical.committee, medical.silent_from) == ("cmra", date(2027, 3, 21))
    assert (other.committee, other.silent_from) == ("cra", date(2027, 5, 21))
    assert Task.objects.filter(kind="sick_leave.appeal", state="open").count() == 2
    letters = Letter.objects.filter(code="ij_appeal")
    assert {one.content["silent_from"] for one in letters} == {"2027-03-21", "2027-05-21"}
    with pytest.raises(RefusedAppeal, match="attend déjà"):
        received(decision, hours=1)


def test_the_administrative_committee_answers_after_the_medical_one() -> None:
    decision = refused_for_a_medical_reason()
    medical, other = receive_mixed_appeal(
        decision.id, world.TODAY, actor=world.make_agent(), now=world.NOW
    )
    with pytest.raises(RefusedAppeal, match="attend l'avis de la CMRA"):
        answered(other)
    answered(medical)
    assert answered(other).outcome == "maintained"


def test_it_waits_no_longer_than_the_time_of_the_medical_one_nor_keeps_who_gives_up() -> None:
    for outcome, late in ((AppealOutcome.WITHDRAWN, 1), (AppealOutcome.MAINTAINED, 130)):
        decision = refused_for_a_medical_reason()
        _medical, other = receive_mixed_appeal(
            decision.id, world.TODAY, actor=world.make_agent(), now=world.NOW
        )
        assert answered(other, outcome, days=late).outcome == outcome


def test_nothing_goes_to_both_where_no_medical_opinion_was_followed(decision: Decision) -> None:
    with pytest.raises(RefusedAppeal, match="à la CRA seule"):
        receive_mixed_appeal(decision.id, world.TODAY, actor=world.make_agent(), now=world.NOW)
    assert not Appeal.objects.exists()
