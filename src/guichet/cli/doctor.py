"""`guichet doctor`: is this installation sound? In plain words, with what to do."""

import io
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click

Finding = tuple[str, str, str]  # ok, warning or fault; what; what to do


@click.command()
def doctor() -> None:
    """Dit si cette installation est saine : base, lois, courriers, antivirus, e-mail."""
    from guichet.cli.django import setup

    setup()
    faults = 0
    for check in CHECKS:
        for state, what, mend in _safely(check):
            mark = {"ok": "✓", "warning": "!", "fault": "✗"}[state]
            click.echo(f"{mark} {what}" + (f"\n    → {mend}" if mend else ""))
            faults += state == "fault"
    if faults:
        click.echo(f"\n{faults} point(s) à corriger.")
        sys.exit(1)
    click.echo("\nL'installation est saine.")


def _safely(check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from check()
    except Exception as error:  # a check that cannot run is itself a finding
        yield "fault", f"{check.__doc__} : {type(error).__name__}", "Voir docs/operations.md."


def _database() -> Iterator[Finding]:
    """Base de données"""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield "ok", f"Base de données : {connection.vendor}, elle répond.", ""
    if connection.vendor == "sqlite":
        mode = getattr(connection, "transaction_mode", "")
        if mode != "IMMEDIATE":
            yield "fault", "SQLite n'est pas en mode IMMEDIATE.", "Remettre le réglage d'origine."


def _migrations() -> Iterator[Finding]:
    """Tables"""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from guichet.cli.upgrade import too_old

    if found := too_old():
        yield "fault", *found
        return
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield "fault", f"Tables : {len(plan)} mise(s) à jour en attente.", "guichet migrate"
    else:
        yield "ok", "Tables : à jour.", ""


def _law() -> Iterator[Finding]:
    """Tables de la loi"""
    from guichet.law.parameters import law_version, load
    from guichet.project.clock import today

    known = load().all_on(today())
    yield "ok", f"Loi : {len(known)} paramètres en vigueur, version {law_version()}.", ""


def _journal() -> Iterator[Finding]:
    """Journal"""
    from guichet.journal.models import Event, Seal
    from guichet.project.clock import now

    last = Seal.objects.order_by("-id").first()
    if Event.objects.exists() and (last is None or (now() - last.at).total_seconds() > 7_200):
        yield (
            "warning",
            "Journal : pas de scellé depuis deux heures.",
            "Le travailleur tourne-t-il ? guichet work",
        )
    else:
        yield "ok", "Journal : scellé.", ""


def _letters() -> Iterator[Finding]:
    """Courriers"""
    from guichet.letters.catalogue.declarations import DECLARATIONS
    from guichet.letters.rendering import missing_glyphs

    if missing_glyphs(["Élise Œuvrard"]):
        yield "fault", "Courriers : les polices manquent.", "Réinstaller Guichet."
    yield "ok", f"Courriers : {len(DECLARATIONS)} modèles, polices présentes.", ""


def _scanner() -> Iterator[Finding]:
    """Antivirus"""
    from django.conf import settings

    from guichet.documents.scanner import ScannerDown, scan

    if not settings.CLAMD_SOCKET:
        yield (
            "warning",
            "Antivirus : aucun. Les agents ne peuvent pas ouvrir les fichiers déposés"
            + (" (sauf ici, en démonstration)." if settings.DEMO else "."),
            "Installer clamav-daemon, puis GUICHET_CLAMD_SOCKET=/run/clamav/clamd.ctl",
        )
        return
    try:
        scan(io.BytesIO(b"guichet doctor"))
        yield "ok", "Antivirus : clamd répond.", ""
    except ScannerDown:
        yield "fault", "Antivirus : clamd ne répond pas.", "Vérifier GUICHET_CLAMD_SOCKET."


def _mail() -> Iterator[Finding]:
    """E-mail"""
    from django.conf import settings

    if not settings.SMTP_URL:
        yield (
            "warning",
            "E-mail : aucun serveur ; les messages restent dans outgoing/mail.",
            "GUICHET_SMTP_URL=smtp://utilisateur:mot-de-passe@serveur:587",
        )
        return
    url = urlsplit(settings.SMTP_URL)
    try:
        with socket.create_connection((url.hostname or "", url.port or 25), timeout=5):
            yield "ok", "E-mail : le serveur répond.", ""
    except OSError:
        yield "fault", "E-mail : le serveur ne répond pas.", "Vérifier GUICHET_SMTP_URL."


def _sms() -> Iterator[Finding]:
    """SMS"""
    from django.conf import settings

    from guichet.outbox.sms import safe

    if not settings.SMS_URL:
        yield (
            "warning",
            "SMS : aucune passerelle ; les messages restent dans outgoing/sms.",
            "GUICHET_SMS_URL=https://passerelle, puis GUICHET_SMS_TOKEN",
        )
        return
    url = urlsplit(settings.SMS_URL)
    if not safe(settings.SMS_URL):
        yield "fault", "SMS : la passerelle n'est pas en HTTPS.", "Vérifier GUICHET_SMS_URL."
        return
    try:
        with socket.create_connection((url.hostname or "", url.port or 443), timeout=5):
            yield "ok", "SMS : la passerelle répond.", ""
    except OSError:
        yield "fault", "SMS : la passerelle ne répond pas.", "Vérifier GUICHET_SMS_URL."


def _waiting() -> Iterator[Finding]:
    """Envois"""
    from guichet.outbox.enums import MessageState
    from guichet.outbox.models import Message

    stuck = Message.objects.filter(state__in=[MessageState.FAILED, MessageState.UNKNOWN]).count()
    if stuck:
        yield "warning", f"Envois : {stuck} en échec ou d'issue inconnue.", "Écran « Envois »."
    else:
        yield "ok", "Envois : aucun en échec.", ""


def _folders() -> Iterator[Finding]:
    """Dossiers"""
    from django.conf import settings

    probe = Path(settings.VAR_DIR) / ".doctor"
    probe.write_text("")
    probe.unlink()
    yield "ok", "Dossier des données : on peut y écrire.", ""


def _secrets() -> Iterator[Finding]:
    """Réglages"""
    from django.conf import settings

    if not settings.DEMO and not settings.HTTPS:
        yield (
            "warning",
            "Le site n'est pas servi en HTTPS.",
            "Mettre un serveur HTTPS devant, puis GUICHET_HTTPS=1",
        )


CHECKS = (
    _database,
    _migrations,
    _law,
    _journal,
    _letters,
    _scanner,
    _mail,
    _sms,
    _waiting,
    _folders,
    _secrets,
)
