"""`guichet law batch`: what a fund's data team calls on a table of millions."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from array import array
from pathlib import Path

import psutil
import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.batches.tables import written
from tests.cli.calls import guichet
from tests.law.tables import table_of
from tests.law.test_batch import plain

COMMAND = [sys.executable, "-m", "guichet.cli", "law", "batch"]
PATIENCE = 60


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return written(tmp_path / "cases.parquet", 3)


def test_it_tells_what_was_answered_how_and_for_how_much(source: Path, tmp_path: Path) -> None:
    done = guichet("law", "batch", source, tmp_path / "out")
    assert done.exit_code == 1
    rows = parquet.read_table(tmp_path / "out").to_pylist()
    alone = sum(row["way"] == "alone" for row in rows)
    refused = sum(not row["answered"] for row in rows)
    gross = sum(row["ij_total_gross"] or 0 for row in rows)
    assert f"{len(rows)} lignes : {len(rows) - alone} répondues en colonnes" in done.stdout
    assert f"{alone} une à une ; {refused} refusées" in done.stdout
    assert f"Total brut {gross} €" in done.stdout
    assert "partie 3 sur 3" in done.stderr


def test_the_table_of_the_documentation_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is followed as it is written."""
    page = (Path(__file__).parents[2] / "docs" / "law_batches.md").read_text()
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(program, {})  # noqa: S102
    done = guichet("law", "batch", "stops.parquet", "answers")
    assert done.exit_code == 0
    (row,) = parquet.read_table("answers").to_pylist()
    assert (row["id"], row["way"], row["right_open"]) == ("A1", "columns", True)


def test_it_ends_well_when_nothing_is_refused(tmp_path: Path) -> None:
    parquet.write_table(table_of([plain(), plain(return_on="2026-02-10")]), tmp_path / "in.parquet")
    done = guichet("law", "batch", tmp_path / "in.parquet", tmp_path / "out", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["rows"], told["alone"], told["refused"], told["done"]) == (2, 1, 0, 1)


def test_called_again_it_does_nothing_anew(source: Path, tmp_path: Path) -> None:
    first = guichet("law", "batch", source, tmp_path / "out", "--json")
    second = guichet("law", "batch", source, tmp_path / "out", "--json")
    assert json.loads(second.stdout) == {**json.loads(first.stdout), "done": 0}
    assert "Repris : 3 parties" in guichet("law", "batch", source, tmp_path / "out").stdout


def test_what_cannot_be_read_is_told_in_a_line(tmp_path: Path) -> None:
    done = guichet("law", "batch", tmp_path / "none.parquet", tmp_path / "out")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "illisible" in done.stderr


FAR = pa.array([20_500, 10**8, 20_500], pa.int32()).cast(pa.date32())  # the middle one: no date
NOT_UTF_8 = pa.Array.from_buffers(
    pa.string(), 3, [None, pa.py_buffer(array("i", [0, 1, 2, 3])), pa.py_buffer(b"\xffbc")]
)


@pytest.mark.parametrize(
    ("key", "column", "refused"), [("affiliated_since", FAR, [1]), ("kind", NOT_UTF_8, [0, 1, 2])]
)
@pytest.mark.parametrize("command", ["batch", "compare"])
def test_a_cell_that_no_value_can_hold_refuses_its_row_alone(
    tmp_path: Path, command: str, key: str, column: pa.Array, refused: list[int]
) -> None:
    table = table_of([plain()] * 3).drop_columns("reference_wages")
    if key in table.schema.names:
        table = table.drop_columns(key)
    given = pa.array(["75.00"] * 3)
    table = table.drop_columns([n for n in ("sjb_given", "id") if n in table.schema.names])
    table = table.append_column("sjb_given", given).append_column(key, column)
    parquet.write_table(table, tmp_path / "in.parquet")
    if command == "compare":
        done = guichet("law", "compare", tmp_path / "in.parquet", "--json")
        errors = [one["error"]["key"] for one in json.loads(done.stdout)["refused"]]
        assert errors.count(key) == len(refused)
        return
    assert guichet("law", "batch", tmp_path / "in.parquet", tmp_path / "out").exit_code == 1
    rows = parquet.read_table(tmp_path / "out").to_pylist()
    assert [rank for rank, row in enumerate(rows) if row["error_key"] == key] == refused


def test_a_file_damaged_in_its_rows_is_told_in_a_line(source: Path, tmp_path: Path) -> None:
    content = bytearray(source.read_bytes())
    content[8:60] = b"\xff" * 52
    source.write_bytes(content)
    done = guichet("law", "batch", source, tmp_path / "out")
    assert done.exit_code == 2
    assert "le groupe de lignes 1 n'a pu être lu" in done.stderr


@pytest.mark.parametrize("target", ["a file", "an unreadable plan"])
def test_a_folder_that_cannot_be_used_is_told_in_a_line(
    source: Path, tmp_path: Path, target: str
) -> None:
    folder = tmp_path / "out"
    if target == "a file":
        folder.write_text("")
    else:
        folder.mkdir()
        (folder / "_lot.json").write_text("{")
    done = guichet("law", "batch", source, folder)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_without_arrow_it_says_what_to_install(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "guichet.batches.parts", None)
    done = guichet("law", "batch", source, tmp_path / "out")
    assert done.exit_code == 2
    assert "python3 tools/setup.py batch" in done.stderr


def test_killed_itself_it_leaves_no_worker_behind_and_goes_on_when_called_again(
    tmp_path: Path,
) -> None:
    """As when the machine restarts; the whole is what one process gives without a stop."""
    source, target = tmp_path / "in.parquet", tmp_path / "out"
    rows = table_of([plain(return_on="2026-02-10")] * 6_000)
    parquet.write_table(rows, source, row_group_size=500)
    with subprocess.Popen(
        [*COMMAND, source, target, "--workers", "2"], stderr=subprocess.DEVNULL
    ) as process:
        wait_until(lambda: list(target.glob("part-*")))
        workers = psutil.Process(process.pid).children()
        os.kill(process.pid, signal.SIGKILL)
    assert workers
    wait_until(lambda: not any(map(works, workers)))
    before = len(list(target.glob("part-*")))
    assert 0 < before < 12
    told = json.loads(guichet("law", "batch", source, target, "--json").stdout)
    assert (told["parts"], told["done"], told["rows"]) == (12, 12 - before, 6_000)
    (row,) = {row["ij_total_gross"] for row in parquet.read_table(target).to_pylist()}
    assert told["gross_cents"] == 6_000 * row * 100


def works(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_until(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
