"""No money goes to an account that one agent alone has typed; the payment says why it waits."""

import pytest

from guichet.journal.service import of_case
from guichet.ledger.actions import OwnEntry, reject_account
from guichet.ledger.models import PaymentOrder
from guichet.ledger.service import account_to_confirm
from guichet.outbox.models import Message
from guichet.tasks.service import basket
from tests.support import world

pytestmark = pytest.mark.django_db


def waits(made: world.SickLeave) -> int:
    return of_case(made.case.id).filter(kind="payment.waits").count()


def test_a_payment_waits_while_one_agent_alone_has_seen_the_account() -> None:
    made = world.make_case_decided()
    world.agent_types_account(made.person, world.OTHER_IBAN)
    world.pay()
    assert not PaymentOrder.objects.exists()
    assert waits(made) == 1
    assert basket().get().kind == "payment.account_to_confirm"
    world.agent_confirms_account(made.person)
    assert not basket().exists()
    world.pay(world.at(days=14).date())
    assert PaymentOrder.objects.get().iban == world.OTHER_IBAN


def test_a_payment_goes_at_once_to_the_account_that_the_person_declares() -> None:
    made = world.make_case_decided()
    world.agent_types_account(made.person, world.OTHER_IBAN, by=world.insured_actor(made.person))
    world.pay()
    assert PaymentOrder.objects.get().iban == world.OTHER_IBAN
    assert waits(made) == 0


def test_a_rejected_account_lets_payments_go_on_where_they_went() -> None:
    made = world.make_case_decided()
    typist = world.agent_types_account(made.person, world.OTHER_IBAN)
    waiting = account_to_confirm(made.person.id)
    assert waiting is not None
    reject_account(made.person, waiting.id, actor=typist, now=world.at(hours=1))
    world.pay()
    assert PaymentOrder.objects.get().iban == world.IBAN


def test_the_wait_is_told_once_for_an_account_however_many_runs_pass() -> None:
    made = world.make_case_decided()
    world.agent_types_account(made.person, world.OTHER_IBAN)
    for days in (0, 14, 28):
        world.pay(world.at(days=days).date())
    assert waits(made) == 1
    assert basket().count() == 1


def test_an_employer_who_keeps_the_wage_is_paid_while_the_persons_account_waits() -> None:
    made = world.make_case_decided(
        subrogation=True,
        subrogation_from=world.FIRST,
        subrogation_to=world.LAST,
        iban=world.EMPLOYER_IBAN,
    )
    world.agent_types_account(made.person, world.OTHER_IBAN)
    world.pay()
    assert PaymentOrder.objects.get().payee_kind == "employer"
    assert waits(made) == 0


def test_neither_the_typist_nor_the_person_confirms() -> None:
    person = world.make_person()
    typist = world.agent_types_account(person)
    for actor in (typist, world.insured_actor(person)):
        with pytest.raises(OwnEntry):
            world.agent_confirms_account(person, by=actor)
    assert world.agent_confirms_account(person).confirmed_by is not None


def test_the_person_is_written_to_when_an_agent_types_and_nothing_of_the_account_is_said() -> None:
    person = world.make_person(email="claire@exemple.invalid")
    world.agent_types_account(person)
    mail = Message.objects.get(kind="mail").payload
    assert "nous le vérifions" in mail["text"]
    assert world.IBAN[-6:] not in str(mail)
