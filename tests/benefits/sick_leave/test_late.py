"""A notice sent late: a warning first, half then, nothing where the fund could not control."""

from datetime import date, timedelta

import pytest

from guichet.benefits.sick_leave.fields import BadValue
from guichet.benefits.sick_leave.late import settled
from guichet.benefits.sick_leave.replay import replay
from guichet.benefits.sick_leave.service import (
    LateOutcome,
    known_before,
    late_period,
    read_facts,
    settle_late,
    values,
)
from guichet.cases.models import Case, Fact
from guichet.cases.service import RefusedTransition, live_facts
from guichet.journal.models import Event
from guichet.ledger.models import Claim
from guichet.letters.models import Letter
from guichet.people.models import Person
from guichet.tasks.models import Task
from guichet.tasks.service import kind_of
from tests.support import world

pytestmark = pytest.mark.django_db

FIRST, LAST = world.FIRST, world.LAST
SENT = FIRST + timedelta(days=8)
BEFORE = date(2026, 3, 2)


def late_leave(person: Person, first: date = FIRST, last: date = LAST, **said: date) -> Case:
    dates = {"prescribed_on": first, "sent_on": first + timedelta(days=8), **said}
    notice = world.send_notice(person, first, last, **dates)
    return Case.objects.get(pk=notice.case_id)


def complete(person: Person, case: Case) -> world.SickLeave:
    employer = world.make_employer()
    world.send_form(person, employer)
    case.refresh_from_db()
    return world.SickLeave(case, person, employer, world.make_agent())


def made_late(**said: date) -> world.SickLeave:
    person = world.make_person()
    world.give_account(person)
    return complete(person, late_leave(person, **said))


def settle(
    case: Case,
    outcome: LateOutcome,
    previous: date | None = None,
    *,
    first: date = FIRST,
    reason: str = "appelé : pas d'hôpital",
) -> None:
    settle_late(
        case.id,
        first,
        outcome,
        previous=previous,
        reason=reason,
        actor=world.make_agent(),
        now=world.at(hours=1),
    )


def tasks(case: Case) -> set[str]:
    return set(Task.objects.filter(case_id=case.id, state="open").values_list("kind", flat=True))


def paid(case: Case) -> dict[date, int]:
    return dict(Claim.objects.filter(case=case, closed_at=None).values_list("day", "amount_cents"))


def test_a_first_delay_is_warned_of_by_letter_and_everything_is_paid() -> None:
    made = made_late()
    assert tasks(made.case) == {"sick_leave.notice_late"}
    settle(made.case, LateOutcome.WARNED)
    letter = Letter.objects.get(case=made.case, code="ij_late_warning")
    assert letter.content["until"] == "2028-10-05"
    assert tasks(made.case) == {"sick_leave.proposed"}
    world.agent_decides(made)
    assert set(paid(made.case).values()) == {3287}
    assert len(paid(made.case)) == 18
    assert made.now().decision.outcome == "granted"


def test_a_second_delay_within_two_years_halves_the_days_up_to_the_sending() -> None:
    """Prescribed on the 5th and sent on the 13th: of the paid days, the 8th to the 12th."""
    made = made_late()
    settle(made.case, LateOutcome.HALVED, BEFORE)
    world.agent_decides(made)
    given = paid(made.case)
    halved = {day for day, cents in given.items() if cents != 3287}
    assert halved == {date(2026, 10, day) for day in range(8, 13)}
    assert {given[day] for day in halved} == {1643}
    decision = made.now().decision
    assert (decision.outcome, decision.reason_code) == ("partly", "sick_leave.notice_late")
    letter = Letter.objects.get(case=made.case, code="ij_decision")
    said = letter.content["reason"]["plain"]
    assert "Jours payés à moitié : du 8 octobre 2026 au 12 octobre 2026." in said
    assert replay(made.case.decision) == []


def test_the_warning_of_another_file_is_known_for_two_years() -> None:
    person = world.make_person()
    earlier = late_leave(person, BEFORE, BEFORE + timedelta(days=20))
    settle(earlier, LateOutcome.WARNED, first=BEFORE)
    made = complete(person, late_leave(person))
    facts = read_facts(values(live_facts([made.case.id])[made.case.id]))
    period = late_period(facts, FIRST)
    assert period is not None
    assert known_before(made.case, facts, period) == BEFORE
    with pytest.raises(BadValue, match="déjà avertie"):
        settle(made.case, LateOutcome.WARNED)
    settle(made.case, LateOutcome.HALVED, BEFORE)
    assert Fact.objects.filter(case=made.case, key=f"late.{FIRST}", superseded_at=None).exists()


def test_an_excused_delay_is_no_warning_for_the_next_one() -> None:
    person = world.make_person()
    earlier = late_leave(person, BEFORE, BEFORE + timedelta(days=20))
    settle(earlier, LateOutcome.EXCUSED, first=BEFORE)
    made = complete(person, late_leave(person))
    facts = read_facts(values(live_facts([made.case.id])[made.case.id]))
    period = late_period(facts, FIRST)
    assert period is not None
    assert known_before(made.case, facts, period) is None
    settle(made.case, LateOutcome.WARNED)


