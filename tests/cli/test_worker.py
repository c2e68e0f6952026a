"""The worker goes on when one of its duties fails."""

from datetime import UTC, datetime, timedelta

import pytest

from guichet.cli.serve import OneByOne, work_once
from guichet.project import clock


class Fault(Exception):
    """What the program did not foresee."""


def failing(now: datetime) -> int:
    raise Fault


def working(now: datetime) -> int:
    return 2


@pytest.fixture
def hour(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    found = [datetime(2026, 11, 20, 9, tzinfo=UTC)]
    monkeypatch.setattr(clock, "now", lambda: found[-1])
    return found


def test_a_duty_that_fails_is_left_for_a_minute_and_the_others_are_done(
    hour: list[datetime], caplog: pytest.LogCaptureFixture
) -> None:
    do = OneByOne()
    assert [do(failing), do(working), do(failing), do(working)] == [0, 2, 0, 2]
    assert len(caplog.records) == 1
    hour.append(hour[-1] + timedelta(minutes=1))
    assert do(failing) == 0
    assert len(caplog.records) == 2


@pytest.mark.django_db
def test_a_round_does_all_the_duties_by_whatever_does_them(hour: list[datetime]) -> None:
    names: list[str] = []

    def do(duty: object) -> int:
        names.append(getattr(duty, "__name__", ""))
        return 0

    assert work_once(None, do) == (0, hour[-1])
    assert {"assess_left_over", "import_left_over", "tell_news", "seal"} <= set(names)
    assert len(names) == len(set(names)) == 12
