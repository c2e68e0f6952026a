"""`guichet report`: the yearly report, from the records alone."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guichet.cli import files
from guichet.cli.django import setup

if TYPE_CHECKING:
    from guichet.insight.service import Report

FIRST, LAST = 1900, 2100


PATH = click.Path(path_type=Path)


@click.command()
@click.argument("year", metavar="ANNÉE")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
@click.option("--pdf", type=PATH, metavar="FICHIER", help="Un PDF accessible, dans ce fichier.")
@click.option("--html", type=PATH, metavar="FICHIER", help="Une page HTML, dans ce fichier.")
def report(year: str, as_json: bool, pdf: Path | None, html: Path | None) -> None:
    """Le rapport annuel d'ANNÉE, d'après les enregistrements seuls."""
    if not (year.isascii() and year.isdecimal() and FIRST <= int(year[:5]) <= LAST):
        files.unreadable(f"« {year} » n'est pas une année : quatre chiffres sont attendus.")
    if sum(map(bool, (as_json, pdf, html))) > 1:
        files.unreadable("Une seule forme à la fois : --json, --pdf ou --html.")
    setup()
    from guichet.insight import service

    found = _made(int(year))
    if pdf:
        files.write_whole(pdf, service.as_pdf(found))
    elif html:
        files.write_whole(html, service.as_html(found).encode())
    elif as_json:
        click.echo(json.dumps(service.as_json(found), ensure_ascii=False, indent=1))
    else:
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
