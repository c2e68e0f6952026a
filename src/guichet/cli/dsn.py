"""`guichet dsn check` and `guichet dsn events`: a DSN judged and read, without a database."""

import io
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, BinaryIO

import click

from guichet.formats.dsn.coverage import NEWEST, coverage
from guichet.formats.dsn.extract import (
    DsnContract,
    DsnContractEnd,
    DsnDeclaration,
    DsnEvent,
    DsnRecord,
    amount_text,
    contract_ends,
    events,
)
from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.judge import Mode, read
from guichet.formats.dsn.limits import MEGABYTE, too_large

MODES = click.Choice(["strict", "tolerant"])
max_size = click.option(
    "--max-size",
    type=click.IntRange(min=0),
    default=1024,
    show_default=True,
    help="Taille en Mo au-delà de laquelle un fichier n'est pas lu ; 0 : sans limite.",
)


# What the JSON answer says of a fault.
TOLD = ("line", "rubric", "code", "blocking", "message", "value")


@click.group(name="dsn")
def dsn() -> None:
    """Fichiers DSN des employeurs."""


class _Watched(io.FileIO):
    """A file that tells a progress bar what is read of it."""

    def __init__(self, name: str, tell: Callable[[int], None]) -> None:
        super().__init__(name, "rb")
        self._tell = tell

    def readinto(self, buffer: Any) -> int:
        count: int = super().readinto(buffer) or 0
        self._tell(count)
        return count


class Unreadable(Exception):
    """A file that cannot be opened; the message says which and why."""


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """A file, or standard input for `-`. Raises Unreadable."""
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        size = os.stat(name).st_size
        progress = click.progressbar(
            length=size, label=name, file=sys.stderr, hidden=not sys.stderr.isatty()
        )
        watched = _Watched(name, progress.update)
    except OSError as error:
        raise Unreadable(f"{name} : ce fichier ne se lit pas ({error.strerror}).") from error
    with progress, io.BufferedReader(watched, 1 << 18) as stream:
        yield stream


def _items(
    name: str, stream: BinaryIO, most: int, **options: Any
) -> Iterator[Fault | DsnDeclaration]:
    """What the reader says of a file; of one that is too large, that alone, before reading it."""
    if most and name != "-" and os.path.getsize(name) > most:
        yield too_large(1, most).fault
        return
    yield from read(stream, max_bytes=most, **options)


@dsn.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--mode", type=MODES, default="strict", show_default=True)
@click.option(
    "--max-faults", type=click.IntRange(min=0), default=10_000, show_default=True, help="0 : tous."
)
@max_size
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def check(
    files: tuple[str, ...], mode: Mode, max_faults: int, max_size: int, as_json: bool
) -> None:
    """Juge des fichiers DSN selon la norme et dit chaque défaut avec sa ligne."""
    options = {"mode": mode, "max_faults": max_faults, "keep_persons": False}
    reports, status = [], 0
    for name in files:
        try:
            with opened(name) as stream:
                items = _items(name, stream, max_size * MEGABYTE, **options)
                report = _judge(name, items, show=not as_json)
        except Unreadable as refused:
            click.echo(refused, err=True)
            status = 2
            continue
        reports.append(report)
        if any(fault["blocking"] for fault in report["faults"]):
            status = max(status, 1)
    if as_json:
        click.echo(json.dumps({"files": reports}, ensure_ascii=False, indent=1))
    sys.exit(status)


def _judge(name: str, items: Iterable[Fault | DsnDeclaration], *, show: bool) -> dict[str, Any]:
    faults: list[Fault] = []
    natures: Counter[str] = Counter()
    phase = ""
    for item in items:
        if isinstance(item, Fault):
            faults.append(item)
            if show:
                _show(name, item)
        else:
            natures[item.nature] += 1
            phase = item.phase
    if show:
        blocking = sum(fault.times for fault in faults if fault.blocking)
        to_check = sum(fault.times for fault in faults if not fault.blocking)
        click.echo(
            f"{name} : {sum(natures.values())} déclaration(s), {blocking} défaut(s) bloquant(s), "
            f"{to_check} à vérifier."
        )
    return {
        "file": name,
        "norm": f"{phase}V01" if phase else None,
        "declarations": sum(natures.values()),
        "faults": [{key: getattr(fault, key) for key in TOLD} for fault in faults],
        "coverage": coverage(phase or NEWEST),
    }


