"""Arrow columns as the kernels' integers, and for each cell whether it could be read so.

A cell that could not is no fault: its row is read alone, as a case of the contract is.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guichet.law.batch_shape import WAGE
from guichet.law.case_rows import WAGE_COLUMN
from guichet.law.columns import NONE, Flags, Ints
from guichet.law.reference_pay import (
    MOST_MONTHLY_CENTS,
    MOST_MONTHLY_HOURS,
    month_index,
)

_FAR_MONTH = 10**6  # where no month could be read
_CENTS, _MOST_WHOLE = pa.decimal128(38, 2), 36
# What a month may hold at most, in hundredths.
WAGE_FIELDS = {
    "gross": MOST_MONTHLY_CENTS,
    "hours": MOST_MONTHLY_HOURS * 100,
    "reestablished": MOST_MONTHLY_CENTS,
}


class Cells(NamedTuple):
    """`values` are NONE where nothing is given; `read`: given and understood, or not given."""

    values: Ints
    given: Flags
    read: Flags

    def within(self, least: int, most: int) -> Flags:
        """Whether each value is read, and not beyond the bounds where it is given."""
        inside: Flags = (self.values >= least) & (self.values <= most)
        return self.read & (inside | ~self.given)


def column(batch: pa.RecordBatch, name: str) -> pa.Array:
    """The column of that name; empty cells where there is none."""
    rank = batch.schema.get_field_index(name)
    if rank < 0:
        return pa.nulls(batch.num_rows)
    found = batch.column(rank)
    return found.cast(found.type.value_type) if pa.types.is_dictionary(found.type) else found


def days(cells: pa.Array) -> Cells:
    """Day numbers of a column of dates."""
    if not pa.types.is_date32(cells.type):
        return _unread(cells)
    return _cells(cells, cells.cast(pa.int32()).cast(pa.int64()))


def hundredths(cells: pa.Array) -> Cells:
    """Cents of amounts in euros, hundredths of hours: whole numbers, or two decimals at most."""
    kind = cells.type
    if pa.types.is_integer(kind) and kind != pa.uint64():
        found = _cells(cells, cells.cast(pa.int64()))
        small = np.abs(found.values) < 10**15
        values = np.where(found.given & small, found.values * 100, NONE)
        return Cells(values, found.given, small)
    if not pa.types.is_decimal(kind) or kind.scale > 2 or kind.precision - kind.scale > _MOST_WHOLE:
        return _unread(cells)
    scaled = cells.cast(_CENTS)
    words = np.frombuffer(scaled.buffers()[1], dtype=np.int64)
    low, high = words.reshape(-1, 2)[scaled.offset : scaled.offset + len(scaled)].T
    given = _given(cells)
    read = ~given | (high == low >> 63)
    return Cells(np.where(given & read, low, NONE), given, read)


def flags(cells: pa.Array) -> Cells:
    """1, 0 or NONE."""
    if not pa.types.is_boolean(cells.type):
        return _unread(cells)
    return _cells(cells, cells.cast(pa.int64()))


def words(cells: pa.Array, code: Callable[[str], int | None]) -> Cells:
    """The code of each text, read once for each different text."""
    if not (pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type)):
        return _unread(cells)
    encoded = cells.dictionary_encode()
    texts = cells_of(encoded.dictionary)
    codes = [code(text) if isinstance(text, str) else None for text in texts]
    known = np.array([NONE if one is None else one for one in codes] or [NONE], dtype=np.int64)
    found = _cells(cells, encoded.indices.cast(pa.int64()))
    values = np.where(found.given, known[np.maximum(found.values, 0)], NONE)
    return Cells(values, found.given, ~found.given | (values != NONE))


def left_out(cells: pa.Array) -> Flags:
    """Whether the cell is empty."""
    return ~_given(cells)


def empty_list(cells: pa.Array) -> Flags:
    """Whether the cell is a list of nothing."""
    if not _is_list(cells):
        return np.zeros(len(cells), dtype=np.bool_)
    lengths = pc.list_value_length(cells)
    found: Flags = pc.equal(lengths, 0).fill_null(False).to_numpy(zero_copy_only=False)
    return found


class Wages(NamedTuple):
    """Wages by how many months before that of the stop, (n, k): 0 is the month of the stop itself.

    NONE where not given. `any_given`: whether the row has a wage, of these months or of others.
    """

    gross: Ints
    hours: Ints
    reestablished: Ints
    any_given: Flags
    read: Flags


def wages(batch: pa.RecordBatch, starts: Ints, count: int) -> Wages:
    """The wages of the `count` months before each stop, and of its own month."""
    of_stop = starts.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12
    rank = batch.schema.get_field_index("reference_wages")
    if rank < 0:
        return _in_columns(batch, of_stop, count)
    listed = batch.column(rank)
    if not _is_list(listed) or not pa.types.is_struct(listed.type.value_type):
        return _nothing(len(starts), count)._replace(read=left_out(listed))
    return _in_lists(listed, of_stop, count)


def _in_lists(listed: pa.Array, of_stop: Ints, count: int) -> Wages:
    found = _nothing(len(of_stop), count)
    lines, row = listed.flatten(), pc.list_parent_indices(listed).to_numpy()

    def field(name: str) -> pa.Array:
        rank = lines.type.get_field_index(name)
        return pa.nulls(len(lines)) if rank < 0 else lines.field(rank)

    month = words(field("month"), month_index)
    amounts = {name: hundredths(field(name)) for name in WAGE_FIELDS}
    absent, employer = flags(field("absent")), words(field("employer"), lambda _: 1)
    read = _given(lines) & month.given & month.read & amounts["gross"].given
    read &= absent.read & (absent.values != 1) & employer.read
    for name, most in WAGE_FIELDS.items():
        read &= amounts[name].within(0, most)
    names = {lines.type.field(rank).name for rank in range(lines.type.num_fields)}
    for name in ("activity_from", "activity_until"):
        read &= _unread(field(name)).read
    if not names <= {known.name for known in WAGE}:
        read &= False
    back = of_stop[row] - month.values
    inside = read & (back >= 0) & (back <= count)
    for name, one in amounts.items():
        getattr(found, name)[row[inside], back[inside]] = one.values[inside]
    bad = np.zeros(len(of_stop), dtype=np.bool_)
    bad[row[~read]] = True
    bad[_twice(row, month.values)] = True
    found.any_given[row] = True
    return found._replace(read=~bad)


def _twice(row: Ints, month: Ints) -> Ints:
    """The rows that give a month twice."""
    keys = row * _FAR_MONTH + month
    if (keys[1:] > keys[:-1]).all():  # in order, as lists of wages mostly are
        return keys[:0]
    keys.sort()
    found: Ints = keys[1:][keys[1:] == keys[:-1]] // _FAR_MONTH
    return found


def _in_columns(batch: pa.RecordBatch, of_stop: Ints, count: int) -> Wages:
    found = _nothing(len(of_stop), count)
    grosses: dict[str, Flags] = {}
    read = found.read
    for name in sorted(filter(WAGE_COLUMN.match, batch.schema.names)):  # gross comes first
        what, month = name.rsplit("_", 1)
        cells, index = hundredths(column(batch, name)), month_index(month)
        if what == "gross":
            grosses[month] = cells.given
        read &= cells.within(0, WAGE_FIELDS[what])
        read &= ~cells.given | grosses.get(month, False)
        if index is None:
            read &= ~cells.given
            continue
        found.any_given[cells.given] = True
        back = of_stop - index
        (rows,) = np.nonzero(cells.given & (back >= 0) & (back <= count))
        getattr(found, what)[rows, back[rows]] = cells.values[rows]
    return found._replace(read=read)


class Unread:
    """A cell that no Python value can hold: a day after the year 9999, a text that is no UTF-8.

    No key takes it: its row is refused by the key, and hides no other.
    """

    def __str__(self) -> str:
        return "valeur illisible"


UNREAD = Unread()


def rows_of(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """The rows as Python values, UNREAD where a cell has none."""
    columns = [cells_of(batch.column(rank)) for rank in range(batch.num_columns)]
    return [dict(zip(batch.schema.names, row, strict=True)) for row in zip(*columns, strict=True)]


def cells_of(column: pa.Array) -> list[Any]:
    """The cells of a column as Python values, UNREAD where there is none."""
    try:
        found: list[Any] = column.to_pylist()
    except (OverflowError, ValueError):
        found = [_cell(one) for one in column]
    return found


def _cell(scalar: pa.Scalar) -> Any:
    try:
        return scalar.as_py()
    except (OverflowError, ValueError):
        return UNREAD


def case_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row as the input of a case of the contract: the empty cells are keys left out."""
    inputs: dict[str, Any] = {}
    months: dict[str, dict[str, Any]] = {}
    for name, value in row.items():
        if value is None or name == "id":
            continue
        if wage := WAGE_COLUMN.match(name):
            what, month = wage.groups()
            months.setdefault(month, {"month": month})[what] = value
        else:
            inputs[name] = value
    return {**inputs, "reference_wages": list(months.values())} if months else inputs


def _nothing(rows: int, count: int) -> Wages:
    gross, hours, reestablished = (
        np.full((rows, count + 1), NONE, dtype=np.int64, order="F") for _ in WAGE_FIELDS
    )
    return Wages(
        gross, hours, reestablished, np.zeros(rows, dtype=np.bool_), np.ones(rows, dtype=np.bool_)
    )


def _is_list(cells: pa.Array) -> bool:
    return bool(pa.types.is_list(cells.type) or pa.types.is_large_list(cells.type))


def _given(cells: pa.Array) -> Flags:
    given: Flags = cells.is_valid().to_numpy(zero_copy_only=False)
    return given


def _cells(cells: pa.Array, numbers: pa.Array) -> Cells:
    given = _given(cells)
    values = numbers.fill_null(NONE).to_numpy(zero_copy_only=False)
    return Cells(values, given, np.ones(len(given), dtype=np.bool_))


def _unread(cells: pa.Array) -> Cells:
    """Nothing of the column is read: only its empty cells are known."""
    given = _given(cells)
    return Cells(np.full(len(given), NONE, dtype=np.int64), given, ~given)
