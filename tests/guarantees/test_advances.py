"""Days of an advance, and the order that pays them, written by raw SQL past every action."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from guichet.journal.service import new_id
from guichet.ledger.models import Advance, Claim, PaymentOrder, Share
from tests.guarantees.rows import RollBack, copy_row, set_columns
from tests.guarantees.scene import Scene
from tests.support.world import NOW

pytestmark = pytest.mark.django_db
ANOTHER_DAY = {"day": NOW.date().replace(year=2031)}
OF_ADVANCE = {"claim__advance__isnull": False, "claim__closed_at": None, "order": None}
PAYS = "an advance that two agents gave pays the insured person"
EITHER = "claim_is_of_a_decision_or_an_advance"


def written(scene: Scene, share: dict[str, Any], claim: dict[str, Any]) -> str:
    """What the database says of a day of an advance claimed so; empty where it accepts."""
    part = scene.row(Share, **OF_ADVANCE)
    held = scene.row(Claim, pk=part.claim_id)  # type: ignore[attr-defined]
    claim_id = new_id()
    try:
        with transaction.atomic():
            copy_row(part, {"claim_id": claim_id, **share})
            copy_row(held, {"id": claim_id, **ANOTHER_DAY, **claim})
            raise RollBack
    except RollBack:
        return ""
    except IntegrityError as refused:
        return str(refused)


def test_a_day_of_an_advance_is_the_insureds_of_its_own_file_and_of_no_decision(
    scene: Scene,
) -> None:
    to_firm = {
        "payee_kind": "employer",
        "person_id": None,
        "organisation_id": scene.made.employer.pk,
    }
    decision, waits = scene.made.now().decision_id, scene.row(Advance, state="proposed")
    assert written(scene, {}, {}) == ""
    assert PAYS in written(scene, to_firm, {})
    assert PAYS in written(scene, {}, {"advance_id": waits.pk})
    assert PAYS in written(scene, {}, {"case_id": scene.made.case.pk})
    assert EITHER in written(scene, {}, {"decision_id": decision})
    assert EITHER in written(scene, {}, {"advance_id": None})
    assert written(scene, {}, {"advance_id": None, "decision_id": decision}) == ""


def test_an_order_pays_an_advance_and_says_so(scene: Scene) -> None:
    share = scene.row(Share, **OF_ADVANCE)
    said = {}
    for name, of_advance in (("an advance", False), ("no advance", True)):
        order = scene.row(PaymentOrder, advance__isnull=of_advance)
        try:
            with transaction.atomic():
                set_columns(share, {"order_id": order.pk})
                raise RollBack
        except RollBack:
            said[name] = ""
        except IntegrityError as refused:
            said[name] = str(refused)
    assert said["an advance"] == ""
    assert "an order pays an advance and says so" in said["no advance"]
