"""Contacts: kept with their events, many at once or one by one alike; what cannot be is refused."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from guichet.contacts.models import Contact, Site
from guichet.contacts.service import (
    ContactChannel,
    ContactMode,
    ContactOutcome,
    ContactPublic,
    NewContact,
    RefusedContact,
    UnknownMotive,
    motive,
    motives,
    record_contacts,
)
from guichet.journal.models import Event, StreamHead
from guichet.journal.selectors import broken
from guichet.journal.service import Actor, tell, tell_insured
from tests.support import world

pytestmark = pytest.mark.django_db

BEFORE = world.at(hours=-2)


def call(**said: Any) -> NewContact:
    given: dict[str, Any] = {
        "channel": ContactChannel.PHONE,
        "public": ContactPublic.INSURED,
        "motive": "delais_paiement",
        "outcome": ContactOutcome.ANSWERED,
        "started_at": BEFORE,
        "duration_seconds": 240,
    }
    return NewContact(**{**given, **said})


def visit(**said: Any) -> NewContact:
    return call(**{"channel": ContactChannel.DESK, "mode": ContactMode.WALK_IN, **said})


def message(**said: Any) -> NewContact:
    return call(**{"channel": ContactChannel.MESSAGE, "duration_seconds": None, **said})


def record(*contacts: NewContact, by: Actor | None = None) -> Sequence[Contact]:
    return record_contacts(by or world.make_agent(), contacts, world.NOW)


def kept() -> list[tuple[Any, ...]]:
    """All contacts without what differs from a writing to another: identifiers."""
    named = [f.attname for f in Contact._meta.concrete_fields if f.name != "id"]
    return sorted(Contact.objects.values_list(*named), key=str)


def test_each_contact_has_its_event_in_the_chain_of_what_it_is_about() -> None:
    made = world.make_case_decided()
    about_file, of_person, of_nobody = record(
        call(person=made.person, case=made.case), call(person=made.person), call()
    )
    events = {e.data["contact"]: e for e in Event.objects.filter(kind="contact.recorded")}
    streams = {str(c.id): events[str(c.id)].stream for c in (about_file, of_person, of_nobody)}
    assert streams == {
        str(about_file.id): f"case:{made.case.id}",
        str(of_person.id): f"person:{made.person.id}",
        str(of_nobody.id): f"contacts:{localdate(BEFORE)}",
    }
    assert not list(broken())
    assert "Téléphone" in tell(events[str(of_nobody.id)])
    assert "Téléphone" in tell_insured(events[str(of_person.id)])


def test_one_by_one_and_in_bulk_leave_the_same_records() -> None:
    person, agent, site = (
        world.make_person(),
        world.make_agent(),
        Site.objects.create(code="vallombre", name="Vallombre"),
    )
    given = [
        contact
        for minutes in range(12)
        for started in [BEFORE + timedelta(minutes=minutes)]
        for contact in (
            visit(started_at=started, site=site),
            call(started_at=started, person=person),
            message(started_at=started, answered_at=started + timedelta(minutes=9)),
        )
    ]
    record(*given, by=agent)
    in_bulk, events = kept(), Event.objects.filter(kind="contact.recorded").count()
    heads = set(StreamHead.objects.values_list("stream", "sequence"))
    for contact in given:
        record(contact, by=agent)
    assert kept() == sorted([*in_bulk, *in_bulk], key=str)
    assert Event.objects.filter(kind="contact.recorded").count() == 2 * events == 2 * len(given)
    assert {(s, 2 * n) for s, n in heads if s != f"person:{person.id}"} <= set(
        StreamHead.objects.values_list("stream", "sequence")
    )
    assert not list(broken())


@pytest.mark.parametrize(
    ("field", "wrong", "right"),
    [
        ("started_at", call(started_at=world.at(seconds=1)), call(started_at=world.NOW)),
        ("mode", call(mode=ContactMode.WALK_IN), visit(mode=ContactMode.APPOINTMENT)),
        ("mode", visit(mode=ContactMode.NONE), call(mode=ContactMode.NONE)),
        ("duration_seconds", call(duration_seconds=0), call(duration_seconds=1)),
        ("answered_at", call(answered_at=BEFORE), message(answered_at=BEFORE)),
        ("answered_at", message(answered_at=BEFORE - timedelta(seconds=1)), message()),
        ("answered_at", message(answered_at=world.at(seconds=1)), message(answered_at=world.NOW)),
    ],
)
def test_what_cannot_be_is_refused_and_keeps_nothing(
    field: str, wrong: NewContact, right: NewContact
) -> None:
    with pytest.raises(RefusedContact, match=f"^{field}$"):
        record(call(), wrong)
    assert not Contact.objects.exists()
    record(call(), right)
    assert Contact.objects.count() == 2


def test_a_site_is_said_at_the_desk_only() -> None:
    site = Site.objects.create(code="vallombre", name="Vallombre")
    with pytest.raises(RefusedContact, match=r"^site$"):
        record(call(site=site))
    record(visit(site=site))


def test_a_contact_about_a_file_is_of_its_person() -> None:
    made, another = world.make_case_decided(), world.make_person()
    for person in (another, None):
        with pytest.raises(RefusedContact, match=r"^case$"):
            record(call(case=made.case, person=person))
    record(call(case=made.case, person=made.person))


def test_a_contact_is_taken_by_the_staff() -> None:
    with pytest.raises(RefusedContact, match=r"^taken_by$"):
        record(call(taken_by=world.make_account("insured", person=world.make_person())))
    record(call(taken_by=world.make_account("agent")))


def test_the_fund_alone_records_contacts() -> None:
    person = world.make_person()
    with pytest.raises(PermissionError):
        record(call(person=person), by=world.insured_actor(person))
    assert not Contact.objects.exists()


def test_a_motive_is_one_of_those_in_use_that_day() -> None:
    for unknown in ("css ", "météo", ""):
        with pytest.raises(UnknownMotive):
            record(call(motive=unknown))
    since = motives()["css"].since
    assert motive("css", since).fr
    with pytest.raises(UnknownMotive):
        motive("css", since - timedelta(days=1))


def test_every_motive_has_its_name_in_both_languages() -> None:
    assert "non_precise" in motives()
    assert all(m.fr and m.en and m.fr != m.en for m in motives().values())
    assert all(m.code == code for code, m in motives().items())
