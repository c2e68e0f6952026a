"""Living a year: the same for a seed, each piece once, whatever breaks on the way."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from guichet.contacts.models import Contact
from guichet.contacts.service import NOT_SAID
from guichet.people.models import Account, Person
from guichet.replay.engine import Inhabited, OtherYear, _live, plan
from guichet.replay.models import LivedChunk, Replay
from guichet.replay.plan import Year
from guichet.replay.profile import parse_profile, read_profile
from tests.replay.living import lived, records
from tests.support import world

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def year() -> Year:
    """A smaller one, to be lived by the test."""
    return Year(read_profile("cpam93-2020"), Decimal("0.0002"), 7)


def rolled_back(work: Callable[[], Any]) -> Any:
    with transaction.atomic():
        found = work()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_lives_the_same_year_and_another_seed_another(year: Year) -> None:
    def found(of: Year) -> list[tuple[Any, ...]]:
        lived(of)
        return records()

    first = rolled_back(lambda: found(year))
    assert rolled_back(lambda: found(year)) == first
    other = rolled_back(lambda: found(replace(year, seed=8)))
    assert other != first
    assert len(other) == len(first)


def test_a_year_is_lived_once_and_by_one_profile(year: Year) -> None:
    first = lived(year)
    kept = records()
    again = lived(year)
    assert records() == kept
    assert {code: (0, of.now) for code, of in first.items()} == {
        code: (of.now, of.before) for code, of in again.items()
    }
    with pytest.raises(OtherYear):
        lived(replace(year, seed=8), [])


def test_nothing_made_up_is_mixed_with_the_persons_of_a_fund(year: Year) -> None:
    world.make_person()
    with pytest.raises(Inhabited):
        lived(year)
    assert not Replay.objects.exists()


def test_a_piece_that_breaks_leaves_nothing_and_is_lived_later(year: Year) -> None:
    chunks = [chunk for chunk in plan(year) if chunk.service in ("department", "phone")]
    place = next(n for n, chunk in enumerate(chunks) if chunk.service == "phone") + 1

    def breaks(*prepared: object) -> None:
        chunks[place].live(*prepared)
        raise RuntimeError("power cut")

    broken_there = [*chunks]
    broken_there[place] = replace(chunks[place], live=breaks)
    with pytest.raises(RuntimeError):
        lived(year, broken_there)
    kept, calls = LivedChunk.objects.count(), Contact.objects.count()
    assert kept == place
    assert 0 < calls < 148
    lived(year, chunks)
    assert Contact.objects.count() == 148


def test_a_piece_that_another_process_lives_meanwhile_is_left(year: Year) -> None:
    chunk = plan(year)[0]

    def twice() -> None:
        raise AssertionError("lived twice")

    lived(year, [])
    of = {"service": chunk.service, "number": chunk.number, "size": chunk.size}
    LivedChunk.objects.create(replay=Replay.objects.get(), **of)
    assert not _live(Replay.objects.get(), replace(chunk, live=twice), ())
    lived(year, [replace(chunk, live=twice)])


def test_a_fund_whose_profile_says_little_lives_just_that() -> None:
    text = b'fund: {name: "CPAM", department: "76", year: 2023}\nphone: {calls: 1000}\n'
    lived(Year(parse_profile(text), Decimal("0.01"), 1))
    assert list(Contact.objects.values_list("channel", "motive")) == [("phone", NOT_SAID)] * 10
    assert Person.objects.count() == 1_000
    assert not Account.objects.filter(role="insured").exists()
