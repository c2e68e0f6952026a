"""What agents correct by hand is counted by kind and source, for whoever mends the rules."""

from django.test import Client
from django.urls import reverse

from guichet.benefits.sick_leave.service import correct_fact
from tests.support import world as made
from tests.web.desk.reading import text_of


def test_corrections_are_counted_with_their_source_their_files_and_why(manager: Client) -> None:
    page = reverse("desk-corrections")
    assert "Aucune correction" in text_of(manager.get(page))
    for hours, month in enumerate(made.MONTHS[:2], start=1):
        about = made.make_case_decided()
        correct_fact(
            about.case.id,
            f"wage.{month}",
            {"gross": "2100", "hours": "151,67"},
            reason="Prime oubliée.",
            actor=about.agent,
            now=made.at(hours=hours),
        )
    correct_fact(
        about.case.id,
        "return.on",
        "2026-10-20",
        reason="Dit au téléphone.",
        actor=about.agent,
        now=made.at(hours=3),
    )
    text = text_of(manager.get(page))
    assert "Salaire d'un mois formulaire de l'employeur 2 2" in text
    assert "Reprise du travail le rien n'était connu 1 1" in text
    assert f"{about.case.number} : Dit au téléphone." in text.replace("\u00a0", " ")
    assert text.index("Salaire d'un mois") < text.index("Reprise du travail le")


def test_it_is_a_managers_page(agent: Client) -> None:
    assert agent.get(reverse("desk-corrections")).status_code in (403, 404)
