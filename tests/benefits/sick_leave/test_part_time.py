"""Therapeutic part-time is paid month by month, within the pay lost (CSS L.323-3, R.323-3).

The stop is of 5 to 25 October, part-time from the 12th: three waiting days, four of full stop at
32.87 €, then fourteen that wait for the pay lost.
"""

from datetime import date, timedelta

import pytest

from guichet.benefits.sick_leave.doubts import doubts_of_dates
from guichet.benefits.sick_leave.enums import Circumstance
from guichet.benefits.sick_leave.facts import read_facts
from guichet.benefits.sick_leave.fields import BadValue, field_of, label_of
from guichet.benefits.sick_leave.foreseeing import enters_fifth_month
from guichet.benefits.sick_leave.service import (
    CannotDecide,
    Notice,
    NoticeChannel,
    RefusedNotice,
    assess_left_over,
    correct_fact,
    keys_to_add,
    part_time_awaited,
    tell_news,
    view_of,
)
from guichet.cases.models import Piece
from guichet.cases.service import open_pieces
from guichet.journal.service import of_case, tell_insured
from guichet.ledger.models import Claim, PaymentOrder, Recovery
from guichet.letters.models import Letter
from guichet.tasks.models import Task
from tests.support import world

pytestmark = pytest.mark.django_db

FULL = 3287
PART = date(2026, 10, 12)
LOST = f"pay_lost.{PART.isoformat()}"


def says(made: world.SickLeave, key: str, value: object, **later: float) -> None:
    """An agent sets a fact of the file."""
    now = world.at(**later)
    correct_fact(made.case.id, key, value, reason="dit au téléphone", actor=made.agent, now=now)


def lost(cents: str, last: date = world.LAST) -> dict[str, str]:
    return {"last": last.isoformat(), "gross": cents}


def complete(**facts: object) -> world.SickLeave:
    """A file whose wages come once an agent has said some facts."""
    made = world.make_sick_leave(pays=world.pays_of_months(months=world.MONTHS[1:]))
    for key, value in facts.items():
        says(made, key.replace("__", "."), value)
    world.send_form(made.person, made.employer)
    return made


def granted(made: world.SickLeave) -> dict[date, int]:
    claims = Claim.objects.filter(case=made.case, closed_at=None)
    return dict(claims.values_list("day", "amount_cents"))


def kinds(made: world.SickLeave) -> set[str]:
    return set(
        Task.objects.filter(case_id=made.case.id, state="open").values_list("kind", flat=True)
    )


def awaited(made: world.SickLeave) -> list[tuple[str, str, list[str]]]:
    return [(p.code, p.state, p.detail["months"]) for p in open_pieces(made.now())]


def test_without_its_first_day_nothing_is_granted() -> None:
    """Whole allowances would be paid for days of part-time."""
    made = complete(circumstance__part_time="yes")
    assert kinds(made) == {"sick_leave.part_time"}
    with pytest.raises(CannotDecide, match="dites d'abord son premier jour"):
        world.agent_decides(made)
    says(made, "part_time.from", PART.isoformat())
    assert "sick_leave.part_time" not in kinds(made)
    world.agent_decides(made)
    assert max(granted(made)) == PART - timedelta(days=1)


def test_the_full_days_are_decided_and_the_others_wait_for_the_pay_lost() -> None:
    made = complete(part_time__from=PART.isoformat())
    assert kinds(made) == {"sick_leave.proposed"}
    world.agent_decides(made)
    assert granted(made) == {date(2026, 10, 8) + timedelta(days=n): FULL for n in range(4)}
    letter = Letter.objects.get(case=made.case, code="ij_decision")
    assert "à partir du 12 octobre 2026, nous payons mois par mois" in str(letter.content)
    # the file goes on: what it waits for is asked of the employer, and the four days are paid
    assess_left_over(world.at(hours=6))
    assert made.now().state == "waiting"
    assert awaited(made) == [("pay_lost", "asked", ["2026-10"])]
    world.pay()
    assert PaymentOrder.objects.get(case=made.case).gross_cents == 4 * FULL


