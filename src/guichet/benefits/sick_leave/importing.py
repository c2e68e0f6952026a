"""The employer's file, from deposit to files assessed: read, joined, pay brought to who waits."""

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.assessing import LEFT_AFTER, assess_cases
from guichet.benefits.sick_leave.decide import RIGHTS_MONTHS
from guichet.benefits.sick_leave.matching import first_day_of
from guichet.benefits.sick_leave.stops import take_stops
from guichet.benefits.sick_leave.task_kinds import NOT_READ
from guichet.cases.service import Case, open_codes, to_assess
from guichet.declarations.service import (
    Channel,
    DeclaredPay,
    DeclaredStop,
    Deposit,
    DepositState,
    Said,
    StopForm,
    declare_form,
    keep_deposit,
    parse_deposit,
)
from guichet.journal.service import Actor, begin_again, chunks, rule
from guichet.law.reference_pay import months_before
from guichet.people.service import Organisation
from guichet.tasks.service import NewTask, basket, close_tasks, open_tasks

log = logging.getLogger(__name__)
IMPORT = rule("sick_leave.import")
CHUNK, AT_ONCE = 200, 20
NOT_PAY = {procedure.NOTICE, procedure.CERTIFICATE}
REOPENED = ("received", "waiting", "in_review", "decided")


def import_deposit(deposit_id: uuid.UUID, *, now: datetime, said: Said | None = None) -> int:
    """Read a deposit and carry on every file that it concerns; answers how many.

    After an interruption what was read stays read, and the files concerned are marked: the worker
    assesses them. `said`: what the file says, where that was read beforehand.
    """
    touched = begin_again(lambda: _read(deposit_id, now=now, said=said))
    for chunk in chunks(sorted(touched), CHUNK):
        assess_cases(chunk, now=now)
    return len(touched)


def declare(
    form: StopForm,
    *,
    organisation: Organisation,
    channel: Channel = Channel.FORM,
    actor: Actor,
    now: datetime,
) -> tuple[Deposit, list[DeclaredStop]]:
    """Take a DSIJ form, or what an agent typed from a paper; carry on the file that it concerns."""
    if channel == Channel.PAPER and not actor.is_agent:
        raise PermissionError("only an agent types a paper")
    deposit, stops, touched = begin_again(
        lambda: _take(form, organisation=organisation, channel=channel, actor=actor, now=now)
    )
    for chunk in chunks(sorted(touched), CHUNK):
        assess_cases(chunk, now=now)
    return deposit, stops


def _read(deposit_id: uuid.UUID, *, now: datetime, said: Said | None) -> set[uuid.UUID]:
    reading = parse_deposit(deposit_id, now=now, said=said)
    if reading is None:
        return set()
    with transaction.atomic():
        stops = keep_deposit(deposit_id, reading, now=now)
        return _touched(deposit_id, stops, actor=IMPORT, now=now)


@transaction.atomic
def _take(
    form: StopForm, *, organisation: Organisation, channel: Channel, actor: Actor, now: datetime
) -> tuple[Deposit, list[DeclaredStop], set[uuid.UUID]]:
    deposit, stops = declare_form(form, organisation=organisation, channel=channel, now=now)
    return deposit, stops, _touched(deposit.id, stops, actor=actor, now=now)


def _touched(
    deposit_id: uuid.UUID, stops: Sequence[DeclaredStop], *, actor: Actor, now: datetime
) -> set[uuid.UUID]:
    touched = take_stops(stops, actor=actor, now=now) if stops else set()
    touched |= _concerned_by_pay(deposit_id)
    to_assess(touched, now=now)
    return touched


def import_left_over(now: datetime) -> int:
    """Read deposits that an interruption left unread; answers how many.

    One that a fault of the program keeps from being read is told to a person, and tried again once
    the others are read. Raises, at the end, what one of them raised.
    """
    left = Deposit.objects.filter(
        state=DepositState.RECEIVED, received_at__lte=now - LEFT_AFTER
    ).order_by("received_at")
    told = [uuid.UUID(task.subject.partition(":")[2]) for task in basket().filter(kind=NOT_READ)]
    faulty = list(left.filter(id__in=told)) if told else []
    mended = set(told) - {deposit.id for deposit in faulty}
    close_tasks(map(_subject, mended), actor=IMPORT, now=now, kinds=[NOT_READ])
    read, fault = 0, None
    for deposit in [*left.exclude(id__in=told)[:AT_ONCE], *faulty[:AT_ONCE]]:
        try:
            import_deposit(deposit.id, now=now)
            read += 1
        except Exception as error:  # a fault of the program: the others are read all the same
            log.error("deposit %s could not be read", deposit.id)
            open_tasks([_not_read(deposit)], now=now)
            fault = error
    if fault is not None:
        raise fault
    return read


def _not_read(deposit: Deposit) -> NewTask:
    """The number that the person gives to whoever mends it; what the file says stays in it."""
    received_on = localdate(deposit.received_at)
    return NewTask(
        NOT_READ,
        _subject(deposit.id),
        data={"number": str(deposit.id), "day": received_on.isoformat()},
    )


def _subject(deposit_id: uuid.UUID) -> str:
    return f"deposit:{deposit_id}"


def _concerned_by_pay(deposit_id: uuid.UUID) -> set[uuid.UUID]:
    """Files that this deposit's pay may carry on or change: it is of their reference months.

    A file that waits for something else than pay will find it when that comes.
    """
    months: dict[str, set[str]] = {}
    rows = DeclaredPay.objects.filter(deposit=deposit_id, superseded_at=None)
    for nir, month in rows.values_list("nir", "month").distinct():
        months.setdefault(nir, set()).add(month)
    concerned: set[uuid.UUID] = set()
    for chunk in chunks(sorted(months), CHUNK):
        cases = Case.objects.filter(
            procedure_code=procedure.CODE, person__nir__in=chunk, state__in=REOPENED
        )
        rows = list(cases.values_list("id", "person__nir", "event_key", "employer_id"))
        awaited = open_codes(case_id for case_id, *_ in rows)
        concerned |= {
            case_id
            for case_id, nir, event, employer in rows
            if not (employer and awaited.get(case_id, set()) & NOT_PAY)
            and months[nir] & set(months_before(first_day_of(event), RIGHTS_MONTHS))
        }
    return concerned
