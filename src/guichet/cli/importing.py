"""Employers' files given to a command: taken in as the employer space does, told in lines."""

import json
import sys
from pathlib import Path

import click


def import_files(files: tuple[str, ...], *, dsij: bool, as_json: bool) -> None:
    """Take files of one kind, each on its own, say what came of them, and end the command."""
    missing = [name for name in files if not Path(name).is_file()]
    if missing:
        click.echo(f"{missing[0]} : ce fichier n'existe pas ou ne se lit pas.", err=True)
        sys.exit(2)
    from guichet.cli.django import setup

    setup()
    results = [_take(Path(name), dsij=dsij) for name in files]
    if as_json:
        click.echo(json.dumps({"files": results}, ensure_ascii=False, indent=1))
    else:
        for result in results:
            _show(result)
    sys.exit(1 if any(r["state"] in ("refused", "partly") for r in results) else 0)


def _take(path: Path, *, dsij: bool) -> dict[str, object]:
    from django.conf import settings

    from guichet.benefits.sick_leave.service import import_deposit
    from guichet.declarations.service import Deposit, deposit_dsij, deposit_dsn
    from guichet.documents.service import AlreadyDeposited, Upload
    from guichet.project.clock import now

    size = path.stat().st_size
    most_bytes = settings.UPLOAD_MAX_BYTES if dsij else settings.DSN_MAX_BYTES
    if not size or size > most_bytes:
        most = most_bytes // 1024 // 1024
        words = "vide" if not size else f"trop gros ({most} Mo au plus)"
        return {"file": str(path), "state": "refused", "message": f"Le fichier est {words}."}
    try:
        with path.open("rb") as stream:
            upload = Upload(path.name, stream)
            keep = deposit_dsij if dsij else deposit_dsn
            deposit = keep(upload, organisation=None, actor=None, now=now())
    except AlreadyDeposited as known:
        day = f"{known.document.deposited_at:%d/%m/%Y}"
        return {
            "file": str(path),
            "state": "known",
            "message": f"Ce fichier a déjà été pris le {day} ; rien n'est refait.",
        }
    cases = import_deposit(deposit.id, now=now())
    deposit = Deposit.objects.get(pk=deposit.id)
    return {
        "file": str(path),
        "state": deposit.state,
        "norm": deposit.norm,
        "summary": deposit.summary,
        "cases": cases,
        "faults": deposit.faults,
        "fault_count": deposit.fault_count,
    }


def _show(result: dict[str, object]) -> None:
    click.echo(f"{result['file']} : {_STATES[str(result['state'])]}")
    if message := result.get("message"):
        click.echo(f"  {message}")
    summary = result.get("summary")
    if isinstance(summary, dict):
        click.echo(
            f"  arrêts et reprises lus : {summary['stops']} (nouveaux : {summary['new_stops']}), "
            f"lignes de paie : {summary['pays']}, dossiers concernés : {result['cases']}"
        )
    faults = result.get("faults")
    for fault in faults if isinstance(faults, list) else []:
        kind = "bloquant" if fault["blocking"] else "à vérifier"
        click.echo(f"  ligne {fault['line']}, {fault['rubric']} ({kind}) : {fault['message']}")


_STATES = {
    "taken": "pris en compte",
    "partly": "pris en compte en partie",
    "refused": "refusé",
    "known": "déjà reçu",
}