@pytest.mark.parametrize(
    ("previous", "words"),
    [
        (None, "premier retard connu"),
        (FIRST, "prescrit avant"),
        (date(2024, 10, 12), "24 mois"),
    ],
)
def test_half_needs_an_earlier_delay_within_two_years(previous: date | None, words: str) -> None:
    made = made_late()
    with pytest.raises(BadValue, match=words):
        settle(made.case, LateOutcome.HALVED, previous)
    assert tasks(made.case) == {"sick_leave.notice_late"}
    # sent on 13 October 2026: exactly 24 months after
    settle(made.case, LateOutcome.HALVED, date(2024, 10, 13))


def test_a_notice_sent_after_the_end_is_excused_or_refused_never_halved() -> None:
    made = made_late(sent_on=LAST + timedelta(days=2))
    assert tasks(made.case) == {"sick_leave.notice_after_end"}
    for outcome in (LateOutcome.WARNED, LateOutcome.HALVED):
        with pytest.raises(RefusedTransition):
            settle(made.case, outcome, BEFORE)
    settle(made.case, LateOutcome.NOT_CONTROLLED)
    assert tasks(made.case) == {"sick_leave.notice_after_end"}
    settle(made.case, LateOutcome.EXCUSED)
    world.agent_decides(made)
    assert len(paid(made.case)) == 18


def test_a_prolongation_sent_after_its_end_leaves_the_first_stop_paid() -> None:
    person = world.make_person()
    world.give_account(person)
    world.send_notice(person)
    first, last = LAST + timedelta(days=1), LAST + timedelta(days=5)
    late = {"prescribed_on": first, "sent_on": last + timedelta(days=3)}
    world.send_notice(person, first, last, kind="prolongation", **late)
    made = complete(person, world.case_of(person))
    settle(made.case, LateOutcome.NOT_CONTROLLED, first=first)
    world.agent_decides(made)
    assert max(paid(made.case)) == LAST
    said = Letter.objects.get(case=made.case, code="ij_decision").content["reason"]
    assert "Jours non payés : du 26 octobre 2026 au 30 octobre 2026." in said["plain"]
    assert said["article"] == "CSS R. 323-12"


def prolong_in_time(made: world.SickLeave) -> None:
    first = LAST + timedelta(days=1)
    dates = (first, first + timedelta(days=9))
    world.send_notice(made.person, *dates, kind="prolongation", now=world.at(hours=6))


def test_what_a_late_notice_cost_is_told_again_when_news_come() -> None:
    """The task had lost the days that its sentence names: the basket could not be shown."""
    made = made_late()
    settle(made.case, LateOutcome.HALVED, BEFORE)
    world.agent_decides(made)
    prolong_in_time(made)
    task = Task.objects.get(case_id=made.case.id, state="open")
    assert kind_of(task.kind).title(task.data).endswith("prescription du 5 octobre 2026.")


def test_a_new_calculation_that_leaves_days_unpaid_says_how_to_contest() -> None:
    """It adds days and takes none away, and still refuses some."""
    made = made_late()
    settle(made.case, LateOutcome.HALVED, BEFORE)
    world.agent_decides(made)
    prolong_in_time(made)
    world.agent_decides(made, hours=7)
    letter = Letter.objects.filter(case=made.case, code="ij_decision").latest("written_at")
    assert (letter.content["outcome"], letter.unfavourable, letter.appeal) == (
        "recalculated",
        True,
        "CRA",
    )


def test_what_was_settled_of_a_notice_is_not_said_of_another_that_replaces_it() -> None:
    made = made_late()
    settle(made.case, LateOutcome.EXCUSED)
    known = values(live_facts([made.case.id])[made.case.id])
    facts = read_facts(known)
    assert settled(facts, facts.periods[0]) is not None
    key = f"period.{FIRST}"
    later = read_facts({**known, key: {**known[key], "sent_on": LAST.isoformat()}})
    assert settled(later, later.periods[0]) is None


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_delay_is_not_settled_without_saying_what_was_looked_for(reason: str) -> None:
    made = made_late()
    with pytest.raises(BadValue):
        settle(made.case, LateOutcome.EXCUSED, reason=reason)


def test_only_an_agent_settles_and_only_a_late_notice() -> None:
    made = made_late()
    with pytest.raises(PermissionError):
        settle_late(
            made.case.id,
            FIRST,
            LateOutcome.EXCUSED,
            previous=None,
            reason="x",
            actor=world.insured_actor(made.person),
            now=world.NOW,
        )
    with pytest.raises(RefusedTransition):
        settle(made.case, LateOutcome.EXCUSED, first=FIRST + timedelta(days=1))


def test_settling_twice_the_same_writes_one_letter_and_one_event() -> None:
    made = made_late()
    for _ in range(2):
        settle(made.case, LateOutcome.WARNED)
    assert Letter.objects.filter(case=made.case, code="ij_late_warning").count() == 1
    assert Event.objects.filter(kind="sick_leave.late_settled").count() == 1
