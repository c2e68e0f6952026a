"""Only certain days are paid: what a new calculation would take back waits for an agent."""

from datetime import date, timedelta
from typing import Any

import pytest

from guichet.benefits.sick_leave.enums import HoldReason
from guichet.benefits.sick_leave.service import (
    NoticeChannel,
    correct_fact,
    send_scanned_notice,
)
from guichet.declarations.service import FormPay
from guichet.documents.service import Upload
from guichet.journal.service import of_case
from guichet.ledger.models import Hold, PaymentOrder, Recovery
from guichet.tasks.models import Task
from guichet.web.insured.brief import _suspended
from tests.benefits.sick_leave.test_changes import prolong, tasks
from tests.support import world
from tests.support.pdf import pdf

pytestmark = pytest.mark.django_db

FIRST_PAID = date(2026, 10, 8)
DAYS, FULL, LESS = 18, 3287, 3123


def wages(cents: int) -> tuple[FormPay, ...]:
    return world.pays_of_months(cents)


def say(made: world.SickLeave, cents: int, **later: float) -> None:
    """The employer sends its form again, with another wage."""
    world.send_form(made.person, made.employer, now=world.at(**later), pays=wages(cents))


def held(made: world.SickLeave) -> list[tuple[date, str]]:
    rows = Hold.objects.filter(case=made.case, lifted_at=None)
    return list(rows.values_list("from_day", "reason"))


WAITS = [(FIRST_PAID, HoldReason.LESS.value)]


def paid() -> int:
    return sum(order.gross_cents for order in PaymentOrder.objects.all())


def test_a_wage_said_lower_before_any_payment_pays_nothing_until_an_agent_confirms() -> None:
    made = world.make_case_decided()
    say(made, 190_000, hours=3)
    assert tasks(made.case) == {"sick_leave.recalculation_reduces"}
    assert held(made) == WAITS
    assert "payment.held" in {event.kind for event in of_case(made.case.id)}
    world.pay()
    assert paid() == 0
    world.agent_decides(made, days=1)
    assert not held(made)
    world.pay(world.TODAY + timedelta(days=2))
    assert paid() == DAYS * LESS
    assert not Recovery.objects.exists()


def test_an_agent_answers_within_two_working_days_where_nothing_is_paid_meanwhile() -> None:
    made = world.make_case_decided()
    say(made, 190_000, hours=3)
    assert Task.objects.get(case_id=made.case.id).due_on == date(2026, 11, 24)
    paid_already = world.make_case_paid()
    say(paid_already, 190_000, hours=3)
    assert Task.objects.get(case_id=paid_already.case.id).due_on is None


def test_a_task_that_stands_says_what_is_known_now() -> None:
    """An agent reads the sum of today's calculation, not of the first one."""
    made = world.make_case_paid()
    say(made, 190_000, hours=3)
    first = Task.objects.get(case_id=made.case.id)
    say(made, 180_000, hours=4)
    task = Task.objects.get(case_id=made.case.id, kind=first.kind)
    assert (task.id, task.opened_at) == (first.id, first.opened_at)
    assert task.data["cents"] > first.data["cents"] == DAYS * (FULL - LESS)


def test_a_wage_said_higher_waits_for_nobody() -> None:
    made = world.make_case_decided()
    say(made, 210_000, hours=3)
    assert not held(made)
    world.pay()
    assert paid() > DAYS * FULL


def test_days_that_were_paid_are_not_held_but_those_to_come_are() -> None:
    made = world.make_case_decided()
    world.pay(date(2026, 11, 20))
    prolong(made)
    say(made, 190_000, hours=3)
    assert held(made) == [(date(2026, 10, 26), HoldReason.LESS.value)]
    task = Task.objects.get(case_id=made.case.id, kind="sick_leave.recalculation_reduces")
    assert task.data == {"cents": 32 * (FULL - LESS), "unpaid": 14}


def test_the_wage_said_again_as_it_was_frees_the_days() -> None:
    made = world.make_case_decided()
    say(made, 190_000, hours=3)
    say(made, 200_000, hours=4)
    assert not held(made)
    world.pay()
    assert paid() == DAYS * FULL


def test_a_wage_below_the_threshold_of_the_right_holds_all_that_is_unpaid() -> None:
    """Whether the right is open is not known any more: no day is certain."""
    made = world.make_case_decided()
    say(made, 30_000, hours=3)
    assert made.now().state == "in_review"
    assert held(made) == WAITS


@pytest.mark.parametrize(
    ("key", "value"),
    [("return.on", date(2026, 10, 20)), ("wage.2026-09", {"gross": "1 000", "hours": "151,67"})],
    ids=["the return", "a wage"],
)
def test_what_an_agent_corrects_holds_the_days_that_it_would_take(key: str, value: Any) -> None:
    made = world.make_case_decided()
    correct_fact(
        made.case.id, key, value, reason="relevé lu", actor=made.agent, now=world.at(hours=3)
    )
    first = date(2026, 10, 20) if key == "return.on" else FIRST_PAID
    assert held(made) == [(first, HoldReason.LESS.value)]


def test_two_wages_said_since_the_decision_pay_what_both_give_or_wait() -> None:
    made = world.make_case_decided()
    world.send_month(made.person, made.employer, "2026-09", 150_000, now=world.at(hours=3))
    assert "sick_leave.wages_differ" in tasks(made.case)
    assert held(made) == WAITS


def test_the_other_wage_may_be_higher_the_days_granted_are_certain_then() -> None:
    made = world.make_case_decided()
    world.send_month(made.person, made.employer, "2026-09", 250_000, now=world.at(hours=3))
    assert "sick_leave.wages_differ" in tasks(made.case)
    assert not held(made)


def test_two_wages_that_an_agent_knew_when_granting_hold_nothing() -> None:
    made = world.make_case_decided()
    world.send_month(made.person, made.employer, "2026-09", 150_000, now=world.at(hours=3))
    world.agent_decides(made, hours=4)
    prolong(made)
    assert not held(made)


def test_a_prolongation_whose_original_is_awaited_leaves_the_days_before_it() -> None:
    made = world.make_case_decided()
    copy = world.notice_of(
        made.person,
        date(2026, 10, 26),
        date(2026, 11, 8),
        kind="prolongation",
        channel=NoticeChannel.SCAN,
    )
    actor = world.insured_actor(made.person)
    upload = Upload("copie.pdf", pdf())
    send_scanned_notice(copy, upload, person=made.person, actor=actor, now=world.at(hours=2))
    assert made.now().state == "waiting"
    assert not held(made)
    world.pay()
    assert paid() == DAYS * FULL


def test_the_person_reads_why_the_payment_waits() -> None:
    made = world.make_case_decided()
    say(made, 190_000, hours=3)
    told = _suspended(DAYS, Hold.objects.get(case=made.case, lifted_at=None))
    assert "18 jours est suspendu : une nouvelle information change le calcul" in told
