"""The theatre of a module: prepared once, copied for each rehearsal."""

from collections.abc import Iterator

import pytest
from django.db import connections

from tests.kill.theatre import Stage, Theatre, theatre


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    on_postgres = connections.databases["default"]["ENGINE"].endswith("postgresql")
    with theatre(tmp_path_factory.mktemp("theatre"), on_postgres=on_postgres) as opened:
        yield opened


@pytest.fixture(scope="session")
def before(house: Theatre) -> dict[str, Stage]:
    """The stage as each gesture finds it: what comes before it in the life of the files."""
    stages = {}
    last = None
    for act, earlier in (
        ("decide", "prepare"),
        ("agent_decides", "decide"),
        ("pay", "agent_decides"),
        ("dispatch", "pay"),
        ("bank_answers", "dispatch"),
        ("people_of_old", "bank_answers"),
        ("import_old", "people_of_old"),
        ("switch_old", "import_old"),
        ("back_old", "switch_old"),
        ("erase", "back_old"),
        ("end", "erase"),
    ):
        last = house.stage(last)
        last.play(earlier)
        stages[act] = last
    return stages


@pytest.fixture
def stage_before(house: Theatre, before: dict[str, Stage]) -> Iterator["Copies"]:
    copies = Copies(house, before)
    yield copies
    for stage in copies.made:
        stage.close()


class Copies:
    """Copies of the stage before a gesture; forgotten with the test."""

    def __init__(self, house: Theatre, before: dict[str, Stage]) -> None:
        self.house, self.before = house, before
        self.made: list[Stage] = []

    def __call__(self, act: str) -> Stage:
        stage = self.house.stage(self.before[act])
        self.made.append(stage)
        return stage
