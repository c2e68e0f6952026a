"""The acts of a whole portfolio of an old system: tens of thousands of files, switched."""

import resource
import time
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, Sum

from guichet.benefits.sick_leave.models import TakenFile
from guichet.benefits.sick_leave.service import assess_left_over
from guichet.benefits.sick_leave.takeover.service import Scope, compare_portfolio, switch
from guichet.cases.models import Case
from guichet.journal.selectors import broken
from guichet.journal.service import Actor, chunks, insert
from guichet.ledger.models import BankDetails, Claim, PaymentOrder, Recovery, Share
from guichet.ledger.runs import run_payments
from guichet.people.models import Person
from guichet.tasks.models import Task
from tests.support import portfolio, world

CHUNK = 2000
DIFFERS, EMPLOYER, ENDED = 7, 10, 13  # one file in so many


def measured(act: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    """What an act answers, with its seconds and the most memory of its process."""

    @wraps(act)
    def timed(**how: Any) -> dict[str, Any]:
        began = time.perf_counter()
        said = act(**how)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return {"said": said, "seconds": round(time.perf_counter() - began, 1), "megabytes": peak}

    return timed


def _path() -> Path:
    return settings.OUTGOING_DIR.parent / "portfolio.csv"


def big_make(files: int) -> None:
    """Persons with their accounts, employers, and the export of the old system."""
    people = [
        Person(
            nir=f"2800193{901 + n // 999:03d}{1 + n % 999:03d}", birth_date=date(1980, 1, 20),
            family_name="Exemple", given_names="Claire", address=["93901 VALLOMBRE"],
            created_at=world.NOW,
        )
        for n in range(files)
    ]  # fmt: skip
    for some in chunks(people, CHUNK):
        insert(some)
        insert([_account(person) for person in some])
    firms = [portfolio.make_employer() for _ in range(100)]
    olds = (_old(n, person, firms[n % 100]) for n, person in enumerate(people))
    _path().write_text(portfolio.text_of(olds), encoding="utf-8")


def _account(person: Person) -> BankDetails:
    return BankDetails(
        payee_kind="insured", person=person, holder="Claire Exemple", iban=world.IBAN,
        recorded_at=world.NOW,
    )  # fmt: skip


def _old(n: int, person: Person, firm: Any) -> portfolio.Old:
    daily = 3200 if n % DIFFERS == 0 else portfolio.DAILY
    payee = "employer" if n % EMPLOYER == 0 else "insured"
    kept = {
        "record": "subrogation", "first_day": portfolio.FIRST, "last_day": portfolio.LAST,
        "account": world.EMPLOYER_IBAN,
    }  # fmt: skip
    return portfolio.Old(
        f"OLD-{n:06}", person, firm,
        paid=[portfolio.paid(daily=daily, payee=payee)],
        more=[kept] if payee == "employer" else [],
        last=portfolio.PAID_UNTIL if n % ENDED == 0 else portfolio.LAST,
    )  # fmt: skip


@measured
def big_import() -> int:
    made = portfolio.import_portfolio(
        _path(), portfolio.AS_OF, actor=portfolio.OPERATOR, now=world.NOW
    )
    return made.files


@measured
def big_compare() -> int:
    return compare_portfolio(clock=lambda: world.NOW)


@measured
def big_switch(later: int = 0) -> int:
    """The switch, then what a killed one has left to the worker."""
    done = switch(Scope(portfolio.AS_OF, 100), clock=lambda: world.at(minutes=later))
    while assess_left_over(world.at(minutes=later + 10)):
        pass
    return done.files


@measured
def big_pay(days: int) -> int:
    run = run_payments(
        world.at(days=days).date(), actor=Actor("rule", rule="payment.run"),
        clock=lambda: world.at(days=days, hours=1),
    )  # fmt: skip
    return run.orders_made


@measured
def big_seen() -> dict[str, Any]:
    """Everything that must be so of a portfolio that was switched and paid."""
    live = Claim.objects.filter(closed_at=None)
    elsewhere = live.filter(paid_elsewhere_on__isnull=False)
    twice = live.values("person", "day").annotate(n=Count("id")).filter(n__gt=1)
    wrong = PaymentOrder.objects.annotate(paid=Sum(F("shares__cents") - F("shares__settled_cents")))
    return {
        "switched": TakenFile.objects.filter(state="switched").count(),
        "files": Case.objects.count(),
        "decided": Case.objects.filter(state="decided", to_assess_since=None).count(),
        "days elsewhere": elsewhere.count(),
        "days here": live.filter(paid_elsewhere_on=None).count(),
        "days twice": twice.count(),
        "ordered elsewhere": Share.objects.filter(
            Q(order__isnull=False), claim__paid_elsewhere_on__isnull=False
        ).count(),
        "first days paid": sorted(
            str(day) for day in PaymentOrder.objects.values_list("first_day", flat=True).distinct()
        ),
        "orders that do not sum": wrong.exclude(gross_cents=F("paid")).count(),
        "payees paid": PaymentOrder.objects.values("case").distinct().count(),
        "recoveries": Recovery.objects.count(),
        "differences": Task.objects.filter(kind="sick_leave.takeover_differs").count(),
        "breaks": [str(found) for found in broken()],
    }


BIG: dict[str, Callable[..., Any]] = {
    act.__name__: act for act in (big_make, big_import, big_compare, big_switch, big_pay, big_seen)
}
