"""Nobody waits in silence: told at each change, at seven and twenty days, called at thirty."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from guichet.benefits.sick_leave.helping import call_within
from guichet.benefits.sick_leave.models import News
from guichet.benefits.sick_leave.service import (
    CallOutcome,
    HardshipChannel,
    Help,
    note_call,
    remind_employers,
    say_hardship,
    simulate,
    tell_news,
)
from guichet.cases.models import Case
from guichet.cases.service import RefusedTransition
from guichet.journal.service import of_case, rule, tell_insured
from guichet.ledger.models import PaymentOrder
from guichet.ledger.service import read_bank_file
from guichet.letters.models import Letter
from guichet.outbox.models import Message
from guichet.tasks.models import Task
from tests.support import world
from tests.support.bank import Told, camt_054

pytestmark = pytest.mark.django_db


def after(days: int, hour: int = 9) -> datetime:
    day = world.TODAY + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def waiting(email: str = "a@exemple.invalid") -> Case:
    """A notice without its employer's declaration: the insured person is asked who employs them."""
    person = world.make_person(email=email)
    world.send_notice(person)
    return world.case_of(person)


def waiting_for_employer(email: str = "a@exemple.invalid") -> Case:
    """The employer has declared the stop and not the wages."""
    person, employer = world.make_person(email=email), world.make_employer()
    world.send_notice(person)
    world.send_form(person, employer, pays=())
    return world.case_of(person)


def marks(case: Case) -> list[str]:
    return list(News.objects.filter(case=case).order_by("told_on").values_list("mark", flat=True))


def told(case: Case) -> list[str]:
    news = of_case(case.id).filter(kind="sick_leave.news")
    return [text for event in news if (text := tell_insured(event))]


def test_what_the_employer_owes_is_told_the_next_day_then_at_seven_and_twenty_days() -> None:
    case = waiting_for_employer()
    found = {day: tell_news(after(day)) for day in range(26)}
    assert [day for day, count in found.items() if count] == [1, 7, 20]
    assert marks(case) == ["change", "week", "twenty"]
    first, _week, twenty = told(case)
    assert "C'est à votre employeur de répondre, avant le 5 décembre 2026." in first
    assert "Nous l'attendions avant le 5 décembre 2026." in twenty


def test_told_again_the_same_day_changes_nothing() -> None:
    case = waiting_for_employer()
    assert [tell_news(after(1, hour)) for hour in (9, 10, 17)] == [1, 0, 0]
    assert Message.objects.filter(key__startswith=f"mail:news:{case.id}").count() == 1


def test_nobody_is_woken() -> None:
    waiting_for_employer()
    assert tell_news(after(1, 5)) == 0
    assert tell_news(after(1, 8)) == 1


def test_what_the_person_owes_was_asked_by_a_letter_so_the_news_is_that_of_the_week() -> None:
    case = waiting()
    assert [tell_news(after(day)) for day in range(8)] == [0] * 7 + [1]
    assert marks(case) == ["week"]
    assert "C'est à vous de nous l'envoyer, avant le 5 décembre 2026." in told(case)[0]


def test_a_mail_says_that_news_wait_and_nothing_else() -> None:
    case = waiting_for_employer()
    tell_news(after(1))
    mail = Message.objects.get(key__startswith="mail:news:")
    assert mail.payload["to"] == "a@exemple.invalid"
    words = f"{mail.payload['subject']} {mail.payload['text']}"
    for kept in (case.person.family_name, case.number, "arrêt", "employeur", "salaire"):
        assert kept not in words
    assert not Letter.objects.filter(code="ij_news").exists()


def test_who_has_no_address_for_mails_gets_a_letter() -> None:
    case = waiting_for_employer(email="")
    remind_employers(after(10))
    tell_news(after(20))
    letter = Letter.objects.get(code="ij_news")
    assert letter.person_id == case.person_id
    assert letter.content["in_need"] is True
    assert any("employeur" in sentence for sentence in letter.content["sentences"])
    assert any("bulletins de salaire" in advice for advice in letter.content["advice"])
    assert not Message.objects.filter(key__startswith="mail:news:").exists()


def test_a_file_that_is_decided_or_whose_employer_keeps_the_wage_is_left_alone() -> None:
    world.make_case_decided()
    person, employer = world.make_person(), world.make_employer()
    world.send_notice(person)
    world.send_form(
        person, employer, pays=(), subrogation=True, subrogation_from=world.FIRST,
        subrogation_to=world.LAST, iban=world.EMPLOYER_IBAN,
    )  # fmt: skip
    kept = world.case_of(person)
    for day in range(40):
        tell_news(after(day))
    assert marks(kept) == ["change", "week"], "told where it is, but not called: the wage is paid"
    assert not Task.objects.filter(kind="sick_leave.no_income").exists()
    assert News.objects.exclude(case=kept).count() == 0


def reopened(made: world.SickLeave, days: int) -> Case:
    """The employer tells an earlier return: an agent looks before days are taken back."""
    world.send_form(made.person, made.employer, returned_on=date(2026, 10, 20), now=after(days))
    return made.now()


def test_a_file_taken_up_again_counts_its_days_from_then() -> None:
    case = reopened(world.make_case_decided(), 25)
    assert case.state == "in_review"
    assert [day for day in range(25, 40) if tell_news(after(day))] == [26, 32]
    assert marks(case) == ["change", "week"]


