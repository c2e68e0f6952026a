"""The statement of daily allowances (relevé d'indemnités journalières) of a person."""

from datetime import date, datetime

from django.utils.timezone import localdate

from guichet.benefits.sick_leave import letters
from guichet.ledger.service import (
    PaymentOrder,
    orders_of_person,
    paid_elsewhere,
    single_daily_cents,
    standing,
)
from guichet.letters.content import (
    AllowanceStatement,
    Header,
    PaidBefore,
    Payee,
    Period,
    StatementLine,
)
from guichet.letters.service import latest_version, render
from guichet.people.service import Person

CODE = "ij_statement"


def allowance_statement(person: Person, first: date, last: date, *, now: datetime) -> bytes:
    """PDF of all that was paid between two days, here or by the system before, to whomever."""
    today = localdate(now)
    reference = f"RELEVE-{first:%Y%m%d}-{last:%Y%m%d}"
    content = AllowanceStatement(
        fund=letters.fund(),
        recipient=letters.recipient(person),
        header=Header(reference, reference, today, letters.language_of(person)),
        insured_name=person.full_name,
        period=Period(first, last),
        lines=tuple(_line(order) for order in standing(orders_of_person(person.id, first, last))),
        before=tuple(
            PaidBefore(Period(one.first, one.last), one.cents, Payee(one.payee_kind), one.paid_on)
            for one in paid_elsewhere(person.id)
            if first <= one.paid_on <= last
        ),
    )
    return render(CODE, latest_version(CODE), content, created_at=now)


def _line(order: PaymentOrder) -> StatementLine:
    return StatementLine(
        period=Period(order.first_day, order.last_day),
        daily_cents=single_daily_cents(order),
        gross_cents=order.gross_cents,
        csg_cents=order.csg_cents,
        crds_cents=order.crds_cents,
        net_cents=order.due_cents,
        payee=Payee(order.payee_kind),
        paid_on=order.run.run_on,
        withheld_cents=order.withheld_cents,
        advance=order.advance_id is not None,
        employer_name=order.organisation.name if order.organisation else "",
    )
