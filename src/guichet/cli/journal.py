"""`guichet journal`: is the journal what was written?"""

import sys

import click


@click.group()
def journal() -> None:
    """Journal des événements."""


@journal.command()
def verify() -> None:
    """Vérifie chaque chaîne d'événements et chaque scellé ; dit où une chaîne est rompue."""
    from guichet.cli.django import setup

    setup()
    from guichet.journal.selectors import broken

    count = 0
    for fault in broken():
        count += 1
        click.echo(f"{fault.stream}, événement {fault.sequence} : {fault.what}")
    if count:
        click.echo(f"{count} rupture(s) trouvée(s).", err=True)
        sys.exit(1)
    click.echo("Toutes les chaînes et tous les scellés sont intacts.")


@journal.command()
def seal() -> None:
    """Scelle maintenant les têtes de chaînes (le travailleur le fait chaque heure)."""
    from guichet.cli.django import setup

    setup()
    from guichet.journal.service import seal as seal_heads
    from guichet.project.clock import now

    made = seal_heads(now())
    click.echo(f"Scellé {made.digest[:16]}… sur {made.heads} chaîne(s).")