def _show(name: str, fault: Fault) -> None:
    kind = "bloquant" if fault.blocking else "à vérifier"
    value = f" [{fault.value}]" if fault.value else ""
    click.echo(f"{name}:{fault.line} {fault.rubric} {fault.code} ({kind}) : {fault.message}{value}")


@dsn.command("events")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--mode", type=MODES, default="tolerant", show_default=True)
@max_size
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def show_events(files: tuple[str, ...], mode: Mode, max_size: int, as_json: bool) -> None:
    """Dit les arrêts, reprises et fins de contrat déclarés, un enregistrement chacun."""
    found: list[dict[str, Any]] = []
    status = 0
    for name in files:
        try:
            with opened(name) as stream:
                for item in _items(name, stream, max_size * MEGABYTE, mode=mode):
                    if isinstance(item, DsnDeclaration):
                        found += [_event(name, event) for event in events(item)]
                        found += [_end(name, end) for end in contract_ends(item)]
                    elif item.rubric == "structure" and item.blocking:
                        status = max(status, 1)
                        click.echo(f"{name}:{item.line} : {item.message}", err=True)
        except Unreadable as refused:
            click.echo(refused, err=True)
            status = 2
    if as_json:
        click.echo(json.dumps({"events": found}, ensure_ascii=False, indent=1))
    else:
        for event in found:
            click.echo(_line(event))
    sys.exit(status)


def _line(event: dict[str, Any]) -> str:
    words = f"{event['employer']}  {event['person']['family_name']}  "
    if event["kind"] == "end_of_contract":
        contract = event["contract"]
        return f"{words}fin de contrat {contract['ended_on']}  motif {event['reason'] or '—'}"
    return (
        f"{words}motif {event['reason']}  dernier jour {event['last_day_worked']}  "
        f"fin prévue {event['expected_end']}  reprise {event['returned_on'] or '—'}"
    )


def _event(name: str, event: DsnEvent) -> dict[str, Any]:
    stop = event.stop
    return {
        "file": name,
        "line": stop.lines.get("001", event.contract.line),
        "kind": _kind(event),
        **_context(event.declaration, event.record, event.contract),
        "reason": stop.reason,
        "last_day_worked": _iso(stop.last_day_worked),
        "expected_end": _iso(stop.expected_end),
        "subrogation": stop.subrogation,
        "subrogation_from": _iso(stop.subrogation_from),
        "subrogation_to": _iso(stop.subrogation_to),
        "returned_on": _iso(stop.returned_on),
        "return_kind": stop.return_kind,
        "accident_on": _iso(stop.accident_on),
        "wages": _wages(event.record),
    }


def _end(name: str, end: DsnContractEnd) -> dict[str, Any]:
    return {
        "file": name,
        "line": end.contract.end_line,
        "kind": "end_of_contract",
        **_context(end.declaration, end.record, end.contract),
        "reason": end.contract.end_reason,
        "wages": _wages(end.record),
    }


def _context(
    declaration: DsnDeclaration, record: DsnRecord, contract: DsnContract
) -> dict[str, Any]:
    person = record.person
    return {
        "nature": declaration.nature,
        "type": declaration.kind,
        "order_number": declaration.order_number,
        "employer": declaration.siret,
        "person": {
            "nir": person.nir,
            "ntt": person.ntt,
            "family_name": person.family_name,
            "given_names": person.given_names,
            "birth_date": _iso(person.birth_date),
        },
        "contract": {
            "number": contract.number,
            "started_on": _iso(contract.started_on),
            "ended_on": _iso(contract.ended_on),
            "nature": contract.nature,
        },
    }


def _wages(record: DsnRecord) -> list[dict[str, Any]]:
    return [
        {
            "type": pay.kind,
            "from": _iso(pay.period_from),
            "to": _iso(pay.period_to),
            "contract": pay.contract_number,
            "amount": amount_text(pay.gross_cents),
            "hours": str(pay.hours) if pay.hours is not None else None,
            "line": pay.line,
        }
        for pay in record.pays
    ]


def _kind(event: DsnEvent) -> str:
    if event.stop.reason == "99":
        return "cancellation"
    return "return" if event.stop.returned_on else "stop"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
