"""The law over columns: an Arrow table of cases in, a table of answers out.

One law for one case and for millions. The rows that the kernels' columns answer whole are answered
in columns; every other row is read and answered as a case of the contract is (`daily_allowance`),
refusals included, so that no row is ever answered by a shorter law. The column `way` tells which.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from guichet.law import batch_shape as shape
from guichet.law import sickness_batch
from guichet.law.batch_reading import case_of, rows_of
from guichet.law.columns import day_number
from guichet.law.comparison import ORDER
from guichet.law.daily_allowance import answer
from guichet.law.options import DEFAULT, Options
from guichet.law.parameters import load
from guichet.law.sickness_batch import Answers, Facts

CHUNK = 32_768  # rows answered at a time: what is held beyond input and output follows it
ALONE_CHUNK = 1_000
ONE_END = (
    "stop_ends",
    "stop_end, une ligne par fin",
    "Dans un lot, une ligne a une seule fin : donnez une ligne pour chacune.",
)


def answer_table(table: pa.Table, options: Options = DEFAULT) -> pa.Table:
    """The answers to all the rows, in their order; raises BatchFault for an unreadable table."""
    found = list(answer_batches(table.to_batches(CHUNK), options))
    schema = shape.output_schema(table.schema)
    return pa.Table.from_batches(found, schema) if found else schema.empty_table()


def answer_batches(
    batches: Iterable[pa.RecordBatch], options: Options = DEFAULT, first_row: int = 0
) -> Iterator[pa.RecordBatch]:
    """The answers to batches that follow each other, CHUNK rows at a time at most."""
    first = first_row
    for batch in batches:
        for start in range(0, batch.num_rows, CHUNK):
            part = batch.slice(start, CHUNK)
            yield answer_batch(part, options, first)
            first += part.num_rows


def answer_batch(
    batch: pa.RecordBatch, options: Options = DEFAULT, first_row: int = 0
) -> pa.RecordBatch:
    """One row of `batch_shape.OUTPUT` for each row; `first_row` is the rank of the first one."""
    shape.check_shape(batch.schema)
    parameters = load()
    plain, facts = sickness_batch.plain_rows(batch, parameters)
    found = _Found(batch.num_rows)
    (rows,) = np.nonzero(plain)
    if len(rows):
        kept = facts if plain.all() else Facts._make(column[rows] for column in facts)
        found.put_columns(rows, sickness_batch.answers(kept, parameters, options))
    (alone,) = np.nonzero(~plain)
    for start in range(0, len(alone), ALONE_CHUNK):
        ranks = alone[start : start + ALONE_CHUNK]
        cases = [case_of(row) for row in rows_of(batch.take(pa.array(ranks)))]
        for rank, one in zip(ranks.tolist(), _alone(cases, options), strict=True):
            found.put(rank, one)
    return _told(batch, found, plain, first_row)


def _alone(cases: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:
    """Results or errors of rows answered as cases of the contract are."""
    for case, one in zip(cases, _answers(cases, options), strict=True):
        if case.get("stop_ends") is not None:
            yield {"error": dict(zip(("key", "expected", "message"), ONE_END, strict=True))}
        else:
            yield one


def _answers(cases: list[dict[str, Any]], options: Options) -> list[dict[str, Any]]:
    """The same; a row on which the program itself fails is told so, and stops no other one."""
    try:
        asked = [{"input": case} for case in cases]
        found: list[dict[str, Any]] = answer(asked, options, explained=False)["cases"]
    except Exception as fault:
        if len(cases) > 1:
            return [one for case in cases for one in _answers([case], options)]
        # the kind of the fault alone: its text might hold what the row says
        message = f"Le programme n'a pas su juger cette ligne ({type(fault).__name__})."
        return [{"error": {"key": "case", "expected": "une ligne jugée", "message": message}}]
    return found


class _Found:
    """The answers of a chunk as they come: a column a result, made when a row first has it."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self.columns: dict[str, Answers] = {}
        self.periods: dict[int, list[date]] = {}
        self.errors: dict[int, dict[str, str]] = {}

    def put_columns(self, rows: npt.NDArray[np.int64], answers: dict[str, Answers]) -> None:
        for key, one in answers.items():
            if len(rows) == self._rows:
                self.columns[key] = one
                continue
            column = self._column(key)
            column.values[rows] = one.values
            column.given[rows] = one.given

    def put(self, rank: int, one: dict[str, Any]) -> None:
        if "error" in one:
            self.errors[rank] = one["error"]
            return
        for key, value in one["result"].items():
            if key == "hours_period":
                self.periods[rank] = [date.fromisoformat(day) for day in value]
                continue
            column = self._column(key)
            column.values[rank] = _number(key, value)
            column.given[rank] = True

    def _column(self, key: str) -> Answers:
        if key not in self.columns:
            kind = np.bool_ if key in shape.FLAGS else np.int64
            given = np.zeros(self._rows, dtype=np.bool_)
            self.columns[key] = Answers(np.zeros(self._rows, dtype=kind), given)
        return self.columns[key]


def _number(key: str, value: Any) -> int:
    """A result of the contract as the number that its column holds."""
    if key in shape.FLAGS or key in shape.COUNTS:
        return int(value)
    if key in shape.DAYS:
        return day_number(date.fromisoformat(value))
    return int(Decimal(value).scaleb(2))


def _told(
    batch: pa.RecordBatch, found: _Found, plain: npt.NDArray[np.bool_], first_row: int
) -> pa.RecordBatch:
    rows = batch.num_rows
    answered = np.ones(rows, dtype=np.bool_)
    answered[list(found.errors)] = False
    ways = pa.DictionaryArray.from_arrays(
        pa.array((~plain).astype(np.int8)), pa.array([shape.BY_COLUMNS, shape.ALONE])
    )
    told = {
        "row": pa.array(np.arange(first_row, first_row + rows)),
        "answered": pa.array(answered),
        "way": ways,
    }
    for name in shape.ERROR:
        key = name.removeprefix("error_")
        texts = {rank: error[key] for rank, error in found.errors.items()}
        told[name] = _scattered(texts, rows, pa.string())
    for key in ORDER:
        told[key] = _column(key, found, rows)
    schema = shape.output_schema(batch.schema)
    if "id" in schema.names:
        told["id"] = batch.column("id")
    return pa.RecordBatch.from_arrays([told[name] for name in schema.names], schema=schema)


def _column(key: str, found: _Found, rows: int) -> pa.Array:
    kind = shape.result_type(key)
    if key == "hours_period":
        return _scattered(found.periods, rows, kind)
    if key not in found.columns:
        return pa.nulls(rows, kind)
    values, given = found.columns[key]
    if kind == shape.MONEY:
        return _decimals(values, given)
    if key in shape.DAYS:
        return pa.array(values.astype(np.int32), mask=~given).cast(kind)
    return pa.array(values, mask=~given)


def _scattered(by_rank: dict[int, Any], rows: int, kind: pa.DataType) -> pa.Array:
    """The values at their ranks, nothing elsewhere."""
    if not by_rank:
        return pa.nulls(rows, kind)
    column = np.full(rows, None, dtype=object)
    for rank, value in by_rank.items():
        column[rank] = value
    return pa.array(column, kind)


def _decimals(cents: npt.NDArray[np.int64], given: npt.NDArray[np.bool_]) -> pa.Array:
    """Exact decimals of two places: whole cents in sixteen bytes, the lower eight first."""
    words = np.stack([cents, cents >> 63], axis=1)
    known = pa.array(given).buffers()[1]
    return pa.Array.from_buffers(shape.MONEY, len(cents), [known, pa.py_buffer(words)])
