"""What an agent, the person and a manager see of a file that an old system had paid."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from guichet.cases.models import Case
from guichet.people.models import Account
from tests.support import portfolio
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.world import World, sign_in

PAID_BEFORE = "08/10/2026 – 12/11/2026 (36)"


@pytest.fixture
def taken(world: World, tmp_path: Path) -> Case:
    """The insured person's own file, with another that differs and is still in shadow."""
    made.give_account(world.person)
    portfolio.switched(tmp_path, portfolio.make_old("A-1", person=world.person))
    portfolio.import_all(
        tmp_path, portfolio.make_old("A-2", paid=[portfolio.paid(daily=3300)]), name="b"
    )
    portfolio.compare()
    return Case.objects.get()


def test_the_page_of_the_file_says_where_it_comes_from_and_what_was_paid(
    taken: Case, agent: Client
) -> None:
    text = text_of(agent.get(reverse("desk-case", args=[taken.id])))
    assert "repris de l'ancien système" in text
    assert "dossier A-1 ; Repris : nous payons la suite" in text
    assert PAID_BEFORE in text
    assert "Numéro dans l'ancien système" in text
    person = text_of(agent.get(reverse("desk-person", args=[taken.person_id])))
    assert PAID_BEFORE in person


def test_a_file_of_ours_speaks_of_no_other_system(agent: Client) -> None:
    case = made.make_case_decided().case
    assert "ancien système" not in text_of(agent.get(reverse("desk-case", args=[case.id])))


def test_the_person_reads_that_these_days_were_paid_before(taken: Case) -> None:
    account = Account.objects.get(role="insured", person=taken.person)
    client = sign_in(Client(), account)
    text = text_of(client.get(reverse("insured-case", args=[taken.id])))
    assert "payé avant le changement de système" in text
    assert "Payé avant le changement de système : 1 183,32 € brut, jusqu'au 12 novembre 2026" in (
        text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    )
    assert "Votre dossier continue ici" in text


def test_a_manager_sees_where_the_portfolio_stands(taken: Case, manager: Client) -> None:
    page = manager.get(reverse("desk-takeover"))
    text = text_of(page)
    assert "Repris : nous payons la suite" in text
    assert "Montant du jour" in text
    assert "A-2" in text
    assert "arrêté au 15 novembre 2026" in text
    assert taken.person.family_name not in text


def test_an_agent_has_no_such_page(agent: Client) -> None:
    assert agent.get(reverse("desk-takeover")).status_code in (403, 404)
