"""Hundreds of stories of files with advances, made up by chance."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings

from tests.benefits.sick_leave.story import STORIES, Story, live_through, make_stop
from tests.support import world

pytestmark = [pytest.mark.django_db, pytest.mark.soak]


@pytest.fixture
def story(settings: Any) -> Story:
    settings.ADVANCES = True
    return Story(make_stop(), world.make_agent())


@pytest.mark.parametrize("part", range(8))
def test_whatever_happens_all_is_received_once(story: Story, part: int) -> None:
    @seed(part)
    @settings(
        max_examples=50,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(moves=STORIES)
    def lived(moves: list[tuple[str, Any]]) -> None:
        live_through(story, moves)

    lived()
