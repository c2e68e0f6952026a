"""One payee whom no bank could pay keeps nobody else from being paid: it waits, with a task."""

import pytest

from guichet.benefits.sick_leave.service import CannotDecide
from guichet.ledger.actions import BadAccount, change_person_account
from guichet.ledger.models import BankDetails, PaymentOrder, PaymentRun
from guichet.tasks.service import basket
from tests.support import world

pytestmark = pytest.mark.django_db

ILLEGIBLE = "😀"


@pytest.mark.parametrize("holder", ["Li Ming", "李明", "Ζωή Δοκιμή"])
def test_a_holder_whom_banks_can_read_is_paid(holder: str) -> None:
    made = world.make_case_decided()
    change_person_account(
        made.person, holder=holder, iban=world.OTHER_IBAN, why="x",
        actor=world.insured_actor(made.person), now=world.NOW,
    )  # fmt: skip
    world.pay()
    assert PaymentRun.objects.get().state == "filed"


@pytest.mark.parametrize("holder", [ILLEGIBLE, "\u200b", "   "])
def test_a_holder_whom_no_bank_can_read_is_refused_in_words(holder: str) -> None:
    person = world.make_person()
    with pytest.raises(BadAccount, match="titulaire"):
        change_person_account(
            person, holder=holder, iban=world.IBAN, why="x",
            actor=world.insured_actor(person), now=world.NOW,
        )  # fmt: skip
    assert not BankDetails.objects.filter(person=person).exists()


def test_an_account_kept_long_ago_under_such_a_name_waits_and_the_others_are_paid() -> None:
    odd, other = world.make_case_decided(), world.make_case_decided()
    BankDetails.objects.filter(person=odd.person).update(closed_at=world.NOW)
    BankDetails.objects.create(
        payee_kind="insured", person=odd.person, holder=ILLEGIBLE, iban=world.IBAN,
        recorded_at=world.NOW,
    )  # fmt: skip
    world.pay()
    assert PaymentRun.objects.get().state == "filed"
    assert PaymentOrder.objects.get().case_id == other.case.id
    assert basket().get().kind == "payment.bank_details_missing"
    world.give_account(odd.person)
    world.pay(world.at(days=14).date())
    assert PaymentOrder.objects.filter(case=odd.case).get().holder == odd.person.full_name


@pytest.mark.parametrize("bic", ["bdfefrppcct", "BDFE FRPP", ""])
def test_a_bic_is_written_as_banks_write_it(bic: str) -> None:
    world.make_wage_kept(world.OTHER_IBAN, bic)
    world.pay()
    assert PaymentRun.objects.get().state == "filed"
    assert PaymentOrder.objects.get().bic == bic.upper().replace(" ", "")


def test_an_account_out_of_the_euro_payments_area_is_refused_in_words() -> None:
    person = world.make_person()
    with pytest.raises(BadAccount, match="SEPA"):
        world.give_account(person, "SA0380000000608010167519")
    world.give_account(person, "GB29NWBK60161331926819")


def test_a_decision_on_an_account_that_is_none_says_so_and_changes_nothing() -> None:
    made = world.make_sick_leave(
        subrogation=True, subrogation_from=world.FIRST, subrogation_to=world.LAST,
        iban="FR7630006000011234567890188",
    )  # fmt: skip
    with pytest.raises(CannotDecide, match="IBAN"):
        world.agent_decides(made)
    assert made.now().decision is None
