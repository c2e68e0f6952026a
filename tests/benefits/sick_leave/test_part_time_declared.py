"""The monthly message tells a part-time and the pay lost in it (S21.G00.60.011, S21.G00.66).

Nobody touches a file whose notice is the prescriber's and whose pay comes from the employer: its
days of full stop are decided, then each month of part-time as it is told.
"""

from datetime import date, timedelta

import pytest

from guichet.benefits.sick_leave.declared_facts import part_time_facts
from guichet.benefits.sick_leave.service import assess_left_over, view_of
from guichet.cases.service import facts_with_sources, open_pieces
from guichet.declarations.enums import MatchState
from guichet.declarations.models import DeclaredStop, Deposit
from guichet.formats.dsn.extract import DsnPartTime, DsnStop
from guichet.journal.service import of_case, tell_insured
from guichet.law.dates import DAY
from guichet.ledger.models import Claim, Hold, PaymentOrder, Recovery
from guichet.letters.models import Letter
from guichet.tasks.models import Task
from tests.support import world

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FULL = 3287
LAST = date(2026, 12, 31)
PART = date(2026, 10, 12)


def sick(**said: object) -> DsnStop:
    given = {
        "reason": "01",
        "last_day_worked": world.LAST_WORKED,
        "expected_end": LAST,
        "subrogation": False,
    }
    return DsnStop(**{**given, **said})  # type: ignore[arg-type]


def part_time(first: date, last: date, cents: int, reason: str = "15") -> DsnStop:
    return sick(reason=reason, part_times=(DsnPartTime(first, last, cents),))


def long_stop(last: date = LAST) -> world.SickLeave:
    """A stop whose pay is known and whose declaration is to come."""
    person, employer = world.make_person(), world.make_employer()
    world.give_account(person)
    world.send_notice(person, world.FIRST, last)
    world.send_months(person, employer)
    return world.SickLeave(world.case_of(person), person, employer, world.make_agent())


def month(made: world.SickLeave, of: str, *stops: DsnStop, **later: float) -> None:
    now = world.at(**later)
    world.send_month(made.person, made.employer, of, stops=stops, now=now)
    assess_left_over(world.at(**{**later, "minutes": 5}))


def granted(made: world.SickLeave) -> dict[date, int]:
    claims = Claim.objects.filter(case=made.case, closed_at=None)
    return dict(claims.values_list("day", "amount_cents"))


def kinds(made: world.SickLeave) -> set[str]:
    return set(
        Task.objects.filter(case_id=made.case.id, state="open").values_list("kind", flat=True)
    )


def sent_form(made: world.SickLeave, *, hours: int, **said: object) -> None:
    """A certificate of the employer's form, which says all that is known."""
    world.send_form(
        made.person, made.employer, now=world.at(hours=hours), expected_end=LAST, **said
    )
    assess_left_over(world.at(hours=hours, minutes=5))


def returns(made: world.SickLeave) -> dict[str, object]:
    found = facts_with_sources(made.case.id)
    return {key: found[key].value for key in ("return.on", "part_time.from") if key in found}


def test_a_form_tells_a_return_to_part_time_as_a_message_does() -> None:
    made = long_stop()
    sent_form(made, hours=1, returned_on=PART, returned_part_time=True)
    assert max(granted(made)) == PART - timedelta(days=1)
    assert [piece.code for piece in open_pieces(made.now())] == ["pay_lost"]


@pytest.mark.parametrize(
    ("then", "known"),
    [
        ({}, {}),
        ({"returned_on": PART}, {"return.on": PART.isoformat()}),
        (
            {"returned_on": PART + DAY, "returned_part_time": True},
            {"part_time.from": (PART + DAY).isoformat()},
        ),
    ],
)
def test_the_next_form_takes_back_the_return_that_it_does_not_repeat(
    then: dict[str, object], known: dict[str, object]
) -> None:
    for before in ({"returned_part_time": True}, {}):
        made = long_stop()
        sent_form(made, hours=1, returned_on=PART, **before)
        sent_form(made, hours=2, **then)
        assert returns(made) == known


def test_a_form_takes_back_no_part_time_that_a_message_told() -> None:
    made = long_stop()
    month(made, "2026-10", sick(returned_on=PART, return_kind="02"), hours=1)
    sent_form(made, hours=2)
    assert returns(made) == {"part_time.from": PART.isoformat()}


def test_a_return_to_part_time_ends_the_full_days_and_not_the_leave() -> None:
    made = long_stop()
    month(made, "2026-10", sick(returned_on=PART, return_kind="02"))
    assert max(granted(made)) == PART - timedelta(days=1)
    case = made.now()
    assert (case.state, case.decision.decided_by) == ("waiting", None)
    assert [(p.code, p.detail["months"]) for p in open_pieces(case)] == [
        ("pay_lost", ["2026-10", "2026-11"])
    ]
    told = [tell_insured(event) for event in of_case(made.case.id)]
    assert "Votre employeur a déclaré votre reprise à temps partiel le 12 octobre 2026." in told


