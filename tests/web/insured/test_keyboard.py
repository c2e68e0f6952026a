from playwright.sync_api import Page
from pytest_django import Settings

from guichet.benefits.sick_leave.service import Notice
from tests.web.conftest import OpenPage
from tests.web.pages import assert_good_page, tab_to
from tests.web.world import World


def _type_day(page: Page, name: str, digits: str) -> None:
    tab_to(page, page.locator(f"[name={name}]"))
    page.keyboard.type(digits)


def test_a_notice_is_filed_without_a_mouse(
    world: World, open_page: OpenPage, settings: Settings
) -> None:
    page = open_page("insured", "/mon-compte", locale="fr-FR")
    tab_to(page, page.get_by_role("link", name="Envoyer un arrêt"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Remplir en ligne"))
    page.keyboard.press("Enter")
    send = page.get_by_role("button", name="Envoyer mon avis d'arrêt")
    tab_to(page, send)
    page.keyboard.press("Enter")
    summary = page.locator("#error-summary")
    summary.wait_for()
    assert summary.evaluate("element => element === document.activeElement")
    assert_good_page(page)
    tab_to(page, page.locator("#id_kind_0"))
    page.keyboard.press("Space")
    for name, day in (("first_day", "20"), ("last_day", "27"), ("prescribed_on", "20")):
        page.locator(f"[name={name}]").evaluate("element => { element.type = 'text' }")
        _type_day(page, name, f"{day}/11/2026")
    tab_to(page, send)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Votre avis d'arrêt est reçu").wait_for()
    assert_good_page(page)
    tab_to(page, page.get_by_role("link", name="Voir mon dossier"))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Arrêt de travail du 20 au 27 novembre 2026").wait_for()
    assert Notice.objects.get().person == world.person
