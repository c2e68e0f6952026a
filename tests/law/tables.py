"""Cases of the contract as Arrow tables, and rows of answers as results of the contract."""

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from guichet.law.batch_shape import ERROR, INPUT

NOT_RESULTS = {"id", "row", "answered", "way", *ERROR}


def table_of(cases: list[dict[str, Any]], schema: pa.Schema = INPUT) -> pa.Table:
    """One row a case, each key in the type that INPUT gives it."""
    rows = [{key: _typed(value, INPUT.field(key).type) for key, value in c.items()} for c in cases]
    return pa.Table.from_pylist(rows, schema=schema)


def _typed(value: Any, kind: pa.DataType) -> Any:
    if value is None or (value is False and kind == pa.string()):
        return None
    if pa.types.is_list(kind):
        return [_typed(one, kind.value_type) for one in value]
    if pa.types.is_struct(kind):
        fields = {kind.field(n).name: kind.field(n).type for n in range(kind.num_fields)}
        return {key: _typed(one, fields[key]) for key, one in value.items()}
    if pa.types.is_date(kind):
        return date.fromisoformat(value)
    if pa.types.is_decimal(kind):
        return Decimal(str(value))
    return str(value) if kind == pa.string() else value


def in_row(case: dict[str, Any]) -> dict[str, Any]:
    """The case with what a row can hold: one end, pays that are all the same."""
    ends = case.get("stop_ends")
    kept = {key: value for key, value in case.items() if key != "stop_ends"}
    each = case.get("reference_pay_each")
    if isinstance(each, list):
        kept["reference_pay_each"] = each[0]
    return {**kept, "stop_end": ends[-1]} if ends else kept


def told(row: dict[str, Any]) -> dict[str, Any]:
    """A row of answers as `daily_allowance.answer` tells the same case."""
    if not row["answered"]:
        return {"error": {name.removeprefix("error_"): row[name] for name in ERROR}}
    given = {k: v for k, v in row.items() if k not in NOT_RESULTS and v is not None}
    return {"result": {key: _said(value) for key, value in given.items()}}


def _said(value: Any) -> Any:
    if isinstance(value, list):
        return [_said(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
