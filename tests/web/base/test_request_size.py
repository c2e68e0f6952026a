"""What is too long is refused before it is read: no stranger fills the disk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client
from pytest_django import Settings

from guichet.people.service import Role
from guichet.web.routes import ROUTES
from tests.web.conftest import OpenPage
from tests.web.pages import assert_good_page
from tests.web.world import PASSWORD, World

ClientOf = Callable[[str], Client]
DROP = "/employeur/dsn"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths whose body was read, in whatever way."""
    paths: list[str] = []
    load = WSGIRequest._load_post_and_files

    def watched(request: WSGIRequest) -> None:
        paths.append(request.path)
        load(request)

    monkeypatch.setattr(WSGIRequest, "_load_post_and_files", watched)
    return paths


def dropped(client: Client, size: int) -> Any:
    return client.post(DROP, {"dsn_files": SimpleUploadedFile("juin.dsn", b"x" * size)})


def test_a_sending_longer_than_its_page_takes_is_refused_unread(
    world: World, client_of: ClientOf, settings: Settings, read: list[str]
) -> None:
    settings.REQUEST_MAX_BYTES = {**settings.REQUEST_MAX_BYTES, "dsn": 2 * 1024 * 1024}
    client = client_of(Role.EMPLOYER)
    answer = dropped(client, 2 * 1024 * 1024)
    assert answer.status_code == 413
    assert "2 Mo au plus" in answer.content.decode()
    assert not read
    assert dropped(client, 1024).status_code == 302
    assert read == [DROP]


@pytest.mark.parametrize(
    ("role", "status", "looked_at"),
    [("anonymous", 302, []), (Role.INSURED, 403, []), (Role.EMPLOYER, 403, [DROP])],
)
def test_nothing_is_read_of_who_may_not_open_the_page(
    client_of: ClientOf, read: list[str], role: str, status: int, looked_at: list[str]
) -> None:
    """The employer is refused too, for want of a token, which is looked for in the body."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client_of(role).cookies
    strict.cookies["csrftoken"] = "x" * 32
    assert dropped(strict, 10).status_code == status
    assert read == looked_at


def test_pages_without_files_take_little_even_from_nobody(world: World, read: list[str]) -> None:
    long = {"login": "x" * (3 * 1024 * 1024), "password": "y"}
    assert Client().post("/connexion", long).status_code == 413
    assert Client().post("/connexion", {**long, "login": "x"}).status_code == 200
    assert read == ["/connexion"]


@pytest.mark.parametrize(("length", "status"), [("", 200), ("beaucoup", 200), ("-1", 400)])
def test_a_length_that_is_none_reads_nothing(world: World, length: str, status: int) -> None:
    typed = {"login": Role.INSURED, "password": PASSWORD}
    assert Client().post("/connexion", typed, CONTENT_LENGTH=length).status_code == status
    assert Client().post("/connexion", typed).status_code == 302


def test_every_page_that_takes_files_says_so(settings: Settings) -> None:
    assert {route.name: route.takes for route in ROUTES if route.takes != "form"} == {
        "desk-original": "paper",
        "desk-payslips": "paper",
        "desk-posted": "paper",
        "employer-drop": "dsn",
        "employer-drop-certificates": "paper",
        "insured-notice-paper": "paper",
        "insured-payslips": "paper",
        "insured-piece": "paper",
    }
    assert {route.takes for route in ROUTES} == set(settings.REQUEST_MAX_BYTES)
    assert settings.REQUEST_MAX_BYTES["dsn"] > settings.DSN_MAX_BYTES
    assert settings.REQUEST_MAX_BYTES["paper"] > settings.UPLOAD_MAX_BYTES


def test_the_refusal_is_a_good_page(open_page: OpenPage, settings: Settings) -> None:
    settings.REQUEST_MAX_BYTES = {**settings.REQUEST_MAX_BYTES, "form": 10}
    page = open_page("anonymous", "/connexion")
    page.fill("[name=login]", "insured")
    page.fill("[name=password]", "autre chose")
    page.click("main button[type=submit]")
    assert "trop gros" in page.inner_text("h1")
    assert_good_page(page)
