"""The law over columns is the law of one case: no row is answered by a shorter one."""

import subprocess
import sys
import tracemalloc
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from guichet.law import batch
from guichet.law.batch import answer_batch, answer_batches, answer_table
from guichet.law.batch_shape import ALONE, BY_COLUMNS, INPUT, OUTPUT, BatchFault
from guichet.law.comparison import ORDER
from guichet.law.contract import KEYS
from guichet.law.daily_allowance import answer
from guichet.law.options import DEFAULT, Options
from guichet.law.reference_pay import months_before
from tests.law.made_up import DRAWN, draw
from tests.law.tables import in_row, table_of, told

Case = dict[str, Any]
EVERYBODY = [one for one in DRAWN if one != "check"]
PLAIN_KEYS = {
    *("benefit", "stop_start", "stop_end", "reference_wages", "sjb_given", "carence_waived"),
    "opening_conditions_met",
}
AMOUNTS = {"gross", "hours", "reestablished"}


def plain(start: date = date(2026, 2, 2), **changes: Any) -> Case:
    """Nineteen days of a person paid the same each month: the columns answer it whole."""
    wages = [{"month": month, "gross": "2000.00"} for month in months_before(start, 6)]
    case = {"benefit": "maladie", "stop_start": start.isoformat(), "reference_wages": wages}
    case["stop_end"] = date.fromordinal(start.toordinal() + 18).isoformat()
    return {**case, **changes}


def drawn(count: int, seed: int) -> list[Case]:
    """Cases of every benefit, and as many sickness stops without what makes a stop special."""
    random = Random(seed)  # noqa: S311
    cases = [in_row(draw(kind, random)) for kind in EVERYBODY for _ in range(count)]
    for _ in range(count * len(EVERYBODY)):
        case = {k: v for k, v in in_row(draw("maladie", random)).items() if k in PLAIN_KEYS}
        if random.random() < 0.3:
            case["previous_stops"] = []
        if random.random() < 0.1:
            case["stop_end"] = None
        cases.append(case)
    random.shuffle(cases)
    return cases


def alone(cases: list[Case], options: Options = DEFAULT) -> list[Case]:
    """What `guichet law daily-allowance` answers to the same cases."""
    asked = [{"input": {k: v for k, v in case.items() if v is not None}} for case in cases]
    found = answer(asked, options)["cases"]
    return [{k: v for k, v in one.items() if k in ("result", "error")} for one in found]


def ways(table: pa.Table) -> list[str]:
    return table["way"].to_pylist()


def test_every_row_has_the_answer_or_the_refusal_that_its_case_has_alone() -> None:
    cases = drawn(60, seed=31)
    found = answer_table(table_of(cases))
    for case, row, expected in zip(cases, found.to_pylist(), alone(cases), strict=True):
        assert told(row) == expected, case
    assert set(ways(found)) == {BY_COLUMNS, ALONE}
    assert ways(found).count(BY_COLUMNS) > len(cases) / 4
    assert 0 < found["answered"].to_pylist().count(False) < len(cases) / 2


@pytest.mark.parametrize(
    "options",
    [
        replace(DEFAULT, daily_rounding="half_up_unrounded_base", deductions_split="separate"),
        replace(DEFAULT, all_months_at_cap="ordinary", hours_of_stop_month="unknown"),
    ],
)
def test_the_points_left_open_are_taken_the_same_way(options: Options) -> None:
    cases = drawn(15, seed=7)
    rows = answer_table(table_of(cases), options).to_pylist()
    assert list(map(told, rows)) == alone(cases, options)
    assert list(map(told, rows)) != alone(cases)


def test_wages_in_a_column_a_month_are_the_same_wages() -> None:
    kept = [
        case
        for case in drawn(15, seed=5)
        if case.keys() <= PLAIN_KEYS
        and all({"month", *AMOUNTS} >= wage.keys() for wage in wages_of(case))
    ]
    rows = []
    for row, case in zip(table_of(kept).to_pylist(), kept, strict=True):
        for wage in wages_of(case):
            for what in AMOUNTS & wage.keys():
                row[f"{what}_{wage['month']}"] = Decimal(wage[what])
        rows.append({k: v for k, v in row.items() if v is not None and k != "reference_wages"})
    names = sorted({name for row in rows for name in row})
    kinds = [(n, INPUT.field(n).type if n in INPUT.names else pa.decimal128(12, 2)) for n in names]
    found = answer_table(pa.Table.from_pylist(rows, schema=pa.schema(kinds)))
    assert list(map(told, found.to_pylist())) == alone(kept)
    assert ways(found).count(BY_COLUMNS) > len(kept) / 2


def wages_of(case: Case) -> list[Case]:
    return case.get("reference_wages") or []


