"""Where the agent, the person and the employer see that a transfer came back."""

from datetime import date

from django.test import Client
from django.urls import reverse

from guichet.journal.service import rule
from guichet.ledger.models import PaymentOrder
from guichet.ledger.service import read_bank_file
from guichet.tasks.service import open_for_case
from tests.support import world as made
from tests.support.bank import Told, camt_054
from tests.web.desk.reading import text_of
from tests.web.desk.samples import make_case_studied


def sent_back(about: made.SickLeave) -> PaymentOrder:
    order = PaymentOrder.objects.get(case=about.case)
    told = camt_054([Told(order.number, cents=order.net_cents)], date(2026, 11, 24))
    read_bank_file(told, "r.xml", actor=rule("bank.read"), clock=lambda: made.at(days=4))
    return order


def test_the_agent_sees_it_on_the_file_and_asks_for_another_account(agent: Client) -> None:
    about = made.make_case_paid()
    order = sent_back(about)
    page = agent.get(reverse("desk-case", args=[about.case.id]))
    text = text_of(page)
    assert f"Virement {order.number} de 552,02 € revenu (AC04), pour l'assuré." in text
    assert "revenu le 24 novembre 2026 (AC04)" in text
    ask = f"{reverse('desk-ask', args=[about.case.id])}?piece=bank_details"
    assert ask in page.content.decode()


def test_the_payment_day_is_reconciled_to_the_cent(agent: Client) -> None:
    order = sent_back(made.make_case_paid())
    text = text_of(agent.get(reverse("desk-run", args=[order.run_id])))
    assert "Exécutés 0 0,00 € Revenus 1 552,02 € Sans réponse 0 0,00 €" in text
    assert "Total ordonné 1 552,02 €" in text


def test_who_has_seen_to_it_says_so_and_a_task_that_a_gesture_closes_is_not_said_done(
    agent: Client,
) -> None:
    about = made.make_case_paid()
    sent_back(about)
    (task,) = open_for_case(about.case.id)
    answer = agent.post(reverse("desk-done", args=[task.id]), {"case": about.case.id}, follow=True)
    assert "La tâche est terminée." in text_of(answer)
    assert not open_for_case(about.case.id)
    assert "vient d'être terminée" in text_of(
        agent.post(reverse("desk-done", args=[task.id]), follow=True)
    )
    late = make_case_studied(prescribed_on=made.FIRST, sent_on=made.LAST)
    (studied,) = open_for_case(late.case.id)
    agent.post(reverse("desk-done", args=[studied.id]))
    assert list(open_for_case(late.case.id)) == [studied]
