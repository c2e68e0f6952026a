"""A sick leave from the notice to the money: what is asked, doubted, decided, paid, asked back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import override_settings

from guichet.benefits.sick_leave.enums import NoticeChannel
from guichet.benefits.sick_leave.fields import BadValue
from guichet.benefits.sick_leave.models import Notice
from guichet.benefits.sick_leave.service import (
    RefusedNotice,
    WithdrawalReason,
    attach_stop,
    correct_fact,
    withdraw_case,
)
from guichet.benefits.sick_leave.stops import take_stops
from guichet.cases.models import Case, Clock, Decision, Pause, Piece
from guichet.declarations.actions import keep_stops
from guichet.declarations.models import DeclaredStop
from guichet.journal.service import new_id
from guichet.ledger.models import Claim
from guichet.letters.models import Letter
from guichet.outbox.models import Message
from guichet.tasks.models import Task
from tests.support import world

pytestmark = pytest.mark.django_db


def tasks(case: Case) -> set[str]:
    return set(Task.objects.filter(case_id=case.id, state="open").values_list("kind", flat=True))


def asked(case: Case) -> list[tuple[str, str]]:
    return list(Piece.objects.filter(case=case, state="asked").values_list("code", "owed_by"))


def test_each_missing_piece_is_asked_of_whoever_owes_it_and_the_clock_pauses() -> None:
    person, employer = world.make_person(), world.make_employer()
    world.send_notice(person)
    case = world.case_of(person)
    assert (case.state, asked(case)) == ("waiting", [("salary_certificate", "insured")])
    world.send_form(person, employer, now=world.at(hours=1), pays=())
    case.refresh_from_db()
    assert (case.state, asked(case)) == ("waiting", [("reference_wages", "employer")])
    assert Message.objects.filter(kind="mail").count() == 1
    assert list(Pause.objects.order_by("pk").values_list("reason", flat=True)) == [
        "salary_certificate",
        "reference_wages",
    ]
    world.send_form(person, employer, now=world.at(hours=2))
    case.refresh_from_db()
    assert (case.state, asked(case)) == ("decided", [])
    assert not Pause.objects.filter(ended_at=None).exists()
    assert not Clock.objects.filter(stopped_at=None).exists()


def test_an_employer_alone_waits_for_the_notice() -> None:
    person = world.make_person()
    world.send_form(person, world.make_employer())
    case = world.case_of(person)
    assert (case.state, asked(case)) == ("waiting", [("notice", "insured")])
    assert Letter.objects.filter(case=case, code="ij_piece_request").count() == 1
    world.send_notice(person)
    assert world.case_of(person).state == "decided"


def test_what_is_certain_and_favourable_is_decided_with_no_hand_touching_it() -> None:
    made = world.make_case_decided()
    decision = made.case.decision
    assert decision is not None
    assert (decision.rule, decision.decided_by, decision.outcome) == (
        "sick_leave.automatic",
        None,
        "granted",
    )
    assert list(Claim.objects.values_list("amount_cents", flat=True)) == [3287] * 18
    assert Letter.objects.filter(code="ij_decision").count() == 1
    assert tasks(made.case) == set()


@override_settings(AUTOMATIC_DECISIONS=False)
def test_where_nothing_is_automatic_an_agent_confirms() -> None:
    made = world.make_sick_leave()
    assert (made.case.state, tasks(made.case)) == ("in_review", {"sick_leave.proposed"})
    world.agent_decides(made)
    assert (made.now().state, tasks(made.case)) == ("decided", set())


DOUBTS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "sick_leave.notice_late": ({}, {"sent_on": world.FIRST + timedelta(days=3)}, {}),
    "sick_leave.reason_differs": ({}, {}, {"reason": "06"}),
    "sick_leave.provisional_nir": ({"nir_status": "provisional"}, {}, {}),
    "sick_leave.wage_unusual": ({}, {}, {"pays": world.pays_of_months(3_100_000)}),
    "sick_leave.right_unknown": (
        {},
        {},
        {"pays": tuple(world.FormPay(m, 50_000, None) for m in world.MONTHS)},
    ),
    "sick_leave.only_waiting_days": ({}, {"last_day": date(2026, 10, 7)}, {}),
    "sick_leave.long_stop": ({}, {"last_day": date(2027, 4, 30)}, {}),
}


@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_doubt_is_a_task_and_nothing_is_decided(doubt: str) -> None:
    of_person, of_notice, of_form = DOUBTS[doubt]
    person = world.make_person(**of_person)
    world.send_notice(person, **of_notice)
    world.send_form(person, world.make_employer(), **of_form)
    case = world.case_of(person)
    assert doubt in tasks(case)
    assert (case.state, Decision.objects.count()) == ("in_review", 0)


def test_a_task_whose_doubt_has_gone_is_closed_and_the_agent_who_mended_it_decides() -> None:
    made = world.make_sick_leave(reason="06")
    assert tasks(made.case) == {"sick_leave.reason_differs"}
    correct_fact(
        made.case.id,
        "employer.reason",
        "01",
        reason="appel à l'employeur",
        actor=made.agent,
        now=world.at(hours=1),
    )
    assert (made.now().state, tasks(made.case)) == ("in_review", {"sick_leave.proposed"})
    world.agent_decides(made)
    assert (made.now().state, tasks(made.case)) == ("decided", set())


def test_leave_that_the_employer_has_shown_joins_the_dates_and_the_reason_is_kept() -> None:
    """The last day worked stays what the employer said: it was true."""
    person, employer = world.make_person(), world.make_employer()
    world.send_notice(person)
    (stop,) = world.send_form(person, employer, last_day_worked=date(2026, 9, 25))
    made = world.SickLeave(world.case_of(person), person, employer, world.make_agent())
    attach_stop(stop.id, made.case.id, actor=made.agent, now=world.at(hours=1))
    assert tasks(made.case) == {"sick_leave.dates_differ"}
    correct_fact(
        made.case.id,
        "employer.leave_until",
        "2026-10-02",
        reason="appel à l'employeur",
        actor=made.agent,
        now=world.at(hours=1),
    )
    assert tasks(made.case) == {"sick_leave.proposed"}
    world.agent_decides(made)
    decision = made.now().decision
    assert decision is not None
    assert decision.result["dates_meet"] == "leave"


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_fact_is_not_corrected_without_a_reason(reason: str) -> None:
    made = world.make_sick_leave(reason="06")
    with pytest.raises(BadValue):
        correct_fact(
            made.case.id,
            "employer.reason",
            "01",
            reason=reason,
            actor=made.agent,
            now=world.at(hours=1),
        )


def test_several_employers_are_a_persons_to_judge() -> None:
    person = world.make_person()
    other = world.make_employer()
    world.send_form(person, other, last_day_worked=date(2026, 3, 2), reason="01")
    Case.objects.all().update(state="withdrawn", closing_reason="essai")
    employer = world.make_employer()
    world.send_notice(person, siret=employer.siret)
    world.send_form(person, employer)
    case = Case.objects.exclude(state="withdrawn").get()
    assert "sick_leave.several_employers" in tasks(case)


def test_a_second_employer_with_the_same_last_day_never_breaks_nor_replaces_the_first() -> None:
    """Before the notice has come: a person with two jobs stops both on the same day.

    Its facts are kept beside those of the first, in the one file of the stop.
    """
    person = world.make_person()
    world.send_form(person, first := world.make_employer())
    world.send_form(person, other := world.make_employer())
    case = world.case_of(person)
    assert case.employer == first
    siret = case.facts.get(key="employer.siret", superseded_at=None)
    assert siret.value == first.siret
    beside = case.facts.get(key=f"other_employer.{other.siret}.employer.siret")
    assert beside.value == other.siret
    assert not Task.objects.filter(kind="sick_leave.stop_not_sure").exists()


def test_a_notice_of_rest_days_before_a_known_stop_never_breaks() -> None:
    """The file is named after the day that follows the last day worked."""
    person = world.make_person()
    world.send_form(person, world.make_employer())
    world.send_notice(person)
    weekend = world.send_notice(person, date(2026, 10, 3), date(2026, 10, 4))
    assert (weekend.state, Case.objects.count()) == ("conflict", 1)


def test_the_same_notice_twice_is_seen_not_redone() -> None:
    person = world.make_person()
    one, two = world.send_notice(person), world.send_notice(person, now=world.at(hours=1))
    assert one.pk == two.pk
    assert Case.objects.count() == Letter.objects.count() == 1


@pytest.mark.parametrize("change", [{"nir": "2800193999999"}, {"birth_date": date(1981, 1, 20)}])
def test_a_person_that_is_not_surely_known_is_a_task(change: dict[str, Any]) -> None:
    person = world.make_person()
    notice = world.send_notice(person, **change)
    assert (notice.state, Case.objects.count()) == ("unknown_person", 0)
    assert Task.objects.get().kind == "sick_leave.notice_of_unknown_person"
    (stop,) = world.send_form(person, world.make_employer(), **change)
    assert stop.match == "unknown_person"
    assert Task.objects.filter(kind="sick_leave.stop_of_unknown_person").count() == 1


REFUSED: dict[str, dict[str, Any]] = {
    "last_day": {"last_day": date(2026, 10, 1)},
    "first_day": {"birth_date": date(2026, 11, 1)},
    "birth_date": {"birth_date": date(2027, 1, 1)},
    "prescribed_on": {"prescribed_on": date(2027, 1, 1), "sent_on": date(2027, 1, 1)},
    "sent_on": {"sent_on": date(2026, 10, 1)},
    "nir": {"nir": "123"},
}


@pytest.mark.parametrize("field", REFUSED)
def test_what_cannot_be_true_is_refused_in_words_and_nothing_kept(field: str) -> None:
    person = world.make_person()
    with pytest.raises(RefusedNotice) as refused:
        world.send_notice(person, **REFUSED[field])
    assert refused.value.errors[field].endswith((".", "»"))
    assert Notice.objects.count() == 0
    world.send_notice(person)
    assert Notice.objects.count() == 1


def test_a_notice_that_overlaps_a_known_stop_is_handed_to_a_person() -> None:
    made = world.make_case_decided()
    notice = world.send_notice(made.person, date(2026, 10, 20), date(2026, 11, 2))
    assert notice.state == "conflict"
    assert Task.objects.get(state="open").kind == "sick_leave.notice_overlaps"
    assert Case.objects.count() == 1


def test_a_notice_near_an_employers_stop_that_waits_is_a_persons_to_judge() -> None:
    person = world.make_person()
    world.send_form(person, world.make_employer(), last_day_worked=date(2026, 10, 1))
    assert world.send_notice(person).state == "conflict"
    assert Case.objects.count() == 1
    assert Task.objects.filter(kind="sick_leave.notice_not_sure").count() == 1


def test_a_notice_of_today_sent_just_after_midnight_is_of_today_in_france() -> None:
    """At half past midnight in Paris it is still the day before in the clock's own time."""
    night = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    today = date(2026, 11, 21)
    person = world.make_person()
    notice = world.send_notice(person, today, today + timedelta(days=9), now=night)
    assert notice.state == "matched"
    fact = world.case_of(person).facts.get(key="period.2026-11-21")
    assert fact.value["received_on"] == "2026-11-21"


