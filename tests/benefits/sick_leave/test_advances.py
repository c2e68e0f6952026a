"""An advance pays certain days at their least; the decision takes it off what it grants."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from guichet.benefits.sick_leave.service import (
    WithdrawalReason,
    allowance_statement,
    certain_days,
    correct_fact,
    drop_advance,
    give_advance,
    propose_advance,
    withdraw_case,
)
from guichet.cases.models import Decision
from guichet.cases.service import RefusedTransition
from guichet.journal.service import of_case, rule, tell_insured
from guichet.ledger.models import Advance, Claim, PaymentOrder, Recovery, Share
from guichet.ledger.service import RefusedAdvance, SameAgent, read_bank_file
from guichet.letters.models import Letter
from guichet.tasks.models import Task
from tests.letters import pdfs
from tests.support import world
from tests.support.advances import (
    LEAST,
    SEPTEMBER,
    given,
    make_advanced,
    make_without_wage,
    proposed,
)
from tests.support.bank import Told, camt_054
from tests.support.payslips import make_lacking

pytestmark = pytest.mark.django_db
DAYS, DUE = 18, 59_166  # 18 days of 32,87 once all is known


@pytest.fixture(autouse=True)
def option(settings: Any) -> None:
    settings.ADVANCES = True


def orders(made: world.SickLeave) -> list[PaymentOrder]:
    return list(PaymentOrder.objects.filter(case=made.case).order_by("number"))


def answer(made: world.SickLeave, gross_cents: int = 200_000, **later: float) -> None:
    """The employer's message comes, and the rule decides what it may."""
    now = world.at(**(later or {"days": 1}))
    world.send_month(made.person, made.employer, SEPTEMBER, gross_cents, now=now)


def received(made: world.SickLeave) -> int:
    """Gross cents of the transfers that did not come back."""
    return sum(one.gross_cents for one in orders(made) if one.came_back is None)


def granted(made: world.SickLeave) -> int:
    live = Claim.objects.filter(case=made.case, closed_at=None, decision__isnull=False)
    return sum(live.values_list("amount_cents", flat=True))


def send_back(order: PaymentOrder, day: int = 2) -> None:
    told = camt_054([Told(order.number, cents=order.net_cents)], world.TODAY + timedelta(days=day))
    now = world.at(days=day)
    read_bank_file(told, f"{order.number}.xml", actor=rule("bank.read"), clock=lambda: now)


def test_two_agents_give_it_and_the_next_payment_day_pays_it() -> None:
    made = make_without_wage()
    advance = proposed(made)
    task = Task.objects.get(kind="sick_leave.advance_to_give", state="open")
    assert task.data == {"days": DAYS, "cents": DAYS * LEAST}
    assert not world.pay(world.TODAY).orders.exists(), "nothing before a second agent"
    give_advance(made.case.id, advance.id, actor=world.make_agent(), now=world.at(hours=2))
    world.pay(world.TODAY + timedelta(days=1))
    (order,) = orders(made)
    assert (order.advance_id, order.gross_cents, order.days) == (advance.id, DAYS * LEAST, DAYS)
    assert made.now().state == "waiting", "the employer still owes the wage"
    assert made.now().decision is None
    told = [tell_insured(event) for event in of_case(made.case.id)]
    assert any("acompte" in (one or "") for one in told)
    task.refresh_from_db()
    assert task.state == "done"


def test_who_proposes_it_does_not_give_it_and_the_other_may_drop_it() -> None:
    made = make_without_wage()
    advance = proposed(made)
    with pytest.raises(SameAgent):
        give_advance(made.case.id, advance.id, actor=made.agent, now=world.NOW)
    with pytest.raises(PermissionError):
        actor = world.insured_actor(made.person)
        give_advance(made.case.id, advance.id, actor=actor, now=world.NOW)
    assert not Claim.objects.exists()
    drop_advance(made.case.id, advance.id, actor=world.make_agent(), now=world.NOW)
    with pytest.raises(RefusedAdvance):
        give_advance(made.case.id, advance.id, actor=world.make_agent(), now=world.NOW)
    assert Advance.objects.get().state == "dropped"
    assert not Claim.objects.exists()


def test_it_is_given_once() -> None:
    made = make_without_wage()
    with pytest.raises(RefusedAdvance):
        for _ in range(2):
            proposed(made)
    advance = Advance.objects.get()
    give_advance(made.case.id, advance.id, actor=world.make_agent(), now=world.NOW)
    with pytest.raises(RefusedAdvance, match="pas encore versé"):
        proposed(made)
    world.pay()
    with pytest.raises(RefusedAdvance, match="pas assez de jours"):
        proposed(made)
    world.pay(world.TODAY + timedelta(days=1))
    assert len(orders(made)) == 1


