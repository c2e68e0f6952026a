"""The book that stories of money are written in."""

from datetime import date

import pytest

from guichet.ledger.models import Claim
from tests.ledger.book import Book
from tests.support import world


@pytest.fixture
def book() -> Book:
    """A file decided, whose own days have fallen: the story begins with none."""
    made = world.make_case_decided(
        subrogation=True,
        subrogation_from=world.FIRST,
        subrogation_to=date(2026, 10, 12),
        iban=world.EMPLOYER_IBAN,
    )
    book = Book(made)
    book.grant([])
    assert not Claim.objects.filter(closed_at=None).exists(), "nothing else is payable"
    return book
