"""Fixtures of the tests of pages."""

import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.conf import settings as django_settings
from django.template import engines
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from guichet.web.desk import kept
from tests.support.browser import visitor
from tests.web.world import World, make_world, sign_in

OpenPage = Callable[..., Page]


class UndefinedVariable(str):
    """Given to Django as the text of an undefined variable: using it fails the test."""

    def __contains__(self, _text: object) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        raise AssertionError(f"A template uses {variable}, which nobody has defined.")


@pytest.fixture(autouse=True)
def strict_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", UndefinedVariable("%s"))


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """No count of another test, and none is long, however loaded the machine."""
    monkeypatch.setattr(kept, "QUICK", math.inf)
    kept.forget()


@pytest.fixture(scope="session", autouse=True)
def static_files_found_when_asked() -> Iterator[None]:
    """Instead of thousands listed anew for each client; before the live server, which is as old."""
    with override_settings(WHITENOISE_AUTOREFRESH=True, STATIC_ROOT=None):
        yield


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def client_of(world: World) -> Callable[[str], Client]:
    """A client signed in as the account of a role; `anonymous` is a client that is nobody."""

    def client(role: str) -> Client:
        account = world.accounts.get(role)
        return sign_in(Client(), account) if account else Client()

    return client


@pytest.fixture
def open_page(
    browser: Browser, live_server: LiveServer, client_of: Callable[[str], Client]
) -> Iterator[OpenPage]:
    """`open_page("insured", path, **options of the browser's context)`: a page of that role."""
    with ExitStack() as visitors:

        def open_as(role: str, path: str = "/", **options: object) -> Page:
            page = visitors.enter_context(visitor(browser, base_url=live_server.url, **options))
            cookie = client_of(role).cookies.get(django_settings.SESSION_COOKIE_NAME)
            if cookie:
                page.context.add_cookies(
                    [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
                )
            page.goto(path)
            return page

        yield open_as