@pytest.mark.parametrize("gross", [200_000, 230_000])
def test_what_is_received_is_just_what_is_due(gross: int) -> None:
    made = make_advanced()
    answer(made, gross)
    decision = made.now().decision
    assert decision is not None
    assert decision.decided_by is None, "the rule grants: nothing is lost by anybody"
    world.pay(world.TODAY + timedelta(days=1))
    world.pay(world.TODAY + timedelta(days=2))
    advance, rest = orders(made)
    assert advance.gross_cents + rest.gross_cents == granted(made) == decision.result["total_cents"]
    assert rest.advance_id is None
    assert not Recovery.objects.exists()


def test_the_letter_and_the_statement_name_it() -> None:
    made = make_advanced()
    answer(made)
    letter = Letter.objects.get(case=made.case, code="ij_decision").content
    assert (letter["outcome"], letter["changes"]) == ("granted", [])
    assert letter["advance_cents"] == letter["already_paid_cents"] == DAYS * LEAST
    world.pay(world.TODAY + timedelta(days=1))
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    pdf = allowance_statement(made.person, first, last, now=world.at(days=3))
    assert pdfs.reading(pdf).count("(acompte)") == 1


def test_more_than_is_due_is_asked_back_by_an_agent_alone() -> None:
    made = make_advanced()
    now, said = world.at(days=1), {"gross": "0", "hours": "0"}
    for month in world.MONTHS[:2]:
        wage = {"gross": "1 000", "hours": "151,67"}
        correct_fact(
            made.case.id, f"wage.{month}", wage, reason="erreur", actor=made.agent, now=now
        )
    answer(made, 100_000, days=2)
    assert made.now().decision is None, "a rule takes nothing back"
    world.agent_decides(made, days=3)
    debt = Recovery.objects.get(case=made.case)
    assert received(made) - debt.gross_cents == granted(made) < received(made)
    letter = Letter.objects.get(case=made.case, code="ij_recovery").content
    assert "acompte" in letter["cause"]
    assert said


def test_an_advance_refused_in_the_end_is_asked_back_whole() -> None:
    made = make_advanced()
    answer(made)
    assert made.now().decision is not None
    world.agent_decides(made, refusal=world.REFUSAL, days=2)
    assert Recovery.objects.get(case=made.case).gross_cents == received(made)


def test_a_transfer_that_came_back_before_the_decision_takes_nothing_off() -> None:
    made = make_advanced()
    send_back(orders(made)[0])
    world.give_account(made.person)
    answer(made, days=3)
    world.pay(world.TODAY + timedelta(days=4))
    assert received(made) == granted(made) == DUE


def test_nor_one_that_comes_back_after_it() -> None:
    made = make_advanced()
    answer(made)
    world.pay(world.TODAY + timedelta(days=1))
    send_back(orders(made)[0])
    world.give_account(made.person)
    world.pay(world.TODAY + timedelta(days=3))
    assert received(made) == granted(made) == DUE
    assert not Share.objects.filter(order=None, claim__closed_at=None).exists()
    world.pay(world.TODAY + timedelta(days=4))
    assert received(made) == DUE


@pytest.mark.parametrize("which", [(0, 1), (1, 0)])
def test_nor_both_transfers_whichever_comes_back_first(which: tuple[int, int]) -> None:
    made = make_advanced()
    answer(made)
    world.pay(world.TODAY + timedelta(days=1))
    both = orders(made)
    for rank in which:
        send_back(both[rank])
    world.give_account(made.person)
    world.pay(world.TODAY + timedelta(days=3))
    assert received(made) == granted(made) == DUE


def test_days_that_come_later_are_advanced_in_their_turn_and_all_is_taken_off() -> None:
    made = make_without_wage()
    given(made, world.at(days=-30))  # the sixteen days lived until then
    world.pay(world.TODAY - timedelta(days=30))
    given(made)
    world.pay()
    first, second = orders(made)
    assert (first.days + second.days, first.gross_cents + second.gross_cents) == (
        DAYS,
        DAYS * LEAST,
    )
    answer(made)
    world.pay(world.TODAY + timedelta(days=1))
    assert received(made) == granted(made) == DUE


def test_no_first_payment_waits_for_the_fortnight_of_an_advance() -> None:
    made = make_without_wage()
    given(made, world.at(days=-30))
    world.pay(world.TODAY - timedelta(days=30))
    answer(made, hours=2)
    world.pay(world.TODAY - timedelta(days=28))
    first, rest = orders(made)
    assert rest.last_day > first.last_day


