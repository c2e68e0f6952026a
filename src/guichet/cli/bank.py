"""`guichet bank`: what the bank answers about transfers, and what it leaves unanswered."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click


@click.group()
def bank() -> None:
    """Réponses de la banque : pain.002 et camt.054."""


@bank.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Un document JSON.")
def read(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Lit des réponses : un virement revenu sera payé de nouveau, une seule fois.

    Le même fichier relu ne change rien. Un fichier refusé ne laisse rien, et les autres sont lus.
    """
    from guichet.cli.django import setup

    setup()
    from guichet.formats.bank_answers import BadBankFile
    from guichet.journal.service import rule
    from guichet.ledger.service import read_bank_file
    from guichet.project.clock import now

    told: list[dict[str, Any]] = []
    for path in files:
        try:
            content = path.read_bytes()
            done = read_bank_file(content, path.name, actor=rule("bank.read"), clock=now)
        except OSError:
            told.append({"file": path.name, "error": "Le fichier ne peut pas être lu."})
        except BadBankFile as refused:
            told.append({"file": path.name, "error": str(refused)})
        else:
            told.append({"file": path.name, **vars(done)})
    if as_json:
        click.echo(json.dumps({"files": told}, ensure_ascii=False))
    else:
        for one in told:
            click.echo(_in_words(one), err="error" in one)
    if any("error" in one for one in told):
        sys.exit(2)
    if any(one["unknown"] for one in told):
        sys.exit(1)


def _in_words(one: dict[str, Any]) -> str:
    from guichet.ledger.service import euros

    if "error" in one:
        return f"{one['file']} : {one['error']}"
    if one["already"]:
        return f"{one['file']} : déjà lu, rien n'a changé."
    said = [
        f"{one['accepted']} virement(s) exécuté(s)",
        f"{one['returned']} revenu(s) ({euros(one['returned_cents'])})",
        f"{one['known']} déjà connu(s)",
    ]
    if one["unknown"]:
        said.append(f"{len(one['unknown'])} qui ne sont pas les nôtres (une tâche pour chacun)")
    return f"{one['file']} : {', '.join(said)}."


@bank.command()
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Un jour de paiement ; sinon tous.")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON.")
def reconcile(on: datetime | None, *, as_json: bool) -> None:
    """Compare, au centime, ce qui est ordonné, exécuté, revenu et sans réponse."""
    from guichet.cli.django import setup

    setup()
    from guichet.ledger.service import euros, reconciled, runs

    days = runs().filter(run_on=on.date()) if on else runs()
    found = [reconciled(run) for run in days]
    if as_json:
        click.echo(json.dumps({"days": [_plain(one) for one in found]}))
        return
    if not found:
        click.echo("Aucun jour de paiement.")
    for one in found:
        click.echo(
            f"{one.run.run_on:%d/%m/%Y} : {one.orders} virement(s), {euros(one.cents)} ; "
            f"exécutés {one.executed}, {euros(one.executed_cents)} ; "
            f"revenus {one.returned}, {euros(one.returned_cents)} ; "
            f"sans réponse {one.waiting}, {euros(one.waiting_cents)}."
        )


def _plain(one: Any) -> dict[str, Any]:
    """Amounts as texts with two decimals, as in every JSON of the command line."""
    plain: dict[str, Any] = {"run_on": one.run.run_on.isoformat()}
    for name in ("orders", "executed", "returned", "waiting"):
        cents = getattr(one, "cents" if name == "orders" else f"{name}_cents")
        plain[name] = {
            "count": getattr(one, name),
            "net": f"{cents // 100}.{cents % 100:02d}",
        }
    return plain
