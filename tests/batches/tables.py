"""Small Parquet tables of cases, cut into parts."""

from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from tests.law.tables import table_of
from tests.law.test_batch import drawn

ROWS_OF_A_PART = 48


def table(parts: int, seed: int = 13) -> pa.Table:
    """Cases of every benefit, and plain stops, each with a name."""
    count = parts * ROWS_OF_A_PART
    cases = drawn(count // 24 + 1, seed)[:count]
    return table_of([{**case, "id": f"dossier {rank}"} for rank, case in enumerate(cases)])


def written(file: Path, parts: int, seed: int = 13) -> Path:
    """The file of such a table, a row group a part."""
    parquet.write_table(table(parts, seed), file, row_group_size=ROWS_OF_A_PART)
    return file
