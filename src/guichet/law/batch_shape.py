"""What a batch takes and gives: the keys of the contract as Arrow columns.

In: a column a key (see `INPUT`), amounts in euros as decimals, wages as lists or as columns
gross_YYYY-MM, hours_YYYY-MM, reestablished_YYYY-MM. An empty cell is a key left out. Dates and
amounts may be texts too: they are read as those of a case, a row at a time.
Out: a row for each row, in the same order: see `OUTPUT`.
"""

from collections.abc import Iterator

import pyarrow as pa

from guichet.law.case_rows import WAGE_COLUMN
from guichet.law.comparison import ORDER
from guichet.law.contract import KEYS

MONEY = pa.decimal128(18, 2)
PERIOD = pa.list_(pa.date32())
FLAGS = frozenset({"right_open", "counts_toward_360", "majorated_rate_applies"})
DAYS = frozenset({"first_paid_day"})
COUNTS = frozenset(
    {
        "affiliation_months",
        "hours_alternative",
        "max_days",
        "days_left_360",
        "calendar_days",
        "carence_days",
        "paid_days",
        "days_1_28",
        "days_29_plus",
        "reduction_pct",
        "reduced_days",
    }
)
WAGE = pa.struct(
    [
        ("month", pa.string()),
        ("gross", MONEY),
        ("hours", pa.decimal128(9, 2)),
        ("reestablished", MONEY),
        ("absent", pa.string()),
        ("employer", pa.string()),
        ("activity_from", pa.date32()),
        ("activity_until", pa.date32()),
    ]
)
STOP = pa.struct(
    [
        ("benefit", pa.string()),
        ("start", pa.date32()),
        ("end", pa.date32()),
        ("kind", pa.string()),
        ("ald", pa.bool_()),
        ("affection", pa.string()),
        ("paid_days", pa.int64()),
        ("carence_served", pa.int64()),
        ("resumed_on", pa.date32()),
    ]
)
_INPUT_TYPES = {
    pa.date32(): (
        *("stop_start", "stop_end", "leave_start", "period_end", "issued_on", "accident_date"),
        *("recognised_on", "death_date", "notice_sent_on", "previous_late_notice_prescribed_on"),
        *("retired_since", "return_on", "child_birth", "birth_expected"),
        "affiliated_since",
    ),
    pa.bool_(): (
        *("ald", "carence_waived", "opening_conditions_met", "hospitalised", "no_month_above_cap"),
        "child_hospitalised",
    ),
    pa.int64(): (
        *("dependent_children", "day_of_stop", "rank_of_stop_since_death", "reference_pays_count"),
        *("children_born", "paid_days"),
    ),
    MONEY: (
        *("reference_pay_each", "reference_total_12_months", "contract_monthly_gross", "sjb_given"),
        *("lost_gross", "raam", "mean_turnover_3_years"),
    ),
    pa.decimal128(18, 4): ("micro_allowance",),
    pa.list_(WAGE): ("reference_wages",),
    pa.list_(STOP): ("previous_stops",),
    pa.struct([("from", pa.date32()), ("to", pa.date32())]): ("part_time",),
    PERIOD: ("reference_period",),
}
_TYPE_OF = {key: kind for kind, keys in _INPUT_TYPES.items() for key in keys}
# Every key of the contract with the type that is read fastest; a table may have fewer of them.
# `stop_ends` is left out: a row has one end.
INPUT = pa.schema(
    [
        ("id", pa.string()),
        *((key, _TYPE_OF.get(key, pa.string())) for key in sorted(KEYS - {"stop_ends"})),
    ]
)
ERROR = ("error_key", "error_expected", "error_message")
BY_COLUMNS, ALONE = "columns", "alone"


class BatchFault(Exception):
    """The table as a whole cannot be read; the message is for a person."""


def result_type(key: str) -> pa.DataType:
    """How a result of the contract sits in a column: amounts are exact decimals, in euros."""
    if key in FLAGS:
        return pa.bool_()
    if key in COUNTS:
        return pa.int64()
    if key in DAYS:
        return pa.date32()
    return PERIOD if key == "hours_period" else MONEY


# `row`: the rank of the row, from 0. `way`: "columns" or "alone". An answered row has results and
# no error, a refused one an error and no result.
OUTPUT = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("answered", pa.bool_(), nullable=False),
        pa.field("way", pa.dictionary(pa.int8(), pa.string()), nullable=False),
        *(pa.field(name, pa.string()) for name in ERROR),
        *(pa.field(key, result_type(key)) for key in ORDER),
    ]
)


def output_schema(given: pa.Schema) -> pa.Schema:
    """OUTPUT, after the `id` of the rows where they have one."""
    rank = given.get_field_index("id")
    return OUTPUT if rank < 0 else OUTPUT.insert(0, given.field(rank))


def check_shape(given: pa.Schema) -> None:
    """Refuse a table with a column that the law would not read, or with inexact amounts."""
    names = given.names
    for name in names:
        if names.count(name) > 1:
            raise BatchFault(f"la colonne « {name} » est donnée deux fois")
        if name != "id" and name not in KEYS and not WAGE_COLUMN.match(name):
            raise BatchFault(f"la colonne « {name} » n'est pas une clé du contrat")
    if "reference_wages" in names and any(map(WAGE_COLUMN.match, names)):
        raise BatchFault("les salaires sont donnés en liste (reference_wages) et en colonnes")
    for field in given:
        if any(map(_is_view, _leaves(field.type))):
            raise BatchFault(
                f"la colonne « {field.name} » est d'un type « {field.type} » qui n'est pas lu :"
                " donnez des textes (string)"
            )
        if any(map(pa.types.is_floating, _leaves(field.type))):
            raise BatchFault(
                f"la colonne « {field.name} » tient des nombres à virgule flottante, inexacts :"
                " donnez des décimaux"
            )
    if "id" in names and not _names_a_row(given.field("id").type):
        raise BatchFault("la colonne « id » doit tenir des textes ou des nombres entiers")


def _leaves(kind: pa.DataType) -> Iterator[pa.DataType]:
    inner = [kind.field(rank).type for rank in range(kind.num_fields)]
    if pa.types.is_dictionary(kind):
        inner = [kind.value_type]
    for one in inner:
        yield from _leaves(one)
    if not inner:
        yield kind


def _is_view(kind: pa.DataType) -> bool:
    """Whether Arrow keeps the values elsewhere: it cannot yet take rows of such a column."""
    return bool(pa.types.is_string_view(kind) or pa.types.is_binary_view(kind))


def _names_a_row(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    texts = (pa.types.is_string, pa.types.is_large_string, pa.types.is_integer)
    return any(is_one(kind) for is_one in texts)
