"""Taking figures that another source gives of a period: all of a table, or nothing."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction

from guichet.insight.catalogue import INDICATORS
from guichet.insight.enums import SCALES, Dimension
from guichet.insight.models import Aggregate
from guichet.insight.periods import Period, year
from guichet.journal.service import Actor, Draft, append, begin_again, insert
from guichet.people.table import BadCell, Column, Fault, RefusedTable, Row, read_table

SIMULATED = "year.simulated"  # a mark on a year whose records come from a replay
LARGEST = 10**15
WIDTHS = {"source": 200, "key": 60}


class NoSource(ValueError):
    """A figure of another source says which."""


@dataclass(frozen=True)
class Imported:
    """`new` rows were written; `known` said what was already there, from the same source."""

    new: int
    known: int


@dataclass(frozen=True)
class NewAggregate:
    """`value` is in the last decimal of the indicator's unit (`enums.SCALES`)."""

    code: str
    period: Period
    value: int
    dimension: str = ""
    key: str = ""

    @property
    def identity(self) -> tuple[str, date, date, str, str]:
        return (self.code, self.period.first, self.period.last, self.dimension, self.key)


def import_table(content: bytes, *, source: str, actor: Actor, now: datetime) -> Imported:
    """The figures of a CSV: code, first, last, value, and dimension and key for a part.

    Values are written as the indicator's unit is printed: 6,85 or 6.85 for a share, euros for
    money. Raises RefusedTable, NoSource.
    """
    columns = (
        Column("code", _code),
        Column("first", _day),
        Column("last", _day),
        Column("value", _decimal),
        Column("dimension", _dimension, required=False),
        Column("key", _key, required=False),
    )
    rows = read_table(content, columns)
    faults: list[Fault] = []
    read = [_aggregate(row, faults) for row in rows]
    found = [one for one in read if one is not None]
    faults += _said_twice(rows, read)
    if faults:
        raise RefusedTable(sorted(faults, key=lambda fault: fault.line))
    return keep_aggregates(found, source=source, actor=actor, now=now)


def mark_simulated(of: int, *, source: str, actor: Actor, now: datetime) -> None:
    """Say that the records of a year come from a replay; its report says so on its first page."""
    keep_aggregates([NewAggregate(SIMULATED, year(of), 1)], source=source, actor=actor, now=now)


def keep_aggregates(
    found: Sequence[NewAggregate], *, source: str, actor: Actor, now: datetime
) -> Imported:
    """Write figures under the name of their source; what they contradict is superseded.

    Raises NoSource. A figure said again alike by the same source changes nothing.
    """
    label = source.strip()
    if not label or len(label) > WIDTHS["source"] or not label.isprintable():
        raise NoSource
    return begin_again(lambda: _keep(found, label, actor, now))


@transaction.atomic
def _keep(found: Sequence[NewAggregate], source: str, actor: Actor, now: datetime) -> Imported:
    codes = {one.code for one in found}
    standing = Aggregate.objects.select_for_update().filter(code__in=codes, superseded_at=None)
    live = {(r.code, r.first, r.last, r.dimension, r.key): r for r in standing}
    same = [one for one in found if _says(live.get(one.identity), one, source)]
    fresh = [one for one in found if one not in same]
    if not fresh:
        return Imported(0, len(found))
    old = [live[one.identity].pk for one in fresh if one.identity in live]
    Aggregate.objects.filter(pk__in=old).update(superseded_at=now)
    insert([_row(one, source, now) for one in fresh])
    digest = hashlib.sha256(repr([one.identity for one in fresh]).encode()).hexdigest()
    data = {"source": source, "lines": len(fresh), "superseded": len(old), "sha256": digest}
    append([Draft("insight:aggregates", "insight.aggregates_imported", data)], actor=actor, now=now)
    return Imported(len(fresh), len(same))


def _says(row: Aggregate | None, one: NewAggregate, source: str) -> bool:
    return row is not None and (row.value, row.source) == (one.value, source)


def _row(one: NewAggregate, source: str, now: datetime) -> Aggregate:
    return Aggregate(
        code=one.code,
        first=one.period.first,
        last=one.period.last,
        dimension=one.dimension,
        key=one.key,
        value=one.value,
        source=source,
        imported_at=now,
    )


def _aggregate(row: Row, faults: list[Fault]) -> NewAggregate | None:
    said = row.values
    faulty = len(faults)

    def fault(column: str, words: str) -> None:
        faults.append(Fault(row.line, column, words))

    if said["last"] < said["first"]:
        fault("last", "La période finit avant de commencer.")
    if bool(said["dimension"]) != bool(said["key"]):
        fault("key", "Une part a une dimension et une clé ; un total n'a ni l'une ni l'autre.")
    indicator = INDICATORS.get(said["code"])
    if indicator and said["dimension"] and said["dimension"] not in indicator.dimensions:
        fault("dimension", "Cet indicateur ne se découpe pas ainsi.")
    value = _scaled(said["code"], said["value"], lambda words: fault("value", words))
    if len(faults) > faulty or value is None:
        return None
    period = Period(said["first"], said["last"])
    return NewAggregate(said["code"], period, value, said["dimension"], said["key"])


def _scaled(code: str, said: Decimal, fault: Callable[[str], None]) -> int | None:
    """The integer that is kept; a share is between 0 and 100."""
    indicator = INDICATORS.get(code)
    if indicator is None:
        places = 0
    else:
        places = 2 if indicator.unit == "cents" else SCALES[indicator.unit]
        if indicator.unit == "percent" and not 0 <= said <= 100:
            fault("Une part est entre 0 et 100.")
    scaled = said.scaleb(places)
    if scaled != scaled.to_integral_value() or abs(scaled) > LARGEST:
        fault(f"{places} décimale(s) au plus, pour un nombre de taille ordinaire.")
        return None
    return int(scaled)


def _said_twice(rows: Iterable[Row], read: Iterable[NewAggregate | None]) -> list[Fault]:
    seen: dict[object, int] = {}
    faults = []
    for row, one in zip(rows, read, strict=True):
        if one is None:
            continue
        before = seen.setdefault(one.identity, row.line)
        if before != row.line:
            faults.append(Fault(row.line, "code", f"Ce chiffre est déjà à la ligne {before}."))
    return faults


def _code(text: str) -> str:
    if text not in INDICATORS and text != SIMULATED:
        raise BadCell("Aucun indicateur n'a ce code (« guichet insight list » les donne).")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadCell("Une date est attendue, par exemple 2019-12-31.") from None


def _decimal(text: str) -> Decimal:
    try:
        found = Decimal(text.replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found.adjusted() > 15:
        raise BadCell("Un nombre est attendu, par exemple 662488 ou 6,85.")
    return found


def _dimension(text: str) -> str:
    if text not in Dimension.values:
        raise BadCell("Cette dimension n'est pas connue.")
    return text


def _key(text: str) -> str:
    if len(text) > WIDTHS["key"] or not text.isprintable():
        raise BadCell(f"{WIDTHS['key']} caractères au plus, sans retour à la ligne.")
    return text