def test_who_is_dead_for_the_bank_is_neither_written_to_nor_called_until_an_account_comes() -> None:
    made = world.make_case_paid()
    order = PaymentOrder.objects.get(case=made.case)
    gone = camt_054(
        [Told(order.number, "RJCT", "MD07", order.net_cents)], after(4).date(), back=True
    )
    read_bank_file(gone, "banque.xml", actor=rule("bank.read"), clock=lambda: after(4))
    case = reopened(made, 5)
    for day in (6, 12, 25, 40):
        assert tell_news(after(day)) == 0
    assert not Task.objects.filter(kind="sick_leave.no_income").exists()
    assert Task.objects.filter(kind="payment.came_back", case_id=case.id, state="open").exists()
    world.give_account(made.person, world.OTHER_IBAN)
    assert tell_news(after(41)) == 1, "the bank was wrong"


def test_thirty_days_without_anything_are_a_call_of_a_named_agent_within_two_working_days() -> None:
    agent = world.make_account("agent")
    case = waiting_for_employer()
    tell_news(after(29))
    assert not Task.objects.filter(kind="sick_leave.no_income").exists()
    tell_news(after(30))
    tell_news(after(31))
    task = Task.objects.get(kind="sick_leave.no_income")
    assert (task.case_id, task.assigned_to) == (case.id, agent.id)
    assert task.due_on == call_within(after(30).date())
    assert task.data == {"days": 30}


def test_calls_are_shared_between_agents_and_made_again_after_a_fortnight() -> None:
    agents = {world.make_account("agent").id for _ in range(2)}
    cases = [waiting_for_employer() for _ in range(2)]
    tell_news(after(30))
    tasks = Task.objects.filter(kind="sick_leave.no_income")
    assert {task.assigned_to for task in tasks} == agents
    for case in cases:
        note_call(case.id, CallOutcome.REACHED, [Help.CSS], actor=world.make_agent(), now=after(31))
    tell_news(after(40))
    assert tasks.filter(state="open").count() == 0
    tell_news(after(44))
    assert tasks.filter(state="open").count() == 2


@pytest.mark.parametrize(
    ("today", "by"),
    [
        (date(2026, 11, 23), date(2026, 11, 25)),  # Monday
        (date(2026, 11, 26), date(2026, 11, 30)),  # Thursday: Friday, Monday
        (date(2026, 11, 27), date(2026, 12, 1)),  # Friday
        (date(2026, 12, 24), date(2026, 12, 29)),  # the 25th is a day off
    ],
)
def test_a_call_is_due_in_two_working_days(today: date, by: date) -> None:
    assert call_within(today) == by


def test_a_hardship_said_is_one_call_until_the_person_is_reached() -> None:
    agent = world.make_account("agent")
    case = waiting()
    actor = world.insured_actor(case.person)
    for _ in range(2):
        say_hardship(case.id, HardshipChannel.ACCOUNT, actor=actor, now=world.NOW)
    task = Task.objects.get(kind="sick_leave.hardship", state="open")
    assert task.assigned_to == agent.id
    note_call(case.id, CallOutcome.MESSAGE, [], actor=world.make_agent(), now=world.NOW)
    assert Task.objects.filter(kind="sick_leave.hardship", state="open").exists()
    told = [text for event in of_case(case.id) if (text := tell_insured(event))]
    assert "Nous vous avons appelé et laissé un message. Nous rappelons." in told
    note_call(
        case.id, CallOutcome.REACHED, [Help.SOCIAL_AID], actor=world.make_agent(), now=world.NOW
    )
    assert not Task.objects.filter(kind="sick_leave.hardship", state="open").exists()
    say_hardship(case.id, HardshipChannel.PHONE, actor=world.make_agent(), now=world.NOW)
    assert Task.objects.filter(kind="sick_leave.hardship", state="open").count() == 1


def test_a_decision_does_not_end_the_call_of_who_has_nothing() -> None:
    case = waiting()
    say_hardship(case.id, HardshipChannel.DESK, actor=world.make_agent(), now=world.NOW)
    world.give_account(case.person)
    world.send_form(case.person, world.make_employer())
    case.refresh_from_db()
    assert case.state == "decided"
    assert Task.objects.filter(kind="sick_leave.hardship", state="open").exists()


def test_only_an_agent_notes_a_call_and_a_withdrawn_file_asks_for_none() -> None:
    case = waiting()
    person = world.insured_actor(case.person)
    with pytest.raises(PermissionError):
        note_call(case.id, CallOutcome.REACHED, [], actor=person, now=world.NOW)
    Case.objects.filter(pk=case.pk).update(state="withdrawn", closing_reason="duplicate")
    with pytest.raises(RefusedTransition):
        say_hardship(case.id, HardshipChannel.ACCOUNT, actor=person, now=world.NOW)


def test_a_simulation_gives_what_the_law_gives_for_that_wage_and_writes_nothing() -> None:
    case = waiting_for_employer()
    before = (Task.objects.count(), list(of_case(case.id)))
    found = simulate(case, 200_000, now=world.NOW)
    assert found is not None
    # 2 000 x 3 / 91.25 = 65.75; half is 32.88, 65.7534 halved 32.87 to the cent
    assert found.daily_cents == 3287
    assert (found.days, found.total_cents) == (18, 18 * 3287)
    assert (Task.objects.count(), list(of_case(case.id))) == before


def test_no_simulation_without_dates() -> None:
    person, employer = world.make_person(), world.make_employer()
    world.send_form(person, employer)
    assert simulate(world.case_of(person), 200_000, now=world.NOW) is None


def test_the_database_holds_one_news_a_day_and_one_week() -> None:
    case = waiting()
    News.objects.create(case=case, mark="week", about="x", told_on=world.TODAY)
    for again in (
        {"mark": "change", "told_on": world.TODAY},
        {"mark": "week", "told_on": world.FIRST},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            News.objects.create(case=case, about="x", **again)
