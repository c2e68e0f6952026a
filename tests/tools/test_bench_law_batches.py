"""The measure over millions of rows: real runs and a real kill, or no figure at all."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet

from tools import bench_law_batches as bench

FILES, PARTS = 6_000, 12


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of it answered alone: slow enough for a worker to be killed before the end."""
    file = tmp_path_factory.mktemp("bench") / "stops.parquet"
    bench.make_source(file, FILES, share=1, part=FILES // PARTS)
    return file


def test_one_row_in_twenty_has_a_history(tmp_path: Path) -> None:
    bench.make_source(tmp_path / "stops.parquet", 1_000)
    table = parquet.read_table(tmp_path / "stops.parquet")
    assert (len(table), table["previous_stops"].null_count) == (1_000, 950)


def test_the_command_is_run_watched_and_a_worker_of_it_killed(source: Path, tmp_path: Path) -> None:
    alone = bench.run("alone", source, tmp_path / "a", workers=lambda _: [])
    killed = bench.run(
        "killed", source, tmp_path / "b", "--workers", "2", workers=bench.pool_workers, kill_after=1
    )
    bench.check_same([alone, killed])
    assert (alone.killed, killed.killed) == (False, True)
    assert alone.told["rows"] == FILES
    assert len(alone.files) == PARTS
    assert alone.most_bytes > 10_000_000
    with pytest.raises(bench.Apart, match="killed"):
        bench.check_same([alone, replace(killed, told={**killed.told, "gross_cents": 1})])
    with pytest.raises(bench.Apart):
        bench.check_same([alone, replace(killed, files={**killed.files, "part-00000.parquet": ""})])


def test_a_run_whose_worker_could_not_be_killed_gives_no_figure(
    source: Path, tmp_path: Path
) -> None:
    with pytest.raises(bench.Apart, match="a worker killed: False"):
        bench.run("late", source, tmp_path / "c", workers=lambda _: [], kill_after=99)