def test_each_month_is_decided_by_the_rule_as_it_is_told() -> None:
    made = long_stop()
    october = part_time(PART, date(2026, 10, 31), 20 * 1000)
    month(made, "2026-10", sick(returned_on=PART, return_kind="02"), october)
    days = granted(made)
    assert {days[PART + timedelta(days=n)] for n in range(20)} == {1000}
    assert date(2026, 11, 1) not in days
    assert [p.detail["months"] for p in open_pieces(made.now())] == [["2026-11"]]
    world.pay()
    november = part_time(date(2026, 11, 1), date(2026, 11, 30), 30 * 1500)
    month(made, "2026-11", november, days=20)
    days = granted(made)
    assert {days[date(2026, 11, 1) + timedelta(days=n)] for n in range(30)} == {1500}
    assert {days[PART + timedelta(days=n)] for n in range(20)} == {1000}
    assert not kinds(made)
    assert made.now().decision.decided_by is None
    world.pay(world.TODAY + timedelta(days=21))
    assert sum(o.gross_cents for o in PaymentOrder.objects.all()) == (
        4 * FULL + 20 * 1000 + 30 * 1500
    )
    assert not Recovery.objects.exists()
    letter = str(Letter.objects.filter(case=made.case).order_by("written_at").last().content)
    assert "du 1er novembre 2026 au 30 novembre 2026" in letter
    events = [tell_insured(event) for event in of_case(made.case.id)]
    assert any(told and "que vous avez perdu du 1 novembre 2026" in told for told in events), events


def test_the_same_month_told_again_changes_nothing() -> None:
    made = long_stop()
    october = part_time(PART, date(2026, 10, 31), 20 * 1000)
    month(made, "2026-10", sick(returned_on=PART, return_kind="02"), october)
    before, number = granted(made), made.now().decision.number
    world.pay()
    month(made, "2026-11", sick(returned_on=PART, return_kind="02"), october, days=1)
    assert (granted(made), made.now().decision.number) == (before, number)
    assert not kinds(made)
    assert not Hold.objects.filter(lifted_at=None).exists()


def test_days_granted_whole_are_held_once_part_time_is_told_and_a_person_decides() -> None:
    """A notice says nothing of part-time: the days were granted whole."""
    made = long_stop()
    month(made, "2026-10", sick())
    assert granted(made)[PART] == FULL
    november = part_time(PART, date(2026, 10, 31), 20 * 1000)
    month(made, "2026-11", november, days=1)
    assert kinds(made) == {"sick_leave.recalculation_reduces"}
    hold = Hold.objects.get(case=made.case, lifted_at=None)
    assert (hold.from_day, hold.reason) == (PART, "sick_leave.part_time")
    world.pay(world.TODAY + timedelta(days=2))
    assert PaymentOrder.objects.get(case=made.case).gross_cents == 4 * FULL
    world.agent_decides(made, days=3)
    assess_left_over(world.at(days=4))
    world.pay(world.TODAY + timedelta(days=4))
    assert sum(o.gross_cents for o in PaymentOrder.objects.all()) == 4 * FULL + 20 * 1000
    assert not Recovery.objects.exists()


def test_a_message_may_tell_the_stop_and_its_part_time() -> None:
    made = long_stop()
    month(made, "2026-10", sick(), part_time(PART, date(2026, 10, 31), 20_000))
    assert granted(made)[PART] == 1000


def test_the_messages_of_2019_have_another_reason_for_it() -> None:
    period = {"first": "2019-10-12", "last": "2019-10-31", "lost_cents": 20_000, "line": 9}
    stop = DeclaredStop(reason="08", part_times=[period], deposit=Deposit(channel="dsn"))
    (fact,) = part_time_facts(stop)
    assert (fact.key, fact.source.line) == ("pay_lost.2019-10-12", 9)
    assert fact.value == {"last_day": "2019-10-31", "gross_cents": 20_000}


@pytest.mark.parametrize(
    ("first", "stops"),
    [
        (date(2027, 1, 10), 1),  # after the stop
        (date(2026, 9, 1), 1),  # before it
        (PART, 0),  # no stop at all
    ],
)
def test_part_time_that_is_of_no_stop_is_a_persons_to_join(first: date, stops: int) -> None:
    """It opens no file: there is no notice behind it."""
    if stops:
        made = long_stop()
    else:
        person, employer = world.make_person(), world.make_employer()
        made = world.SickLeave(None, person, employer, world.make_agent())  # type: ignore[arg-type]
    month(made, "2026-10", part_time(first, first + timedelta(days=9), 20_000))
    stop = DeclaredStop.objects.get(reason="15")
    assert (stop.match, stop.case_id) == (MatchState.CONFLICT, None)
    assert Task.objects.get(subject=f"stop:{stop.id}").kind == "sick_leave.stop_not_sure"


def test_part_time_after_a_work_accident_is_another_benefit() -> None:
    made = long_stop()
    month(made, "2026-10", sick(), part_time(PART, date(2026, 10, 31), 20_000, "16"))
    assert DeclaredStop.objects.get(reason="16").match == MatchState.OUT_OF_SCOPE
    assert granted(made)[PART] == FULL


def test_part_time_in_one_of_two_jobs_is_a_persons_to_add_up() -> None:
    """The days wait, whichever of the two employers tells it: one loss is not the other's."""
    made = long_stop()
    second = world.make_employer()
    world.send_months(made.person, second)
    month(made, "2026-10", sick())
    other = world.SickLeave(made.case, made.person, second, made.agent)
    month(other, "2026-10", sick(returned_on=PART, return_kind="02"))
    view = view_of(made.now(), now=world.NOW)
    facts = view.facts
    assert (facts.part_time.first, len(facts.others)) == (PART, 1)
    assert PART in facts.days_awaiting
    doubts = [one for one in view.assessment.doubts if one.kind == "sick_leave.several_employers"]
    assert [one.data for one in doubts] == [{"why": "part_time"}]
    assert "sick_leave.several_employers" in kinds(made)
