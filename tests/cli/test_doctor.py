"""`guichet doctor`: what is missing, in plain words, with what to do."""

from pathlib import Path
from typing import Any

import pytest

from guichet.outbox.enums import MessageState
from guichet.outbox.models import Message
from tests.cli.calls import guichet
from tests.support.installation import Installation
from tests.support.mail import MailServer
from tests.support.world import NOW, make_case_decided


@pytest.mark.django_db
def test_a_sound_installation_says_so_with_what_could_be_better() -> None:
    done = guichet("doctor")
    assert done.exit_code == 0
    assert "✓ Tables : à jour." in done.stdout
    assert "! Antivirus : aucun." in done.stdout
    assert "! E-mail : aucun serveur" in done.stdout
    assert "! SMS : aucune passerelle" in done.stdout
    assert "L'installation est saine." in done.stdout


@pytest.mark.django_db
def test_the_scanner_and_the_mail_server_are_really_asked(
    settings: Any, clamd_socket: str, smtp_server: MailServer
) -> None:
    settings.CLAMD_SOCKET, settings.SMTP_URL = clamd_socket, smtp_server.url
    settings.SMS_URL = smtp_server.url.replace("smtp", "http")  # whoever listens will do
    done = guichet("doctor")
    assert done.exit_code == 0
    assert "✓ Antivirus : clamd répond." in done.stdout
    assert "✓ E-mail : le serveur répond." in done.stdout
    assert "✓ SMS : la passerelle répond." in done.stdout


@pytest.mark.django_db
def test_a_scanner_and_a_mail_server_that_do_not_answer_are_faults(
    settings: Any, tmp_path: Path
) -> None:
    settings.CLAMD_SOCKET = str(tmp_path / "nobody")
    settings.SMTP_URL, settings.SMS_URL = "smtp://127.0.0.1:1", "http://passerelle.invalid/"
    done = guichet("doctor")
    assert done.exit_code == 1
    assert "✗ Antivirus : clamd ne répond pas." in done.stdout
    assert "✗ E-mail : le serveur ne répond pas." in done.stdout
    assert "✗ SMS : la passerelle n'est pas en HTTPS." in done.stdout
    assert "3 point(s) à corriger." in done.stdout


@pytest.mark.django_db
def test_what_is_not_sealed_and_what_did_not_leave_is_told() -> None:
    make_case_decided()
    Message.objects.create(
        key="mail:lost",
        kind="mail",
        state=MessageState.UNKNOWN,
        created_at=NOW,
        not_before=NOW,
    )
    done = guichet("doctor")
    assert done.exit_code == 0
    assert "! Journal : pas de scellé depuis deux heures." in done.stdout
    assert "! Envois : 1 en échec ou d'issue inconnue." in done.stdout


def test_an_installation_without_tables_is_told_to_migrate(tmp_path: Path) -> None:
    bare = Installation(tmp_path, f"sqlite:///{tmp_path / 'bare.sqlite3'}")
    done = bare.run("doctor")
    assert done.returncode == 1
    assert "mise(s) à jour en attente.\n    → guichet migrate" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_migrated_installation_is_sound(installation: Installation) -> None:
    done = installation.run("doctor")
    assert done.returncode == 0, done.stdout + done.stderr
