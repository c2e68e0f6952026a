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


@insight.command()
@click.option(
    "--weeks", type=click.IntRange(1, 52), default=8, show_default=True, help="Semaines à prévoir."
)
@click.option(
    "--arrivals",
    multiple=True,
    metavar="MOIS=+N%",
    help="Arrivées d'un mois changées, comme 2027-03=+65% ; autant de fois que voulu.",
)
@click.option(
    "--agents",
    type=click.IntRange(0, 100_000),
    help="Agents qui décident ; sinon, ce qu'il a fallu pour les huit dernières semaines.",
)
@click.option(
    "--minutes-a-file",
    type=click.IntRange(1, 10_000),
    default=30,
    show_default=True,
    help="Minutes d'agent par dossier : une supposition.",
)
@click.option(
    "--minutes-a-week",
    type=click.IntRange(1, 10_000),
    default=1_500,
    show_default=True,
    help="Minutes qu'un agent donne aux dossiers par semaine : une supposition.",
)
@click.option(
    "--keep-days",
    type=click.IntRange(0, 365),
    help="Premier paiement à tenir, en jours : dit combien d'agents il faut.",
)
@click.option("--json", "as_json", is_flag=True, help="Un document JSON.")
def forecast(weeks: int, arrivals: tuple[str, ...], as_json: bool, **said: Any) -> None:
    """Le stock et les délais des semaines à venir, et ce qui arriverait si."""
    setup()
    from guichet.insight.service import (
        BadChange,
        Supposed,
        change_refused,
        changes,
        known,
        measured_first_payment,
        what_if,
    )
    from guichet.project.clock import today

    found = known(today(), weeks)
    if said["agents"] is None:
        said["agents"] = found.agents(said["minutes_a_file"], said["minutes_a_week"])
    try:
        supposed = Supposed(**said, percents=changes(arrivals, found.first, weeks))
    except BadChange as refused:
        raise click.ClickException(f"--arrivals {change_refused(refused)}") from None
    told = what_if(found, supposed, measured_first_payment(found.today))
    if as_json:
        click.echo(json.dumps(_forecast(found, supposed, told), ensure_ascii=False, indent=1))
    else:
        _tell_forecast(found, supposed, told)


def _forecast(found: Any, supposed: Any, told: Any) -> dict[str, Any]:
    return {
        "known": {
            "today": found.today.isoformat(),
            "received_a_week": _tenth(found.received),
            "arrivals": found.rule.value,
            "by_person_pct": _tenth(100 * found.by_person),
            "done_a_week": _tenth(found.done),
            "done_told_by_weeks": found.told_by,
            "for_person_varies_by": _tenth(found.varies),
            "stock": found.stock,
        },
        "supposed": {
            "agents": supposed.agents,
            "minutes_a_file": supposed.minutes_a_file,
            "minutes_a_week": supposed.minutes_a_week,
            "keep_days": supposed.keep_days,
            "arrivals_pct": {
                f"{year}-{month:02d}": _tenth(percent)
                for (year, month), percent in supposed.percents.items()
            },
        },
        "other_days": _tenth(told.other_days),
        "agents_to_keep": told.agents_to_keep,
        "agents_to_be_sure": told.agents_to_be_sure,
        "impossible": told.impossible,
        "weeks": [
            {
                "first": week.period.first.isoformat(),
                **{name: _tenth(getattr(week, name)) for name in WEEK_FIELDS},
            }
            for week in told.weeks
        ],
    }


WEEK_FIELDS = ("received", "for_person", "done", "stock", "least", "most", "waits", "first_payment")
WIDTHS = (9, 11, 9, 9, 9, 9, 9, 14)


def _tell_forecast(found: Any, supposed: Any, told: Any) -> None:
    click.echo(f"Arrivées : {found.rule.label}.")
    click.echo(f"Suppositions : {supposed.agents} agent(s), {supposed.minutes_a_file} minutes par "
               f"dossier, {supposed.minutes_a_week} minutes par agent et par semaine.")  # fmt: skip
    click.echo(f"{'semaine du':<12}{'reçus':>9}{'à décider':>11}{'décidés':>9}{'stock':>9}"
               f"{'de':>9}{'à':>9}{'attente':>9}{'1er paiement':>14}")  # fmt: skip
    for week in told.weeks:
        cells = [_tenth(getattr(week, name)) or "sans fin" for name in WEEK_FIELDS[:-1]]
        cells.append(_tenth(week.first_payment) or "–")
        click.echo(f"{week.period.first.isoformat():<12}" + "".join(
            f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True)))  # fmt: skip
    click.echo(
        "De … à … : quatre fois sur cinq, si les arrivées gardent leur niveau ou leur saison."
    )
    if told.impossible:
        click.echo("Aucun nombre d'agents ne tient ce délai : le reste du délai le dépasse déjà.")
    elif told.agents_to_keep is not None:
        click.echo(f"Premier paiement en {supposed.keep_days} jours au plus, en moyenne : "
                   f"{told.agents_to_keep} agent(s), si les arrivées sont celles-ci ; "
                   f"{told.agents_to_be_sure} pour le tenir neuf fois sur dix.")  # fmt: skip


def _tenth(value: Any) -> str | None:
    """A fraction as a number of one decimal, a text; nothing where there is none."""
    return None if value is None else f"{round(value * 10) / 10:.1f}"


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