def _late() -> world.SickLeave:
    made = make_without_wage()
    now = world.NOW
    correct_fact(made.case.id, "employer.reason", "04", reason="vu", actor=made.agent, now=now)
    return made


def _kept() -> world.SickLeave:
    person, employer = world.make_person(), world.make_employer()
    world.send_notice(person)
    world.send_form(
        person,
        employer,
        pays=world.pays_of_months(months=world.MONTHS[:2]),
        subrogation=True,
        subrogation_from=world.FIRST,
        subrogation_to=world.LAST,
        iban=world.EMPLOYER_IBAN,
    )
    return world.SickLeave(world.case_of(person), person, employer, world.make_agent())


NOT_CERTAIN: dict[str, Callable[[], world.SickLeave]] = {
    "a decision": world.make_case_decided,
    "the employer has said nothing": partial(make_lacking, unknown=True),
    "a doubt": _late,
    "the wage is kept": _kept,
}


@pytest.mark.parametrize("why", NOT_CERTAIN)
def test_what_is_not_certain_is_refused_in_words(why: str) -> None:
    made = NOT_CERTAIN[why]()
    with pytest.raises(RefusedAdvance) as refused:
        propose_advance(made.case.id, actor=made.agent, now=world.NOW)
    assert str(refused.value).endswith(".")
    assert not Advance.objects.exists()


def test_a_fund_that_gives_none_gives_none(settings: Any) -> None:
    made = make_without_wage()
    assert certain_days(made.case, now=world.NOW).cents == DAYS * LEAST
    settings.ADVANCES = False
    assert not certain_days(made.case, now=world.NOW).days
    with pytest.raises(RefusedAdvance, match="ne verse pas d'acompte"):
        propose_advance(made.case.id, actor=made.agent, now=world.NOW)


def test_a_file_that_changed_meanwhile_is_looked_at_again() -> None:
    made = make_without_wage()
    advance = proposed(made)
    world.send_form(
        made.person,
        made.employer,
        pays=world.pays_of_months(months=world.MONTHS[:2]),
        returned_on=date(2026, 10, 20),
        now=world.at(hours=1),
    )
    with pytest.raises(RefusedAdvance, match="a changé"):
        give_advance(made.case.id, advance.id, actor=world.make_agent(), now=world.at(hours=2))
    assert not Claim.objects.exists()


def test_a_return_stops_the_days_of_an_advance_that_are_not_paid() -> None:
    made = make_without_wage()
    given(made)
    world.send_form(
        made.person,
        made.employer,
        pays=world.pays_of_months(months=world.MONTHS[:2]),
        returned_on=date(2026, 10, 20),
        now=world.at(hours=1),
    )
    world.pay(world.TODAY + timedelta(days=1))
    assert [order.last_day for order in orders(made)] == [date(2026, 10, 19)]


def test_days_that_the_employer_keeps_after_all_wait_until_it_takes_that_back() -> None:
    made = make_without_wage()
    given(made)
    kept = {
        "subrogation": True,
        "subrogation_from": world.FIRST,
        "subrogation_to": world.LAST,
        "iban": world.EMPLOYER_IBAN,
    }
    for hours, said in ((1, kept), (2, kept), (30, {})):
        assert not orders(made)
        world.send_form(
            made.person,
            made.employer,
            pays=world.pays_of_months(months=world.MONTHS[:2]),
            now=world.at(hours=hours),
            **said,
        )
        world.pay(world.TODAY + timedelta(days=hours // 8))
    told = [tell_insured(event) for event in of_case(made.case.id)]
    assert sum("suspendons" in (one or "") for one in told) == 1
    assert [order.days for order in orders(made)] == [DAYS]


def test_the_decision_drops_what_was_proposed_and_pays_all() -> None:
    made = make_without_wage()
    proposed(made)
    answer(made)
    assert Advance.objects.get().state == "dropped"
    assert not Task.objects.filter(kind="sick_leave.advance_to_give", state="open").exists()
    world.pay(world.TODAY + timedelta(days=1))
    assert received(made) == DUE


def test_a_file_that_has_an_advance_is_not_withdrawn() -> None:
    made = make_advanced()
    why = WithdrawalReason.ASKED_BY_PERSON
    with pytest.raises(RefusedTransition):
        withdraw_case(made.case.id, why=why, actor=made.agent, now=world.at(days=1))
    assert not Decision.objects.exists()
