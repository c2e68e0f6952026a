"""Where the agent, the person and the employer see that a transfer came back."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from guichet.cases.service import open_pieces
from guichet.journal.service import rule
from guichet.ledger.models import PaymentOrder
from guichet.ledger.service import read_bank_file
from guichet.tasks.service import open_for_case
from guichet.web.desk.steps import step_of
from tests.support import world as made
from tests.support.bank import Told, camt_054
from tests.web.desk.reading import text_of
from tests.web.desk.samples import make_case_studied


def sent_by_its_button(page: Any) -> dict[str, str]:
    """What one press of the button of the task sends."""
    (line,) = [line for line in page.context["tasks"] if line.step and line.step.piece]
    assert f'name="code" value="{line.step.piece}"' in page.content.decode()
    return {"code": line.step.piece, "owed_by": "insured"}


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
    assert "Demander à la personne : relevé d'identité bancaire" in text
    agent.post(reverse("desk-ask", args=[about.case.id]), sent_by_its_button(page))
    assert [(one.code, one.owed_by) for one in open_pieces(about.case)] == [
        ("bank_details", "insured")
    ]
    again = text_of(agent.get(reverse("desk-case", args=[about.case.id])))
    assert "La pièce est demandée : voir « Ce qui est attendu »." in again
    assert "Demander à la personne" not in again


def test_the_account_of_an_employer_is_not_asked_of_the_person(agent: Client) -> None:
    about = made.make_case_paid()
    (task,) = (sent_back(about), *open_for_case(about.case.id))[1:]
    task.data = {**task.data, "payee": "employer"}
    step = step_of(task, on_its_file=True)
    assert step is not None
    assert not step.piece
    assert step.url.endswith("?piece=bank_details")


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
