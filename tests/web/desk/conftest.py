"""The desk's clock stands just after the made-up events."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from guichet.people.service import Role
from tests.web.world import World


@pytest.fixture(autouse=True)
def afternoon(settings: Settings) -> None:
    settings.NOW = "2026-11-20T15:00"


@pytest.fixture
def agent(client_of: Callable[[str], Client]) -> Client:
    return client_of(Role.AGENT)


@pytest.fixture
def manager(client_of: Callable[[str], Client]) -> Client:
    return client_of(Role.MANAGER)


@pytest.fixture
def insured(client_of: Callable[[str], Client], world: World) -> Client:
    return client_of(Role.INSURED)
