"""The year that the demonstration lives: its own, and nothing of what is still to come."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Max

from guichet.cases.models import Case
from guichet.contacts.models import Contact
from guichet.journal.models import Event
from guichet.ledger.models import PaymentRun
from guichet.replay.demonstration import year_so_far
from tests.replay.living import lived

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize(
    ("now", "number", "last"),
    [
        (datetime(2026, 11, 28, 9, tzinfo=UTC), 2026, date(2026, 11, 27)),
        (datetime(2027, 1, 20, 9, tzinfo=UTC), 2026, date(2027, 1, 8)),
        (datetime(2027, 2, 3, 9, tzinfo=UTC), 2027, date(2027, 2, 2)),
    ],
)
def test_it_is_the_year_that_has_something_to_tell(now: datetime, number: int, last: date) -> None:
    """A year is over a week after it: by then its last messages are answered."""
    year, pieces = year_so_far(now)
    assert year.number == number
    assert last.replace(day=1) <= max(piece.day for piece in pieces) <= last


def test_nothing_of_it_is_still_to_come() -> None:
    now = datetime(2026, 2, 20, 7, tzinfo=UTC)
    year, pieces = year_so_far(now)
    lived(year, pieces)
    assert {channel for (channel,) in Contact.objects.values_list("channel").distinct()} == {
        "desk",
        "phone",
        "message",
    }
    assert Case.objects.filter(state="decided").exists()
    for model, field in (
        (Contact, "started_at"),
        (Contact, "answered_at"),
        (Contact, "recorded_at"),
        (Event, "at"),
        (PaymentRun, "started_at"),
    ):
        newest = model.objects.aggregate(found=Max(field))["found"]
        assert newest.date() < now.date(), (model, field)
