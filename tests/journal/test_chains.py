"""Whatever is done to the journal behind the program's back, the walk along its chains finds it."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from guichet.journal.actions import Draft, append, seal
from guichet.journal.actor import Actor, rule
from guichet.journal.chain import NewEvent, event_hash
from guichet.journal.models import Event, Seal, SealedHead, StreamHead
from guichet.journal.selectors import broken
from guichet.journal.service import new_id
from tests.guarantees.rows import without_trigger
from tests.support.world import NOW, at

pytestmark = pytest.mark.django_db

TABLES = ("journal_event", "journal_seal", "journal_sealedhead")


def write(stream: str, count: int = 1) -> list[NewEvent]:
    with transaction.atomic():
        return append(
            [Draft(stream, "case.opened", {"n": n}) for n in range(count)], actor=rule("t"), now=NOW
        )


@pytest.fixture
def journal() -> None:
    """Two chains, sealed, then gone on; the owner of the database has taken the triggers away."""
    write("case:a", 3)
    write("case:b", 2)
    seal(at(hours=1))
    write("case:a", 2)
    seal(at(hours=2))
    write("case:b", 1)
    for table in TABLES:
        for event in ("update", "delete"):
            without_trigger(f"{table}_no_{event}", table)


def found() -> list[tuple[str, int]]:
    return [(b.stream, b.sequence) for b in broken()]


def test_chains_that_nobody_touched_hold(journal: None) -> None:
    assert found() == []


def alter() -> None:
    Event.objects.filter(stream="case:a", sequence=2).update(data={"n": 7})


def alter_and_hash_again() -> None:
    event = Event.objects.get(stream="case:a", sequence=2)
    event.data = {"n": 7}
    event.hash = event_hash(event)
    event.save()


def change_the_author() -> None:
    Event.objects.filter(stream="case:a", sequence=2).update(rule="another")


def change_the_date() -> None:
    Event.objects.filter(stream="case:a", sequence=2).update(at=at(days=1))


def remove() -> None:
    Event.objects.filter(stream="case:a", sequence=2).delete()


def remove_and_close_the_gap() -> None:
    Event.objects.filter(stream="case:a", sequence=2).delete()
    for sequence in (3, 4, 5):
        Event.objects.filter(stream="case:a", sequence=sequence).update(sequence=sequence - 1)


def remove_the_last() -> None:
    Event.objects.filter(stream="case:b", sequence=3).delete()


def remove_the_last_and_set_the_head_back() -> None:
    """A sealed one: the seal remembers it."""
    Event.objects.filter(stream="case:a", sequence=5).delete()
    before = Event.objects.get(stream="case:a", sequence=4)
    StreamHead.objects.filter(stream="case:a").update(sequence=4, hash=before.hash)


def remove_a_chain() -> None:
    Event.objects.filter(stream="case:b").delete()


def remove_a_chain_and_its_head() -> None:
    remove_a_chain()
    StreamHead.objects.filter(stream="case:b").delete()


def insert() -> None:
    event = Event.objects.get(stream="case:b", sequence=3)
    event.pk, event.sequence = None, 4
    event.save()


def insert_with_its_hash() -> None:
    last = Event.objects.get(stream="case:b", sequence=3)
    event = Event.objects.get(stream="case:b", sequence=3)
    event.pk, event.sequence, event.previous_hash = None, 4, last.hash
    event.hash = event_hash(event)
    event.save()


def alter_the_head() -> None:
    StreamHead.objects.filter(stream="case:a").update(hash="f" * 64)


def alter_the_rank_of_the_head() -> None:
    StreamHead.objects.filter(stream="case:a").update(sequence=9)


def remove_the_head() -> None:
    StreamHead.objects.filter(stream="case:a").delete()


def alter_a_seal() -> None:
    Seal.objects.filter(pk=Seal.objects.earliest("pk").pk).update(digest="f" * 64)


def alter_what_a_seal_found() -> None:
    SealedHead.objects.filter(stream="case:b").update(hash="f" * 64)


def remove_what_a_seal_found() -> None:
    SealedHead.objects.filter(stream="case:b").delete()


def remove_the_first_seal() -> None:
    first = Seal.objects.earliest("pk")
    first.sealed.all().delete()
    first.delete()


def remove_the_last_seal() -> None:
    last = Seal.objects.latest("pk")
    last.sealed.all().delete()
    last.delete()


@pytest.mark.parametrize(
    "tamper",
    [
        alter,
        alter_and_hash_again,
        change_the_author,
        change_the_date,
        remove,
        remove_and_close_the_gap,
        remove_the_last,
        remove_the_last_and_set_the_head_back,
        remove_a_chain,
        remove_a_chain_and_its_head,
        insert,
        insert_with_its_hash,
        alter_the_head,
        alter_the_rank_of_the_head,
        remove_the_head,
        alter_a_seal,
        alter_what_a_seal_found,
        remove_what_a_seal_found,
        remove_the_first_seal,
        remove_the_last_seal,
    ],
)
def test_the_walk_finds(journal: None, tamper: Callable[[], None]) -> None:
    tamper()
    connection.check_constraints()
    assert found()


def test_a_chain_goes_on_from_its_head() -> None:
    first = write("case:a", 2)
    (third,) = write("case:a")
    assert (third.sequence, third.previous_hash) == (3, first[1].hash)


def test_events_of_one_gesture_say_so_and_another_gesture_is_another() -> None:
    with transaction.atomic():
        one = append(
            [Draft("case:b", "k"), Draft("case:a", "k"), Draft("case:b", "k")],
            actor=Actor("agent", new_id()),
            now=NOW,
        )
    assert len({event.gesture for event in one}) == 1
    assert [(e.stream, e.sequence) for e in one] == [("case:b", 1), ("case:a", 1), ("case:b", 2)]
    assert write("case:a")[0].gesture != one[0].gesture
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_an_event_is_written_only_in_the_transaction_of_what_it_tells() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        append([Draft("case:a", "k")], actor=rule("t"), now=NOW)


def test_a_seal_takes_only_what_moved() -> None:
    write("case:a")
    write("case:b")
    assert seal(at(hours=1)).heads == 2
    write("case:b")
    assert seal(at(hours=2)).heads == 1
    assert seal(at(hours=3)).heads == 0
    assert found() == []


@pytest.mark.parametrize(
    ("kind", "account", "name"),
    [("rule", False, ""), ("rule", True, "r"), ("agent", False, ""), ("agent", True, "r")],
)
def test_an_actor_is_an_account_or_a_rule(kind: str, account: bool, name: str) -> None:
    with pytest.raises(ValueError, match="never both"):
        Actor(kind, new_id() if account else None, name)  # type: ignore[arg-type]
    assert Actor("agent", new_id()).is_agent
    assert not rule("r").is_agent
