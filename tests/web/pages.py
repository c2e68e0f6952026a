"""What every page must satisfy, and a person who only has a keyboard."""

from typing import Literal

from playwright.sync_api import Locator, Page, ViewportSize

from tests.support.browser import RULES_OF_LOOKS, axe_violations

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 640}
SIGHTS: tuple[tuple[ViewportSize, Literal["light", "dark"]], ...] = (
    (DESKTOP, "light"),
    (NARROW, "dark"),
)
FUND = "CPAM de Vallombre"


def page_faults(page: Page) -> list[str]:
    """All that is wrong with the page shown: wide in light colours, narrow in dark ones."""
    faults: list[str] = []
    for (size, colours), rules in zip(SIGHTS, ((), RULES_OF_LOOKS), strict=True):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=colours)
        faults += [f"{size['width']} px: {fault}" for fault in axe_violations(page, rules)]
    needed = page.evaluate("document.documentElement.scrollWidth")
    if needed > NARROW["width"]:
        faults.append(f"{page.url} scrolls sideways: it needs {needed} px")
    title = page.title()
    if not title.endswith(f" - {FUND}") or title.startswith(" "):
        faults.append(f"{page.url} has the title {title!r}")
    if (headings := page.locator("h1").count()) != 1:
        faults.append(f"{page.url} has {headings} h1")
    return faults


def assert_good_page(page: Page) -> None:
    faults = page_faults(page)
    assert not faults, "\n".join(faults)


def tab_to(page: Page, target: Locator, most: int = 80) -> None:
    """Presses Tab until `target` has the focus, as a person without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{most} presses of Tab do not reach {target}")
