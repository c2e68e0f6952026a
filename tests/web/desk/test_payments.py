import pytest
from django.test import Client
from django.urls import reverse

from guichet.ledger.models import PaymentFile, PaymentOrder, PaymentRun
from guichet.outbox.models import Message
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.desk.samples import make_failed_message

START = "/bureau/paiements/lancer"

pytestmark = pytest.mark.django_db


def test_the_manager_sees_what_will_be_paid_then_pays_it_once(manager: Client) -> None:
    made.make_case_decided()
    text = text_of(manager.get(START))
    assert "À payer aujourd'hui (brut) 591,66 € Dossiers 1 Jours 18" in text
    text = text_of(manager.post(START, follow=True))
    assert "Journée de paiement du jour : 1 virement." in text
    assert "GUICHET-20261120.xml" in text
    assert PaymentFile.objects.get().sha256 in text
    manager.post(START)
    assert PaymentOrder.objects.count() == 1
    assert "est déjà payée" in text_of(manager.get(START))


def test_an_agent_reads_payments_but_does_not_pay(agent: Client) -> None:
    made.make_case_decided()
    assert agent.post(START).status_code == 403
    assert not PaymentRun.objects.exists()
    text = text_of(agent.get(reverse("desk-runs")))
    assert "Un responsable lance la journée de paiement." in text
    assert "Payer" not in text


def test_a_run_shows_its_orders_sums_and_file(agent: Client) -> None:
    about = made.make_case_paid()
    run = PaymentRun.objects.get()
    text = text_of(agent.get(reverse("desk-run", args=[run.id])))
    assert about.case.number in text
    assert "Brut 591,66 € Net 552,02 €" in text
    assert "Envoi à la banque À envoyer" in text
    assert made.IBAN not in text
    assert "20 novembre 2026" in text_of(agent.get(reverse("desk-runs")))


def test_a_run_that_is_not_there_is_not_found(agent: Client) -> None:
    case = made.make_case_decided().case
    assert agent.get(reverse("desk-run", args=[case.id])).status_code == 404


def test_what_did_not_leave_is_shown_with_its_attempts(agent: Client) -> None:
    make_failed_message()
    text = text_of(agent.get(reverse("desk-outbox")))
    assert "E-mail Échec mail:piece:1" in text
    assert "Essai 1" in text
    assert "boîte pleine" in text
    assert "Renvoyer" not in text


def test_the_manager_sends_again_under_the_same_identifier(manager: Client) -> None:
    message = make_failed_message()
    path = reverse("desk-resend", args=[message.id])
    assert "sous le même identifiant" in text_of(manager.post(path, follow=True))
    again = Message.objects.get()
    assert (again.id, again.key, again.state) == (message.id, "mail:piece:1", "pending")
    assert "est déjà reparti" in text_of(manager.post(path, follow=True))


def test_an_agent_does_not_send_again(agent: Client) -> None:
    message = make_failed_message()
    assert agent.post(reverse("desk-resend", args=[message.id])).status_code == 403
    assert Message.objects.get().state == "failed"
