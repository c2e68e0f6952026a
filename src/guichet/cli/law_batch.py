"""`guichet law batch`: a Parquet table of cases answered, on one machine or several."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from guichet.cli import files
from guichet.law import money

if TYPE_CHECKING:
    from guichet.batches.engines import Engine
    from guichet.batches.run import Summary


@click.command("batch")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--workers", type=click.IntRange(1), default=1, help="Processus de cette machine.")
@click.option("--dask", metavar="ADRESSE", help="Ordonnanceur d'une grappe Dask, tcp://hôte:8786.")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def batch(source: Path, target: Path, workers: int, dask: str | None, as_json: bool) -> None:
    """Répond à chaque ligne de SOURCE (un fichier Parquet, ou un dossier) dans le dossier TARGET.

    Les colonnes sont les clés de « daily-allowance ». Un lot interrompu reprend par la même
    commande. Les lignes refusées disent pourquoi et n'arrêtent pas les autres ; sort avec 1 s'il
    y en a.
    """
    try:
        from guichet.batches.engines import EngineFault
        from guichet.batches.parts import PartFault
        from guichet.batches.run import RunFault, run

        engine = _engine(workers, dask)
    except ImportError:
        files.unreadable("Un lot demande d'abord « python3 tools/setup.py batch ».")
    try:
        summary = run(source, target, engine, progress=_tell_progress)
    except (RunFault, EngineFault, PartFault) as fault:
        files.unreadable(f"{fault}.")
    if as_json:
        click.echo(json.dumps(_document(summary), ensure_ascii=False, indent=1))
    else:
        _show(summary, target)
    sys.exit(files.REFUSED if summary.tally.refused else 0)


def _engine(workers: int, dask: str | None) -> "Engine":
    from guichet.batches.engines import InProcess, Pool

    if dask:
        from guichet.batches.dask_engine import Dask

        return Dask(dask)
    return Pool(workers) if workers > 1 else InProcess()


def _tell_progress(done: int, parts: int) -> None:
    click.echo(f"partie {done} sur {parts}", err=True)


def _document(summary: "Summary") -> dict[str, Any]:
    return {"parts": summary.parts, "done": summary.done, **asdict(summary.tally)}


def _show(summary: "Summary", target: Path) -> None:
    tally = summary.tally
    if summary.done < summary.parts:
        click.echo(f"Repris : {summary.parts - summary.done} parties étaient déjà là.")
    click.echo(
        f"{tally.rows} lignes : {tally.rows - tally.alone} répondues en colonnes, {tally.alone} une"
        f" à une ; {tally.refused} refusées."
    )
    click.echo(
        f"Total brut {money.text(tally.gross_cents)} €, net de CSG et CRDS"
        f" {money.text(tally.net_cents)} €."
    )
    click.echo(f"Réponses : {target}, {summary.parts} fichiers Parquet.")
