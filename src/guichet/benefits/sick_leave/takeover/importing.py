"""Taking in a portfolio of the system before this one: all of its export, or nothing."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate

from guichet.benefits.sick_leave.enums import TakeoverState
from guichet.benefits.sick_leave.models import TakenFile, TakeoverImport
from guichet.benefits.sick_leave.takeover.content import to_json
from guichet.benefits.sick_leave.takeover.reading import Faults, Told, old_files
from guichet.journal.service import Actor, Draft, append, begin_again, checkpoint, insert
from guichet.people.service import Organisation, Person, RefusedTable

CHUNK = 500
SLOTS = 100


class ImportedBefore(Exception):
    """The very same export was taken before; nothing is done again."""


class ExportFromTheFuture(ValueError):
    """An export shows the portfolio as it was on an evening that has been."""


class TooManyFaults(RefusedTable):
    """The faults that are kept, and how many there are in all."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(sorted(faults.kept, key=lambda fault: fault.line))
        self.count = faults.count


@dataclass(frozen=True)
class Known:
    """A file whose person and employer are known."""

    told: Told
    person: Person
    employer: Organisation | None


def import_portfolio(path: Path, as_of: date, *, actor: Actor, now: datetime) -> TakeoverImport:
    """Take the export of the evening of `as_of`. Raises TooManyFaults, ImportedBefore.

    A file that an earlier import told, still in shadow, is replaced; one that was switched since is
    ours, and what is said of it is left aside. The whole is read once before
    anything is written, so that a portfolio with faults keeps nobody waiting.
    """
    if as_of > localdate(now):
        raise ExportFromTheFuture
    digest = _digest(path)
    if TakeoverImport.objects.filter(sha256=digest).exists():
        raise ImportedBefore
    faults = Faults()
    files = sum(len(chunk) for chunk in _known(old_files(path, as_of, faults), faults))
    if not files and not faults.count:
        faults.add(1, "", "Le fichier ne dit aucun dossier.")
    if faults.count:
        raise TooManyFaults(faults)
    # a switch at the same moment may make a file ours: then it is left aside
    return begin_again(lambda: _keep(path, as_of, digest, files, actor=actor, now=now))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _known(told: Iterable[Told], faults: Faults) -> Iterator[list[Known]]:
    """The files with their persons and employers, some at a time; the unknown are faults."""
    rest = iter(told)
    while some := list(islice(rest, CHUNK)):
        people = {p.nir: p for p in Person.objects.filter(nir__in={t.old.nir for t in some})}
        sirets = {t.old.siret for t in some} - {""}
        firms = {o.siret: o for o in Organisation.objects.filter(siret__in=sirets)}
        known = []
        for one in some:
            person, firm = people.get(one.old.nir), firms.get(one.old.siret)
            if one.old.nir and person is None:
                faults.add(
                    one.line, "nir", "Cette personne n'est pas connue : importez-la d'abord."
                )
            if one.old.siret and firm is None:
                words = "Cet employeur n'est pas connu : importez-le d'abord."
                faults.add(one.line, "siret", words)
            if person is not None and one.whole:
                known.append(Known(one, person, firm))
        yield known


@transaction.atomic
def _keep(
    path: Path, as_of: date, digest: str, files: int, *, actor: Actor, now: datetime
) -> TakeoverImport:
    stream = f"takeover:{digest}"[:60]
    data = {"files": files, "as_of": as_of.isoformat(), "sha256": digest}
    if append([Draft(stream, "takeover.imported", data)], actor=actor, now=now)[0].sequence != 1:
        raise ImportedBefore
    switched = set(
        TakenFile.objects.filter(state=TakeoverState.SWITCHED).values_list("number", flat=True)
    )
    made = TakeoverImport(
        name=path.name[:120], sha256=digest, as_of=as_of, files=files, taken_at=now
    )
    made.save(force_insert=True)
    faults = Faults()
    for chunk in _known(old_files(path, as_of, faults), faults):
        rows = [_row(made, one) for one in chunk if one.told.old.number not in switched]
        _replace([row.number for row in rows])
        insert(rows)
        checkpoint("takeover.chunk_kept")
    if faults.count:  # the file, or whom the fund knows, changed since it was read
        raise TooManyFaults(faults)
    return made


def _replace(numbers: Sequence[str]) -> None:
    TakenFile.objects.filter(number__in=numbers, state=TakeoverState.SHADOW).update(
        state=TakeoverState.REPLACED
    )


def _row(made: TakeoverImport, known: Known) -> TakenFile:
    old = known.told.old
    return TakenFile(
        source=made,
        number=old.number,
        person=known.person,
        employer=known.employer,
        slot=slot_of(known.person),
        content=to_json(old),
    )


def slot_of(person: Person) -> int:
    """Of a hundred slots, that of a person: always the same, and told by nothing of them."""
    return int.from_bytes(hashlib.sha256(person.id.bytes).digest()[:8]) % SLOTS
