"""Whatever happens to a file with advances, each has what the decision gives, once."""

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from tests.benefits.sick_leave.story import STORIES, Story, live_through, make_stop
from tests.support import world

pytestmark = pytest.mark.django_db
Moves = list[tuple[str, Any]]

GIVEN: Moves = [("wage", (0, 200_000)), ("wait", 20), ("advance", None)]
KEPT_AFTER_ALL: Moves = [*GIVEN, ("keep", (10, 12)), ("pay", None)]
LOWERED_THEN_SENT_BACK: Moves = [
    *GIVEN, ("pay", None), ("wage", (0, 100_000)), ("send back", 0), ("pay", None),
]  # fmt: skip


@pytest.fixture
def story(settings: Any) -> Story:
    settings.ADVANCES = True
    return Story(make_stop(), world.make_agent())


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(moves=KEPT_AFTER_ALL)
@example(moves=LOWERED_THEN_SENT_BACK)
@given(moves=STORIES)
def test_all_is_received_once_and_never_before_it_is_certain(story: Story, moves: Moves) -> None:
    live_through(story, moves)
