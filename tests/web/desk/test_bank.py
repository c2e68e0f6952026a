"""A bank account that an agent has typed: another one compares it before money goes there."""

import pytest
from django.test import Client
from django.urls import reverse

from guichet.journal.models import Reading
from guichet.ledger.models import BankDetails
from guichet.ledger.service import account_of, account_to_confirm
from guichet.people.service import Person, Role, actor_of
from guichet.tasks.service import basket
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.world import World

pytestmark = pytest.mark.django_db

TYPED = {"holder": "Claire Exemple", "iban": made.OTHER_IBAN, "why": "payment_returned"}


@pytest.fixture
def paid_before() -> Person:
    """A person who has an account in force, and another one typed by a colleague."""
    person = made.make_person()
    made.give_account(person)
    made.agent_types_account(person, made.OTHER_IBAN)
    return person


def page_of(person: Person) -> str:
    return reverse("desk-account-confirm", args=[person.id])


def seen(person: Person) -> dict[str, str]:
    waiting = account_to_confirm(person.id)
    return {"account": str(waiting.id) if waiting else ""}


def in_force(person: Person) -> str:
    account = account_of(person.id)
    return account.iban if account else ""


def test_another_agent_confirms_and_the_account_before_is_closed(
    agent: Client, paid_before: Person
) -> None:
    text = text_of(agent.get(page_of(paid_before)))
    assert "FR76 9999 9000 0100 0000 0000 794" in text
    assert "FR76 •••• 0185" in text
    assert "Correction d'une erreur de saisie" in text
    assert Reading.objects.get().page == "person.account.confirm"
    text = text_of(agent.post(page_of(paid_before), seen(paid_before), follow=True))
    assert "Le compte bancaire est confirmé." in text
    assert in_force(paid_before) == made.OTHER_IBAN
    assert BankDetails.objects.filter(person=paid_before, closed_at=None).count() == 1
    assert not basket().exists()


def test_who_typed_it_does_not_confirm_it(agent: Client, world: World) -> None:
    person = made.make_person()
    made.give_account(person)
    agent.post(reverse("desk-account", args=[person.id]), TYPED)
    page = text_of(agent.get(page_of(person)))
    assert "un autre agent doit le confirmer" in page
    assert "Confirmer ce compte" not in page
    text = text_of(agent.post(page_of(person), seen(person), follow=True))
    assert "un autre agent doit le confirmer" in text
    assert in_force(person) == made.IBAN
    made.agent_confirms_account(person, by=actor_of(world.accounts[Role.MANAGER]))
    assert in_force(person) == made.OTHER_IBAN


def test_a_rejected_account_leaves_the_one_before(agent: Client, paid_before: Person) -> None:
    said = {**seen(paid_before), "reject": "1"}
    assert "est écarté" in text_of(agent.post(page_of(paid_before), said, follow=True))
    assert in_force(paid_before) == made.IBAN
    assert account_to_confirm(paid_before.id) is None
    assert not basket().exists()


def test_an_account_typed_again_meanwhile_is_not_confirmed_unseen(
    agent: Client, paid_before: Person
) -> None:
    looked_at = seen(paid_before)
    made.agent_types_account(paid_before, made.THIRD_IBAN)
    text = text_of(agent.post(page_of(paid_before), looked_at, follow=True))
    assert "a changé depuis" in text
    assert in_force(paid_before) == made.IBAN
    assert basket().get().kind == "payment.account_to_confirm"


def test_an_account_of_somebody_else_is_not_confirmed_here(
    agent: Client, paid_before: Person
) -> None:
    other = made.make_person()
    text = text_of(agent.post(page_of(other), seen(paid_before), follow=True))
    assert "a changé depuis" in text
    assert in_force(paid_before) == made.IBAN


def test_nothing_to_confirm_leads_back_to_the_person(agent: Client) -> None:
    person = made.make_person()
    text = text_of(agent.get(page_of(person), follow=True))
    assert "Aucun compte bancaire n'attend" in text


def test_what_the_person_declares_is_in_force_and_ends_the_wait(paid_before: Person) -> None:
    actor = made.insured_actor(paid_before)
    made.agent_types_account(paid_before, made.THIRD_IBAN, by=actor)
    assert in_force(paid_before) == made.THIRD_IBAN
    assert account_to_confirm(paid_before.id) is None
    assert not basket().exists()


def test_the_basket_leads_to_the_comparison(agent: Client, paid_before: Person) -> None:
    page = agent.get("/bureau").content.decode()
    assert page_of(paid_before) in page
    assert "Comparer et confirmer" in text_of(
        agent.get(reverse("desk-person", args=[paid_before.id]))
    )


def test_the_person_reads_that_payments_wait(insured: Client, world: World) -> None:
    page = reverse("insured-details")
    before = insured.get(page)
    assert before.status_code == 200
    assert "nous avons noté un nouveau compte" not in text_of(before)
    made.agent_types_account(world.person)
    assert "nous avons noté un nouveau compte" in text_of(insured.get(page))


def test_the_person_may_give_their_own_account_while_another_waits(
    insured: Client, world: World
) -> None:
    BankDetails.objects.filter(person=world.person).update(closed_at=made.NOW)
    made.agent_types_account(world.person)
    page = insured.get(reverse("insured-details"))
    assert reverse("insured-bank") in page.content.decode()
    assert "nous ne pouvons pas vous payer" not in text_of(page)


def test_an_account_that_waits_is_not_said_to_be_unknown(agent: Client) -> None:
    person = made.make_person()
    page = reverse("desk-person", args=[person.id])
    assert "Non connu" in text_of(agent.get(page))
    made.agent_types_account(person)
    text = text_of(agent.get(page))
    assert "Non connu" not in text
    assert "Nouveau compte à confirmer" in text
