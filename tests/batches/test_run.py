"""A batch begins in a new folder, goes on where it stopped, and says only what is in its files."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from guichet.batches.engines import InProcess
from guichet.batches.parts import Part, PartFault, Work, parts_of, tally_of
from guichet.batches.run import PLAN, SUMMARY, RunFault, run
from guichet.law.batch import answer_table
from guichet.law.options import DEFAULT
from guichet.law.parameters import law_version
from tests.batches.tables import ROWS_OF_A_PART, table, written

PARTS = 4


@dataclass
class Stopping:
    """An engine that dies after some parts, and remembers which it was given."""

    after: int
    given: Sequence[Part] = ()

    def run(self, work: Callable[[Part], int], parts: Sequence[Part]) -> Iterator[int]:
        self.given = parts
        yield from islice(map(work, parts), self.after)
        raise KeyboardInterrupt


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return written(tmp_path / "cases.parquet", PARTS)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out"


def all_answers(target: Path) -> list[dict]:
    return parquet.read_table(target).to_pylist()


def test_the_parts_together_are_the_answers_to_the_table(source: Path, target: Path) -> None:
    found = run(source, target, InProcess())
    expected = answer_table(parquet.read_table(source))
    assert all_answers(target) == expected.to_pylist()
    assert [row["id"] for row in all_answers(target)][:2] == ["dossier 0", "dossier 1"]
    gross = [row["ij_total_gross"] for row in expected.to_pylist() if row["ij_total_gross"]]
    assert found.tally.gross_cents == sum(gross) * 100
    assert found.tally.refused == expected["answered"].to_pylist().count(False)
    assert json.loads((target / SUMMARY).read_text())["gross_cents"] == found.tally.gross_cents


def test_a_folder_of_files_is_one_table(source: Path, tmp_path: Path, target: Path) -> None:
    """As several exports are: the rows keep one count, whatever file they are in."""
    whole = parquet.read_table(source)
    folder = tmp_path / "exports"
    folder.mkdir()
    cut = ROWS_OF_A_PART + 7
    parquet.write_table(whole.slice(0, cut), folder / "2026-01.parquet")
    parquet.write_table(whole.slice(cut), folder / "2026-02.parquet")
    (folder / "_note.txt").write_text("not a table")
    assert run(folder, target, InProcess()).parts == 2
    assert all_answers(target) == answer_table(whole).to_pylist()


def test_an_interrupted_batch_goes_on_and_does_no_part_again(
    source: Path, tmp_path: Path, target: Path
) -> None:
    whole = run(source, tmp_path / "whole", InProcess())
    with pytest.raises(KeyboardInterrupt):
        run(source, target, Stopping(after=1))
    assert not (target / SUMMARY).exists()
    (target / ".part-00001.0123").write_bytes(b"half of a part")
    told: list[tuple[int, int]] = []
    found = run(source, target, InProcess(), progress=lambda *both: told.append(both))
    assert (found.done, found.tally) == (PARTS - 1, whole.tally)
    assert told == [(2, PARTS), (3, PARTS), (4, PARTS)]
    assert all_answers(target) == all_answers(tmp_path / "whole")
    assert not list(target.glob(".part-*"))
    again = Stopping(after=0)
    with pytest.raises(KeyboardInterrupt):
        run(source, target, again)
    assert list(again.given) == []


def another_table(source: Path) -> None:
    written(source, PARTS, seed=14)


def changed_options(source: Path) -> dict:
    return {"options": replace(DEFAULT, daily_rounding="half_up")}


@pytest.mark.parametrize("change", [another_table, changed_options])
def test_the_folder_of_another_batch_is_left_as_it_is(
    change: Callable[[Path], dict | None], source: Path, target: Path
) -> None:
    """Answers of two tables or of two laws would be mixed, and counted together."""
    run(source, target, InProcess())
    before = (target / SUMMARY).read_bytes()
    changed = change(source) or {}
    with pytest.raises(RunFault, match="un autre lot"):
        run(source, target, InProcess(), **changed)
    assert (target / SUMMARY).read_bytes() == before


def test_a_folder_that_holds_something_else_is_not_written_in(source: Path, target: Path) -> None:
    target.mkdir()
    (target / "part-00000.parquet").write_bytes(b"of somebody else")
    with pytest.raises(RunFault, match="n'est pas vide"):
        run(source, target, InProcess())
    assert not (target / PLAN).exists()


@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_bytes(b"cut")])
def test_a_part_that_is_not_there_whole_is_never_counted(
    spoil: Callable[[Path], object], source: Path, target: Path
) -> None:
    class Spoiling(InProcess):
        def run(self, work: Callable[[Part], int], parts: Sequence[Part]) -> Iterator[int]:
            yield from map(work, parts)
            spoil(target / parts[1].name)

    with pytest.raises(RunFault, match=r"part-00001\.parquet"):
        run(source, target, Spoiling())
    assert not (target / SUMMARY).exists()


def test_a_file_of_somebody_else_under_the_name_of_a_part_is_not_counted(tmp_path: Path) -> None:
    file = tmp_path / "part-00000.parquet"
    parquet.write_table(pa.table({"row": [1]}), file)
    with pytest.raises(PartFault):
        tally_of(file)


def test_a_process_with_another_law_answers_nothing(source: Path, tmp_path: Path) -> None:
    """A worker that was not updated would answer by yesterday's parameters."""
    (part, *_) = parts_of(source)
    with pytest.raises(PartFault, match="la même version"):
        Work(str(tmp_path), "another", DEFAULT)(part)
    assert not list(tmp_path.glob("part-*"))
    assert Work(str(tmp_path), law_version(), DEFAULT)(part) == 0
    assert tally_of(tmp_path / part.name).rows == ROWS_OF_A_PART


