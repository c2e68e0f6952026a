"""Who is meant by an erasure, what it would do, and who was erased."""

import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from guichet.benefits.sick_leave.models import Notice
from guichet.cases.models import Case
from guichet.declarations.models import DeclaredStop
from guichet.erasure.declared import Whom
from guichet.erasure.enums import ErasureReason, KeptBecause
from guichet.erasure.hindrances import hindrances
from guichet.erasure.inventory import TABLES
from guichet.journal.models import Event
from guichet.people.models import Account, Person

ERASED = "person.erased"
# kept of a person: what is the program's own is no matter of theirs
OF_A_PERSON = tuple(one for one in KeptBecause if one != KeptBecause.PROGRAM)


@dataclass(frozen=True)
class Preview:
    """What would go, each with its rows, why the rest stays, and what hinders it, in words."""

    goes: list[tuple[str, int]]
    stays: list[str]
    hindered: list[str]


@dataclass(frozen=True)
class Erasure:
    """An erasure that was done; `reason` is a code."""

    person_id: uuid.UUID
    at: datetime
    reason: ErasureReason


def whom(person: Person, now: datetime) -> Whom:
    """All by which the rows of a person are found: what was never attached too, by the NIR."""
    cases = Case.objects.filter(person=person.pk)
    theirs = Q(person=person.pk) | Q(nir=person.nir)
    return Whom(
        person_id=person.pk,
        nir=person.nir,
        pseudonym=f"E{secrets.token_hex(6).upper()}",
        now=now,
        cases=tuple(cases.order_by("pk").values_list("pk", flat=True)),
        accounts=tuple(Account.objects.filter(person=person.pk).values_list("pk", flat=True)),
        notices=tuple(Notice.objects.filter(theirs).values_list("pk", flat=True)),
        stops=tuple(DeclaredStop.objects.filter(theirs).values_list("pk", flat=True)),
    )


def preview(person: Person, now: datetime) -> Preview:
    """What an erasure would do now; nothing is written."""
    found = whom(person, now)
    counted = [(str(table.what), table.rows(found).count()) for table in TABLES if table.rows]
    return Preview(
        goes=[(words, count) for words, count in counted if count],
        stays=[str(one.label) for one in OF_A_PERSON],
        hindered=list(hindrances(found)),
    )


def erasures() -> Iterator[Erasure]:
    """All the erasures, oldest first: what a backup restored must go through again."""
    for event in Event.objects.filter(kind=ERASED).order_by("id").iterator():
        if event.person_id is not None:
            yield Erasure(event.person_id, event.at, ErasureReason(event.data["reason"]))
