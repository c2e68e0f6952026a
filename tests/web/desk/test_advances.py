"""An advance on the desk: proposed by one agent, given by another one."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from guichet.ledger.models import Advance, Claim
from tests.support import world as made
from tests.support.advances import given, make_advanced, make_without_wage
from tests.web.answers import text_of as account_text
from tests.web.desk.reading import text_of
from tests.web.world import World


@pytest.fixture(autouse=True)
def option(settings: Settings) -> None:
    settings.ADVANCES = True


def page_of(about: made.SickLeave) -> str:
    return reverse("desk-advance", args=[about.case.id])


def post(client: Client, about: made.SickLeave, gesture: str, seen: object = "") -> Any:
    said = {"gesture": gesture, "seen": str(seen)}
    return client.post(page_of(about), said, follow=True)


def test_one_proposes_another_gives(agent: Client, manager: Client) -> None:
    about = make_without_wage()
    assert page_of(about) in agent.get(reverse("desk-case", args=[about.case.id])).content.decode()
    text = text_of(agent.get(page_of(about)))
    assert "394,56 €" in text
    assert "du 8 octobre 2026 au 25 octobre 2026 : 21,92 € par jour" in text
    assert "Un autre agent doit le donner." in text_of(post(agent, about, "propose"))
    advance = Advance.objects.get()
    mine = text_of(agent.get(page_of(about)))
    assert "Vous l'avez proposé : un autre agent doit le donner." in mine
    assert "Donner l'acompte" not in mine
    refused = text_of(post(agent, about, "give", advance.id))
    assert "Vous avez proposé cet acompte : un autre agent doit le donner." in refused
    assert not Claim.objects.exists()
    assert "Donner l'acompte" in text_of(manager.get(page_of(about)))
    text = text_of(post(manager, about, "give", advance.id))
    assert "la prochaine journée de paiement le verse" in text
    assert "Acompte donné par un second agent : 394,56 € brut, 18 jour(s)." in text
    assert Claim.objects.filter(advance=advance).count() == 18
    given = text_of(agent.get(page_of(about)))
    assert "Acompte donné le" in given and "394,56 € brut." in given


def test_one_that_is_gone_or_dropped_is_told(agent: Client, manager: Client) -> None:
    about = make_without_wage()
    post(agent, about, "propose")
    assert "n'attend plus" in text_of(post(manager, about, "give", "?"))
    advance = Advance.objects.get()
    assert "L'acompte est écarté." in text_of(post(manager, about, "drop", advance.id))
    assert "n'attend plus" in text_of(post(manager, about, "give", advance.id))
    assert not Claim.objects.exists()


def test_one_that_a_payment_day_would_not_pay_is_not_given_and_the_page_says_why(
    agent: Client, manager: Client
) -> None:
    """The employer says a return, then takes it back: what it suspended stays so."""
    about = make_without_wage()
    given(about, made.at(days=-30))  # the sixteen days lived until then
    made.pay(made.TODAY - timedelta(days=30))
    post(agent, about, "propose")
    wages = made.pays_of_months(months=made.MONTHS[:2])
    for hours, said in ((1, {"returned_on": date(2026, 10, 20)}), (2, {})):
        now = made.at(hours=hours)
        made.send_form(about.person, about.employer, pays=wages, now=now, **said)
    held = text_of(manager.get(page_of(about)))
    assert "Paiement suspendu à partir du 20 octobre 2026 : l'employeur dit l'arrêt fini" in held
    assert "écartez cet acompte" in held and "Donner l'acompte" not in held
    proposed = Advance.objects.get(state="proposed")
    assert "Le dossier a changé" in text_of(post(manager, about, "give", proposed.id))
    post(manager, about, "drop", proposed.id)
    assert "ne serait pas versé" in text_of(post(agent, about, "propose"))
    assert not Claim.objects.filter(advance=proposed).exists()


def test_where_no_day_is_certain_the_page_says_why(agent: Client, settings: Settings) -> None:
    decided = made.make_case_decided()
    assert "Ce dossier a une décision" in text_of(agent.get(page_of(decided)))
    settings.ADVANCES = False
    about = make_without_wage()
    assert "La caisse ne verse pas d'acompte." in text_of(agent.get(page_of(about)))
    case_page = agent.get(reverse("desk-case", args=[about.case.id])).content.decode()
    assert page_of(about) not in case_page


def test_the_payments_of_the_file_name_it(
    agent: Client, world: World, client_of: Callable[[str], Client]
) -> None:
    about = make_advanced()
    text = text_of(agent.get(reverse("desk-case", args=[about.case.id])))
    assert "(18) acompte" in text
    about.case.person_id, mine = world.person.id, about.case
    type(mine).objects.filter(pk=mine.pk).update(person=world.person)
    page = client_of("insured").get(reverse("insured-case", args=[mine.id]))
    assert "Acompte :" in account_text(page)
