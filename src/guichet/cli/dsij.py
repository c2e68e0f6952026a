"""`guichet dsij`: files of salary certificates (docs/dsij_file.md), and the share without paper."""

import json
from typing import TYPE_CHECKING, Any

import click

from guichet.cli.importing import import_files

if TYPE_CHECKING:
    from decimal import Decimal

    from guichet.declarations.service import Received


@click.group()
def dsij() -> None:
    """Les attestations de salaire : en fichier CSV ou JSON, et leur part sans papier."""


@dsij.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def take(files: tuple[str, ...], as_json: bool) -> None:
    """Prend des attestations : mêmes contrôles que le formulaire, mêmes suites."""
    import_files(files, dsij=True, as_json=as_json)


@dsij.command()
@click.option("--year", type=click.IntRange(2000, 2100), help="L'année ; sinon celle-ci.")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def rate(year: int | None, as_json: bool) -> None:
    """La part des attestations reçues sans papier, mois par mois, et sa progression en points."""
    from guichet.cli.django import setup

    setup()
    from guichet.declarations.service import paperless_year
    from guichet.project import clock

    found = paperless_year(year or clock.today().year, today=clock.today())
    lines = [*found.months, (found.whole, found.growth)]
    if as_json:
        *months, whole = [_as_dict(one, growth) for one, growth in lines]
        click.echo(json.dumps({"months": months, "year": whole}, ensure_ascii=False, indent=1))
        return
    click.echo(_ROW.format("", "DSN", "formulaire", "fichier", "papier", "sans papier", "points"))
    for one, growth in lines:
        counts = [one.by_channel.get(channel, 0) for channel in _CHANNELS]
        told = f"{one.rate} %" if one.rate is not None else "-"
        points = f"{growth:+}" if growth is not None else "-"
        click.echo(_ROW.format(one.period, *counts, told, points))


_CHANNELS = ("dsn", "form", "file", "paper")
_ROW = "{:<8}{:>8}{:>12}{:>9}{:>8}{:>13}{:>8}"


def _as_dict(one: "Received", growth: "Decimal | None") -> dict[str, Any]:
    return {
        "period": one.period,
        **{channel: one.by_channel.get(channel, 0) for channel in _CHANNELS},
        "received": one.total,
        "paperless_pct": str(one.rate) if one.rate is not None else None,
        "growth_points": str(growth) if growth is not None else None,
    }
