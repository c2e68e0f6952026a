from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from guichet.people.service import Role
from guichet.web.route import ANONYMOUS, EVERYBODY, Route
from guichet.web.routes import ROUTES, ROUTES_BY_NAME
from tests.web.samples import SAMPLES, address
from tests.web.world import World

BY_NAME = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)


def test_every_address_of_the_site_is_in_the_table() -> None:
    patterns = get_resolver().url_patterns
    assert all(isinstance(pattern, URLPattern) for pattern in patterns)
    assert {pattern.name for pattern in patterns} == set(ROUTES_BY_NAME)


def test_each_name_and_each_path_stands_once() -> None:
    assert len(ROUTES_BY_NAME) == len(ROUTES)
    assert len({route.path for route in ROUTES}) == len(ROUTES)


@BY_NAME
def test_a_line_of_the_table_makes_sense(route: Route) -> None:
    assert route.roles
    assert set(route.roles) <= set(EVERYBODY)
    assert not (route.menu and "<" in route.path), "a page with parameters cannot be in the menu"
    assert not route.section or ROUTES_BY_NAME[route.section].menu
    assert "nir" not in RoutePattern(route.path).converters


def test_no_role_arrives_at_two_places() -> None:
    for role in Role.values:
        assert len([route for route in ROUTES if route.landing and role in route.roles]) <= 1


def test_each_sample_serves_a_route() -> None:
    assert set(SAMPLES) <= set(ROUTES_BY_NAME)


@pytest.mark.one_database
@BY_NAME
def test_each_role_is_let_in_or_refused_as_the_table_says_and_never_by_a_password_alone(
    route: Route, world: World, client_of: Callable[[str], Client]
) -> None:
    path = address(route, world)
    for role in EVERYBODY:
        answer = client_of(role).get(path)
        where = f"{role} at {path}: {answer.status_code}"
        if role in route.roles:
            assert answer.status_code in (200, 302, 405), where
            assert not answer.headers.get("Location", "").startswith(reverse("login")), where
        elif role == ANONYMOUS:
            assert answer.status_code == 302, where
            assert answer.headers["Location"].startswith(f"{reverse('login')}?next="), where
        else:
            assert answer.status_code == 403, where
    _staff_needs_more_than_a_password(route, path, world)


def _staff_needs_more_than_a_password(route: Route, path: str, world: World) -> None:
    for role in (Role.AGENT, Role.MANAGER, Role.MEDICAL):
        if role not in route.roles or ANONYMOUS in route.roles or route.before_second_factor:
            continue
        client = Client()
        client.force_login(world.accounts[role])
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse("second-factor"))


def test_a_route_outside_the_table_is_refused(
    client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(Role.MANAGER)
    assert client.get(reverse("help")).status_code == 200
    monkeypatch.delitem(ROUTES_BY_NAME, "help")
    assert client.get("/aide").status_code == 404