def test_a_table_of_texts_is_answered_too() -> None:
    """A CSV file turned to Parquet has no types: slower, and the same answers."""
    cases = [plain(), plain(stop_start="2026-02-30"), plain(sjb_given="12.345")]
    kinds = [(n, INPUT.field(n).type) for n in ("benefit", "reference_wages")]
    texts = [(name, pa.string()) for name in ("stop_start", "stop_end", "sjb_given")]
    wages = [table_of([plain()])["reference_wages"][0].as_py()] * 3
    rows = [{**case, "reference_wages": one} for case, one in zip(cases, wages, strict=True)]
    found = answer_table(pa.Table.from_pylist(rows, schema=pa.schema(kinds + texts)))
    assert list(map(told, found.to_pylist())) == alone(cases)
    assert found["error_key"].to_pylist() == [None, "stop_start", "sjb_given"]


BEFORE = {"benefit": "maladie", "kind": "initial"}
LONG_AGO = {**BEFORE, "start": "2024-07-01", "end": "2025-06-25"}
BY_DAYS = {
    "two thirds for three children": (
        plain(date(2019, 3, 4), stop_end="2019-05-15"),
        {"dependent_children": 3},
    ),
    "360 days in three years": (plain(), {"previous_stops": [LONG_AGO]}),
    "maternity over sickness": (
        plain(),
        {"previous_stops": [{"benefit": "maternite", "start": "2026-02-10", "end": "2026-05-31"}]},
    ),
    "the notice sent late": (
        plain(stop_end="2026-03-31"),
        {
            "notice_sent_on": "2026-02-20",
            "previous_late_notice_prescribed_on": "2025-06-02",
        },
    ),
    "part-time": (
        plain(),
        {"part_time": {"from": "2026-02-09", "to": "2026-02-20"}, "lost_gross": "120.00"},
    ),
    "sixty days of a pensioner at work": (
        plain(stop_end="2026-06-30"),
        {"retired_since": "2025-01-01"},
    ),
    "the epidemic": (plain(date(2022, 2, 2)), {"covid": "positive_test"}),
    "a prolongation": (
        plain(),
        {
            "kind": "prolongation",
            "previous_stops": [{**BEFORE, "start": "2026-01-26", "end": "2026-02-01"}],
        },
    ),
    "a return before the end": (plain(), {"return_on": "2026-02-12"}),
}


@pytest.mark.parametrize("rule", BY_DAYS)
def test_a_rule_of_days_is_never_left_out_for_the_sake_of_the_columns(rule: str) -> None:
    """The same stop with the fact and without: what a shorter law would have answered differs."""
    without, fact = BY_DAYS[rule]
    with_it = {**without, **fact}
    found = answer_table(table_of([without, with_it]))
    assert ways(found) == [BY_COLUMNS, ALONE]
    first, second = map(told, found.to_pylist())
    assert [first, second] == alone([without, with_it])
    assert first["result"]["ij_total_gross"] != second["result"]["ij_total_gross"]


def test_a_stop_past_six_months_is_answered_alone() -> None:
    """Its right is judged again, on twelve months: the columns have six."""
    cases = [plain(stop_end="2026-07-01"), plain(stop_end="2026-09-30")]
    found = answer_table(table_of(cases))
    assert ways(found) == [BY_COLUMNS, ALONE]
    assert list(map(told, found.to_pylist())) == alone(cases)


FAULTS = [
    ("stop_end", plain(stop_end="2026-01-15")),
    ("stop_end", plain(date(2200, 12, 20))),
    ("stop_start", plain(date(2009, 3, 2))),
    ("benefit", plain(benefit="chomage")),
    ("reference_wages", plain(reference_wages=plain()["reference_wages"][:5])),
    (
        "reference_wages[2].gross",
        plain(reference_wages=[*plain()["reference_wages"][:1], {"month": "2025-09"}]),
    ),
    ("sjb_given", plain(sjb_given="-1.00")),
    ("return_on", plain(return_on="2026-02-02")),
]


@pytest.mark.parametrize(("key", "case"), FAULTS)
def test_a_refused_row_says_why_and_hides_none_of_the_others(key: str, case: Case) -> None:
    cases = [plain(), case, plain(sjb_given="50.00")]
    named = [{**one, "id": f"case {rank}"} for rank, one in enumerate(cases)]
    found = answer_table(table_of(named)).to_pylist()
    assert list(map(told, found)) == alone(cases)
    assert [row["answered"] for row in found] == [True, False, True]
    assert (found[1]["id"], found[1]["error_key"]) == ("case 1", key)
    assert found[1]["error_expected"] and found[1]["error_message"]