def test_a_part_done_twice_is_there_once_and_the_same(source: Path, tmp_path: Path) -> None:
    """Of a worker that was taken for dead and was not."""
    (part, *_) = parts_of(source)
    work = Work(str(tmp_path), law_version(), DEFAULT)
    work(part)
    first = (tmp_path / part.name).read_bytes()
    work(part)
    assert (tmp_path / part.name).read_bytes() == first
    assert [file.name for file in tmp_path.glob("*part-*")] == [part.name]


def floating(file: Path) -> None:
    parquet.write_table(pa.table({"benefit": ["maladie"], "raam": [1.5]}), file)


def misspelt(file: Path) -> None:
    parquet.write_table(pa.table({"benefit": ["maladie"], "stop_strat": ["2026-02-02"]}), file)


def no_parquet(file: Path) -> None:
    file.write_text("benefit;stop_start\n")


def not_there(file: Path) -> None:
    file.unlink()


def other_names(file: Path) -> None:
    rows = table(1)
    parquet.write_table(rows.set_column(0, "id", pa.array(range(len(rows)))), file)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (floating, "virgule flottante"),
        (misspelt, "stop_strat"),
        (no_parquet, "lisible"),
        (not_there, "illisible"),
        (other_names, "« id »"),
    ],
)
def test_a_source_that_is_no_table_of_cases_is_refused_before_anything_is_written(
    make: Callable[[Path], None], words: str, tmp_path: Path, target: Path
) -> None:
    good, bad = tmp_path / "in" / "a.parquet", tmp_path / "in" / "b.parquet"
    good.parent.mkdir()
    written(good, 1)
    written(bad, 1)
    make(bad)
    with pytest.raises(RunFault, match=words):
        run(bad if make is not_there else good.parent, target, InProcess())
    assert not target.exists()


def test_a_folder_without_a_table_is_refused(tmp_path: Path, target: Path) -> None:
    with pytest.raises(RunFault, match="aucun fichier"):
        run(tmp_path, target, InProcess())
