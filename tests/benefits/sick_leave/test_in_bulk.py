"""Sick leaves taken, decided and paid one by one, together, or from files that were read
beforehand: the same records are left."""

import pickle
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from guichet.benefits.sick_leave.notices import receive
from guichet.benefits.sick_leave.service import import_deposit
from guichet.cases.models import Case
from guichet.declarations.models import DeclaredPay
from guichet.declarations.service import Deposit, Said, deposit_dsn, said_in
from guichet.demo import load
from guichet.documents.service import Upload
from guichet.journal.selectors import broken
from guichet.journal.service import rule
from guichet.ledger.models import PaymentOrder
from guichet.ledger.service import run_payments
from guichet.people.models import Account, Professional
from guichet.people.service import actor_of
from tests.support import world

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PEOPLE = 3  # their days are more rows than go to the database one by one
IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Of what is sent, there are as many files as sendings; orders are numbered in the order of their
# files' identifiers, chains and digests are of identifiers.
SENT = {"documents.Document", "declarations.Deposit"}
DRAWN = re.compile(
    r"(^|_)(id|hash|digest|sha256|storage_key|password|content|gesture|facts|line|lines)$"
)
ORDER = "ledger.PaymentOrder"


def live(together: int, *, beforehand: bool = False) -> Counter[tuple[Any, ...]]:
    """Some stops from their notices to their payment, `together` at a time; what is left of it.

    `beforehand`: another process has read the employers' files.
    """
    doctor = Professional.objects.create(rpps="99700218896", name="Dr", created_at=world.NOW)
    account = Account.objects.create(
        login="docteur", role="professional", professional=doctor, created_at=world.NOW
    )
    (whole,) = load.create(PEOPLE, offset=0, now=world.NOW)
    firms = [
        load.Firm(whole.organisation, whole.people[start : start + together], start)
        for start in range(0, PEOPLE, together)
    ]
    for firm in firms:
        receive(load.notices(firm, doctor), actor=actor_of(account), now=world.NOW)
    for number, content in enumerate(c for firm in firms for c in load.dsn_files(firm)):
        upload = Upload(f"{number}.dsn", content)
        deposit = deposit_dsn(upload, organisation=whole.organisation, actor=None, now=world.NOW)
        said = read_elsewhere(content) if beforehand else None
        import_deposit(deposit.id, now=world.NOW, said=said)
    today = timezone.localdate(world.NOW)
    run_payments(today, actor=rule("payment.run"), clock=lambda: world.NOW)
    assert set(Case.objects.values_list("state", flat=True)) == {"decided"}
    assert PaymentOrder.objects.values("case").distinct().count() == PEOPLE
    assert not list(broken())
    return records()


def read_elsewhere(content: bytes) -> Said:
    said: Said = pickle.loads(pickle.dumps(said_in(content)))  # noqa: S301  our own bytes
    return said


def records() -> Counter[tuple[Any, ...]]:
    """Every row of every table, each by what it says and by the person that it is about."""
    rows: list[tuple[str, dict[str, Any]]] = [
        (model._meta.label, row)
        for model in apps.get_models()
        if model.__module__.startswith("guichet.") and model._meta.label not in SENT
        for row in model._default_manager.values()
    ]
    persons = {row["id"]: row["nir"] for label, row in rows if label == "people.Person"}
    of_case = {row["id"]: persons[row["person_id"]] for label, row in rows if label == "cases.Case"}
    known = {str(key): name for key, name in (*persons.items(), *of_case.items())}
    for label, row in rows:
        if label == ORDER:
            del row["number"]
    return Counter((label, *_said(row, known)) for label, row in rows)


def _said(row: dict[str, Any], known: dict[str, str]) -> Sequence[str]:
    named = IDENTIFIER.sub
    return [
        f"{key}={named(lambda found: known.get(found.group(), '?'), str(value))}"
        for key, value in row.items()
        if key in ("person_id", "case_id") or not DRAWN.search(key)
    ]


def test_one_by_one_and_in_bulk_leave_the_same_records() -> None:
    left = []
    for together, beforehand in ((1, False), (PEOPLE, False), (PEOPLE, True)):
        with transaction.atomic():
            left.append(live(together, beforehand=beforehand))
            transaction.set_rollback(True)
    one_by_one, in_bulk, read_before = left
    assert one_by_one - in_bulk == in_bulk - one_by_one == Counter()
    assert in_bulk - read_before == read_before - in_bulk == Counter()
    assert sum(in_bulk.values()) > 40 * PEOPLE


def test_what_another_file_says_is_not_taken_for_what_this_one_says() -> None:
    (whole,) = load.create(1, offset=0, now=world.NOW)
    first, other, *_ = load.dsn_files(whole)

    def taken(content: bytes, said: Said) -> Deposit:
        upload = Upload("message.dsn", content)
        deposit = deposit_dsn(upload, organisation=whole.organisation, actor=None, now=world.NOW)
        import_deposit(deposit.id, now=world.NOW, said=said)
        return deposit

    def lines(deposit: Deposit) -> list[tuple[str, int]]:
        rows = DeclaredPay.objects.filter(deposit=deposit)
        return sorted(rows.values_list("month", "amount_cents"))

    with transaction.atomic():
        right = lines(taken(first, said_in(first)))
        transaction.set_rollback(True)
    assert right
    assert lines(taken(first, said_in(other))) == right
