"""Switches started twice, beside a payment day: a file is switched once, a day is paid once."""

from datetime import date
from pathlib import Path

import pytest
from django.db.models import Count

from guichet.benefits.sick_leave.models import TakenFile
from guichet.benefits.sick_leave.takeover import switching
from guichet.cases.models import Case
from guichet.journal.selectors import broken
from guichet.ledger.models import Claim, PaymentOrder
from tests.races.together import raised, together
from tests.support import portfolio, world

pytestmark = pytest.mark.django_db(transaction=True)

FILES = 60


def test_switches_at_once_and_a_payment_day_take_each_file_once_and_pay_each_day_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixty files in batches of twenty, three switches and two runs of the same payment day."""
    monkeypatch.setattr(switching, "CHUNK", 20)
    olds = [portfolio.make_old(f"A-{n:02}") for n in range(FILES)]
    for old in olds:
        world.give_account(old.person)
    portfolio.import_all(tmp_path, *olds)
    portfolio.compare()
    answers = together([*[portfolio.take] * 3, *[world.pay] * 2])
    assert raised(answers) == []
    assert TakenFile.objects.filter(state="switched").count() == Case.objects.count() == FILES
    portfolio.take()
    world.pay(date(2026, 11, 21))
    live = Claim.objects.filter(closed_at=None)
    assert live.count() == FILES * (36 + 18)
    assert not live.values("person", "day").annotate(n=Count("id")).filter(n__gt=1)
    elsewhere = live.filter(paid_elsewhere_on__isnull=False)
    assert not elsewhere.filter(shares__order__isnull=False)
    assert set(PaymentOrder.objects.values_list("first_day", flat=True)) == {date(2026, 11, 13)}
    assert PaymentOrder.objects.count() == FILES
    assert list(broken()) == []
