"""`guichet demo`: fills the embedded database with a small made-up fund and serves it."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import click

from guichet.cli import files
from guichet.cli.django import setup
from guichet.cli.replay import WORKER_LOST
from guichet.cli.upgrade import bring_up_to_date

ADDRESS = "127.0.0.1"


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port d'écoute.")
@click.option("--no-serve", is_flag=True, help="Prépare la caisse sans servir les pages.")
def demo(port: int, no_serve: bool) -> None:
    """Prépare une petite caisse inventée et la sert ; Ctrl-C arrête, rien n'est perdu."""
    if not no_serve and _taken(port):
        files.refused(
            f"Le port {port} est déjà pris : la démonstration tourne peut-être déjà. Ouvrez "
            f"http://{ADDRESS}:{port} ou choisissez un autre port avec --port."
        )
    os.environ["GUICHET_DEMO"] = "1"
    setup()
    with _step("Base de données"):
        bring_up_to_date()
    prepare(lambda words: click.echo(f"   · {words}"))
    if no_serve:
        return
    from guichet.cli.serve import run_all

    click.echo("Démarrage du serveur…")
    run_all(ADDRESS, port, 1, ready=lambda: _welcome(port))
    click.echo("\nArrêté. Les données restent ; relancez « make demo » pour reprendre.")


def prepare(progress: Callable[[str], None]) -> bool:
    """Make the fund the first time; answers whether it was made now."""
    from django.db import transaction

    from guichet.demo.people import INSURED, create
    from guichet.demo.story import Story
    from guichet.people.models import Account
    from guichet.project.clock import now, today
    from guichet.replay.models import Replay

    told = Account.objects.filter(login=INSURED[0].login).exists()
    if told or (Account.objects.exists() and not Replay.objects.exists()):
        click.echo("✓ Caisse inventée : déjà là, on reprend où elle en était.")
        return False
    with _step("L'année d'une petite caisse inventée"):
        _live_the_year(now())
    with _step("Ceux qui s'y connectent, et leurs dossiers"), transaction.atomic():
        accounts = create(now() - timedelta(days=90))
        Story(accounts, today()).tell(progress)
    return True


def _live_the_year(now: datetime) -> None:
    """The fund's year so far, for its figures, its forecast and its report to tell."""
    from guichet.replay.demonstration import year_so_far
    from guichet.replay.engine import OtherYear, live
    from guichet.replay.models import Replay
    from guichet.replay.together import WorkerLost

    year, pieces = year_so_far(now)
    try:
        live(year, pieces, clock=lambda: now, watch=lambda _piece: None, workers=2)
    except OtherYear:
        if not Replay.objects.filter(ended_at=None).exists():
            return  # another year was lived here to its end: it serves as well
        files.refused(
            "Cette base a commencé à vivre une autre année inventée : finissez-la d'abord par la"
            " commande « guichet replay » qui l'a commencée, ou prenez une base vide."
        )
    except WorkerLost:
        files.refused(WORKER_LOST)


@contextmanager
def _step(words: str) -> Iterator[None]:
    click.echo(f"… {words}")
    started = time.monotonic()
    yield
    click.echo(f"✓ {words} ({time.monotonic() - started:.1f} s)")


def _taken(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return True
    return False


def _welcome(port: int) -> None:
    from guichet.demo.people import EMPLOYERS, INSURED, PASSWORD

    click.echo(f"\nGuichet est ouvert : http://{ADDRESS}:{port}\n")
    click.echo(f"Mot de passe de tous les comptes : {PASSWORD}\n")
    for who, logins in WHO:
        click.echo(f"  {who:<28}{logins}")
    click.echo("\nPour remplir les formulaires (numéros de personne, inventés) :")
    for insured in INSURED[:6]:
        name = f"{insured.given_names} {insured.family_name}"
        click.echo(f"  {name:<24} NIR {insured.nir}, né(e) le {insured.birth:%d/%m/%Y}")
    for login, name, siret in EMPLOYERS:
        click.echo(f"  {name:<24} SIRET {siret} (compte {login})")
    click.echo(
        "\nLes agents donnent aussi un code à six chiffres : dans un autre terminal,\n"
        "  .venv/bin/guichet code agent\n\nCtrl-C pour arrêter."
    )


WHO = (
    ("Assurés", "claire, karim, lucie, hugo, ines, paul, nora, marc, sofia, yann"),
    ("Employeurs", "boulangerie, atelier"),
    ("Médecin", "docteur"),
    ("Agents", "agent, agent2"),
    ("Responsable (paiements)", "chef"),
    ("Service médical", "medical"),
)


@click.command()
@click.argument("login")
def code(login: str) -> None:
    """Donne le code du moment d'un agent de la démonstration."""
    setup()
    from django_otp.oath import totp
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from guichet.people.models import Account

    if not Account.objects.filter(login="claire", display_name="Claire EXEMPLE").exists():
        files.refused("Cette commande ne vaut que pour la caisse de démonstration.")
    device = TOTPDevice.objects.filter(user__login=login, confirmed=True).first()
    if device is None:
        click.echo(f"« {login} » n'est pas un agent de la démonstration.", err=True)
        sys.exit(2)
    click.echo(f"{totp(device.bin_key, device.step, device.t0, device.digits):06d}")
