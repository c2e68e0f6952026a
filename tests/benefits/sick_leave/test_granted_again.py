"""Days paid, asked back, then granted again: the money stays, the demand falls, all is said."""

from datetime import date, timedelta

import pytest

from guichet.benefits.sick_leave.service import replay, view_of
from guichet.journal.models import Event
from guichet.ledger.models import PaymentOrder, Recovery
from guichet.ledger.service import days_of_case
from guichet.letters.models import Letter
from guichet.people.models import Person
from tests.benefits.sick_leave.test_changes import KEEPS_WAGE, come_back
from tests.support import world

pytestmark = pytest.mark.django_db

RETURN = date(2026, 10, 20)


def asked_back() -> world.SickLeave:
    """Paid for 18 days, of which six were asked back when a return was declared."""
    made = world.make_case_paid()
    come_back(made, RETURN)
    world.agent_decides(made)
    assert Recovery.objects.get().gross_cents == 6 * 3287
    return made


def return_put_off(made: world.SickLeave, day: date, *, hours: int = 6) -> None:
    """The employer declares a later day; an agent grants what the law gives now."""
    world.send_form(made.person, made.employer, now=world.at(hours=hours), returned_on=day)
    if made.now().state == "in_review":
        world.agent_decides(made, hours=hours + 1)


def test_the_demand_falls_and_nothing_is_paid_a_second_time() -> None:
    made = asked_back()
    return_put_off(made, date(2026, 10, 26))
    recovery = Recovery.objects.get()
    assert (recovery.state, recovery.net_left_cents) == ("cancelled", 0)
    world.pay(world.TODAY + timedelta(days=14))
    assert PaymentOrder.objects.get().days == 18
    assert [(one.left_cents, one.order) for one in days_of_case(made.case.id)] == [
        (0, PaymentOrder.objects.get())
    ] * 18
    assert replay(made.case.id) == []


def test_who_was_asked_is_written_to_and_the_decision_says_that_all_is_paid() -> None:
    made = asked_back()
    return_put_off(made, date(2026, 10, 26))
    lifted = Letter.objects.get(code="ij_recovery_lifted")
    assert (lifted.person, lifted.content["left_cents"]) == (made.person, 0)
    assert lifted.content["asked_cents"] == Recovery.objects.get().net_cents
    assert lifted.content["periods"] == [{"start": "2026-10-20", "end": "2026-10-25"}]
    decided = Letter.objects.filter(code="ij_decision").latest("written_at")
    assert decided.content["already_paid_cents"] == 18 * 3287
    event = Event.objects.get(kind="recovery.due_again")
    assert (event.data["cents"], event.data["left_cents"]) == (lifted.content["asked_cents"], 0)


def test_a_part_granted_again_leaves_the_rest_asked_back() -> None:
    made = asked_back()
    return_put_off(made, date(2026, 10, 22))
    recovery = Recovery.objects.get()
    assert (recovery.state, recovery.due_again_cents) == ("notified", 2 * 3287)
    lifted = Letter.objects.get(code="ij_recovery_lifted")
    assert lifted.content["left_cents"] == recovery.net_left_cents > 0
    return_put_off(made, date(2026, 10, 24), hours=9)
    recovery.refresh_from_db()
    assert recovery.due_again_cents == 4 * 3287
    again = Letter.objects.filter(code="ij_recovery_lifted").latest("written_at")
    assert again.content["asked_cents"] == lifted.content["left_cents"], "what the last letter said"


def test_an_employer_that_was_asked_is_written_to_as_well() -> None:
    made = world.make_case_paid(**KEEPS_WAGE)
    Person.objects.filter(pk=made.person.pk).update(language="en")
    come_back(made, date(2026, 10, 10))
    world.agent_decides(made)
    said = {
        bool(letter.organisation_id): (letter.content["header"]["lang"], letter.content["cause"])
        for letter in Letter.objects.filter(code="ij_recovery")
    }
    assert said[True] == ("fr", "L'arrêt de travail a changé après le paiement de ces jours.")
    assert said[False][0] == "en", "the insured person's own language is not their employer's"
    world.send_form(
        made.person, made.employer, now=world.at(hours=6), returned_on=date(2026, 10, 26),
        **KEEPS_WAGE,
    )  # fmt: skip
    world.agent_decides(made, hours=7)
    assert {r.state for r in Recovery.objects.all()} == {"cancelled"}
    letters = Letter.objects.filter(code="ij_recovery_lifted")
    assert {letter.organisation_id or letter.person_id for letter in letters} == {
        made.employer.id,
        made.person.id,
    }
    world.pay(world.TODAY + timedelta(days=14))
    assert PaymentOrder.objects.count() == 2


def test_an_agent_sees_before_granting_what_is_already_paid() -> None:
    made = world.make_case_paid()
    come_back(made, RETURN)
    assert view_of(made.now(), now=world.at(hours=4)).already_paid == 12 * 3287
    world.agent_decides(made)
    world.send_form(
        made.person, made.employer, now=world.at(hours=6), returned_on=date(2026, 10, 26)
    )
    assert view_of(made.now(), now=world.at(hours=7)).already_paid == 18 * 3287
