"""What an agent sees and does of money asked back, on one page and its steps."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from guichet.ledger.service import Recovery, orders_of_case
from guichet.letters.service import letters_of_case
from guichet.people.service import Role
from tests.ledger.book import Book
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.desk.samples import make_debt


def page(debt: Recovery) -> str:
    return reverse("desk-debt", args=[debt.case_id, debt.id])


def do(client: Client, debt: Recovery, slug: str, **said: Any) -> str:
    url = reverse("desk-debt-step", args=[debt.case_id, debt.id, slug])
    return text_of(client.post(url, said, follow=True))


def titles(debt: Recovery) -> list[str]:
    return [letter.content["news"] for letter in letters_of_case(debt.case_id) if _news(letter)]


def _news(letter: Any) -> bool:
    return letter.code == "ij_recovery_news"


def test_the_list_and_the_file_lead_to_the_debt_and_what_may_be_done_of_it(agent: Client) -> None:
    debt = make_debt()
    for origin in (reverse("desk-recoveries"), reverse("desk-case", args=[debt.case_id])):
        assert page(debt) in agent.get(origin).content.decode()
    text = text_of(agent.get(page(debt)))
    assert "Reste à rembourser (net) 184,01" in text
    assert debt.case.person.full_name in text
    assert "du 20 octobre 2026 au 25 octobre 2026" in text
    assert "Noter un remboursement" in text
    assert "Répondre à la contestation" not in text
    assert "Accorder une remise" not in text, "a manager's"


def test_a_repayment_is_noted_up_to_what_is_owed_and_no_more(agent: Client) -> None:
    debt = make_debt()
    today = made.TODAY.isoformat()
    refused = do(agent, debt, "remboursement", amount="184,02", received_on=today)
    assert "Il reste 184,01" in refused
    assert Recovery.objects.get().repaid_cents == 0
    text = do(agent, debt, "remboursement", amount="84,01", received_on=today)
    assert "Le remboursement est noté." in text
    assert "84,01 €, reçus le 20 novembre 2026" in text
    assert "Reste à rembourser (net) 100,00" in text
    text = do(agent, debt, "remboursement", amount="100", received_on=today)
    assert "État Remboursée" in text
    assert "Noter un remboursement" not in text.split("Jours payés en trop")[0].split("État")[1]


def test_instalments_are_agreed_and_written_to_who_owes(agent: Client) -> None:
    debt = make_debt()
    assert "12 mois" in do(agent, debt, "echeancier", first_on="2026-12-10", months="13")
    assert "aujourd'hui et dans deux mois" in do(
        agent, debt, "echeancier", first_on="2026-11-01", months="3"
    )
    assert titles(debt) == []
    text = do(agent, debt, "echeancier", first_on="2026-12-10", months="3")
    assert "10 décembre 2026 61,34" in text
    assert "10 février 2027 61,33" in text
    assert titles(debt) == ["plan"]
    step = reverse("desk-debt-step", args=[debt.case_id, debt.id, "echeancier"])
    assert "le nouveau le remplace" in text_of(agent.get(step))


def test_what_is_left_of_each_instalment_follows_what_came_and_what_is_given_up(
    agent: Client, manager: Client
) -> None:
    debt = make_debt()
    do(agent, debt, "echeancier", first_on="2026-12-10", months="3")
    text = do(agent, debt, "remboursement", amount="70", received_on=made.TODAY.isoformat())
    assert "10 décembre 2026 61,34 € soldée" in text
    assert "10 janvier 2027 61,34 € 52,68 €" in text
    said = {"amount": "62", "reason": "Un seul revenu, trois enfants.", "honest": "on"}
    text = do(manager, debt, "remise", **said)
    assert "Reste à rembourser (net) 52,01" in text
    assert "10 janvier 2027 61,34 € 52,01 €" in text
    assert "10 février 2027 61,33 € soldée" in text


def test_while_it_is_contested_nothing_is_collected_until_the_answer(agent: Client) -> None:
    debt = make_debt()
    today = made.TODAY.isoformat()
    text = do(agent, debt, "contestation", way="rectification", received_on=today, text="Faux.")
    assert "Répondre avant le 20 décembre 2026" in text
    assert "« Faux. »" in text or "Faux." in text
    assert "a changé" in do(agent, debt, "echeancier", first_on="2026-12-10", months="3")
    basket = agent.get(reverse("desk-basket"))
    assert "contesté par l'assuré" in text_of(basket)
    assert page(debt) in basket.content.decode()
    text = do(agent, debt, "reponse", outcome="maintained", answer="La reprise est confirmée.")
    assert "La somme reste réclamée" in text
    assert sorted(titles(debt)) == ["contested", "maintained"]
    assert Recovery.objects.get().state == "notified"


def test_an_answer_without_reason_is_refused(agent: Client) -> None:
    debt = make_debt()
    do(agent, debt, "contestation", way="cra", received_on=made.TODAY.isoformat(), text="")
    assert "Remplissez" in do(agent, debt, "reponse", outcome="maintained", answer="")
    do(agent, debt, "reponse", outcome="maintained", answer="Décision de la commission.")
    assert titles(debt) == ["contested"], "the committee writes its own letter"


def test_a_remission_is_a_managers_for_a_person_in_good_faith(
    agent: Client, manager: Client
) -> None:
    debt = make_debt()
    said = {"amount": "100", "reason": "Un seul revenu, trois enfants.", "honest": "on"}
    url = reverse("desk-debt-step", args=[debt.case_id, debt.id, "remise"])
    assert agent.post(url, said).status_code == 404
    assert "Remplissez" in do(manager, debt, "remise", **{**said, "honest": ""})
    text = do(manager, debt, "remise", **said)
    assert "La remise est accordée" in text
    assert "Reste à rembourser (net) 84,01" in text
    assert "Un seul revenu, trois enfants." in text
    assert titles(debt) == ["remitted"]


def test_what_is_owed_is_withheld_from_coming_payments_then_no_more(
    client_of: Callable[[str], Client], settings: Settings
) -> None:
    debt = make_debt()
    early = reverse("desk-debt-step", args=[debt.case_id, debt.id, "retenue"])
    soon = client_of(Role.AGENT).get(early, follow=True)
    assert "a changé" in text_of(soon), "the two months have not passed"
    settings.NOW = "2027-02-01T10:00"
    agent = client_of(Role.AGENT)
    said = {"dependants": "2", "most": "40", "reason": "Aucune réponse à nos appels."}
    assert "Remplissez" in do(agent, debt, "retenue", **{**said, "reason": ""})
    text = do(agent, debt, "retenue", **said)
    assert "La retenue est décidée" in text
    assert "Personnes à charge 2 Au plus par mois 40,00 €" in text
    assert "Ce que la loi permet de retenir sur ce mois : 0,00 €" in text
    assert "R.3252-2" in text, "the agent may work it out again"
    assert titles(debt) == ["withheld"]
    text = do(agent, debt, "fin-retenue", reason="Elle rembourse par virement.")
    assert "La retenue est arrêtée" in text
    assert sorted(titles(debt)) == ["not_withheld", "withheld"]


def test_a_payment_says_what_was_kept_of_it_to_all_who_read_it(
    agent: Client, settings: Settings
) -> None:
    """An employer's: the desk's lists, the debt, and the employer's own statement."""
    book = Book(made.make_wage_kept())
    book.grant([])
    book.grant([(0, 3000)] * 2)
    book.pay(2)
    book.grant([])
    debt = Recovery.objects.get()
    settings.NOW = "2027-02-01T10:00"
    text = do(agent, debt, "retenue-employeur", most="20", reason="Aucune réponse.")
    assert "Personnes à charge" not in text
    book.grant([(0, 0), (0, 0), (0, 3000)])
    book.pay(4)
    (order,) = orders_of_case(debt.case_id).filter(withheld_cents=2000)
    assert f"20,00 €, retenus le 5 septembre 2026 sur le virement {order.number}" in text_of(
        agent.get(page(debt))
    )
    for url in (
        reverse("desk-run", args=[order.run_id]),
        reverse("desk-case", args=[debt.case_id]),
    ):
        assert "après retenue de 20,00 €" in text_of(agent.get(url))


@pytest.mark.parametrize("slug", ["inconnu", "reponse"])
def test_a_step_that_is_not_offered_does_nothing(agent: Client, slug: str) -> None:
    debt = make_debt()
    url = reverse("desk-debt-step", args=[debt.case_id, debt.id, slug])
    answer = agent.get(url, follow=True)
    assert answer.status_code == (404 if slug == "inconnu" else 200)


def test_the_debt_of_another_file_is_not_found(agent: Client) -> None:
    debt, other = make_debt(), made.make_case_decided()
    url = reverse("desk-debt", args=[other.case.id, debt.id])
    assert agent.get(url).status_code == 404
    assert date(2026, 10, 20) <= made.LAST
