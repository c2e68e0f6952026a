"""Past figures outlive the persons they came from: idea 7 of the house, on a copy of a year."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guichet.insight.service import INDICATORS, figure, figures_by, months, year
from guichet.journal.selectors import broken
from guichet.outbox.service import drain
from guichet.people.models import Person
from tests.erasure import lives, scan
from tests.insight.made import make_year
from tests.support import world

pytestmark = pytest.mark.django_db

PERIODS = (year(2026), *months(2026)[8:12], year(2027))


def figures() -> dict[Any, Any]:
    """Every indicator, whole and by each of its splits, over each period."""
    found: dict[Any, Any] = {}
    for one in INDICATORS.values():
        for period in PERIODS:
            found[one.code, period] = figure(one, period).value
            for dimension in one.dimensions:
                parts = figures_by(one, period, dimension)
                found[one.code, period, dimension] = {
                    key: (part.value, part.rows) for key, part in parts.items()
                }
    return found


def test_every_figure_of_every_split_is_the_same_once_persons_are_erased(
    settings: Any, tmp_path: Path
) -> None:
    settings.DOCUMENTS_DIR = tmp_path / "documents"
    settings.OUTGOING_DIR = tmp_path / "outgoing"
    make_year(11, files=12)
    traces = lives.live()
    plain = world.make_case_decided()
    world.pay(date(2026, 11, 23))
    drain(lambda: world.at(days=4))
    before = figures()
    told = [value for value in before.values() if value not in (None, 0, {})]
    assert len(told) > 200
    for person in (traces.person, plain.person):
        lives.erase(person)
    erased = lives.erase_where_nothing_hinders()
    drain(lambda: lives.LATER)
    assert Person.objects.exclude(erased_at=None).count() == 2 + erased
    assert figures() == before
    assert list(broken()) == []
    assert scan.where(traces.texts) == set()
