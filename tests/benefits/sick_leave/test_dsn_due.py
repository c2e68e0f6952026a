"""Pay that the DSN will bring is waited for; a late employer is asked twice, then called."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from guichet.benefits.sick_leave import dsn_due
from guichet.benefits.sick_leave.dsn_due import DueRule, Filer, due_on
from guichet.benefits.sick_leave.service import (
    ask_by_hand,
    assess_cases,
    next_steps,
    remind_employers,
    standing_of,
    standing_words,
    tell_news,
)
from guichet.cases.models import Case, Pause, Piece
from guichet.cases.service import Owner, asked_of_employer, open_pieces
from guichet.journal.service import of_case, tell_insured
from guichet.outbox.models import Message
from guichet.people.models import Organisation
from guichet.tasks.models import Task
from guichet.tasks.service import finish
from tests.support import world

pytestmark = pytest.mark.django_db

FIRST, LAST, WORKED = date(2026, 11, 2), date(2026, 11, 20), date(2026, 10, 30)
# the 15th of November is a Sunday: the DSN of October is due on Monday the 16th
DUE, ASKED, AGAIN = date(2026, 11, 16), date(2026, 11, 19), date(2026, 11, 29)
CALL = date(2026, 12, 2)


def morning(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def stopped(employer: Organisation, on: date = date(2026, 11, 3), months: int = 2) -> Case:
    """A stop of November, whose employer gave the pay of August and September."""
    person = world.make_person(email="a@exemple.invalid")
    world.send_notice(person, FIRST, LAST, now=morning(on))
    pays = world.pays_of_months(months=("2026-08", "2026-09", "2026-10")[:months])
    world.send_form(
        person, employer, pays=pays, last_day_worked=WORKED, expected_end=LAST, now=morning(on)
    )
    return world.case_of(person)


def piece_of(case: Case) -> Piece:
    return open_pieces(case).get()


def mails(employer: Organisation) -> int:
    return Message.objects.filter(kind="mail", payload__to=employer.email).count()


@pytest.mark.parametrize(
    ("filer", "due"),
    [
        (Filer(), date(2026, 12, 15)),
        (Filer(49, {"2026-10": date(2026, 11, 5)}), date(2026, 12, 15)),
        (Filer(50, {"2026-10": date(2026, 11, 5)}), date(2026, 12, 7)),  # the 5th is a Saturday
        (Filer(50, {"2026-10": date(2026, 11, 6)}), date(2026, 12, 15)),  # pay of the month after
        (Filer(50, {}), date(2026, 12, 15)),
    ],
)
def test_the_dsn_is_due_on_the_fifteenth_or_on_the_fifth_for_who_is_large(
    filer: Filer, due: date
) -> None:
    assert due_on("2026-11", filer) == due


def test_the_dsn_of_december_is_due_in_january() -> None:
    assert due_on("2026-12") == date(2027, 1, 15)


def test_what_is_not_due_is_waited_for_with_its_day_and_nobody_is_asked() -> None:
    employer = world.make_employer()
    case = stopped(employer)
    piece = piece_of(case)
    assert (case.state, piece.state, piece.due_on) == ("waiting", "expected", DUE)
    assert not asked_of_employer(employer.id).exists()
    assert mails(employer) == 0
    assert Pause.objects.get(clock__case=case, ended_at=None).owed_by == "employer"
    told = [text for event in of_case(case.id) if (text := tell_insured(event))]
    assert any("octobre 2026" in text and "16 novembre 2026" in text for text in told)
    data = standing_of(case, [piece], held=False).data(date(2026, 11, 10))
    assert "16 novembre 2026" in " ".join(standing_words(data))
    assert next_steps(data) == []


def test_pay_that_is_late_when_the_file_comes_is_asked_at_once() -> None:
    employer = world.make_employer()
    case = stopped(employer, on=ASKED)
    assert piece_of(case).state == "asked"
    assert mails(employer) == 1


def test_on_the_eve_it_is_still_waited_for() -> None:
    case = stopped(world.make_employer(), on=ASKED - timedelta(days=1))
    assert piece_of(case).state == "expected"


def test_a_month_long_due_is_asked_at_once_even_beside_one_that_is_not() -> None:
    case = stopped(world.make_employer(), months=0)
    assert piece_of(case).state == "asked"


def test_the_dsn_that_comes_in_time_decides_and_nobody_was_asked() -> None:
    employer = world.make_employer()
    case = stopped(employer)
    world.give_account(case.person)
    world.send_month(case.person, employer, "2026-10", now=morning(date(2026, 11, 12)))
    case.refresh_from_db()
    assert case.state == "decided"
    assert Piece.objects.get(case=case, code="reference_wages").state == "received"
    for day in range(40):
        remind_employers(morning(DUE + timedelta(days=day)))
    assert mails(employer) == 0
    assert not Task.objects.filter(kind="sick_leave.employer_late").exists()


def test_three_days_after_it_is_asked_ten_days_later_again_once_a_run_or_ten() -> None:
    employer = world.make_employer()
    case = stopped(employer)
    acted = {}
    for day in range(30):
        today = DUE + timedelta(days=day)
        counts = [remind_employers(morning(today, hour)) for hour in (7, 9, 17)]
        if any(counts):
            acted[today] = counts
    assert acted == {ASKED: [1, 0, 0], AGAIN: [1, 0, 0]}
    assert mails(employer) == 2
    piece = piece_of(case)
    assert (localdate(piece.asked_at), localdate(piece.reminded_at)) == (ASKED, AGAIN)


def test_the_person_is_told_that_payslips_can_stand_in_when_the_employer_was_asked_twice() -> None:
    case = stopped(world.make_employer())
    for day in range(30):
        now = morning(date(2026, 11, 4) + timedelta(days=day))
        remind_employers(now)
        tell_news(now)
    news = of_case(case.id).filter(kind="sick_leave.news")
    abouts = [event.data["about"] for event in news]
    assert abouts[0] == "dsn"
    assert set(abouts[1:]) <= {"dsn", "reference_wages"}
    last = news.order_by("id").last()
    assert last is not None
    assert last.data["again"] is True
    assert any("bulletins de salaire" in advice for advice in next_steps(last.data))
    again = of_case(case.id).get(kind="sick_leave.employer_asked_again")
    assert "bulletins de salaire" in (tell_insured(again) or "")


def test_a_late_employer_is_one_mail_and_one_task_for_all_its_files() -> None:
    late, other = world.make_employer(), world.make_employer(email="autre@exemple.invalid")
    for _ in range(3):
        stopped(late)
    stopped(other)
    remind_employers(morning(ASKED))
    assert (mails(late), mails(other)) == (1, 1)
    remind_employers(morning(AGAIN))
    assert (mails(late), mails(other)) == (2, 2)
    remind_employers(morning(CALL - timedelta(days=1)))
    assert not Task.objects.filter(kind="sick_leave.employer_late").exists(), "the mail has time"
    remind_employers(morning(CALL))
    tasks = Task.objects.filter(kind="sick_leave.employer_late")
    assert sorted(tasks.values_list("subject", flat=True)) == sorted(
        f"employer:{one.id}" for one in (late, other)
    )


def test_the_task_ends_when_the_employer_answers_and_comes_back_when_it_does_not() -> None:
    late = world.make_employer()
    case = stopped(late)
    remind_employers(morning(ASKED))
    remind_employers(morning(AGAIN))
    remind_employers(morning(CALL))
    task = Task.objects.get(kind="sick_leave.employer_late")
    assert finish(task.id, actor=world.make_agent(), now=morning(CALL, 10)) == 1
    remind_employers(morning(CALL + timedelta(days=9)))
    tasks = Task.objects.filter(kind="sick_leave.employer_late", state="open")
    assert not tasks.exists(), "called: it is given time to answer"
    remind_employers(morning(CALL + timedelta(days=10)))
    assert tasks.count() == 1
    world.send_month(case.person, late, "2026-10", now=morning(CALL + timedelta(days=11)))
    remind_employers(morning(CALL + timedelta(days=11)))
    assert not tasks.exists()


def test_size_and_past_filings_are_read_from_what_the_employer_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dsn_due, "RULES", (DueRule("2017-01", 15, 5, large=2),))
    early, late = world.make_employer(), world.make_employer()
    for employer, filed in ((early, date(2026, 10, 5)), (late, date(2026, 10, 12))):
        for _ in range(2):
            world.send_month(world.make_person(), employer, "2026-09", now=morning(filed))
    assert piece_of(stopped(early)).due_on == date(2026, 11, 5)
    assert piece_of(stopped(late)).due_on == DUE


def test_a_day_that_moves_is_kept_while_another_piece_is_asked_too() -> None:
    employer = world.make_employer()
    case = stopped(employer)
    agent = world.make_agent()
    now = morning(date(2026, 11, 4))
    ask_by_hand(case.id, "work_certificate", Owner.INSURED, actor=agent, now=now)
    Piece.objects.filter(case=case, code="reference_wages").update(due_on=date(2026, 11, 5))
    assess_cases([case.id], now=now)
    assert open_pieces(case).get(code="reference_wages").due_on == DUE
