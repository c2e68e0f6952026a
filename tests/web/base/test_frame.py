"""What surrounds every page: headers, refusals in plain words, language, menu."""

from collections.abc import Callable

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from pytest_django import Settings

from guichet.people.service import Role
from guichet.web import urls
from guichet.web.menu import landing_of
from guichet.web.route import EVERYBODY, Route
from guichet.web.routes import ROUTES, ROUTES_BY_NAME


def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret of the house")


def suspicious(_request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("secret of the house")


FAILING = [
    Route("panne", broken, "broken", EVERYBODY),
    Route("louche", suspicious, "suspicious", EVERYBODY),
]
urlpatterns = [*urls.urlpatterns, *(path(r.path, r.view, name=r.name) for r in FAILING)]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def client(db: None) -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def failing_site(client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Client:
    settings.ROOT_URLCONF = __name__
    for route in FAILING:
        monkeypatch.setitem(ROUTES_BY_NAME, route.name, route)
    return client


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nulle-part", 404, "Nous ne trouvons pas cette page"),
        ("/panne", 500, "Une panne, de notre côté"),
        ("/louche", 400, "Nous n'avons pas compris cette demande"),
    ],
)
def test_a_page_that_cannot_be_given_says_so_in_plain_words(
    failing_site: Client, address: str, status: int, words: str
) -> None:
    answer = failing_site.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert "secret" not in page
    assert "Content-Security-Policy" in answer.headers


def test_a_form_without_its_token_is_refused_in_plain_words(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/connexion", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "restée ouverte trop longtemps" in answer.content.decode()


def test_a_page_of_another_role_is_refused_in_plain_words(
    client_of: Callable[[str], Client],
) -> None:
    answer = client_of(Role.INSURED).get(reverse("second-factor"))
    assert answer.status_code == 403
    assert "pas pour votre compte" in answer.content.decode()


def test_nothing_of_elsewhere_may_run_and_nothing_leaks(client: Client) -> None:
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_read_after_signing_in_is_not_kept_by_the_browser(
    client: Client, client_of: Callable[[str], Client]
) -> None:
    assert "Cache-Control" not in client.get("/aide").headers
    assert client_of(Role.INSURED).get("/mot-de-passe").headers["Cache-Control"] == "no-store"


def test_the_language_follows_the_browser_until_the_reader_chooses(client: Client) -> None:
    assert '<html lang="en">' in client.get("/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="fr">' in client.get("/", headers={"accept-language": "de"}).content.decode()
    answer = client.post(reverse("set-language"), {"language": "en", "next": "/aide"})
    assert answer.headers["Location"] == "/aide"
    english = client.get("/aide", headers={"accept-language": "fr"}).content.decode()
    assert '<html lang="en">' in english
    assert "<h1>Help</h1>" in english


def test_the_choice_of_language_never_leads_to_another_site(client: Client) -> None:
    answer = client.post("/langue", {"language": "en", "next": "https://ailleurs.invalid"})
    assert "ailleurs" not in answer.headers["Location"]


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_menu_shows_the_pages_of_the_role_and_where_one_is(
    role: str, client_of: Callable[[str], Client]
) -> None:
    mine = [route for route in ROUTES if route.menu and role in route.roles]
    help_page = client_of(role).get("/aide")
    assert [entry.url for entry in help_page.context["menu"]] == [reverse(r.name) for r in mine]
    for route in mine:
        page = client_of(role).get(reverse(route.name))
        current = [entry.current for entry in page.context["menu"] if entry.current]
        assert current == ["page"], route.name


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_start_of_each_role_is_its_own(role: str, client_of: Callable[[str], Client]) -> None:
    landing = landing_of(role)
    answer = client_of(role).get("/")
    if landing == "home":
        assert answer.status_code == 200
    else:
        assert answer.headers["Location"] == reverse(landing)
