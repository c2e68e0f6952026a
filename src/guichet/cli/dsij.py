"""`guichet dsij import`: takes files of salary certificates in (docs/dsij_file.md)."""

import click

from guichet.cli.importing import import_files


@click.group()
def dsij() -> None:
    """Les attestations de salaire en fichier : CSV ou JSON."""


@dsij.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def take(files: tuple[str, ...], as_json: bool) -> None:
    """Prend des attestations : mêmes contrôles que le formulaire, mêmes suites."""
    import_files(files, dsij=True, as_json=as_json)
