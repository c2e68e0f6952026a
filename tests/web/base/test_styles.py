"""The State's typeface is never fetched, however slowly the sheets of style come."""

import pytest
from playwright.sync_api import Route

from tests.web.conftest import OpenPage


@pytest.mark.parametrize("late", ["theme.css", "dsfr.main.min.css"])
def test_a_sheet_that_comes_late_does_not_let_the_typeface_of_the_state_in(
    open_page: OpenPage, late: str
) -> None:
    page = open_page("anonymous", "about:blank")
    held: list[Route] = []
    fonts: list[str] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(f"**/{late}", hold)
    page.on("request", lambda asked: fonts.append(asked.url) if "/fonts/" in asked.url else None)
    page.goto("/", wait_until="commit")
    while not page.evaluate("document.styleSheets.length && document.querySelector('footer')"):
        page.wait_for_timeout(50)
    page.evaluate("document.body.offsetHeight")  # what asks for fonts, on a loaded machine
    assert held, "the sheet was not asked for"
    for sheet in held:
        sheet.continue_()
    page.wait_for_load_state("load")
    assert not fonts
