"""A person agrees to text messages, changes the number, withdraws; an agent says how they heard."""

import pytest

from guichet.journal.service import Actor, of_person, tell
from guichet.people.models import SmsNumber
from guichet.people.service import (
    BadNumber,
    Person,
    agree_to_sms,
    sms_number_of,
    sms_numbers,
    withdraw_sms,
)
from tests.support import world

pytestmark = pytest.mark.django_db
MOBILE = "06 12 34 56 78"


@pytest.fixture
def person() -> Person:
    return world.make_person()


def test_agreed_changed_and_withdrawn_each_is_kept_and_told_without_the_number(
    person: Person,
) -> None:
    actor = world.insured_actor(person)
    for number in (MOBILE, MOBILE, "07 12 34 56 78"):
        agree_to_sms(person, number, actor=actor, now=world.NOW)
    assert sms_numbers([person.id]) == {person.id: "+33712345678"}
    withdraw_sms(person, actor=actor, now=world.at(days=1))
    withdraw_sms(person, actor=actor, now=world.at(days=2))
    assert sms_number_of(person) is None
    kept = SmsNumber.objects.order_by("given_at", "id").values_list("number", "withdrawn_at")
    assert sorted(kept) == [("+33612345678", world.NOW), ("+33712345678", world.at(days=1))]
    told = [tell(event) for event in of_person(person.id)]
    assert told.count("Accord pour recevoir les nouvelles par SMS.") == 2
    assert told.count("Plus de SMS : accord retiré.") == 1
    assert not any("12 34" in one for one in told)


def test_an_agent_says_how_the_person_agreed(person: Person) -> None:
    agent = world.make_agent()
    with pytest.raises(PermissionError):
        agree_to_sms(person, MOBILE, actor=agent, now=world.NOW)
    assert sms_number_of(person) is None
    agree_to_sms(person, MOBILE, actor=agent, now=world.NOW, reason="dit au téléphone")
    row = sms_number_of(person)
    assert row is not None
    assert (row.given_through, row.given_reason) == ("agent", "dit au téléphone")
    with pytest.raises(PermissionError):
        withdraw_sms(person, actor=agent, now=world.NOW)
    withdraw_sms(person, actor=agent, now=world.NOW, reason="a répondu STOP")
    assert sms_number_of(person) is None


def test_a_number_that_is_no_mobile_is_refused_and_the_one_before_stays(person: Person) -> None:
    actor = world.insured_actor(person)
    agree_to_sms(person, MOBILE, actor=actor, now=world.NOW)
    with pytest.raises(BadNumber, match="mobile"):
        agree_to_sms(person, "01 23 45 67 89", actor=actor, now=world.NOW)
    assert sms_numbers([person.id]) == {person.id: "+33612345678"}


def test_nobody_else_agrees_for_a_person(person: Person) -> None:
    account = world.make_account("professional", professional=world.make_professional())
    doctor = Actor("professional", account.id)
    with pytest.raises(PermissionError):
        agree_to_sms(person, MOBILE, actor=doctor, now=world.NOW)
