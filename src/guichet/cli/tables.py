"""`guichet people import` and `guichet employers import`: the records of a fund."""

import sys
from pathlib import Path

import click

from guichet.cli.django import setup
from guichet.cli.erasing import erase, erased

SHOWN = 100


@click.group()
def people() -> None:
    """Personnes assurées."""


people.add_command(erase)
people.add_command(erased)


@click.group()
def employers() -> None:
    """Établissements des employeurs."""


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_people(file: Path) -> None:
    """Enregistre les personnes d'un CSV : nir, birth_date, family_name, given_names, address_1 à
    address_5, email. Tout le fichier, ou rien."""
    _take(file, "import_people", "personne(s)")


@employers.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_employers(file: Path) -> None:
    """Enregistre les établissements d'un CSV : siret, name, address_1 à address_5, email. Tout le
    fichier, ou rien."""
    _take(file, "import_employers", "établissement(s)")


def _take(file: Path, action: str, what: str) -> None:
    setup()
    from guichet.journal.service import rule
    from guichet.people import importing
    from guichet.people.table import RefusedTable
    from guichet.project.clock import now

    take = getattr(importing, action)
    try:
        done = take(file.read_bytes(), actor=rule("operator.command"), now=now())
    except importing.AlreadyImported:
        click.echo("Ce fichier a déjà été pris ; rien n'est refait.")
        return
    except RefusedTable as refused:
        for fault in refused.faults[:SHOWN]:
            column = f", colonne {fault.column}" if fault.column else ""
            click.echo(f"ligne {fault.line}{column} : {fault.words}", err=True)
        click.echo(f"{len(refused.faults)} faute(s) : rien n'est enregistré.", err=True)
        sys.exit(1)
    click.echo(f"{done.new} {what} enregistrée(s), {done.known} déjà connue(s) et laissée(s).")