def test_the_pay_lost_is_the_most_that_its_days_are_paid() -> None:
    made = complete(part_time__from=PART.isoformat())
    world.agent_decides(made)
    assess_left_over(world.at(hours=6))
    world.pay()
    says(made, LOST, lost("280,00"), hours=7)
    assert Piece.objects.get(case=made.case, code="pay_lost").state == "received"
    assert kinds(made) == {"sick_leave.proposed"}
    world.agent_decides(made, hours=8)
    assert made.now().state == "decided"
    days = granted(made)
    assert len(days) == 18
    assert {days[PART + timedelta(days=n)] for n in range(14)} == {2000}
    assert {days[PART - timedelta(days=n)] for n in range(1, 5)} == {FULL}
    assert not Recovery.objects.exists()
    told = str(Letter.objects.filter(case=made.case).order_by("written_at").last().content)
    assert "salaire perdu : 20,00" in told
    world.pay(world.TODAY + timedelta(days=1))
    assert sum(o.gross_cents for o in PaymentOrder.objects.all()) == 4 * FULL + 14 * 2000


def test_a_loss_above_the_allowance_leaves_it_whole() -> None:
    made = complete(part_time__from=PART.isoformat(), **{LOST: lost("2000")})
    world.agent_decides(made)
    assert set(granted(made).values()) == {FULL}


def test_part_time_from_the_first_day_waits_whole_and_bears_no_waiting_day() -> None:
    """No refusal is proposed of days that are only not known yet."""
    made = complete(part_time__from=world.FIRST.isoformat())
    assert (made.now().state, kinds(made)) == ("waiting", set())
    assert awaited(made) == [("pay_lost", "asked", ["2026-10"])]
    says(made, f"pay_lost.{world.FIRST.isoformat()}", lost("210"))
    world.agent_decides(made)
    assert granted(made) == {world.FIRST + timedelta(days=n): 1000 for n in range(21)}


def test_a_month_that_is_not_over_is_expected_and_not_asked() -> None:
    """Its DSN is due on the 15th of the next."""
    made = world.make_sick_leave(
        notice={"last_day": date(2026, 11, 30)},
        pays=world.pays_of_months(months=world.MONTHS[1:]),
    )
    says(made, "part_time.from", "2026-11-02")
    world.send_form(made.person, made.employer)
    world.agent_decides(made)
    assess_left_over(world.at(hours=6))
    piece = Piece.objects.get(case=made.case, code="pay_lost")
    assert (piece.state, piece.due_on) == ("expected", date(2026, 12, 15))
    assert piece.detail["months"] == ["2026-11"]