@pytest.mark.parametrize("cents", [-1, 100_000_001])
def test_a_wage_that_cannot_be_is_refused_alone(cents: int) -> None:
    wages = plain()["reference_wages"]
    wages[0] = {**wages[0], "gross": str(Decimal(cents).scaleb(-2))}
    found = answer_table(table_of([plain(), plain(reference_wages=wages)]))
    assert found["answered"].to_pylist() == [True, False]
    assert found["error_key"][1].as_py() == "reference_wages"


def test_a_month_given_twice_is_refused_wherever_it_is() -> None:
    """Also a month too old to count: two wages for it say that something went wrong."""
    older = {"month": "2024-01", "gross": "1.00"}
    cases = [
        plain(reference_wages=[*plain()["reference_wages"], *more])
        for more in ([older], [older, older], plain()["reference_wages"][:1])
    ]
    found = answer_table(table_of(cases))
    assert found["answered"].to_pylist() == [True, False, False]
    assert list(map(told, found.to_pylist())) == alone(cases)


def test_a_row_on_which_the_program_itself_fails_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No such row is known; one among millions would cost all the others."""

    def failing(asked: list[Case], *rest: Any, **named: Any) -> dict[str, Any]:
        if any(case["input"].get("day_of_stop") == 7 for case in asked):
            raise OverflowError("1 85 02 75")
        return answer(asked, *rest, **named)

    monkeypatch.setattr(batch, "answer", failing)
    cases = [plain(day_of_stop=day) for day in (6, 7, 8)]
    found = answer_table(table_of(cases)).to_pylist()
    assert [row["answered"] for row in found] == [True, False, True]
    assert told(found[0]) == alone(cases)[0]
    assert found[1]["error_message"].endswith("(OverflowError).")


def test_several_ends_in_a_row_are_refused_in_words() -> None:
    table = table_of([plain(stop_end=None), plain()])
    ends = pa.array([[date(2026, 2, 10), date(2026, 2, 20)], None], pa.list_(pa.date32()))
    found = answer_table(table.append_column("stop_ends", ends)).to_pylist()
    assert [row["answered"] for row in found] == [False, True]
    assert found[0]["error_key"] == "stop_ends"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("stop_strat", [None]),
        ("raam", [1200.5]),
        ("raam", pa.array(["1200.50"], pa.string_view())),
        ("gross_2026-01", [None]),
        ("stop_start", [None]),
    ],
)
def test_a_table_that_would_be_read_in_part_or_inexactly_is_refused_whole(
    name: str, values: list[Any] | pa.Array
) -> None:
    table = table_of([plain()], INPUT.remove(INPUT.get_field_index("raam")))
    assert answer_table(table)["answered"].to_pylist() == [True]
    with pytest.raises(BatchFault, match=name.replace("gross_2026-01", "reference_wages")):
        answer_table(table.append_column(name, pa.array(values)))


def test_pieces_of_a_table_are_answered_as_the_whole_and_rows_keep_their_rank() -> None:
    table = table_of(drawn(10, seed=3))
    whole = answer_table(table)
    step = 7  # the pieces share the memory of the table, and begin inside it
    pieces = [table.slice(start, step) for start in range(0, len(table), step)]
    batches = (one for piece in pieces for one in piece.to_batches())
    assert pa.Table.from_batches(answer_batches(batches)).to_pylist() == whole.to_pylist()
    assert whole["row"].to_pylist() == list(range(len(table)))


def test_a_table_without_rows_has_an_answer_without_rows() -> None:
    found = answer_table(table_of([]))
    assert (found.num_rows, found.schema.names) == (0, ["id", *OUTPUT.names])


def test_every_key_of_the_contract_has_its_column() -> None:
    assert set(INPUT.names) == KEYS - {"stop_ends"} | {"id"}
    assert set(OUTPUT.names) >= set(ORDER)


def test_what_is_held_on_the_way_follows_the_chunk_not_the_table() -> None:
    """Beyond what comes in and goes out, four chunks take what one takes."""
    rows = table_of([plain(sjb_given=None), plain(carence_waived=True)] * 500)
    one = pa.concat_tables([rows] * (batch.CHUNK // len(rows))).combine_chunks().to_batches()[0]

    def held(times: int) -> int:
        tracemalloc.start()
        for found in answer_batches(iter([one] * times)):
            assert found.num_rows == one.num_rows
        worst = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return worst

    held(1)  # the first one meets empty caches
    assert held(4) < 1.3 * held(1)


def test_arrow_is_loaded_for_batches_only() -> None:
    """One file is answered without waiting for it."""
    program = "import sys, guichet.law.daily_allowance; assert 'pyarrow' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_batch_says_its_rank_from_where_the_caller_is() -> None:
    (one,) = table_of([plain()]).to_batches()
    assert answer_batch(one, first_row=41)["row"].to_pylist() == [41]
