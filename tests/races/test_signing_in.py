"""Guesses made at once from one address count all."""

import pytest

from guichet.people import actions
from guichet.people.models import TRIES_FROM_AN_ADDRESS, AddressTries
from guichet.people.throttle import TooManyTries
from tests.races.together import raised, together
from tests.support import world

pytestmark = pytest.mark.django_db(transaction=True)


def test_guesses_made_at_once_never_pass_the_bound() -> None:
    left = 5
    AddressTries.objects.create(
        address="192.0.2.7", since=world.NOW, failures=TRIES_FROM_AN_ADDRESS - left
    )
    answers = together(
        [
            lambda n=n: actions.sign_in(f"nobody{n}", "x", world.NOW, address="192.0.2.7")
            for n in range(16)
        ]
    )
    assert [type(error) for error in raised(answers)] == [TooManyTries] * (16 - left)
    assert AddressTries.objects.get().failures == TRIES_FROM_AN_ADDRESS
