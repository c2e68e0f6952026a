"""`guichet report`: the yearly report, from the records alone."""

import json
import sys
from typing import TYPE_CHECKING

import click

from guichet.cli import files
from guichet.cli.django import setup

if TYPE_CHECKING:
    from guichet.insight.service import Report

FIRST, LAST = 1900, 2100


@click.command()
@click.argument("year", metavar="ANNÉE")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def report(year: str, as_json: bool) -> None:
    """Le rapport annuel d'ANNÉE, d'après les enregistrements seuls."""
    if not (year.isascii() and year.isdecimal() and FIRST <= int(year[:5]) <= LAST):
        files.unreadable(f"« {year} » n'est pas une année : quatre chiffres sont attendus.")
    setup()
    from guichet.insight import service

    found = _made(int(year))
    if as_json:
        click.echo(json.dumps(service.as_json(found), ensure_ascii=False, indent=1))
        return
    click.echo(service.as_text(found), nl=False)


def _made(year: int) -> "Report":
    from guichet.insight.service import NoRecord, make_report
    from guichet.project.clock import now
    from guichet.replay.told import simulation_of
    from guichet.web.desk.words import task_name

    try:
        return make_report(year, now=now(), simulation=simulation_of(year), task_name=task_name)
    except NoRecord:
        click.echo(f"Aucun enregistrement en {year} : il n'y a rien à rapporter.", err=True)
        sys.exit(files.REFUSED)
