"""The parts that pages are made of, and the forms, in a real browser."""

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from guichet.web.routes import ROUTES_BY_NAME
from tests.web.base import gallery
from tests.web.conftest import OpenPage
from tests.web.pages import assert_good_page, page_faults, tab_to


@pytest.fixture
def open_gallery(
    open_page: OpenPage, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> OpenPage:
    settings.ROOT_URLCONF = gallery.__name__
    monkeypatch.setitem(ROUTES_BY_NAME, "gallery", gallery.ROUTE)
    return open_page


def test_every_part_is_accessible(open_gallery: OpenPage) -> None:
    assert_good_page(open_gallery("insured", "/galerie"))


def test_every_refusal_is_accessible_and_leads_to_its_field(open_gallery: OpenPage) -> None:
    page = open_gallery("insured", "/galerie")
    page.fill("[name=wage]", "beaucoup")
    page.click("main button[type=submit]")
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    assert page.title().startswith("Erreur\N{NO-BREAK SPACE}: ")
    assert_good_page(page)
    for link in summary.locator("a").all():
        target = page.locator(link.get_attribute("href") or "missing")
        expect(target).to_have_count(1)
        link.click()
        expect(target).to_be_focused()
    wage = page.locator("[name=wage]")
    expect(wage).to_have_attribute("aria-invalid", "true")
    expect(wage).to_have_accessible_description(
        "Par exemple 1 850,00. Écrivez un montant en euros, avec deux chiffres au plus après la "
        "virgule, par exemple 1 234,56."
    )
    expect(wage).to_have_value("beaucoup")


def test_the_first_press_of_tab_offers_the_content(open_gallery: OpenPage) -> None:
    page = open_gallery("insured", "/galerie")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, page.locator("[name=name]"), most=3)


def test_the_pages_of_a_list_follow_one_another_without_script(open_gallery: OpenPage) -> None:
    page = open_gallery("insured", "/galerie?tri=date", java_script_enabled=False)
    expect(page.get_by_role("link", name="Page précédente")).to_have_count(0)
    page.get_by_role("link", name="Page suivante").click()
    assert page.url.endswith("/galerie?tri=date&page=2")
    page.goto("/galerie?page=4")
    expect(page.get_by_role("link", name="Page suivante")).to_have_count(0)


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        ("document.querySelector('main').style.width = '500px'", "scrolls sideways"),
        ("document.querySelector('h1').remove()", "has 0 h1"),
        ("document.querySelector('label').remove()", "label"),
        ("document.querySelector('main').style.color = '#ccc'", "contrast"),
        ("document.title = 'Guichet'", "has the title"),
    ],
)
def test_a_fault_of_a_page_is_seen(open_gallery: OpenPage, harm: str, fault: str) -> None:
    page = open_gallery("insured", "/galerie")
    page.evaluate(harm)
    assert any(fault in found for found in page_faults(page))
