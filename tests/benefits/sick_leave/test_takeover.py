"""Files of an old system, switched: paid from the day after, never before, and back again."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest

from guichet.benefits.sick_leave.models import TakenFile
from guichet.benefits.sick_leave.service import allowance_statement, correct_fact, replay
from guichet.benefits.sick_leave.takeover.service import RefusedBack, export, hand_back, standing
from guichet.cases.models import Case, Decision
from guichet.insight.catalogue import indicator
from guichet.insight.measure import rows_of
from guichet.insight.periods import ending
from guichet.journal.selectors import broken
from guichet.journal.service import rule
from guichet.ledger.models import Claim, PaymentOrder, Recovery, Share
from guichet.ledger.service import read_bank_file
from guichet.letters.models import Letter
from guichet.tasks.models import Task
from tests.letters import pdfs
from tests.support import portfolio, world
from tests.support.bank import Told, camt_054
from tests.support.portfolio import DAILY, LAST, PAID_UNTIL, Old

pytestmark = pytest.mark.django_db

AFTER = PAID_UNTIL + timedelta(days=1)


def ours() -> list[date]:
    """The days that we grant, in order."""
    live = Claim.objects.filter(paid_elsewhere_on=None, closed_at=None)
    return list(live.order_by("day").values_list("day", flat=True))


def taken(tmp_path: Path, **said: object) -> Old:
    old = portfolio.make_old("A-1", **said)
    world.give_account(old.person)
    assert portfolio.switched(tmp_path, old).files == 1
    return old


def test_a_file_taken_over_is_paid_from_the_day_after_and_never_before(tmp_path: Path) -> None:
    taken(tmp_path)
    case = Case.objects.get()
    assert (case.state, case.channel) == ("decided", "takeover")
    assert list(case.decisions.order_by("number").values_list("reason_code", flat=True)) == [
        "sick_leave.taken_over", "sick_leave.granted",
    ]  # fmt: skip
    held = Claim.objects.filter(paid_elsewhere_on__isnull=False)
    assert held.count() == 36
    assert (ours()[0], ours()[-1]) == (AFTER, LAST)
    world.pay()
    order = PaymentOrder.objects.get()
    assert (order.first_day, order.last_day) == (AFTER, date(2026, 11, 19))
    assert order.gross_cents == 7 * DAILY
    assert not Share.objects.filter(claim__in=held, order__isnull=False).exists()
    letter = Letter.objects.get()
    assert letter.code == "ij_decision"
    assert "avant notre changement de système, restent payés" in str(letter.content)
    assert Task.objects.count() == 0
    assert replay(case.id) == list(broken()) == []


def test_waiting_days_already_served_are_not_asked_twice(tmp_path: Path) -> None:
    """The law counts from the first day of the stop: nothing of what follows waits again."""
    taken(tmp_path)
    last = Decision.objects.get(number=2)
    assert last.result["carence_days"] == 3
    assert len(ours()) == (LAST - PAID_UNTIL).days


def test_days_of_earlier_stops_count_towards_the_360(tmp_path: Path) -> None:
    """343 days before, 36 here: 17 are left of 360, all paid already. Nothing more is granted."""
    before = {"record": "before", "first_day": "2025-09-01", "last_day": "2026-08-09"}
    taken(tmp_path, more=[before])
    assert ours() == []
    assert Task.objects.filter(kind="sick_leave.counter_reached").count() == 1


def test_a_file_paid_to_its_end_is_decided_and_waits_for_nothing(tmp_path: Path) -> None:
    taken(tmp_path, last=PAID_UNTIL)
    case = Case.objects.get()
    assert (case.state, case.to_assess_since) == ("decided", None)
    assert Letter.objects.count() == Task.objects.count() == 0


def test_a_prolongation_of_a_file_taken_over_joins_it_and_is_paid(tmp_path: Path) -> None:
    old = taken(tmp_path, last=PAID_UNTIL)
    world.send_notice(old.person, AFTER, LAST, kind="prolongation", prescribed_on=PAID_UNTIL)
    case = Case.objects.get()
    assert case.state == "decided"
    assert (ours()[0], ours()[-1]) == (AFTER, LAST)


def test_a_file_of_which_nothing_was_paid_is_paid_whole(tmp_path: Path) -> None:
    taken(tmp_path, paid=[])
    assert ours()[0] == portfolio.PAID_FROM
    assert [d.reason_code for d in Decision.objects.all()] == ["sick_leave.granted"]


@pytest.mark.parametrize(("daily", "cents"), [(3200, 36 * 3200), (4000, 36 * 4000)])
def test_what_was_paid_otherwise_is_a_task_and_never_a_recovery(
    tmp_path: Path, daily: int, cents: int
) -> None:
    taken(tmp_path, paid=[portfolio.paid(daily=daily)])
    task = Task.objects.get()
    assert (task.kind, task.state) == ("sick_leave.takeover_differs", "open")
    assert task.data == {"cause": "amount", "paid": cents, "law": 36 * DAILY}
    assert Recovery.objects.count() == 0
    world.pay()
    assert PaymentOrder.objects.get().gross_cents == 7 * DAILY


def test_days_left_unpaid_before_are_paid_here_once_a_person_says_so(tmp_path: Path) -> None:
    """The old system paid from 20 October; the law gives the 8th to the 19th too."""
    taken(tmp_path, paid=[portfolio.paid(date(2026, 10, 20))])
    case = Case.objects.get()
    assert Task.objects.get().data["cause"] == "unpaid"
    assert ours()[0] == AFTER
    agent = world.make_agent()
    made = world.SickLeave(case, case.person, case.employer, agent)  # type: ignore[arg-type]
    correct_fact(
        case.id, "takeover.pay_gap", "yes", reason="vérifié", actor=agent, now=world.at(hours=2)
    )
    world.agent_decides(made)
    assert (ours()[0], ours()[12]) == (date(2026, 10, 8), AFTER)
    assert Claim.objects.filter(closed_at=None).values("day").distinct().count() == 36 + 18


def test_an_early_return_takes_back_our_days_alone(tmp_path: Path) -> None:
    """Back at work before the last day paid elsewhere: a person is told, nothing is asked back."""
    old = taken(tmp_path)
    world.pay()
    world.send_form(old.person, old.employer, now=world.at(hours=2), returned_on=date(2026, 11, 10))  # type: ignore[arg-type]
    kinds = set(Task.objects.filter(state="open").values_list("kind", flat=True))
    assert {"sick_leave.takeover_returned", "sick_leave.recalculation_reduces"} <= kinds
    assert Claim.objects.filter(paid_elsewhere_on__isnull=False, closed_at=None).count() == 36


def test_two_files_of_a_person_for_the_same_days_are_taken_once(tmp_path: Path) -> None:
    first = portfolio.make_old("A-1")
    later = {"person": first.person, "employer": first.employer}
    second = portfolio.make_old(
        "A-2", paid=[portfolio.paid(date(2026, 11, 10), PAID_UNTIL)], **later
    )
    done = portfolio.switched(tmp_path, first, second)
    assert (done.files, done.left_out) == (1, {"file_here": 1})
    assert Claim.objects.filter(paid_elsewhere_on__isnull=False).count() in (3, 36)


def test_a_file_that_is_here_already_is_left_where_it_is(tmp_path: Path) -> None:
    made = world.make_case_decided()
    old = portfolio.make_old("A-1", person=made.person)
    assert portfolio.switched(tmp_path, old).left_out == {"file_here": 1}
    assert TakenFile.objects.get().state == "shadow"


def test_what_may_not_be_switched_yet_says_why(tmp_path: Path) -> None:
    portfolio.import_all(
        tmp_path, portfolio.make_old("A-1"), portfolio.make_old("A-2", said={"state": "held"})
    )
    assert portfolio.take().left_out == {"not_compared": 2}
    portfolio.compare()
    assert portfolio.take(on=date(2026, 11, 16)).left_out == {"old_export": 2}
    done = portfolio.take()
    assert (done.files, done.left_out) == (1, {"held": 1})
    assert portfolio.take().files == 0


def test_a_share_takes_the_same_persons_and_a_larger_one_adds_others(tmp_path: Path) -> None:
    olds = [portfolio.make_old(f"A-{n}", last=PAID_UNTIL) for n in range(12)]
    portfolio.import_all(tmp_path, *olds)
    portfolio.compare()
    slots = sorted(TakenFile.objects.values_list("slot", flat=True))
    share = slots[5] + 1
    few = sum(slot < share for slot in slots)
    assert portfolio.take(share).files == few
    assert portfolio.take(share).files == 0
    assert portfolio.take().files == 12 - few


def test_files_taken_over_are_not_counted_as_new(tmp_path: Path) -> None:
    taken(tmp_path)
    world.pay()
    for code in ("stops.entered", "stops.decided", "delay.gross.mean", "delay.first_payment.mean"):
        assert rows_of(indicator(code), ending(world.TODAY, 7)).count() == 0


def bank_executes() -> None:
    (order,) = PaymentOrder.objects.all()
    told = camt_054([Told(order.number, cents=order.net_cents)], world.TODAY, back=False)
    read_bank_file(told, "ok.xml", actor=rule("bank.read"), clock=lambda: world.at(hours=7))


def given_back(*numbers: str) -> str:
    stream = io.StringIO()
    export(hand_back(numbers, reason="Essai terminé", now=world.at(hours=8)), stream)
    return stream.getvalue()


def test_the_way_back_tells_all_that_was_paid_and_closes_the_rest(tmp_path: Path) -> None:
    taken(tmp_path)
    world.pay()
    with pytest.raises(RefusedBack) as refused:
        given_back("A-1")
    assert "réponse de la banque" in refused.value.why["A-1"]
    bank_executes()
    text = given_back("A-1")
    paid = [
        row for row in csv.DictReader(io.StringIO(text), delimiter=";") if row["record"] == "paid"
    ]
    assert [(row["first_day"], row["last_day"]) for row in paid] == [
        ("2026-10-08", "2026-11-12"), ("2026-11-13", "2026-11-19"),
    ]  # fmt: skip
    assert int(paid[1]["net"]) == PaymentOrder.objects.get().net_cents
    case = Case.objects.get()
    assert (case.state, case.closing_reason) == ("closed", "handed_back")
    assert ours()[-1] == date(2026, 11, 19)
    world.pay(date(2026, 12, 4))
    assert PaymentOrder.objects.count() == 1
    assert given_back("A-1") == text


def test_what_comes_back_may_be_imported_and_is_never_paid_twice(tmp_path: Path) -> None:
    """Handed back unpaid by us, then switched anew: its days are still held by the first file."""
    taken(tmp_path)
    path = tmp_path / "back.csv"
    path.write_text(given_back("A-1"), encoding="utf-8")
    portfolio.import_portfolio(
        path, portfolio.AS_OF, actor=portfolio.OPERATOR, now=world.at(days=1)
    )
    portfolio.compare()
    assert portfolio.take().left_out == {"day_held": 1}
    assert Claim.objects.filter(paid_elsewhere_on__isnull=False).count() == 36


def test_the_way_back_is_refused_for_all_when_one_may_not(tmp_path: Path) -> None:
    taken(tmp_path)
    with pytest.raises(RefusedBack) as refused:
        given_back("A-1", "NOBODY")
    assert list(refused.value.why) == ["NOBODY"]
    assert Case.objects.get().state == "decided"
    assert standing().states


def test_the_statement_lists_what_the_old_system_paid_beside_what_is_paid_since(
    tmp_path: Path,
) -> None:
    """A proof that left these days out would say that nothing was paid."""
    person = taken(tmp_path).person
    year = date(2026, 1, 1), date(2026, 12, 31)
    told = pdfs.reading(allowance_statement(person, *year, now=world.NOW))
    assert "aucune indemnité n’a été payée pour ces jours" in told
    assert "Ce que notre ancien système a payé" in told
    assert "08/10/2026 au 12/11/2026 36 1 183,32 € vous" in told.replace("\u202f", " ")
    world.pay()
    told = pdfs.reading(allowance_statement(person, *year, now=world.at(days=1)))
    assert "13/11/2026 au 19/11/2026" in told
    assert "Ce que notre ancien système a payé" in told
