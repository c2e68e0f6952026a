"""The account that the tests of signing in try."""

import pytest

from guichet.people import actions
from guichet.people.enums import Role
from guichet.people.models import Account
from tests.people.test_accounts import AT, PASSWORD


@pytest.fixture
def agent() -> Account:
    return actions.open_account(
        login="agent",
        password=PASSWORD,
        role=Role.AGENT,
        display_name="Dominique",
        staff_number="00001",
        at=AT,
    )
