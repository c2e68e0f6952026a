from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings


@pytest.fixture(autouse=True)
def afternoon(settings: Settings) -> None:
    settings.NOW = "2026-11-20T15:00"


@pytest.fixture
def doctor(client_of: Callable[[str], Client]) -> Client:
    """A doctor of the fund's medical service."""
    return client_of("medical")
