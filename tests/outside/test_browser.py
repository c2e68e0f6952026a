"""Chromium opens pages as a French visitor, and axe sees what is wrong on them."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import assert_accessible, axe_violations, visitor

SOUND = """<!doctype html><html lang="fr"><head><title>Mon compte</title></head>
<body><main><h1>Mon compte</h1>{}</main></body></html>"""


def test_a_sound_page_has_no_fault(page: Page) -> None:
    page.set_content(SOUND.format("<p>Bonjour</p>"))
    assert page.evaluate("navigator.language") == "fr-FR"
    assert_accessible(page)


def test_a_field_without_a_label_is_found(page: Page) -> None:
    page.set_content(SOUND.format("<input type='text'>"))
    assert any("label" in violation for violation in axe_violations(page))


def test_a_failing_script_fails_the_test(browser: Browser) -> None:
    with pytest.raises(AssertionError, match="scripts failed"), visitor(browser) as page:
        page.set_content(SOUND.format("<script>notDefined()</script>"))
        page.wait_for_load_state()


def test_a_visitor_may_come_without_javascript(browser: Browser) -> None:
    with visitor(browser, java_script_enabled=False) as page:
        content = SOUND.format("<p id='kept'>Sans script</p><script>kept.remove()</script>")
        page.goto(f"data:text/html;charset=utf-8,{quote(content)}")
        assert page.get_by_text("Sans script").is_visible()