def test_full_days_after_the_end_of_the_part_time_are_paid_whole() -> None:
    made = complete(part_time__from=PART.isoformat(), part_time__to="2026-10-18")
    world.agent_decides(made)
    assert max(granted(made)) == world.LAST
    assert PART not in granted(made)


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        (LOST, {"last": "2026-10-11", "gross": "280"}, "12 octobre 2026 ou après"),
        (LOST, {"last": "", "gross": "280"}, "12 octobre 2026 ou après"),
        (LOST, {"last": "2026-10-25", "gross": "-1"}, "entre 0 et 999"),
        (LOST, {"last": "2026-10-25", "gross": "x"}, "montant en euros"),
        ("part_time.from", "hier", "Une date est attendue"),
        ("pay_lost.hier", {"last": "2026-10-25", "gross": "280"}, "ne se corrige pas"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_expected(
    key: str, value: object, why: str
) -> None:
    made = world.make_sick_leave()
    with pytest.raises(BadValue, match=why):
        says(made, key, value)


def test_periods_over_one_another_are_a_persons_to_mend() -> None:
    made = complete(
        part_time__from=PART.isoformat(),
        **{LOST: lost("280", date(2026, 10, 20)), "pay_lost.2026-10-20": lost("90")},
    )
    assert kinds(made) == {"sick_leave.law_refuses"}


def test_an_agent_is_offered_each_month_that_waits() -> None:
    made = world.make_sick_leave(
        notice={"last_day": date(2026, 11, 15)},
        pays=world.pays_of_months(months=world.MONTHS[1:]),
    )
    says(made, "part_time.from", PART.isoformat())
    view = view_of(made.now(), now=world.NOW)
    assert part_time_awaited(view) == [
        (PART, date(2026, 10, 31)),
        (date(2026, 11, 1), date(2026, 11, 15)),
    ]
    assert {LOST, "pay_lost.2026-11-01", "part_time.to"} <= set(keys_to_add(view))
    assert field_of(LOST) is not None
    assert label_of(LOST) == "Salaire perdu en temps partiel à partir du 12 octobre 2026"


def test_part_time_begun_again_after_its_end_has_no_known_end() -> None:
    """Else its later months would be paid whole until they are told."""
    facts = read_facts(
        {
            "part_time.from": "2026-10-05",
            "part_time.to": "2026-10-18",
            "pay_lost.2026-11-02": {"last_day": "2026-11-30", "gross_cents": 1000},
        }
    ).part_time
    assert facts.awaits(date(2026, 10, 25))
    assert not facts.awaits(date(2026, 11, 30))
    assert facts.awaits(date(2026, 12, 1))


@pytest.mark.parametrize("one", [Circumstance.PART_TIME])
def test_the_step_of_the_task_is_to_say_the_first_day(one: Circumstance) -> None:
    from guichet.web.desk.steps import step_of

    made = complete(**{f"circumstance__{one.value}": "yes"})
    task = Task.objects.get(case_id=made.case.id, kind="sick_leave.part_time")
    step = step_of(task)
    assert step is not None
    assert step.url.endswith("/corriger/part_time.from")


def prescribed(last: date = world.LAST, **said: object) -> world.SickLeave:
    """A notice that prescribes part-time from the 12th, and the employer's form."""
    person, employer = world.make_person(), world.make_employer()
    world.give_account(person)
    world.send_notice(person, world.FIRST, last, part_time_from=PART, **said)
    world.send_form(person, employer)
    return world.SickLeave(world.case_of(person), person, employer, world.make_agent())


def test_what_a_notice_prescribes_is_known_before_any_day_is_granted() -> None:
    """Nobody touches the file: the rule decides the full days, and the others wait."""
    made = prescribed()
    assert max(granted(made)) == PART - timedelta(days=1)
    assert made.now().decision.decided_by is None
    told = [tell_insured(event) for event in of_case(made.case.id)]
    assert any("À temps partiel à partir du 12 octobre 2026." in one for one in told if one)
    assess_left_over(world.at(hours=6))
    assert awaited(made) == [("pay_lost", "asked", ["2026-10"])]


def test_a_prolongation_in_part_time_does_not_end_the_part_time_before_it() -> None:
    made = prescribed()
    later = date(2026, 10, 26)
    world.send_notice(
        made.person, later, date(2026, 11, 8), kind="prolongation", part_time_from=later
    )
    assert max(granted(made)) == PART - timedelta(days=1)


def test_what_an_agent_says_goes_before_the_notice() -> None:
    made = prescribed()
    says(made, "part_time.from", "2026-10-20")
    world.agent_decides(made)
    assert max(granted(made)) == date(2026, 10, 19)


@pytest.mark.parametrize("day", [world.FIRST - timedelta(days=1), world.LAST + timedelta(days=1)])
def test_part_time_outside_the_notice_is_refused_in_words(day: date) -> None:
    with pytest.raises(RefusedNotice, match="part_time_from"):
        world.send_notice(world.make_person(), part_time_from=day)


def test_the_same_dates_with_part_time_are_another_notice() -> None:
    """Else the part-time that the prescriber signs would be lost behind what the person typed."""
    person = world.make_person()
    world.send_notice(person, channel=NoticeChannel.INSURED_ONLINE)
    world.send_notice(person, part_time_from=PART)
    assert Notice.objects.filter(person=person).count() == 2
    assert Task.objects.filter(person_id=person.id, kind="sick_leave.notice_overlaps").exists()


def test_the_months_of_part_time_count_in_the_six_of_a_stop() -> None:
    """Their days wait for the pay lost, and the person is off work all the same."""
    known = {
        "period.2026-01-05": {
            "last_day": "2026-06-20",
            "kind": "initial",
            "prescribed_on": "2026-01-05",
            "sent_on": "2026-01-05",
            "channel": "doctor",
            "part_time_from": "2026-02-01",
        }
    }
    facts = read_facts(known)
    assert facts.covered_days[-1] == date(2026, 1, 31)
    assert enters_fifth_month(facts) == date(2026, 6, 5)
    known["period.2026-01-05"]["last_day"] = "2026-07-31"
    doubts = doubts_of_dates(read_facts(known), world.TODAY)
    assert "sick_leave.long_stop" in {doubt.kind for doubt in doubts}


def test_news_of_the_rest_do_not_say_that_nothing_is_granted() -> None:
    """By post, to who has no address: the four days were granted, the rest waits."""
    made = prescribed()
    assess_left_over(world.at(hours=6))
    assert tell_news(world.at(days=2)) == 1
    letter = Letter.objects.get(case=made.case, code="ij_news")
    assert letter.content["partly_decided"] is True
    assert "le salaire que vous avez perdu" in str(letter.content)
