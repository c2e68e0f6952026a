"""Pages that list ask the database the same number of questions, however long the list."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.support.world import make_person, send_form, send_notice
from tests.web.world import World


def questions(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def more_stops(world: World, first: int, last: int) -> None:
    for n in range(first, last):
        start = date(2026, 1, 5) + timedelta(days=28 * n)
        send_notice(world.person, start, start + timedelta(days=6))


def more_declared(world: World, count: int) -> None:
    for _ in range(count):
        person = make_person()
        send_notice(person)
        send_form(person, world.organisation, pays=())


def test_the_account_of_a_person_with_many_stops(
    world: World, client_of: Callable[[str], Client]
) -> None:
    client = client_of("insured")
    more_stops(world, 0, 1)
    few = questions(client, reverse("insured-home"))
    more_stops(world, 1, 6)
    assert questions(client, reverse("insured-home")) <= few


@pytest.mark.parametrize("name", ["employer-home", "employer-deposits"])
def test_the_lists_of_an_employer_with_many_stops(
    world: World, client_of: Callable[[str], Client], name: str
) -> None:
    client = client_of("employer")
    more_declared(world, 1)
    few = questions(client, reverse(name))
    more_declared(world, 5)
    assert questions(client, reverse(name)) <= few
