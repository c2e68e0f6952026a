"""A sick leave that changes: prolonged, shortened, annulled, recalculated, paid to another."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import override_settings

from guichet.benefits.sick_leave.deciding import CannotDecide, StaleFile
from guichet.benefits.sick_leave.models import Notice
from guichet.benefits.sick_leave.service import correct_fact, replay
from guichet.cases.models import Case, Decision
from guichet.ledger.models import Claim, Hold, PaymentOrder, Recovery, Share
from guichet.letters.models import Letter
from guichet.people.models import Person
from guichet.tasks.models import Task
from tests.support import world

pytestmark = pytest.mark.django_db


def tasks(case: Case) -> set[str]:
    return set(Task.objects.filter(case_id=case.id, state="open").values_list("kind", flat=True))


def prolong(made: world.SickLeave, **said: Any) -> Notice:
    dates = (date(2026, 10, 26), date(2026, 11, 8))
    return world.send_notice(
        made.person, *dates, kind="prolongation", now=world.at(hours=2), **said
    )


def test_a_prolongation_is_added_without_new_waiting_days() -> None:
    made = world.make_case_paid()
    prolong(made)
    assert Claim.objects.filter(closed_at=None).count() == 32
    assert Claim.objects.filter(closed_at__isnull=False).count() == 0
    assert made.now().decision.number == 2  # type: ignore[union-attr]
    assert replay(made.case.id) == []


def come_back(made: world.SickLeave, day: date = date(2026, 10, 20)) -> None:
    world.send_form(made.person, made.employer, now=world.at(hours=3), returned_on=day)


def test_an_early_return_holds_unpaid_days_until_an_agent_has_decided() -> None:
    made = world.make_case_decided()
    come_back(made)
    assert (made.now().state, tasks(made.case)) == (
        "in_review",
        {"sick_leave.recalculation_reduces"},
    )
    world.pay()
    assert PaymentOrder.objects.get().days == 12
    world.agent_decides(made)
    assert not Hold.objects.filter(lifted_at=None).exists()
    assert Recovery.objects.count() == 0
    assert Claim.objects.filter(closed_at=None).count() == 12


def test_an_early_return_after_payment_is_asked_back_by_letter_with_its_appeal() -> None:
    made = world.make_case_paid()
    come_back(made)
    world.agent_decides(made)
    recovery = Recovery.objects.get()
    assert (recovery.gross_cents, recovery.lines.count()) == (3287 * 6, 6)
    letter = Letter.objects.get(code="ij_recovery")
    assert (letter.unfavourable, letter.appeal) == (True, "CRA")
    assert replay(made.case.id) == []


def test_a_demand_says_its_cause_in_the_language_of_the_person_not_of_the_agent() -> None:
    made = world.make_case_paid()
    Person.objects.filter(pk=made.person.pk).update(language="en")
    come_back(made)
    world.agent_decides(made)
    letter = Letter.objects.get(code="ij_recovery")
    assert letter.content["cause"].startswith("Your sick leave")


def test_an_annulled_stop_is_taken_back_by_an_agent_only() -> None:
    made = world.make_case_paid()
    world.send_form(made.person, made.employer, now=world.at(hours=3), reason="99")
    assert (made.now().state, tasks(made.case)) == ("in_review", {"sick_leave.stop_cancelled"})
    assert Decision.objects.count() == 1
    with pytest.raises(CannotDecide):
        world.agent_decides(made)
    world.agent_decides(made, refusal=world.REFUSAL)
    decision = made.now().decision
    assert decision is not None
    assert (decision.outcome, decision.unfavourable) == ("cancelled", True)
    assert Recovery.objects.get().gross_cents == 3287 * 18
    assert Claim.objects.filter(closed_at=None).count() == 0
    assert replay(made.case.id) == []


def test_a_refusal_is_an_agents_and_its_letter_says_how_to_contest() -> None:
    with override_settings(AUTOMATIC_DECISIONS=False):
        made = world.make_sick_leave()
    world.agent_decides(made, refusal=world.REFUSAL)
    decision = made.now().decision
    assert decision is not None
    assert (decision.outcome, decision.decided_by) == ("refused", made.agent.id)
    letter = Letter.objects.get(code="ij_decision")
    assert (letter.unfavourable, letter.appeal) == (True, "CRA")
    assert letter.content["appeal"]
    assert Claim.objects.count() == 0
    assert replay(made.case.id) == []


def test_an_agent_who_saw_other_facts_decides_nothing() -> None:
    with override_settings(AUTOMATIC_DECISIONS=False):
        made = world.make_sick_leave()
    with pytest.raises(StaleFile):
        world.agent_decides(made, seen="0" * 64)
    assert Decision.objects.count() == 0
    world.agent_decides(made)
    assert Decision.objects.count() == 1


def raise_wages(made: world.SickLeave, gross: str) -> None:
    for month in world.MONTHS:
        correct_fact(
            made.case.id,
            f"wage.{month}",
            {"gross": gross, "hours": "151,67"},
            reason="bulletin de paie",
            actor=made.agent,
            now=world.at(hours=3),
        )


def test_a_recalculation_up_pays_only_the_difference() -> None:
    made = world.make_case_paid()
    raise_wages(made, "2200")
    world.agent_decides(made)
    world.pay(world.TODAY + timedelta(days=14))
    first, second = PaymentOrder.objects.order_by("number")
    now_granted = sum(Claim.objects.filter(closed_at=None).values_list("amount_cents", flat=True))
    assert first.gross_cents + second.gross_cents == now_granted > first.gross_cents
    assert Recovery.objects.count() == 0
    assert replay(made.case.id) == []


def test_a_recalculation_down_is_an_agents_and_asks_back_the_difference() -> None:
    made = world.make_case_paid()
    raise_wages(made, "1900")
    assert "sick_leave.recalculation_reduces" in tasks(made.case)
    world.agent_decides(made)
    granted = sum(Claim.objects.filter(closed_at=None).values_list("amount_cents", flat=True))
    assert PaymentOrder.objects.get().gross_cents - Recovery.objects.get().gross_cents == granted


def test_an_agent_may_say_that_a_return_never_was() -> None:
    """An empty day is a value of its own: the employer's file does not bring the day back."""
    made = world.make_case_decided()
    come_back(made)
    reason, later = "l'employeur s'était trompé", world.at(hours=4)
    correct_fact(made.case.id, "return.on", "", reason=reason, actor=made.agent, now=later)
    fact = made.case.facts.get(key="return.on", superseded_at=None)
    assert (fact.value, fact.source) == (None, "agent")
    world.agent_decides(made)
    assert Claim.objects.filter(closed_at=None).count() == 18


KEEPS_WAGE = {
    "subrogation": True,
    "subrogation_from": world.FIRST,
    "subrogation_to": date(2026, 10, 12),
    "iban": world.EMPLOYER_IBAN,
}


def test_subrogation_splits_the_days_at_its_dates() -> None:
    world.make_case_paid(**KEEPS_WAGE)
    orders = {o.payee_kind: o for o in PaymentOrder.objects.all()}
    assert (orders["employer"].days, orders["insured"].days) == (5, 13)
    assert orders["employer"].iban == world.EMPLOYER_IBAN


def test_without_an_account_nothing_is_paid_and_a_task_says_so() -> None:
    made = world.make_case_decided(with_account=False)
    world.pay()
    assert PaymentOrder.objects.count() == 0
    assert tasks(made.case) == {"payment.bank_details_missing"}
    world.give_account(made.person)
    world.pay(world.TODAY + timedelta(days=14))
    assert PaymentOrder.objects.get().days == 18


def test_days_that_are_not_elapsed_wait_for_a_later_run() -> None:
    world.make_case_decided()
    world.pay(date(2026, 10, 12))
    assert PaymentOrder.objects.get().days == 4
    assert Share.objects.filter(order=None).count() == 14