def test_what_the_insured_person_sends_is_checked_before_it_is_paid() -> None:
    made = world.make_sick_leave(notice={"channel": NoticeChannel.INSURED_ONLINE})
    assert tasks(made.case) == {"sick_leave.notice_to_check"}
    world.agent_decides(made)
    assert made.now().state == "decided"


def test_a_stop_prescribed_after_its_beginning_is_a_persons_to_judge() -> None:
    late = {"prescribed_on": date(2026, 10, 9), "sent_on": date(2026, 10, 9)}
    assert tasks(world.make_sick_leave(notice=late).case) == {"sick_leave.prescribed_after"}


def test_an_employers_account_that_nobody_has_confirmed_is_a_doubt() -> None:
    made = world.make_sick_leave(
        subrogation=True,
        subrogation_from=date(2026, 10, 5),
        subrogation_to=date(2026, 10, 25),
        iban="FR7630001007941234567890185",
    )
    assert tasks(made.case) == {"sick_leave.employer_account_differs"}


def test_an_employer_that_names_somebody_else_is_not_believed() -> None:
    assert tasks(world.make_sick_leave(family_name="AUTRE").case) == {"sick_leave.name_differs"}


def test_a_piece_that_has_come_is_no_longer_awaited_whatever_else_is_doubtful() -> None:
    person, employer = world.make_person(), world.make_employer()
    world.send_form(person, employer)
    case = world.case_of(person)
    assert asked(case) == [("notice", "insured")]
    world.send_notice(person, channel=NoticeChannel.INSURED_ONLINE)
    assert (asked(case), tasks(case)) == ([], {"sick_leave.notice_to_check"})
    assert Pause.objects.filter(clock__case=case, ended_at=None).count() == 0


def test_what_replaces_a_stop_of_a_withdrawn_file_is_shown_to_a_person() -> None:
    """It joined the withdrawn file, which nobody assesses: the employer's news was lost."""
    person, employer = world.make_person(), world.make_employer()
    (first,) = world.send_form(person, employer)
    case = world.case_of(person)
    agent = world.make_agent()
    withdraw_case(case.id, why=WithdrawalReason.OPENED_IN_ERROR, actor=agent, now=world.NOW)
    DeclaredStop.objects.filter(pk=first.pk).update(declaration="d1")
    again = DeclaredStop.objects.get(pk=first.pk)
    again.pk, again.fingerprint, again.declaration = new_id(), "x", "d2"
    again.replaces, again.replaces_declaration = True, "d1"
    again.expected_end, again.match, again.case_id = date(2026, 10, 30), "new", None
    again._state.adding = True
    assert take_stops(keep_stops([again]), actor=agent, now=world.at(hours=1)) == set()
    again.refresh_from_db()
    assert (again.match, again.case_id) == ("conflict", None)
    assert Task.objects.get(state="open").kind == "sick_leave.stop_not_sure"
