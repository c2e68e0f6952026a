"""What a manager supposes, and the weeks that follow from it."""

import pytest
from django.test import Client
from django.urls import reverse

from guichet.contacts.models import Contact
from tests.support import world as made
from tests.web.desk.reading import text_of

PAGE = "desk-outlook"
SAID = {"semaines": "8", "agents": "2", "minutes": "30", "temps": "1500", "delai": "20"}


def test_the_page_says_what_is_known_and_what_is_supposed(manager: Client) -> None:
    made.make_case_decided()
    shown = text_of(manager.get(reverse(PAGE)))
    assert "moyenne des huit dernières semaines" in shown
    assert "sont une supposition" in shown
    assert "Aucun appel enregistré" in shown


def test_supposing_more_arrivals_gives_weeks_and_the_staff_for_a_delay(manager: Client) -> None:
    made.make_case_decided()
    said = {**SAID, "mois-2026-12": "65", "mois-2027-01": "86"}
    shown = text_of(manager.get(reverse(PAGE), said))
    assert "Semaine par semaine" in shown
    assert "Pour un premier paiement en 20 jours au plus" in shown


@pytest.mark.parametrize(
    ("wrong", "label"),
    [
        ({"mois-2026-12": "-101"}, "Arrivées de décembre 2026"),
        ({"mois-2026-12": "beaucoup"}, "Arrivées de décembre 2026"),
        ({"minutes": "0"}, "Minutes d'agent par dossier"),
        ({"agents": ""}, "Agents qui décident"),
        ({"semaines": "99"}, "Semaines à prévoir"),
        ({"semaines": "x" * 5000}, "Semaines à prévoir"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_label(
    manager: Client, wrong: dict[str, str], label: str
) -> None:
    shown = manager.get(reverse(PAGE), {**SAID, **wrong})
    assert label in text_of(shown).replace("’", "'")
    assert "Semaine par semaine" not in text_of(shown)
    assert "fr-error-text" in shown.content.decode()


def test_the_agents_for_the_busiest_hour_are_told(manager: Client) -> None:
    Contact.objects.bulk_create(
        Contact(
            channel="phone", public="insured", motive="dossier", outcome="answered",
            started_at=made.NOW, recorded_at=made.NOW, duration_seconds=180,
        )
        for _ in range(20)
    )  # fmt: skip
    shown = text_of(manager.get(reverse(PAGE)))
    assert "20 appels, de 3,0 minutes en moyenne" in shown
    assert "Il faut 3 agents" in shown


def test_the_outlook_is_a_managers(agent: Client) -> None:
    assert agent.get(reverse(PAGE)).status_code == 403
