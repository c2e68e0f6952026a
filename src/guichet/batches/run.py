"""A whole batch: from a Parquet table to a folder of answers, however often it is interrupted.

`_lot.json` in the folder says what the batch is, before its first part; `_bilan.json` what it gave,
once every part is there. A batch that was interrupted goes on by the same call.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pyarrow import ArrowException
from pyarrow.parquet import read_schema

from guichet.batches.engines import Engine
from guichet.batches.parts import UNFINISHED, Part, PartFault, Tally, Work, parts_of, tally_of
from guichet.law.batch_shape import BatchFault, output_schema
from guichet.law.options import DEFAULT, Options
from guichet.law.parameters import law_version

PLAN, SUMMARY = "_lot.json", "_bilan.json"


class RunFault(Exception):
    """The batch cannot be done; the message is for a person."""


@dataclass(frozen=True)
class Summary:
    """What a batch gave; `parts`: how many there are, `done`: of them, those done by this call."""

    tally: Tally
    parts: int
    done: int


def run(
    source: Path,
    target: Path,
    engine: Engine,
    options: Options = DEFAULT,
    progress: Callable[[int, int], None] = lambda done, parts: None,
) -> Summary:
    """Answer the file or the folder of files `source` into the folder `target`.

    `progress` is told how many parts of how many are there, each time one more is.
    """
    files = _files(source)
    parts = _parts(files)
    work = Work(str(target.resolve()), law_version(), options)
    _begin(target, _plan(files, parts, work))
    left = [part for part in parts if not (target / part.name).exists()]
    for count, _ in enumerate(engine.run(work, left), start=1):
        progress(len(parts) - len(left) + count, len(parts))
    for passing in target.glob(f"{UNFINISHED}*"):
        passing.unlink(missing_ok=True)
    return _finish(target, parts, len(left))


def _files(source: Path) -> list[Path]:
    if not source.is_dir():
        return [source]
    found = sorted(file for file in source.glob("*.parquet") if file.name[0] not in "._")
    if not found:
        raise RunFault(f"{source} : le dossier ne tient aucun fichier .parquet")
    return found


def _parts(files: list[Path]) -> list[Part]:
    parts: list[Part] = []
    schema = None
    for file in files:
        try:
            parts += parts_of(file, parts)
            told = output_schema(read_schema(file))
        except BatchFault as fault:
            raise RunFault(f"{file} : {fault}") from fault
        except ArrowException as error:
            raise RunFault(f"{file} : ce n'est pas un fichier Parquet lisible") from error
        except OSError as error:
            raise RunFault(f"{file} : fichier illisible ({error.strerror or 'Parquet'})") from error
        schema = schema or told
        if told != schema:
            raise RunFault(f"{file} : la colonne « id » n'est pas celle des autres fichiers")
    return parts


def _plan(files: list[Path], parts: list[Part], work: Work) -> dict[str, Any]:
    """What makes a batch the same one: its rows as they are, and the law."""
    return {
        "files": [
            {
                "name": str(file.resolve()),
                "bytes": file.stat().st_size,
                "changed_ns": file.stat().st_mtime_ns,
            }
            for file in files
        ],
        "rows": sum(part.rows for part in parts),
        "parts": len(parts),
        "law": work.law,
        "options": asdict(work.options),
    }


def _begin(target: Path, plan: dict[str, Any]) -> None:
    """Write the plan in a new folder, or find the same one in the folder of an interrupted run."""
    written = target / PLAN
    try:
        target.mkdir(parents=True, exist_ok=True)
        if written.exists():
            if _written(written) != plan:
                raise RunFault(
                    f"{target} tient un autre lot (fichiers, loi ou options) : donnez un dossier"
                    " neuf"
                )
            return
        if any(target.iterdir()):
            raise RunFault(f"{target} n'est pas vide : donnez un dossier neuf")
        _put(written, plan)
    except OSError as error:
        raise RunFault(f"{target} : le dossier ne peut être écrit ({error.strerror})") from error


def _written(plan: Path) -> Any:
    """What the folder says of its batch; None where that cannot be read."""
    try:
        return json.loads(plan.read_text())
    except ValueError:
        return None


def _finish(target: Path, parts: list[Part], done: int) -> Summary:
    """Count again from the files of the parts, and nothing else: none is lost, none is twice."""
    tally = Tally()
    for part in parts:
        file = target / part.name
        try:
            one = tally_of(file)
        except (OSError, ArrowException, PartFault) as error:
            raise RunFault(f"{file} : la partie manque ou n'est pas entière") from error
        if one.rows != part.rows:
            raise RunFault(f"{file} : {one.rows} lignes au lieu de {part.rows}")
        tally += one
    _put(target / SUMMARY, asdict(tally))
    return Summary(tally, len(parts), done)


def _put(file: Path, content: dict[str, Any]) -> None:
    passing = file.with_name(f"{UNFINISHED}{file.name}")
    passing.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    passing.replace(file)
