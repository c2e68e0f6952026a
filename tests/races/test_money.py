"""Real parallel writers: a day is claimed once, ordered once, filed once, and everything sums."""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from django.db.models import F, Sum
from django.test import override_settings

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.deciding import StaleFile
from guichet.benefits.sick_leave.service import assess_cases, correct_fact, view_of
from guichet.cases.models import Case, Decision
from guichet.journal.selectors import broken
from guichet.journal.service import begin_again, new_id
from guichet.ledger.models import (
    Claim,
    PaymentFile,
    PaymentOrder,
    PaymentRun,
    Recovery,
    Repayment,
    Share,
    Withholding,
)
from guichet.ledger.service import (
    DayGrant,
    Grant,
    ObjectionWay,
    Payee,
    PayeeKind,
    apply,
    contest,
)
from guichet.letters.models import Letter
from guichet.outbox.models import Message
from tests.ledger.book import Book
from tests.races.together import raised, together
from tests.support import world

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 32


@pytest.fixture
def proposed() -> world.SickLeave:
    """A file that only awaits its decision."""
    with override_settings(AUTOMATIC_DECISIONS=False):
        return world.make_sick_leave()


def everything_sums() -> None:
    live = Claim.objects.filter(closed_at=None)
    assert not live.values("person", "day").annotate(n=Sum(1)).filter(n__gt=1)
    for claim in Claim.objects.annotate(shared=Sum("shares__cents")):
        assert claim.amount_cents == claim.shared
    for order in PaymentOrder.objects.annotate(
        paid=Sum(F("shares__cents") - F("shares__settled_cents"))
    ):
        assert order.gross_cents == order.paid
    for file in PaymentFile.objects.all():
        assert file.total_cents == sum(o.net_cents for o in file.orders_in_file.all())
    assert list(broken()) == []


def test_a_file_decided_by_32_writers_at_once_is_decided_once(proposed: world.SickLeave) -> None:
    answers = together([lambda: assess_cases([proposed.case.id], now=world.at(hours=1))] * WRITERS)
    assert raised(answers) == []
    assert Decision.objects.count() == 1
    assert Claim.objects.count() == 18
    assert Letter.objects.filter(code="ij_decision").count() == 1
    everything_sums()


def test_32_clicks_on_the_same_page_take_one_decision(proposed: world.SickLeave) -> None:
    """Impatient or together, whoever comes second is told that the file is decided by now."""
    seen = view_of(proposed.now(), now=world.at(hours=1)).seen
    answers = together([lambda: world.agent_decides(proposed, seen=seen)] * WRITERS)
    assert [type(error) for error in raised(answers)] == [StaleFile] * (WRITERS - 1)
    assert Claim.objects.count() == 18
    assert Decision.objects.count() == Letter.objects.filter(code="ij_decision").count() == 1
    everything_sums()


def test_days_asked_back_and_granted_again_by_several_at_once_are_settled_once() -> None:
    """Two files of a person share out the days of one recovery, whoever comes first."""
    made = world.make_case_paid()
    world.send_form(made.person, made.employer, now=world.at(hours=3), reason="99")
    world.agent_decides(made, refusal=world.REFUSAL)
    asked = Recovery.objects.get()
    days = [line.day for line in asked.lines.order_by("day")]
    files = [copied(made.now(), letter) for letter in "abcd"]

    def grant(case: Case, some: list[date]) -> None:
        decision = copied_decision(made.now(), case)
        shares = ((Payee(PayeeKind.INSURED, case.person_id), 3287),)
        with transaction.atomic():
            granted = [DayGrant(day, shares) for day in some]
            grants = [Grant(case, decision, procedure.KIND, procedure.EXCLUSION_GROUP, granted)]
            apply(grants, now=world.at(hours=8))

    answers = together(
        [
            lambda case=case, n=n: begin_again(lambda: grant(case, days[n::4]))
            for n, case in enumerate(files)
        ]
    )
    assert raised(answers) == []
    asked.refresh_from_db()
    assert (asked.state, asked.due_again_cents) == ("cancelled", asked.gross_cents)
    world.pay(world.TODAY.replace(year=2027))
    assert PaymentOrder.objects.count() == 1
    everything_sums()


def copied(case: Case, letter: str) -> Case:
    """Another file of the same person."""
    names = [f.attname for f in Case._meta.concrete_fields if f.attname not in ("id", "number")]
    given = {name: getattr(case, name) for name in names}
    return Case.objects.create(**{**given, "event_key": letter, "number": f"{case.number}{letter}"})


def copied_decision(case: Case, other: Case) -> Decision:
    decision = case.decision
    assert decision is not None
    decision.pk, decision.case, decision._state.adding = new_id(), other, True
    Decision.objects.bulk_create([decision])
    return decision


def test_a_fact_corrected_meanwhile_makes_the_other_decisions_stale(
    proposed: world.SickLeave,
) -> None:
    seen = view_of(proposed.now(), now=world.at(hours=1)).seen
    correct_fact(
        proposed.case.id,
        "wage.2026-07",
        {"gross": "2100", "hours": "151.67"},
        reason="bulletin lu",
        actor=proposed.agent,
        now=world.at(hours=2),
    )
    answers = together([lambda: world.agent_decides(proposed, seen=seen)] * 8)
    assert {type(error) for error in raised(answers)} == {StaleFile}
    assert len(raised(answers)) == 8


