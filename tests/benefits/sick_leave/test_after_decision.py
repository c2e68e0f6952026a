"""What comes after a decision or a return, and must not be swallowed."""

from datetime import date, timedelta

import pytest

from guichet.benefits.sick_leave import importing
from guichet.benefits.sick_leave.service import assess_cases, assess_left_over, words_of
from guichet.ledger.models import PaymentOrder, Recovery, Share
from guichet.letters.models import Letter
from guichet.tasks.models import Task
from tests.benefits.sick_leave.test_changes import KEEPS_WAGE, come_back, prolong, tasks
from tests.support import world

pytestmark = pytest.mark.django_db


def test_subrogation_declared_after_the_decision_moves_the_unpaid_days_to_the_employer() -> None:
    made = world.make_case_decided()
    world.send_form(made.person, made.employer, now=world.at(hours=3), **KEEPS_WAGE)
    if made.now().state == "in_review":
        world.agent_decides(made)
    assert Share.objects.filter(claim__closed_at=None, payee_kind="employer").count() == 5


def test_days_prescribed_after_a_declared_return_are_a_persons_to_judge() -> None:
    made = world.make_case_paid()
    come_back(made)
    world.agent_decides(made)
    prolong(made)
    assert tasks(made.case)


def test_a_return_taken_back_by_the_employer_is_news() -> None:
    """The form without a return was said before; saying it again after a return says more."""
    made = world.make_case_decided()
    come_back(made)
    world.send_form(made.person, made.employer, now=world.at(hours=4))
    assert tasks(made.case) == set() or Task.objects.filter(kind__contains="return").exists()


def test_an_employer_that_pays_back_is_written_to() -> None:
    made = world.make_case_paid(**KEEPS_WAGE)
    come_back(made, date(2026, 10, 10))
    world.agent_decides(made)
    assert Recovery.objects.filter(payee_kind="employer").exists()
    assert Letter.objects.filter(organisation=made.employer).exists()


def test_an_employers_account_that_comes_later_pays_the_days_that_wait() -> None:
    made = world.make_case_decided(**{**KEEPS_WAGE, "iban": ""})
    world.pay()
    world.send_form(made.person, made.employer, now=world.at(hours=3), **KEEPS_WAGE)
    world.pay(world.TODAY + timedelta(days=14))
    assert PaymentOrder.objects.filter(payee_kind="employer").exists()


def refused_without_a_doubt() -> world.SickLeave:
    """A file that the rule would grant, which an agent refused."""
    made = world.make_case_decided()
    world.agent_decides(made, refusal=words_of("right_not_open", "", "fr"))
    return made


def test_a_refusal_by_a_person_stands_when_nothing_new_is_known() -> None:
    made = refused_without_a_doubt()
    assess_cases([made.case.id], now=world.at(days=1))
    assert made.now().state == "decided"
    assert made.now().decision.outcome == "refused"  # type: ignore[union-attr]
    assert tasks(made.case) == set()


def test_no_rule_grants_what_a_person_refused_whatever_comes() -> None:
    made = refused_without_a_doubt()
    prolong(made)
    assert made.now().decision.outcome == "refused"  # type: ignore[union-attr]
    assert not Share.objects.filter(claim__case=made.case, claim__closed_at=None).exists()
    assert tasks(made.case) == {"sick_leave.proposed"}


@pytest.mark.parametrize("says", [{}, KEEPS_WAGE], ids=["the same", "that it keeps the wage"])
def test_nothing_is_paid_of_a_file_with_news_that_nobody_has_looked_at(
    says: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program stops before the news is assessed, and a payment day comes."""
    made = world.make_case_decided()
    with monkeypatch.context() as stopped:
        stopped.setattr(importing, "assess_cases", lambda ids, *, now: None)
        world.send_form(made.person, made.employer, now=world.at(hours=3), **says)
    paid = PaymentOrder.objects.filter(case=made.case)
    world.pay(world.TODAY + timedelta(days=14))
    assert not paid.exists()
    assess_left_over(world.at(days=14))
    world.pay(world.TODAY + timedelta(days=15))
    assert paid.exists() != bool(says)
