"""Signing in and out, as the pages do it."""

import base64
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from playwright.sync_api import expect
from pytest_django import Settings

from guichet.people.service import Role
from guichet.web.accounts.second_factor import KEY_IN_SESSION
from tests.web.conftest import OpenPage
from tests.web.pages import assert_good_page, tab_to
from tests.web.world import KEY, PASSWORD, World, verified_device

LOGIN = "/connexion"


def post_login(client: Client, login: str, password: str = PASSWORD, **more: str) -> str:
    answer = client.post(LOGIN, {"login": login, "password": password, **more})
    return answer.headers.get("Location") or answer.content.decode()


def code(key: str = KEY) -> str:
    return f"{totp(bytes.fromhex(key)):06d}"


def without_values(page: str) -> str:
    """The page without the token and without what the person has typed."""
    return re.sub(r'value="[^"]*"', "", page)


def test_the_right_password_opens_the_session_under_a_new_key(world: World) -> None:
    client = Client()
    client.get("/langue")
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    assert post_login(client, Role.INSURED).startswith("/")
    assert client.session.session_key != before
    assert client.get(reverse("change-password")).status_code == 200


@pytest.mark.parametrize("login", ["insured", "nobody at all", "locked", "closed"])
def test_a_refusal_says_the_same_whether_or_not_the_account_exists(
    world: World, login: str
) -> None:
    closed, locked = world.accounts[Role.EMPLOYER], world.accounts[Role.PROFESSIONAL]
    closed.login, closed.is_active = "closed", False
    closed.save()
    locked.login = "locked"
    locked.save()
    for _ in range(5):
        post_login(Client(), "locked", "autre chose")
    password = "autre chose" if login == "insured" else PASSWORD
    refusal = post_login(Client(), login, password)
    assert "ne vont pas ensemble" in refusal
    assert without_values(refusal) == without_values(post_login(Client(), "x", "y"))


def test_the_person_goes_to_the_page_first_asked_but_never_to_another_site(world: World) -> None:
    assert post_login(Client(), Role.INSURED, next="/aide") == "/aide"
    for elsewhere in ("https://ailleurs.invalid/", "//ailleurs.invalid", "javascript:alert(1)"):
        assert "ailleurs" not in post_login(Client(), Role.INSURED, next=elsewhere)


def test_an_agent_shows_a_code_after_the_password(world: World) -> None:
    client = Client()
    verified_device(world.accounts[Role.AGENT])
    assert post_login(client, Role.AGENT, next="/mot-de-passe") == reverse("second-factor")
    assert client.get("/mot-de-passe").headers["Location"] == reverse("second-factor")
    before = client.session.session_key
    refused = client.post(reverse("second-factor"), {"code": "12"})
    assert "6 chiffres" in refused.content.decode()
    answer = client.post(reverse("second-factor"), {"code": f"{code()[:3]} {code()[3:]}"})
    assert answer.headers["Location"] == "/mot-de-passe"
    assert client.session.session_key != before
    assert client.get("/mot-de-passe").status_code == 200


def test_an_agent_without_telephone_links_one_then_works(world: World) -> None:
    client = Client()
    post_login(client, Role.AGENT)
    assert client.get(reverse("second-factor")).headers["Location"].endswith("/activation")
    page = client.get(reverse("second-factor-enrol")).content.decode()
    image = client.get(reverse("second-factor-image"))
    assert image.headers["Content-Type"] == "image/svg+xml"
    assert image.headers["Cache-Control"] == "no-store"
    key = client.session[KEY_IN_SESSION]
    assert client.get(reverse("second-factor-enrol")).content.decode().count("<span>") == (
        page.count("<span>")
    )
    assert client.session[KEY_IN_SESSION] == key
    client.post(reverse("second-factor-enrol"), {"code": code(key)})
    assert client.get("/mot-de-passe").status_code == 200
    assert KEY_IN_SESSION not in client.session


def test_a_password_alone_cannot_link_another_telephone(world: World) -> None:
    client = Client()
    verified_device(world.accounts[Role.AGENT])
    post_login(client, Role.AGENT)
    for name in ("second-factor-enrol", "second-factor-image"):
        assert client.get(reverse(name)).headers["Location"] == reverse("second-factor")


def test_leaving_is_a_gesture_not_a_link(client_of: Callable[[str], Client]) -> None:
    client = client_of(Role.INSURED)
    assert client.get(reverse("logout")).status_code == 405
    assert client.get("/mot-de-passe").status_code == 200
    client.post(reverse("logout"))
    assert client.get("/mot-de-passe").headers["Location"].startswith(LOGIN)


def change(client: Client, current: str, new: str, again: str) -> str:
    answer = client.post("/mot-de-passe", {"current": current, "new": new, "again": again})
    return answer.headers.get("Location") or answer.content.decode()


