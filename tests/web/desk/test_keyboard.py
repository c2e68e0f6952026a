"""An agent without a mouse: from the basket to the decision."""

import re

from guichet.cases.service import decisions_of
from tests.web.conftest import OpenPage
from tests.web.desk.samples import make_case_settled
from tests.web.pages import tab_to
from tests.web.world import World


def test_a_file_is_opened_corrected_and_granted_by_the_keyboard(
    world: World, open_page: OpenPage
) -> None:
    about = make_case_settled()
    page = open_page("agent", "/bureau")
    tab_to(page, page.get_by_role("link", name=re.compile("^Décision favorable proposée")))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/bureau/dossiers/{about.case.id}")
    tab_to(page, page.get_by_role("link", name="Corriger Salaire de septembre 2026"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/corriger/wage.2026-09")
    tab_to(page, page.get_by_label("Salaire brut du mois"))
    page.keyboard.press("Control+A")
    page.keyboard.type("2 300,00")
    tab_to(page, page.get_by_label("Pourquoi cette correction"))
    page.keyboard.type("Bulletin de salaire reçu.")
    tab_to(page, page.get_by_role("button", name="Enregistrer"))
    page.keyboard.press("Enter")
    page.get_by_text("L'information est corrigée, le calcul est refait.").wait_for()
    tab_to(page, page.get_by_role("link", name="Accorder", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/accorder")
    tab_to(page, page.get_by_role("button", name="Prendre la décision"))
    page.keyboard.press("Enter")
    page.get_by_text("La décision est prise.").wait_for()
    assert decisions_of(about.case.id).get().result["sjb_cents"] > 6_575
