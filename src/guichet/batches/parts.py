"""Parts of a Parquet table: how it is cut, and how one part is answered into its own file.

A part is a row group. Its answers are one file of a name that only it has, there whole or not at
all: a part done twice is there once, and what a part counted is written in its own file.
"""

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from guichet.law.batch import CHUNK, answer_batches
from guichet.law.batch_shape import ALONE, check_shape, output_schema
from guichet.law.options import Options
from guichet.law.parameters import law_version

TALLY = "guichet.tally"
LAW = "guichet.law"
UNFINISHED = ".part-"


class PartFault(Exception):
    """A part cannot be answered here; the message is for a person."""


@dataclass(frozen=True)
class Part:
    """A row group of a file; `rank` among the parts, `first_row` among the rows of all files."""

    rank: int
    file: str
    row_group: int
    first_row: int
    rows: int

    @property
    def name(self) -> str:
        """The name of the file of its answers."""
        return f"part-{self.rank:05d}.parquet"


@dataclass(frozen=True)
class Tally:
    """What was answered: rows, of them those answered alone and those refused; totals in cents."""

    rows: int = 0
    alone: int = 0
    refused: int = 0
    gross_cents: int = 0
    net_cents: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Tally)))


@dataclass(frozen=True)
class Work:
    """What any process needs to answer any part: where to, and by which law.

    `law`: its version, with its parameters; a process that has another one answers nothing.
    """

    target: str
    law: str
    options: Options

    def __call__(self, part: Part) -> int:
        """Answer the part into its file; its rank."""
        if law_version() != self.law:
            raise PartFault(
                "un processus de calcul n'a pas la loi de celui qui a lancé le lot : installez"
                " partout la même version de Guichet"
            )
        try:
            _write(Path(self.target), part, self)
        except (OSError, pa.ArrowException) as error:
            why = getattr(error, "strerror", None) or "Parquet"
            raise PartFault(
                f"{part.file} : le groupe de lignes {part.row_group + 1} n'a pu être lu, ou ses"
                f" réponses écrites dans {self.target} ({why})"
            ) from error
        return part.rank


def parts_of(file: Path, before: Sequence[Part] = ()) -> list[Part]:
    """The parts of a file, after those of the files before; BatchFault where it is no table."""
    first = before[-1].first_row + before[-1].rows if before else 0
    found: list[Part] = []
    with parquet.ParquetFile(file) as source:
        check_shape(source.schema_arrow)
        for group in range(source.num_row_groups):
            rows = source.metadata.row_group(group).num_rows
            found.append(Part(len(before) + group, str(file.resolve()), group, first, rows))
            first += rows
    return found


def tally_of(file: Path) -> Tally:
    """What the part counted, as its file says; PartFault where it is not the file of a part."""
    with parquet.ParquetFile(file) as source:
        told = (source.metadata.metadata or {}).get(TALLY.encode())
        rows = source.metadata.num_rows
    found = Tally(**json.loads(told)) if told else None
    if found is None or found.rows != rows:
        raise PartFault(f"{file.name} n'est pas le fichier d'une partie")
    return found


def _write(target: Path, part: Part, work: Work) -> None:
    """The answers under a passing name, then at once under the part's own."""
    passing = target / f"{UNFINISHED}{part.rank:05d}.{secrets.token_hex(8)}"
    with parquet.ParquetFile(part.file, pre_buffer=False) as source:
        schema = output_schema(source.schema_arrow)
        with parquet.ParquetWriter(
            passing, schema, compression="zstd", store_decimal_as_integer=True
        ) as writer:
            tally = Tally()
            for answers in _answers(source, part, work):
                writer.write_batch(answers)
                tally += _counted(answers)
            if tally.rows != part.rows:
                raise PartFault(f"{part.file} a changé pendant le calcul")
            told = {TALLY: json.dumps(asdict(tally)), LAW: work.law}
            writer.add_key_value_metadata(told)
    with passing.open("rb") as whole:
        os.fsync(whole.fileno())
    passing.replace(target / part.name)


def _answers(source: parquet.ParquetFile, part: Part, work: Work) -> Iterator[pa.RecordBatch]:
    given = source.iter_batches(CHUNK, row_groups=[part.row_group], use_threads=False)
    return answer_batches(given, work.options, part.first_row)


def _counted(answers: pa.RecordBatch) -> Tally:
    rows = answers.num_rows
    return Tally(
        rows,
        alone=pc.sum(pc.equal(answers["way"].cast(pa.string()), ALONE)).as_py() or 0,
        refused=rows - (pc.sum(answers["answered"]).as_py() or 0),
        gross_cents=_cents(answers["ij_total_gross"]),
        net_cents=_cents(answers["ij_total_after_csg_crds"]),
    )


def _cents(amounts: Any) -> int:
    """The sum of a column of exact decimals, in cents."""
    found: Decimal | None = pc.sum(amounts).as_py()
    return 0 if found is None else int(found.scaleb(2))
