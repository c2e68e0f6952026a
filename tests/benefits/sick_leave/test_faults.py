"""A fault of the program on one file stops neither the others nor the worker, and is told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pytest

from guichet.benefits.sick_leave import assessing, importing
from guichet.benefits.sick_leave.service import assess_left_over, import_left_over
from guichet.cases.models import Case
from guichet.declarations.models import Deposit
from guichet.ledger.models import PaymentOrder
from guichet.tasks.models import Task
from guichet.tasks.service import kind_of
from tests.support import world

pytestmark = pytest.mark.django_db


class Fault(Exception):
    """What the program did not foresee."""


def left_over(monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """Two complete files whose assessment was interrupted."""
    cases = []
    with monkeypatch.context() as stopped:
        stopped.setattr(importing, "assess_cases", lambda ids, *, now: None)
        for _ in range(2):
            person, employer = world.make_person(), world.make_employer()
            world.give_account(person)
            world.send_notice(person)
            world.send_form(person, employer)
            cases.append(world.case_of(person))
    return cases


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterable[Any]:
    """Assessing the file that is put into it fails."""
    bad: list[Case] = []
    real = assessing.look

    def look(cases: Any, *, now: datetime) -> Any:
        if {case.id for case in cases} & {case.id for case in bad}:
            raise Fault
        return real(cases, now=now)

    monkeypatch.setattr(assessing, "look", look)
    return bad


def looked_at_together(monkeypatch: pytest.MonkeyPatch, faulty: list[Case]) -> list[Case]:
    """Two files of which the first fails, after the worker has passed once."""
    cases = left_over(monkeypatch)
    faulty.append(cases[0])
    assess_left_over(world.at(hours=1))
    return cases


def test_a_file_that_fails_is_a_persons_and_those_beside_it_are_decided(
    monkeypatch: pytest.MonkeyPatch, faulty: list[Case]
) -> None:
    bad, good = looked_at_together(monkeypatch, faulty)
    good.refresh_from_db()
    assert good.state == "decided"
    task = Task.objects.get(case_id=bad.id, state="open")
    assert (task.kind, task.due_on) == ("sick_leave.not_assessed", world.TODAY)
    world.pay()
    assert {order.case_id for order in PaymentOrder.objects.all()} == {good.id}


def test_it_is_tried_again_later_and_its_task_ends_once_it_is_mended(
    monkeypatch: pytest.MonkeyPatch, faulty: list[Case]
) -> None:
    bad, _good = looked_at_together(monkeypatch, faulty)
    assert assess_left_over(world.at(hours=1, seconds=30)) == 0
    assert assess_left_over(world.at(hours=1, minutes=3)) == 1
    assert Task.objects.filter(case_id=bad.id).count() == 1
    faulty.clear()
    assess_left_over(world.at(hours=1, minutes=6))
    bad.refresh_from_db()
    assert bad.state == "decided"
    assert not Task.objects.filter(case_id=bad.id, state="open").exists()


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch) -> Iterable[Any]:
    """Reading the deposits whose keys are put into it fails."""
    bad: set[Any] = set()
    real = importing.import_deposit

    def import_one(deposit_id: Any, *, now: datetime) -> int:
        if deposit_id in bad:
            raise Fault
        return real(deposit_id, now=now)

    monkeypatch.setattr(importing, "import_deposit", import_one)
    return bad


def two_unread(monkeypatch: pytest.MonkeyPatch) -> list[Deposit]:
    """Two months sent, whose reading was interrupted."""
    employer = world.make_employer()
    with monkeypatch.context() as stopped:
        stopped.setattr(world, "import_deposit", lambda deposit_id, *, now: None)
        return [
            world.send_month(world.make_person(), employer, month)
            for month in ("2026-08", "2026-09")
        ]


def read_and_fail(*, minutes: int) -> None:
    with pytest.raises(Fault):
        import_left_over(world.at(hours=1, minutes=minutes))


def test_a_deposit_that_fails_leaves_the_others_to_be_read(
    monkeypatch: pytest.MonkeyPatch, unreadable: set[Any]
) -> None:
    first, second = two_unread(monkeypatch)
    unreadable.add(first.id)
    read_and_fail(minutes=0)
    states = dict(Deposit.objects.values_list("id", "state"))
    assert states == {first.id: "received", second.id: "taken"}


def test_a_deposit_that_fails_is_told_to_a_person_once_until_it_is_read(
    monkeypatch: pytest.MonkeyPatch, unreadable: set[Any]
) -> None:
    first, _second = two_unread(monkeypatch)
    unreadable.add(first.id)
    read_and_fail(minutes=0)
    read_and_fail(minutes=1)
    task = Task.objects.get(kind="sick_leave.deposit_not_read")
    assert str(first.id) in kind_of(task.kind).next_step(task.data)
    unreadable.clear()
    assert import_left_over(world.at(hours=1, minutes=2)) == 1
    import_left_over(world.at(hours=1, minutes=3))
    task.refresh_from_db()
    assert task.state == "done"


def test_deposits_that_fail_do_not_keep_those_that_came_after_from_being_read(
    monkeypatch: pytest.MonkeyPatch, unreadable: set[Any]
) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    first, second = two_unread(monkeypatch)
    unreadable.add(first.id)
    read_and_fail(minutes=0)
    read_and_fail(minutes=1)
    assert Deposit.objects.get(pk=second.id).state == "taken"
