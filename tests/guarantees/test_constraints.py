"""Each named constraint refuses what it is for, and accepts what lies just beside it."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from guichet.cases.models import Decision
from guichet.journal.service import new_id
from guichet.ledger.models import Claim, PaymentRun, Share
from tests.guarantees import advances, tries
from tests.guarantees.debts import DEBTS
from tests.guarantees.erased import ERASED_TRIES
from tests.guarantees.rows import RollBack, copy_row, is_refused_by, refusal
from tests.guarantees.scene import Scene
from tests.guarantees.tries_takeover import TAKEOVER_TRIES
from tests.support.world import make_employer

pytestmark = pytest.mark.django_db

TRIES = {**tries.TRIES, **DEBTS, **ERASED_TRIES, **TAKEOVER_TRIES, **advances.TRIES}
# tried by functions of their own, below or in test_advances
BY_HAND = {
    "a_day_is_claimed_once",
    "an_employer_has_one_part_of_a_day",
    "claim_is_of_a_decision_or_an_advance",
}


def declared() -> dict[str, models.BaseConstraint]:
    """Every named constraint of the rooms' models."""
    return {
        constraint.name: constraint
        for model in apps.get_models()
        if model.__module__.startswith("guichet.")
        for constraint in model._meta.constraints
    }


def test_every_constraint_has_its_try() -> None:
    assert set(declared()) == set(TRIES) | BY_HAND


@pytest.mark.parametrize("name", TRIES)
def test_the_database_refuses(scene: Scene, name: str) -> None:
    tried = TRIES[name]
    row = scene.row(tried.model, **tried.row)
    error = refusal(tried.operation, row, resolved(scene, tried.bad))
    assert is_refused_by(error, declared()[name]), error


@pytest.mark.parametrize("name", TRIES)
def test_the_database_accepts_what_lies_beside(scene: Scene, name: str) -> None:
    tried = TRIES[name]
    row = scene.row(tried.model, **tried.row)
    assert refusal(tried.operation, row, resolved(scene, tried.good)) is None


def resolved(scene: Scene, values: object) -> dict[str, object]:
    """The keys that only the scene knows."""
    known = {
        "first decision": lambda: Decision.objects.get(case=scene.made.case, number=1).pk,
        "the employer": lambda: scene.made.employer.pk,
        "another run": lambda: (
            scene.extra.setdefault(
                "run",
                PaymentRun.objects.create(
                    run_on=date(2031, 1, 1), started_at=scene.made.case.opened_at
                ),
            ).pk
        ),
    }
    return {
        name: known[value]() if isinstance(value, str) and value in known else value
        for name, value in dict(values).items()  # type: ignore[call-overload]
    }


@pytest.mark.parametrize(("change", "accepted"), [({}, False), ({"day": date(2030, 1, 1)}, True)])
def test_a_day_is_claimed_once(scene: Scene, change: dict[str, object], accepted: bool) -> None:
    share = scene.row(Share, claim__closed_at=None)
    claim = scene.row(Claim, pk=share.claim_id)
    claim_id = new_id()
    error = None
    try:
        with transaction.atomic():
            copy_row(share, {"claim_id": claim_id, "order_id": None})
            copy_row(claim, {"id": claim_id, **change})
            raise RollBack
    except RollBack:
        pass
    except IntegrityError as refused:
        error = refused
    assert (error is None) is accepted
    assert accepted or is_refused_by(error, declared()["a_day_is_claimed_once"])


def parts_of_a_day(scene: Scene, parts: list[dict[str, Any]], amount: int) -> str:
    """What the database says of a day in these parts, of one employer or others; "" if taken."""
    part = scene.row(Share, payee_kind="employer")
    claim, claim_id = scene.row(Claim, pk=part.claim_id), new_id()
    day = {"day": date(2031, 1, 1), "closed_at": None, "closed_by_id": None}
    try:
        with transaction.atomic():
            for values in parts:
                copy_row(part, {"claim_id": claim_id, "order_id": None, **values})
            copy_row(claim, {"id": claim_id, "amount_cents": amount, **day})
            raise RollBack
    except RollBack:
        return ""
    except IntegrityError as refused:
        return str(refused)


def test_an_employer_has_one_part_of_a_day(scene: Scene) -> None:
    again = [{"cents": 3000, "settled_cents": 0}, {"cents": 287, "settled_cents": 0}]
    said = parts_of_a_day(scene, again, 3287)
    assert "an_employer_has_one_part_of_a_day" in said or "organisation_id" in said
    assert parts_of_a_day(scene, [{"cents": 3287, "settled_cents": 0}], 3287) == ""


@pytest.mark.parametrize(("amount", "accepted"), [(3287, True), (3286, False), (3288, False)])
def test_the_parts_of_two_employers_sum_to_the_day(
    scene: Scene, amount: int, accepted: bool
) -> None:
    """One day, several employers paid: never more than the day, and nothing of it lost."""
    other = {"organisation_id": make_employer().pk, "cents": 287, "settled_cents": 0}
    said = parts_of_a_day(scene, [{"cents": 3000, "settled_cents": 0}, other], amount)
    assert (said == "") is accepted, said


ANOTHER_DAY = {"day": date(2031, 1, 1)}
SETTLED = "a day that was paid elsewhere is settled whole"


@pytest.mark.parametrize(
    ("share", "claim", "words"),
    [
        ({}, ANOTHER_DAY, ""),
        ({"settled_cents": 0}, ANOTHER_DAY, SETTLED),
        ({"settled_cents": 3286}, ANOTHER_DAY, SETTLED),
        ({"settled_cents": 0}, {**ANOTHER_DAY, "paid_elsewhere_on": None}, ""),
        ({}, {}, "ledger_claim"),
        ({"settled_cents": 0}, {"paid_elsewhere_on": None}, "ledger_claim"),
    ],
)
def test_a_day_paid_elsewhere_leaves_nothing_to_order(
    scene: Scene, share: dict[str, Any], claim: dict[str, Any], words: str
) -> None:
    """In the last two the day is the very same: it is claimed once, whoever pays it."""
    held = scene.row(Claim, paid_elsewhere_on__isnull=False)
    part = scene.row(Share, claim_id=held.pk)
    claim_id, said = new_id(), ""
    try:
        with transaction.atomic():
            copy_row(part, {"claim_id": claim_id, **share})
            copy_row(held, {"id": claim_id, **claim})
            raise RollBack
    except RollBack:
        pass
    except IntegrityError as refused:
        said = str(refused)
    assert words in said or "a_day_is_claimed_once" in said
    assert bool(said) == bool(words)
