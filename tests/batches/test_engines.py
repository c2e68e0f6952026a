"""One port, three ways to do the parts: the same files, whoever dies on the way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from guichet.batches.dask_engine import Dask
from guichet.batches.engines import MOST_LOSSES, Engine, EngineFault, InProcess, Pool
from guichet.batches.parts import Part, Work
from guichet.batches.run import Summary, run
from tests.batches.cluster import cluster
from tests.batches.dying import DyingOnce, die
from tests.batches.tables import ROWS_OF_A_PART, written

PARTS = 6


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("source") / "cases.parquet", PARTS)


@pytest.fixture(scope="module")
def expected(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Summary, dict]:
    target = tmp_path_factory.mktemp("alone") / "out"
    return run(source, target, InProcess()), answers(target)


@contextmanager
def pool(folder: Path) -> Iterator[Engine]:
    yield Pool(2)


@contextmanager
def dask(folder: Path) -> Iterator[Engine]:
    with cluster(folder) as found:
        yield Dask(found.address)


several = pytest.mark.parametrize("engine", [pool, dask])


def answers(target: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in target.iterdir() if file.name[0] != "_"}


@dataclass(frozen=True)
class Instead:
    """An engine that does the parts with other work than what it is given."""

    engine: Engine
    other: Callable[[Work], Callable[[Part], int]]

    def run(self, work: Work, parts: list[Part]) -> Iterator[int]:
        return self.engine.run(self.other(work), parts)


@several
def test_several_processes_give_the_same_bytes_as_one(
    engine, source: Path, expected, tmp_path: Path
) -> None:
    with engine(tmp_path) as chosen:
        found = run(source, tmp_path / "out", chosen)
    assert found == expected[0]
    assert answers(tmp_path / "out") == expected[1]
    assert (found.parts, found.tally.rows) == (PARTS, PARTS * ROWS_OF_A_PART)
    assert 0 < found.tally.alone < found.tally.rows
    assert 0 < found.tally.refused < found.tally.alone


@several
def test_a_worker_killed_in_mid_part_loses_nothing_and_counts_nothing_twice(
    engine, source: Path, expected, tmp_path: Path
) -> None:
    mark = tmp_path / "died"
    with engine(tmp_path) as chosen:
        dying = Instead(chosen, lambda work: DyingOnce(work, mark, rank=2))
        found = run(source, tmp_path / "out", dying)
    assert mark.exists()
    assert found == expected[0]
    assert answers(tmp_path / "out") == expected[1]


def test_workers_that_always_die_stop_the_batch_in_words(source: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineFault, match=f"{PARTS} parties restent"):
        run(source, tmp_path / "out", Instead(Pool(1), lambda work: die))
    assert MOST_LOSSES > 1  # a single loss is borne: see above
    assert answers(tmp_path / "out") == {}


def test_a_scheduler_that_is_not_there_stops_the_batch_in_words(
    source: Path, tmp_path: Path
) -> None:
    with pytest.raises(EngineFault, match="aucun ordonnanceur"):
        run(source, tmp_path / "out", Dask("tcp://127.0.0.1:9", patience=1))
