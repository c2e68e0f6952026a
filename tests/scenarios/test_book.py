"""The book of scenarios lived end to end: what arrives, happens, is paid and is written."""

from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.playing import play
from tests.scenarios.reading import Scenario, chapters, scenarios

pytestmark = [pytest.mark.django_db, pytest.mark.dear]
BOOK = [pytest.param(one, id=one.number) for one in scenarios(chapters())]


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS_DIR = tmp_path / "documents"
    settings.OUTGOING_DIR = tmp_path / "outgoing"


@pytest.mark.parametrize("scenario", BOOK)
def test_what_the_book_says_is_what_happens(scenario: Scenario, settings: Any) -> None:
    said = {row.cells[0] for row in scenario.at_first}
    settings.ADVANCES = "la caisse verse des acomptes" in said
    settings.AUTOMATIC_DECISIONS = "décisions confirmées par un agent" not in said

    def clock(now: Any) -> None:
        settings.NOW = now.replace(tzinfo=None).isoformat()

    faults = play(scenario, clock)
    assert not faults, "\n".join([f"{scenario.number} {scenario.title}", *faults])
