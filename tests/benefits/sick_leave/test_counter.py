"""At most 360 days paid in three years (R.323-1 4°), counted over all the files of a person."""

from datetime import date, timedelta

import pytest

from guichet.benefits.sick_leave.service import (
    CannotDecide,
    assess_cases,
    correct_fact,
    decision_preview,
    replay,
    view_of,
    words_of,
)
from guichet.cases.service import Case
from guichet.law.sickness import reference_months
from guichet.ledger.models import Claim
from guichet.letters.models import Letter
from guichet.tasks.models import Task
from tests.benefits.sick_leave.test_changes import prolong, tasks
from tests.letters.pdfs import reading
from tests.support import world

pytestmark = pytest.mark.django_db

COUNTED, WAITING = 351, 3


def leave_before(last: date, days: int) -> world.SickLeave:
    """A file that ended on `last`, of which an agent has granted `days`."""
    first = last - timedelta(days=days + WAITING - 1)
    person, employer = world.make_person(), world.make_employer()
    world.give_account(person)
    world.send_notice(person, first, last)
    world.send_form(
        person,
        employer,
        last_day_worked=first - timedelta(days=1),
        expected_end=last,
        pays=world.pays_of_months(months=reference_months(first)),
    )
    made = world.SickLeave(world.case_of(person), person, employer, world.make_agent())
    correct_fact(
        made.case.id, "rights.met", True, reason="droits vérifiés", actor=made.agent, now=world.NOW
    )
    world.agent_decides(made)
    assert Claim.objects.filter(case=made.case, closed_at=None).count() == days
    return made


def leave_after(before: world.SickLeave) -> world.SickLeave:
    """The ordinary made-up file, 18 days to be paid, of the same person."""
    world.send_notice(before.person)
    world.send_form(before.person, before.employer)
    case = Case.objects.exclude(pk=before.case.pk).get(person=before.person)
    return world.SickLeave(case, before.person, before.employer, before.agent)


def paid(made: world.SickLeave) -> list[date]:
    days = Claim.objects.filter(case=made.case, closed_at=None).order_by("day")
    return list(days.values_list("day", flat=True))


def test_a_counter_with_room_for_the_whole_stop_changes_nothing() -> None:
    made = leave_after(leave_before(date(2026, 8, 20), 360 - 18))
    assert made.now().state == "decided"
    assert len(paid(made)) == 18


def test_days_beyond_the_counter_are_left_out_by_a_person_never_by_a_rule() -> None:
    made = leave_after(leave_before(date(2026, 8, 20), COUNTED))
    assert made.now().decision is None
    assert tasks(made.case) == {"sick_leave.counter_reached"}
    assert Task.objects.get(case_id=made.case.id, closed_at=None).data == {"days": 9}
    world.agent_decides(made)
    decision = made.now().decision
    assert decision is not None
    assert (decision.outcome, decision.unfavourable) == ("partly", True)
    assert paid(made) == [date(2026, 10, 8) + timedelta(days=n) for n in range(9)]


def test_the_letter_tells_the_days_left_out_why_and_how_to_contest() -> None:
    made = leave_after(leave_before(date(2026, 8, 20), COUNTED))
    view = view_of(made.now(), now=world.NOW)
    letter = reading(decision_preview(view, author=world.AUTHOR, refusal=None, now=world.NOW))
    for told in (
        "du 17 octobre 2026 au 25 octobre 2026",
        "360 jours",
        "R. 323-1",
        "recours amiable",
    ):
        assert told in letter
    world.agent_decides(made)
    content = Letter.objects.get(decision=made.now().decision).content
    assert content["outcome"] == "partly_granted"


def test_a_counter_that_is_full_leaves_only_a_refusal() -> None:
    made = leave_after(leave_before(date(2026, 8, 20), 360))
    assert tasks(made.case) == {"sick_leave.counter_reached"}
    with pytest.raises(CannotDecide):
        world.agent_decides(made)
    world.agent_decides(made, refusal=words_of("counter_reached", "", "fr"))
    assert made.now().decision.reason_code == "sick_leave.counter_reached"  # type: ignore[union-attr]
    assert paid(made) == []


def test_days_paid_more_than_three_years_before_count_no_more() -> None:
    """The window of 8 October 2026 begins on 8 October 2023."""
    made = leave_after(leave_before(date(2023, 10, 7), COUNTED))
    assert len(paid(made)) == 18
    inside = leave_after(leave_before(date(2023, 10, 16), COUNTED))
    assert len(paid(inside)) == 18


def test_a_decision_cut_by_the_counter_is_replayed_with_the_days_of_its_time() -> None:
    before = leave_before(date(2026, 8, 20), COUNTED)
    made = leave_after(before)
    world.agent_decides(made)
    Claim.objects.filter(case=before.case).update(
        closed_at=world.NOW, closed_by=before.now().decision
    )
    assert replay(made.case.id) == []


def test_what_a_person_has_cut_is_not_asked_again_without_news() -> None:
    made = leave_after(leave_before(date(2026, 8, 20), COUNTED))
    world.agent_decides(made)
    assess_cases([made.case.id], now=world.at(days=1))
    assert tasks(made.case) == set()
    prolong(made)
    assert tasks(made.case) == {"sick_leave.counter_reached"}
