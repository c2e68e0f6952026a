"""The medical service's opinion: a task, then a fact with its date, which takes nothing back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guichet.benefits.sick_leave.service import (
    OPINION_ASKED,
    BadValue,
    CannotDecide,
    Committee,
    ask_opinion,
    committee_of,
    give_opinion,
    opinion_is_asked,
    replay,
    words_of,
)
from guichet.cases.models import Case, Fact
from guichet.cases.service import Outcome
from guichet.journal.models import Event
from guichet.journal.service import Actor, new_id
from guichet.ledger.models import Claim, Hold, PaymentOrder, Recovery
from guichet.letters.models import Letter
from guichet.medical.models import Opinion
from guichet.medical.service import Conclusion, keep_opinion
from guichet.tasks.models import Task
from tests.support import world

pytestmark = pytest.mark.django_db

# a stop that goes on after the day of the opinion (20 November 2026)
FIRST, LAST = date(2026, 11, 9), date(2026, 12, 6)
WORKED = date(2026, 11, 6)
PAYS = world.pays_of_months(months=("2026-08", "2026-09", "2026-10"))
DOCTOR = Actor("medical", new_id())
TODAY = world.TODAY


def going_on() -> world.SickLeave:
    """Granted until 6 December: the days of 12 November on."""
    person, employer = world.make_person(), world.make_employer()
    world.give_account(person)
    world.send_notice(person, FIRST, LAST)
    world.send_form(person, employer, last_day_worked=WORKED, expected_end=LAST, pays=PAYS)
    made = world.SickLeave(world.case_of(person), person, employer, world.make_agent())
    if made.case.decision is None:
        raise RuntimeError(f"the file was not decided: {made.case.state}")
    return made


def opine(
    case: Case,
    conclusion: Conclusion = Conclusion.NOT_JUSTIFIED,
    effective_from: date = TODAY + timedelta(days=5),
    *,
    hours: float = 2,
    actor: Actor = DOCTOR,
) -> None:
    give_opinion(case.id, conclusion, effective_from, actor=actor, now=world.at(hours=hours))


def tasks(case: Case) -> set[str]:
    return set(Task.objects.filter(case_id=case.id, state="open").values_list("kind", flat=True))


def claimed(case: Case) -> list[date]:
    days = Claim.objects.filter(case=case, closed_at=None).order_by("day")
    return list(days.values_list("day", flat=True))


def paid_until(case: Case) -> date:
    return max(order.last_day for order in PaymentOrder.objects.filter(case=case))


def test_an_opinion_is_asked_once_and_ends_when_it_is_given() -> None:
    about = going_on()
    for hours in (1, 2):
        ask_opinion(about.case.id, actor=about.agent, now=world.at(hours=hours))
    assert Task.objects.filter(kind=OPINION_ASKED).count() == 1
    assert opinion_is_asked(about.case.id)
    opine(about.case, Conclusion.JUSTIFIED, TODAY, hours=3)
    assert not opinion_is_asked(about.case.id)
    assert claimed(about.case)[-1] == LAST


def test_a_stop_no_longer_justified_is_paid_up_to_that_date_and_notified() -> None:
    about = going_on()
    opine(about.case)
    assert tasks(about.case) == {"sick_leave.not_justified", "sick_leave.recalculation_reduces"}
    world.agent_decides(about)
    assert claimed(about.case)[-1] == TODAY + timedelta(days=4)
    decision = about.now().decision
    assert decision is not None
    assert decision.outcome == Outcome.PARTLY
    letter = Letter.objects.get(decision=decision, code="ij_decision")
    assert "plus justifié" in letter.content["reason"]["plain"]
    assert "du 25 novembre 2026 au 6 décembre 2026" in letter.content["reason"]["plain"]
    assert letter.unfavourable
    assert letter.appeal == "CMRA"
    assert "Commission médicale de recours amiable" in letter.content["appeal"]["address_lines"]
    assert committee_of(decision) is Committee.CMRA
    assert replay(about.case.id) == []


@pytest.mark.parametrize("kind", ["agent", "manager", "insured"])
def test_only_the_medical_service_gives_one(kind: Any) -> None:
    about = going_on()
    with pytest.raises(PermissionError):
        opine(about.case, actor=Actor(kind, new_id()))
    assert not Opinion.objects.exists()
    assert not Fact.objects.filter(source="medical").exists()
    opine(about.case)
    assert Opinion.objects.get().given_by == DOCTOR.id


def test_only_an_agent_asks() -> None:
    about = going_on()
    with pytest.raises(PermissionError):
        ask_opinion(about.case.id, actor=DOCTOR, now=world.at(hours=2))
    assert not opinion_is_asked(about.case.id)


def test_a_date_that_is_past_is_refused_in_words_and_by_the_database() -> None:
    about, before = going_on(), TODAY - timedelta(days=1)
    with pytest.raises(BadValue, match="rien de ce qui est payé"):
        opine(about.case, effective_from=before)
    past = Conclusion.NOT_JUSTIFIED, before
    with pytest.raises(IntegrityError), transaction.atomic():
        keep_opinion(about.case, *past, actor=DOCTOR, now=world.NOW)
    assert not Opinion.objects.exists()
    opine(about.case, effective_from=TODAY)
    assert Opinion.objects.count() == 1


def test_the_conclusion_is_told_to_the_file_and_to_no_event() -> None:
    about = going_on()
    opine(about.case)
    fact = Fact.objects.get(case=about.case, key="opinion.stop")
    assert fact.value == {"conclusion": "not_justified", "from": "2026-11-25"}
    assert (fact.source, fact.reason, fact.recorded_by) == ("medical", "", DOCTOR.id)
    assert Event.objects.get(kind="sick_leave.opinion_given").data == {}


def test_days_from_the_date_are_not_paid_while_the_notification_waits() -> None:
    about = going_on()
    opine(about.case)
    world.pay(LAST + timedelta(days=1))
    assert paid_until(about.case) == TODAY + timedelta(days=4)


def test_another_opinion_gives_the_days_back() -> None:
    about = going_on()
    opine(about.case)
    opine(about.case, Conclusion.JUSTIFIED, TODAY, hours=3)
    assert claimed(about.case)[-1] == LAST
    world.pay(LAST + timedelta(days=1))
    assert paid_until(about.case) == LAST


def test_a_stop_that_is_justified_holds_no_day() -> None:
    about = going_on()
    opine(about.case, Conclusion.JUSTIFIED, TODAY)
    assert not Hold.objects.exists()


def test_a_refusal_in_its_name_cannot_reach_the_days_before() -> None:
    about = going_on()
    opine(about.case)
    with pytest.raises(CannotDecide, match="à partir de sa date"):
        world.agent_decides(about, refusal=words_of("not_justified", "", "fr"))
    assert claimed(about.case)[0] == date(2026, 11, 12)


def test_a_link_with_a_long_illness_leaves_the_days_as_they_are() -> None:
    about = going_on()
    opine(about.case, Conclusion.LONG_ILLNESS, FIRST)
    assert claimed(about.case)[-1] == LAST
    fact = Fact.objects.get(case=about.case, key="opinion.link")
    assert fact.value["conclusion"] == "long_illness"


def test_days_after_the_three_years_of_an_illness_are_told_with_the_reason() -> None:
    """Not granted in silence: the letter says why, and how to contest it (L.323-1)."""
    about = going_on()
    opine(about.case, Conclusion.LONG_ILLNESS, date(2023, 11, 25))
    kinds = {"sick_leave.long_illness_over", "sick_leave.recalculation_reduces"}
    assert tasks(about.case) == kinds
    world.agent_decides(about)
    assert claimed(about.case)[-1] == date(2026, 11, 24)
    letter = Letter.objects.get(decision=about.now().decision, code="ij_decision")
    assert "trois ans" in letter.content["reason"]["plain"]
    assert letter.unfavourable


def test_a_possible_occupational_disease_is_for_an_agent_to_look_at() -> None:
    about = going_on()
    opine(about.case, Conclusion.OCCUPATIONAL, TODAY)
    assert tasks(about.case) == {"sick_leave.linked_to_work"}
    world.agent_decides(about)
    assert claimed(about.case)[-1] == LAST


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(after=st.integers(0, 20), paid_before=st.booleans(), paid_between=st.integers(0, 20))
def test_nothing_paid_is_ever_taken_back(after: int, paid_before: bool, paid_between: int) -> None:
    """Whatever its date, and whenever it is paid and notified."""
    with transaction.atomic():
        about = going_on()
        if paid_before:
            world.pay(TODAY)
        opine(about.case, effective_from=TODAY + timedelta(days=after))
        if paid_between:
            world.pay(TODAY + timedelta(days=paid_between))
        orders = PaymentOrder.objects.filter(case=about.case)
        before = sum(order.gross_cents for order in orders)
        if tasks(about.case):
            world.agent_decides(about, days=21)
        assert not Recovery.objects.filter(case=about.case).exists()
        world.pay(TODAY + timedelta(days=22))
        assert sum(order.gross_cents for order in orders.all()) >= before
        last = min(LAST, TODAY + timedelta(days=after - 1))
        assert all(day <= last for day in claimed(about.case))
        transaction.set_rollback(True)
