"""Debian's Chromium, driven by Playwright, and what every page must satisfy in it."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

from tools.system import find

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FRENCH_VISITOR = {"locale": "fr-FR", "timezone_id": "Europe/Paris"}


@contextmanager
def chromium() -> Iterator[Browser]:
    path = find("chromium")
    if path is None:
        raise RuntimeError("Chromium is missing: make test says what to install")
    # Playwright's loop runs in this thread, where Django would refuse the database
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visitor(browser: Browser, **options: object) -> Iterator[Page]:
    """A page of a visitor of their own; a script that fails on it fails the test."""
    failures: list[str] = []
    context = browser.new_context(**{**FRENCH_VISITOR, **options})  # type: ignore[arg-type]
    page = context.new_page()
    page.on("pageerror", lambda error: failures.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert not failures, f"scripts failed on the page: {failures}"


# What another width or other colours can break, where the page was sound in one of each.
RULES_OF_LOOKS = (
    "color-contrast",
    "link-in-text-block",
    "scrollable-region-focusable",
    "target-size",
)


def axe_violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds wrong on the page, one readable line an element; `rules`: these alone."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # "preload" reads sheets and sounds again, for rules that are off or have nothing to read here
    options: dict[str, object] = {"resultTypes": ["violations"], "preload": False}
    if rules:
        options["runOnly"] = list(rules)
    found = page.evaluate("options => axe.run(options).then(told => told.violations)", options)
    return [
        f"{page.url} {violation['id']}: {violation['help']} at {' '.join(map(str, node['target']))}"
        for violation in found
        for node in violation["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    found = axe_violations(page)
    assert not found, "\n".join(found)
