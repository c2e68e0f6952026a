"""Taking the persons and the employers of a fund from its tables: all of a table, or nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from guichet.formats.identifiers import check_nir, check_siret, is_provisional
from guichet.journal.service import Actor, Draft, append, begin_again, chunks, insert
from guichet.people.enums import NirStatus
from guichet.people.models import Organisation, Person
from guichet.people.table import (
    Column,
    Fault,
    RefusedTable,
    Row,
    address_columns,
    address_in,
    identifier,
    mail_address,
    past_day,
    read_table,
    words_of,
)

CHUNK = 500


class AlreadyImported(Exception):
    """The very same table was taken before; nothing is done again."""


@dataclass(frozen=True)
class Imported:
    """`known` were there before and are left as they are."""

    new: int
    known: int


def import_people(content: bytes, *, actor: Actor, now: datetime) -> Imported:
    """Record the persons of a table. Raises RefusedTable, AlreadyImported.

    A person is known by NIR; whoever is known stays as they are, since they may have changed
    their address themself. A known NIR with another birth date is a fault.
    """
    # two tables at once may name one person: the second one finds who the first has recorded
    return begin_again(lambda: _people(content, actor, now))


def import_employers(content: bytes, *, actor: Actor, now: datetime) -> Imported:
    """Record the establishments of a table, known by SIRET. Raises as `import_people` does."""
    return begin_again(lambda: _employers(content, actor, now))


@transaction.atomic
def _people(content: bytes, actor: Actor, now: datetime) -> Imported:
    columns = (
        Column("nir", identifier(check_nir)),
        Column("birth_date", past_day(localdate(now))),
        Column("family_name", words_of(80)),
        Column("given_names", words_of(80)),
        *address_columns(),
        Column("email", mail_address, required=False),
    )
    rows = read_table(content, columns)
    _same_table_once("people", content, len(rows), actor=actor, now=now)
    known = _known(rows)
    faults = _said_twice(rows, "nir", "Ce NIR")
    faults += [
        Fault(row.line, "birth_date", "Cette personne est connue avec une autre date de naissance.")
        for row in rows
        if known.get(row.values["nir"], row.values["birth_date"]) != row.values["birth_date"]
    ]
    if faults:
        raise RefusedTable(sorted(faults, key=lambda fault: fault.line))
    new = [_person(row, now) for row in rows if row.values["nir"] not in known]
    for chunk in chunks(new, CHUNK):
        insert(chunk)
    append(
        [Draft(f"person:{p.id}", "person.recorded", person_id=p.id) for p in new],
        actor=actor,
        now=now,
    )
    return Imported(len(new), len(rows) - len(new))


@transaction.atomic
def _employers(content: bytes, actor: Actor, now: datetime) -> Imported:
    columns = (
        Column("siret", identifier(check_siret)),
        Column("name", words_of(120)),
        *address_columns(),
        Column("email", mail_address, required=False),
    )
    rows = read_table(content, columns)
    _same_table_once("employers", content, len(rows), actor=actor, now=now)
    if faults := _said_twice(rows, "siret", "Ce SIRET"):
        raise RefusedTable(faults)
    known: set[str] = set()
    for chunk in chunks(rows, CHUNK):
        sirets = [row.values["siret"] for row in chunk]
        found = Organisation.objects.filter(siret__in=sirets)
        known |= set(found.values_list("siret", flat=True))
    new = [_employer(row, now) for row in rows if row.values["siret"] not in known]
    for chunk in chunks(new, CHUNK):
        insert(chunk)
    return Imported(len(new), len(rows) - len(new))


def _known(rows: Sequence[Row]) -> dict[str, date]:
    """The birth dates of the persons of the table who are known, by NIR."""
    known: dict[str, date] = {}
    for chunk in chunks(rows, CHUNK):
        found = Person.objects.filter(nir__in=[row.values["nir"] for row in chunk])
        known |= found.values_list("nir", "birth_date")
    return known


def _same_table_once(what: str, content: bytes, lines: int, *, actor: Actor, now: datetime) -> None:
    """The table's own chain has one event: two imports at once cannot both write the first."""
    digest = hashlib.sha256(content).hexdigest()
    stream = f"import:{what}:{digest}"[:60]
    data = {"what": what, "sha256": digest, "lines": lines}
    event = append([Draft(stream, "table.imported", data)], actor=actor, now=now)[0]
    if event.sequence != 1:
        raise AlreadyImported


def _said_twice(rows: Sequence[Row], column: str, what: str) -> list[Fault]:
    first: dict[str, int] = {}
    faults = []
    for row in rows:
        before = first.setdefault(row.values[column], row.line)
        if before != row.line:
            faults.append(Fault(row.line, column, f"{what} est déjà à la ligne {before}."))
    return faults


def _person(row: Row, now: datetime) -> Person:
    said = row.values
    provisional = is_provisional(said["nir"])
    return Person(
        nir=said["nir"],
        nir_status=NirStatus.PROVISIONAL if provisional else NirStatus.CERTIFIED,
        birth_date=said["birth_date"],
        family_name=said["family_name"],
        given_names=said["given_names"],
        address=address_in(said),
        email=said["email"],
        created_at=now,
    )


def _employer(row: Row, now: datetime) -> Organisation:
    said = row.values
    return Organisation(
        siret=said["siret"],
        name=said["name"],
        address=address_in(said),
        email=said["email"],
        created_at=now,
    )
