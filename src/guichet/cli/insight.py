"""`guichet insight`: the indicators, their figures, and figures taken from another source."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from guichet.cli.django import setup

DAY = click.DateTime(["%Y-%m-%d"])
SHOWN = 100


@click.group()
def insight() -> None:
    """Indicateurs de la caisse."""


@insight.command("list")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON.")
def list_all(as_json: bool) -> None:
    """Les indicateurs : code, nom, question, formule, découpages."""
    setup()
    from guichet.insight.service import INDICATORS

    if as_json:
        told = [_declared(one) for one in INDICATORS.values()]
        click.echo(json.dumps({"indicators": told}, ensure_ascii=False, indent=1))
        return
    for one in INDICATORS.values():
        click.echo(f"{one.code:<28} {one.name} ({one.mission})\n{'':<28} {one.words}")


@insight.command()
@click.argument("code")
@click.option("--from", "first", type=DAY, required=True, help="Premier jour.")
@click.option("--to", "last", type=DAY, required=True, help="Dernier jour, compris.")
@click.option("--by", "dimension", help="Découpage : channel, reason, age…")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON.")
def show(code: str, first: datetime, last: datetime, dimension: str, as_json: bool) -> None:
    """Un chiffre pour une période, entier ou découpé."""
    setup()
    from guichet.insight.service import (
        Dimension,
        NotSplit,
        Period,
        UnknownIndicator,
        figure,
        figures_by,
        indicator,
    )

    try:
        one, period = indicator(code), Period(first.date(), last.date())
        whole = figure(one, period)
        parts = figures_by(one, period, Dimension(dimension)) if dimension else {}
    except UnknownIndicator:
        raise click.ClickException(f"« {code} » n'est pas un indicateur.") from None
    except NotSplit:
        raise click.ClickException(f"« {code} » ne se découpe pas par {dimension}.") from None
    except ValueError:
        raise click.ClickException("La période ou le découpage n'existe pas.") from None
    told = {**_declared(one), "value": _plain(whole.value), "rows": whole.rows,
            "missing": whole.missing,
            "parts": {key: _plain(part.value) for key, part in parts.items()}}  # fmt: skip
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    value = "aucun enregistrement" if whole.missing else told["value"]
    click.echo(f"{one.name} : {value} ({one.unit.label}, {whole.rows} ligne(s))")
    for key, part in told["parts"].items():
        click.echo(f"  {key or '-':<40} {part}")


@insight.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="D'où viennent ces chiffres.")
def take(file: Path, source: str) -> None:
    """Prend des chiffres d'une autre source : un CSV code, first, last, value, et dimension et
    key pour une part. Tout le fichier, ou rien."""
    setup()
    from guichet.insight.service import NoSource, import_table
    from guichet.journal.service import rule
    from guichet.people.table import RefusedTable
    from guichet.project.clock import now

    try:
        actor = rule("operator.command")
        done = import_table(file.read_bytes(), source=source, actor=actor, now=now())
    except NoSource:
        raise click.ClickException("--source : 200 caractères au plus, et pas vide.") from None
    except RefusedTable as refused:
        for fault in refused.faults[:SHOWN]:
            column = f", colonne {fault.column}" if fault.column else ""
            click.echo(f"ligne {fault.line}{column} : {fault.words}", err=True)
        click.echo(f"{len(refused.faults)} faute(s) : rien n'est enregistré.", err=True)
        sys.exit(1)
    click.echo(f"{done.new} chiffre(s) enregistré(s), {done.known} déjà connu(s).")


def _declared(one: Any) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": str(one.name),
        "question": str(one.question),
        "formula": str(one.words),
        "unit": one.unit.value,
        "public": one.public.value,
        "source": one.population.source,
        "mission": one.mission,
        "dimensions": [str(dimension) for dimension in one.dimensions],
    }


def _plain(value: Any) -> Any:
    """Counts and cents as integers, shares and days as texts: no binary float."""
    return value if isinstance(value, int) or value is None else str(value)
