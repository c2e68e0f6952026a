"""`guichet dsn import`: takes files in, as the employer space does. Beside `check` and `events`."""

import click

from guichet.cli.dsn import dsn
from guichet.cli.importing import import_files

__all__ = ["dsn"]


@dsn.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def take(files: tuple[str, ...], as_json: bool) -> None:
    """Prend des fichiers DSN : les lit, les rattache aux dossiers, décide ce qui est certain."""
    import_files(files, dsij=False, as_json=as_json)
