"""What nothing changes, an erasure empties: of persons erased alone, of what names them alone."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test import override_settings

from guichet.benefits.sick_leave.models import Appeal, Notice
from guichet.cases.models import Case, Decision, Fact
from guichet.ledger.models import BankDetails, Objection, PaymentOrder
from guichet.letters.models import Letter
from guichet.medical.models import MedicalReason
from guichet.outbox.models import ERASED, Message
from guichet.people.models import Account, Person
from tests.erasure import lives
from tests.guarantees.erased import GIVEN_NOTHING
from tests.guarantees.rows import copy_row, refusal, set_columns
from tests.support import world

pytestmark = pytest.mark.django_db

NO_ACCOUNT = {"holder": "effacé", "iban": "", "bic": ""}
# what an erasure writes, and what it may not write beside
EMPTIED: dict[type[models.Model], tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    Decision: ({"reason_text": "effacé"}, {"number": 99}),
    Fact: ({"reason": "effacé"}, {"value": "another"}),
    Letter: ({"content": {}, "pdf": b""}, {"number": "another"}),
    Message: ({"payload": ERASED}, {"state": "pending"}),
    MedicalReason: ({"text": "effacé"}, {"kept_at": world.at(days=5)}),
    Appeal: ({"text": "effacé"}, {"outcome": "reversed"}),
    Objection: ({"text": "effacé", "answer": "effacé"}, {"outcome": "corrected"}),
    BankDetails: ({**NO_ACCOUNT, "closed_at": lives.LATER}, {"confirmed_by": world.NOW}),
    PaymentOrder: (NO_ACCOUNT, {"net_cents": 1}),
}
ROWS: dict[type[models.Model], dict[str, Any]] = {
    Decision: {"decided_by__isnull": False},
    Fact: {"source": "agent", "superseded_at": None},
    Letter: {"state": "sent"},
    Message: {"state": "done", "kind": "mail"},
    BankDetails: {"person__isnull": False},
    PaymentOrder: {"payee_kind": "insured"},
}


@pytest.fixture(scope="module")
def person(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Person]:
    """Somebody with a row in each table, not erased yet."""
    folder = tmp_path_factory.mktemp("erased")
    places = {"DOCUMENTS_DIR": folder / "documents", "OUTGOING_DIR": folder / "outgoing"}
    with django_db_blocker.unblock(), override_settings(**places), transaction.atomic():
        yield lives.live().person
        transaction.set_rollback(True)


def row_of(model: type[models.Model]) -> models.Model:
    return model._default_manager.filter(**ROWS.get(model, {})).order_by("pk")[0]


@pytest.mark.parametrize("model", EMPTIED, ids=lambda model: model.__name__)
def test_a_row_is_emptied_once_its_person_is_erased_and_nothing_else(
    person: Person, model: type[models.Model]
) -> None:
    emptied, beside = EMPTIED[model]
    with transaction.atomic():
        row = row_of(model)
        assert refusal(set_columns, row, emptied) is not None
        lives.erase(person)
        assert refusal(set_columns, row, emptied) is None
        if model is not BankDetails:
            assert refusal(set_columns, row, {**emptied, **beside}) is not None
        name, value = next(iter(emptied.items()))
        other = {"other": 1} if isinstance(value, dict) else b"other" if value == b"" else "autre"
        assert refusal(set_columns, row, {**emptied, name: other}) is not None
        transaction.set_rollback(True)


def test_an_erased_person_stays_so_and_is_given_nothing_more(person: Person) -> None:
    given = {one._meta.db_table: one for one in (Case, Notice, BankDetails, Account)}
    assert set(given) == set(GIVEN_NOTHING)
    new: dict[type[models.Model], dict[str, Any]] = {
        Case: {"number": "N", "event_key": "another", "state": "received", "closing_reason": ""},
        Notice: {"fingerprint": "another", "nir": person.nir},
        BankDetails: {"closed_at": None},
        Account: {"login": "another", "is_active": True},
    }
    with transaction.atomic():
        rows = {model: model._default_manager.filter(person=person.pk)[0] for model in new}
        without = world.make_person()
        lives.erase(without)
        new[Account]["person_id"] = without.pk  # who had none: a person has one account
        lives.erase(person)
        erased = Person.objects.get(pk=person.pk)
        for change in ({"family_name": "Autre"}, {"erased_at": None}, {"nir": person.nir}):
            assert "stays so" in str(refusal(set_columns, erased, change))
        for model, values in new.items():
            assert "given nothing more" in str(refusal(_given_at_once, rows[model], values))
        transaction.set_rollback(True)


def _given_at_once(row: models.Model, values: Mapping[str, Any]) -> None:
    """PostgreSQL asks at the end of the transaction: here, at the end of the statement."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    copy_row(row, values)