def test_the_password_changes_and_the_other_sessions_end(
    client_of: Callable[[str], Client],
) -> None:
    here, elsewhere = client_of(Role.INSURED), client_of(Role.INSURED)
    new = "une autre phrase longue"
    assert "pas votre mot de passe" in change(here, "autre chose", new, new)
    assert "pas les mêmes" in change(here, PASSWORD, new, f"{new}.")
    assert "trop court" in change(here, PASSWORD, "court", "court")
    assert elsewhere.get("/mot-de-passe").status_code == 200
    assert change(here, PASSWORD, new, new).startswith("/")
    assert here.get("/mot-de-passe").status_code == 200
    assert elsewhere.get("/mot-de-passe").status_code == 302
    assert "ne vont pas ensemble" in post_login(Client(), Role.INSURED)
    assert post_login(Client(), Role.INSURED, new).startswith("/")


def test_a_person_signs_in_without_a_mouse(world: World, open_page: OpenPage) -> None:
    page = open_page("anonymous", "/mot-de-passe")
    assert page.url.endswith("/connexion?next=/mot-de-passe")
    tab_to(page, page.locator("[name=login]"))
    page.keyboard.type("insured")
    tab_to(page, page.locator("[name=password]"), most=1)
    page.keyboard.type("autre chose")
    page.keyboard.press("Enter")
    expect(page.locator("#error-summary")).to_be_focused()
    assert_good_page(page)
    expect(page.locator("[name=login]")).to_have_value("insured")
    tab_to(page, page.locator("[name=password]"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/mot-de-passe$"))


def test_an_agent_links_a_telephone_without_script(world: World, open_page: OpenPage) -> None:
    page = open_page("anonymous", "/connexion", java_script_enabled=False)
    page.fill("[name=login]", "agent")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    image = page.get_by_role("img", name="Image à viser avec le téléphone")
    expect(image).to_be_visible()
    key = base64.b32decode("".join(page.locator(".g-key").inner_text().split())).hex()
    page.fill("[name=code]", code(key))
    page.click("main button")
    expect(page.get_by_role("status")).to_contain_text("Votre téléphone est relié")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


@pytest.mark.parametrize("path", ["/code", "/code/activation"])
def test_the_pages_before_the_code_are_accessible(
    world: World, open_page: OpenPage, path: str
) -> None:
    page = open_page("anonymous", "/connexion")
    if path == "/code":
        verified_device(world.accounts[Role.AGENT])
    page.fill("[name=login]", "agent")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    assert page.url.endswith(path)
    assert_good_page(page)


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.AGENT, "/bureau"),
        (Role.MANAGER, "/bureau"),
        (Role.MEDICAL, "/service-medical"),
    ],
)
def test_a_session_of_the_staff_ends_in_the_evening_even_if_it_never_rests(
    client_of: Callable[[str], Client], settings: Settings, role: str, home: str
) -> None:
    settings.NOW = "2026-11-02T08:00"
    client = client_of(role)
    assert client.get(home).status_code == 200
    settings.NOW = "2026-11-02T19:59"
    assert client.get(home).status_code == 200
    settings.NOW = "2026-11-02T20:00"
    answer = client.get(home, follow=True)
    assert answer.redirect_chain == [(f"/connexion?next={home}", 302)]
    assert "Votre session a duré 12 heures" in answer.content.decode()
    assert client.get(home).headers["Location"].startswith(LOGIN)


def test_signing_in_again_does_not_prolong_a_session_of_the_staff(
    world: World, client_of: Callable[[str], Client], settings: Settings
) -> None:
    settings.NOW = "2026-11-02T08:00"
    client = client_of(Role.AGENT)
    client.get("/bureau")
    settings.NOW = "2026-11-02T19:00"
    assert post_login(client, Role.AGENT).startswith("/")
    settings.NOW = "2026-11-02T20:00"
    assert client.get("/bureau").headers["Location"].startswith(LOGIN)
    # what begins then is a new session, with its code asked again
    assert post_login(client, Role.AGENT) == reverse("second-factor")


def test_a_session_of_an_insured_has_the_idle_end_only(
    client_of: Callable[[str], Client], settings: Settings
) -> None:
    settings.NOW = "2026-11-02T08:00"
    client = client_of(Role.INSURED)
    assert client.get("/mot-de-passe").status_code == 200
    settings.NOW = "2026-11-03T08:00"
    assert client.get("/mot-de-passe").status_code == 200


def test_the_page_of_arrival_is_open_to_a_session_that_has_ended(
    client_of: Callable[[str], Client], settings: Settings
) -> None:
    settings.NOW = "2026-11-02T08:00"
    client = client_of(Role.AGENT)
    client.get("/bureau")
    settings.NOW = "2026-11-02T20:00"
    answer = client.get("/aide")
    assert answer.status_code == 200
    assert "Dominique Agent" not in answer.content.decode()
