"""Each page of each role, in a real browser."""

import re
from collections import defaultdict

import pytest
from playwright.sync_api import ConsoleMessage, Request
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from guichet.web.route import ANONYMOUS, EVERYBODY
from guichet.web.routes import ROUTES
from tests.web.conftest import OpenPage
from tests.web.pages import page_faults
from tests.web.samples import address
from tests.web.world import World

# what differs from one world to another: identifiers, and the mark of each form
OF_ONE_WORLD = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[A-Za-z0-9]{64}")
SEEN: dict[str, set[str]] = defaultdict(set)


def is_new(name: str, page: str) -> bool:
    """Whether no role before saw the same between the header and the footer of this route."""
    start, end = page.index("<main"), page.index("</main>")
    content = OF_ONE_WORLD.sub("", page[start:end])
    if content in SEEN[name]:
        return False
    SEEN[name].add(content)
    return True


@pytest.mark.parametrize("role", EVERYBODY)
def test_no_page_has_a_fault(
    role: str, world: World, open_page: OpenPage, live_server: LiveServer, settings: Settings
) -> None:
    settings.DEMO = True  # the banner is one thing more on each page
    page = open_page(role)
    faults: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"{page.url} says in the console: {message.text}")

    def watch(request: Request) -> None:
        if not request.url.startswith(("data:", live_server.url)) or "/fonts/" in request.url:
            faults.append(f"{page.url} fetches {request.url}")

    page.on("console", listen)
    page.on("request", watch)
    for route in ROUTES:
        # a page open to all is looked at once, as nobody; one of them is enough for the others
        if role not in route.roles or (role != ANONYMOUS in route.roles and route.name != "help"):
            continue
        path = address(route, world)
        answer = page.context.request.get(path, max_redirects=0)
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        if answer.status == 200 and is_page and "content-disposition" not in answer.headers:
            # each role has a header of its own, looked at on the page of help and on its own pages
            if not is_new(route.name, answer.text()) and route.name != "help":
                continue
            page.goto(path)
            assert page.get_by_role("complementary", name="Démonstration").is_visible()
            faults += page_faults(page)
    assert not faults, "\n".join(faults)
