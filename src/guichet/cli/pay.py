"""`guichet pay`: payment days."""

import sys
from datetime import date, datetime

import click


@click.group()
def pay() -> None:
    """Paiements."""


@pay.command()
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Jour de paiement.")
def run(on: datetime | None) -> None:
    """Paie tout ce qui est dû à une date, une seule fois ; reprend une journée interrompue."""
    from guichet.cli.django import setup

    setup()
    from guichet.journal.service import rule
    from guichet.ledger.service import FutureRun, euros, run_payments, totals
    from guichet.project.clock import now, today

    day: date = on.date() if on else today()
    try:
        made = run_payments(day, actor=rule("payment.run"), clock=now)
    except FutureRun:
        click.echo("La journée de paiement ne peut pas être dans le futur.", err=True)
        sys.exit(1)
    orders = made.orders.count()
    net = euros(totals(made)["net"])
    click.echo(f"Journée du {day:%d/%m/%Y} : {orders} virement(s), {net} net.")
    for name in made.files.order_by("number").values_list("name", flat=True):
        click.echo(f"Fichier : {name} (part par la boîte d'envoi).")
