import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def two_days_after_the_made_up_facts(settings: Settings) -> None:
    settings.NOW = "2026-11-22T10:00:00"
