"""`guichet replay`: a year of a made-up fund, lived from a profile through the real actions."""

import json
import sys
import time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import click

from guichet.cli import files
from guichet.cli.django import setup
from guichet.cli.upgrade import bring_up_to_date

if TYPE_CHECKING:
    from guichet.replay.plan import Year

WORKER_LOST = "Un processus s'est arrêté. La même commande reprend là où l'année en est."


def _scale(_context: click.Context, _option: click.Parameter, text: str) -> Decimal:
    try:
        scale = Decimal(text.replace(",", "."))
    except InvalidOperation:
        scale = Decimal(0)
    if not scale.is_finite() or not 0 < scale <= 1 or scale != round(scale, 8):
        raise click.BadParameter("un nombre est attendu, plus que 0 et au plus 1.")
    return scale


@click.command()
@click.argument("profile")
@click.option("--scale", required=True, callback=_scale, help="Part de l'année vécue : 1, 0.01…")
@click.option("--seed", type=int, default=1, show_default=True, help="Graine du hasard.")
@click.option(
    "--workers",
    type=click.IntRange(1, 16),
    default=2,
    show_default=True,
    help="Processus ; sur la base embarquée, un seul vit l'année, un autre prépare la suite.",
)
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def replay(profile: str, scale: Decimal, seed: int, workers: int, as_json: bool) -> None:
    """Vit l'année de PROFILE (un fichier YAML, ou cpam93-2020) dans une caisse inventée.

    Interrompue, la même commande reprend où elle en était. Rien n'est vécu deux fois.
    """
    setup()
    from guichet.replay.engine import Inhabited, OtherYear
    from guichet.replay.plan import Year
    from guichet.replay.profile import ProfileFault, read_profile
    from guichet.replay.together import WorkerLost

    try:
        year = Year(read_profile(profile), scale, seed)
        found = _lived(year, workers)
    except ProfileFault as fault:
        files.unreadable(str(fault))
    except OSError as error:
        files.unreadable(f"{profile} : ce fichier ne se lit pas ({error.strerror}).")
    except OtherYear:
        files.refused("Cette base a déjà vécu cette année d'un autre profil, échelle ou graine.")
    except Inhabited:
        files.refused("Cette base contient des personnes ; une année simulée en veut une vide.")
    except WorkerLost:
        files.refused(WORKER_LOST)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else _words(found))


def _lived(year: "Year", workers: int) -> dict[str, Any]:
    """Live the year; answers what was lived of each service, and how fast."""
    from guichet.project.clock import now
    from guichet.replay.engine import live, plan

    bring_up_to_date()
    chunks = plan(year)
    started = time.monotonic()
    bar: Any = click.progressbar(
        length=sum(chunk.size for chunk in chunks),
        label=f"Année {year.number}",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        item_show_func=lambda chunk: f"{chunk.day:%d/%m/%Y}" if chunk else "",
    )
    with bar:
        lived = live(
            year,
            chunks,
            clock=now,
            watch=lambda chunk: bar.update(chunk.size, chunk),
            workers=workers,
        )
    seconds = time.monotonic() - started
    done = sum(of.now for of in lived.values())
    return {
        "year": year.number,
        "scale": str(year.scale),
        "seed": year.seed,
        "seconds": f"{seconds:.1f}",
        "lived_per_second": round(done / seconds) if seconds else 0,
        "services": {
            code: {"lived": of.now, "lived_before": of.before} for code, of in lived.items()
        },
    }


def _words(found: dict[str, Any]) -> str:
    lines = [f"Année {found['year']} à l'échelle {found['scale']} (année simulée)"]
    lines += [
        f"  {code:<12} {of['lived']:>10}"
        + (f" (et {of['lived_before']} déjà là)" if of["lived_before"] else "")
        for code, of in found["services"].items()
    ]
    lines.append(f"  {found['seconds']} s, {found['lived_per_second']} par seconde")
    return "\n".join(lines)
