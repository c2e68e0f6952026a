"""Payment files: the orders of a run, in files that no bank finds too long, each made once.

A run has as many files as its orders need. Each is composed, kept with its orders and queued to
leave in one transaction, so that an interruption leaves whole files and orders still to be filed.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from guichet.formats.calendars import next_working_day
from guichet.formats.sepa import CreditTransfer, Transfer, credit_transfer
from guichet.journal.service import Actor, Draft, append, checkpoint
from guichet.ledger.enums import RunState
from guichet.ledger.models import PaymentFile, PaymentOrder, PaymentRun
from guichet.ledger.notifications import statements_wait
from guichet.outbox.service import MessageKind, ToSend, enqueue

# Transfers of a file: what a run holds in memory does not grow with the number of its orders.
MOST = 2_000
# What a file tells of an order.
TOLD = ("number", "holder", "iban", "bic", "net_cents", "first_day", "last_day", "run")


@transaction.atomic
def file_orders(run: PaymentRun, *, actor: Actor, now: datetime) -> PaymentRun:
    """Put the next orders of the run into a file; with none left, the run is filed."""
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    if run.state == RunState.FILED:
        return run
    orders = list(run.orders.filter(file=None).only(*TOLD).order_by("number")[:MOST])
    if orders:
        _write_file(run, orders, now=now)
    if len(orders) < MOST:
        run.state, run.filed_at = RunState.FILED, now
        run.save(update_fields=["state", "filed_at"])
        filed = run_event(run, "run.filed", orders=run.orders.count(), files=run.files.count())
        append([filed], actor=actor, now=now)
        statements_wait(run, now=now)
    checkpoint("run.before_file_commit")
    return run


def _write_file(run: PaymentRun, orders: Sequence[PaymentOrder], *, now: datetime) -> None:
    number = run.files.count() + 1
    name = _name(run, number)
    content = credit_transfer(_transfer(run, name, orders, now))
    checkpoint("run.file_composed")
    file = PaymentFile.objects.create(
        run=run,
        number=number,
        name=f"{name}.xml",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        orders=len(orders),
        total_cents=sum(order.net_cents for order in orders),
        made_at=now,
    )
    entering = run.orders.filter(file=None, pk__in=[order.pk for order in orders])
    if entering.update(file=file) != len(orders):
        raise RuntimeError("an order entered another file meanwhile")
    checkpoint("run.file_written")
    enqueue(
        [ToSend(f"payment-file:{file.name}", MessageKind.PAYMENT_FILE, {"file": str(file.id)})],
        now=now,
    )


def _name(run: PaymentRun, number: int) -> str:
    """What the bank calls the file: the day, and the rank from the second of a day on."""
    return f"GUICHET-{run.run_on:%Y%m%d}" + (f"-{number}" if number > 1 else "")


def _transfer(
    run: PaymentRun, name: str, orders: Sequence[PaymentOrder], now: datetime
) -> CreditTransfer:
    return CreditTransfer(
        message_id=name,
        created_at=now,
        execution_date=next_working_day(run.run_on),
        debtor_name=settings.FUND.name,
        debtor_iban=settings.FUND.iban,
        debtor_bic=settings.FUND.bic,
        transfers=tuple(
            Transfer(
                end_to_end_id=order.number,
                name=order.holder,
                iban=order.iban,
                bic=order.bic or None,
                cents=order.net_cents,
                remittance=f"IJ {order.first_day:%d%m%y} {order.last_day:%d%m%y} {order.number}",
            )
            for order in orders
        ),
    )


def run_event(run: PaymentRun, kind: str, **data: object) -> Draft:
    """An event of a run, on its own chain."""
    return Draft(f"run:{run.id}", kind, {"run_on": run.run_on.isoformat(), **data})
