"""News by text message: the person agrees and withdraws in the account, the agent notes either."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from guichet.people.service import sms_number_of
from tests.web.answers import errors_of, text_of
from tests.web.world import World

ClientOf = Callable[[str], Client]


def test_the_person_agrees_then_withdraws(world: World, client_of: ClientOf) -> None:
    page, client = reverse("insured-sms"), client_of("insured")
    told = text_of(client.post(page, {"number": "06 12 34 56 78"}, follow=True))
    assert "Vous recevrez les nouvelles de vos dossiers par SMS." in told
    assert "•• •• •• 56 78" in told
    row = sms_number_of(world.person)
    assert row is not None
    assert (row.number, row.given_through) == ("+33612345678", "account")
    assert "Vous ne recevrez plus de SMS." in text_of(
        client.post(page, {"act": "withdraw"}, follow=True)
    )
    assert sms_number_of(world.person) is None


def test_a_landline_is_refused_in_words(world: World, client_of: ClientOf) -> None:
    answer = client_of("insured").post(reverse("insured-sms"), {"number": "01 23 45 67 89"})
    assert "Un SMS ne va que sur un mobile" in errors_of(answer, "number")
    assert sms_number_of(world.person) is None


def test_an_agent_notes_an_agreement_and_its_end_with_how_it_was_said(
    world: World, client_of: ClientOf
) -> None:
    page, client = reverse("desk-sms", args=[world.person.id]), client_of("agent")
    said = {"act": "agree", "number": "0612345678"}
    assert "Remplissez" in errors_of(client.post(page, said), "reason")
    assert sms_number_of(world.person) is None
    shown = text_of(client.post(page, {**said, "reason": "au téléphone"}, follow=True))
    assert "•• •• •• 56 78" in shown
    assert "0612345678" not in shown
    row = sms_number_of(world.person)
    assert row is not None
    assert (row.given_through, row.given_reason) == ("agent", "au téléphone")
    client.post(page, {"act": "withdraw", "withdraw-reason": "a répondu STOP"})
    assert sms_number_of(world.person) is None