def two_files_of_the_same_days() -> list[Case]:
    """The same person stopped by two doctors from two jobs, on days that overlap."""
    with override_settings(AUTOMATIC_DECISIONS=False):
        first = world.make_sick_leave()
        case = first.now()
        facts = list(case.facts.filter(superseded_at=None))
        other = Case.objects.create(
            **{
                f.attname: getattr(case, f.attname)
                for f in Case._meta.concrete_fields
                if f.attname not in ("id", "number", "duplicate_reason")
            },
            number=f"{case.number}b",
            duplicate_reason="deux arrêts du même jour",
        )
        other.clocks.create(started_at=case.opened_at)
        for fact in facts:
            fact.pk, fact.case = None, other
            fact.save()
    return [case, other]


def test_two_files_of_one_person_never_claim_the_same_day() -> None:
    cases = two_files_of_the_same_days()
    answers = together(
        [
            lambda case=case: assess_cases([case.id], now=world.at(hours=1))
            for case in cases * (WRITERS // 2)
        ]
    )
    assert raised(answers) == []
    assert Claim.objects.count() == 18
    assert Decision.objects.count() == 1
    assert sorted(Case.objects.values_list("state", flat=True)) == ["decided", "in_review"]
    everything_sums()


def test_chunks_that_cross_decide_each_file_once() -> None:
    with override_settings(AUTOMATIC_DECISIONS=False):
        ids = [world.make_sick_leave().case.id for _ in range(6)]
    orders = [ids, ids[::-1], ids[3:] + ids[:3], ids[:4]] * 4
    answers = together([lambda o=o: assess_cases(o, now=world.at(hours=1)) for o in orders])
    assert raised(answers) == []
    assert Decision.objects.count() == 6
    everything_sums()


def test_chunks_of_two_files_a_person_that_cross_do_not_lock_one_another_out() -> None:
    """Claims of several persons, taken by two transactions whose files come in another order."""
    pairs = [two_files_of_the_same_days() for _ in range(3)]
    halves = [[pair[0].id for pair in pairs], [pair[1].id for pair in pairs]]
    answers = together([lambda h=h: assess_cases(h, now=world.at(hours=1)) for h in halves * 4])
    assert raised(answers) == []
    assert Claim.objects.count() == 18 * 3
    everything_sums()


def test_a_payment_day_run_by_eight_at_once_orders_each_day_once() -> None:
    made = [world.make_case_decided() for _ in range(4)]
    answers = together([world.pay] * 8)
    assert raised(answers) == []
    assert PaymentRun.objects.count() == PaymentFile.objects.count() == 1
    assert Counter(PaymentOrder.objects.values_list("case", flat=True)) == {
        m.case.id: 1 for m in made
    }
    assert Share.objects.filter(order=None).count() == 0
    file = PaymentFile.objects.get()
    assert (file.orders, file.orders_in_file.count()) == (4, 4)
    assert Message.objects.filter(kind="payment_file").count() == 1
    everything_sums()


def test_paying_and_taking_back_at_once_never_pays_what_was_taken_back() -> None:
    made = world.make_case_decided()
    world.send_form(
        made.person, made.employer, now=world.at(hours=2), returned_on=date(2026, 10, 20)
    )
    answers = together([world.pay, lambda: world.agent_decides(made)] * 4)
    assert {type(error) for error in raised(answers)} <= {StaleFile}
    closed = Share.objects.filter(claim__closed_at__isnull=False, order__isnull=False)
    assert closed.count() == 0, "held days were not ordered"
    assert Share.objects.filter(claim__closed_at=None).count() == 12
    everything_sums()


def test_what_is_owed_is_withheld_once_by_eight_payment_days_and_never_while_contested() -> None:
    book = Book(world.make_wage_kept())
    with transaction.atomic():
        for days in ([], [(0, 3000)] * 2):
            book.grant(days)
    book.pay(2)
    with transaction.atomic():
        book.grant([])
        book.withhold("employer")
        book.grant([(0, 0), (0, 0), (0, 3000)])
    debt, now, day = Recovery.objects.get(), world.at(days=1), world.TODAY

    def contested() -> None:
        contest(debt.id, ObjectionWay.CRA, day, "Non.", actor=book.made.agent, now=now)

    answers = together([*[world.pay] * 4, contested, *[world.pay] * 4])
    assert raised(answers) == []
    debt.refresh_from_db()
    order = PaymentOrder.objects.get(run__run_on=world.TODAY)
    taken = list(Repayment.objects.values_list("cents", flat=True))
    assert sum(taken) == order.withheld_cents == debt.repaid_cents
    assert len(taken) <= 1, "taken once, or contested first and not at all"
    assert (debt.state, Withholding.objects.get().end) == ("contested", "contested")
    everything_sums()
