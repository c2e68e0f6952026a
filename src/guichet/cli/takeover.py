"""`guichet takeover`: the portfolio of the system before this one, imported, compared, switched."""

import csv
import json
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

SHOWN = 100
AT_ONCE = 5000  # numbers asked of the database in one question
DAY = click.DateTime(["%Y-%m-%d"])
JSON = click.option("--json", "as_json", is_flag=True, help="Un document JSON.")


@click.group()
def takeover() -> None:
    """Reprise des dossiers en cours d'un ancien système."""


@takeover.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as-of", type=DAY, required=True, help="Soir où l'ancien système a fait l'export.")
def import_file(file: Path, as_of: datetime) -> None:
    """Importe l'export de l'ancien système : tout, ou rien. Aucun paiement n'en vient."""
    _ready()
    from guichet.benefits.sick_leave.takeover import service
    from guichet.journal.service import rule
    from guichet.project.clock import now

    actor = rule("operator.command")
    try:
        made = service.import_portfolio(file, as_of.date(), actor=actor, now=now())
    except service.ImportedBefore:
        click.echo("Ce fichier a déjà été pris ; rien n'est refait.")
        return
    except service.ExportFromTheFuture:
        click.echo("--as-of : la date d'un soir passé est attendue.", err=True)
        sys.exit(2)
    except service.TooManyFaults as refused:
        _tell_faults(refused.faults, refused.count)
    else:
        click.echo(f"{made.files} dossier(s) importé(s), arrêtés au {made.as_of:%d/%m/%Y}.")
        click.echo("Comparez-les : guichet takeover shadow.")


def _tell_faults(faults: Iterable[Any], count: int) -> None:
    for fault in list(faults)[:SHOWN]:
        column = f", colonne {fault.column}" if fault.column else ""
        click.echo(f"ligne {fault.line}{column} : {fault.words}", err=True)
    click.echo(f"{count} faute(s) : rien n'est enregistré.", err=True)
    sys.exit(1)


@takeover.command()
@click.option("--rows", type=click.Path(dir_okay=False, path_type=Path), help="CSV des différents.")
@JSON
def shadow(rows: Path | None, *, as_json: bool) -> None:
    """Compare ce que l'ancien système a payé avec ce que donne la loi, sans rien payer."""
    _ready()
    from guichet.benefits.sick_leave.takeover import service
    from guichet.project.clock import now

    service.compare_portfolio(clock=now)
    if rows:
        with rows.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerow(["number", "verdict", "cause", "paid_cents", "law_cents"])
            for row in service.differences().iterator():
                writer.writerow([row.number, row.verdict, row.cause, row.paid_cents, row.law_cents])
    _tell_standing(as_json=as_json)


@takeover.command()
@JSON
def status(*, as_json: bool) -> None:
    """Dit où en est le portefeuille."""
    _ready()
    _tell_standing(as_json=as_json)


def _tell_standing(*, as_json: bool) -> None:
    from guichet.benefits.sick_leave.takeover.service import standing
    from guichet.ledger.service import euros

    found = standing()
    if as_json:
        groups = [
            {
                "verdict": g.verdict, "cause": g.cause, "files": g.files,
                "paid": _amount(g.paid_cents), "law": _amount(g.law_cents),
            }
            for g in found.groups
        ]  # fmt: skip
        told = {"states": found.states, "left_out": found.left_out, "comparison": groups}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for state, count in found.states.items():
        click.echo(f"{state} : {count}")
    for why, count in found.left_out.items():
        click.echo(f"Laissés de côté, {why} : {count}")
    for g in found.groups:
        sums = f"payé {euros(g.paid_cents)}, calculé {euros(g.law_cents)}"
        click.echo(f"{g.words} : {g.files} dossier(s), {sums}")


def _amount(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


@takeover.command()
@click.option("--share", type=click.IntRange(1, 100), help="Part des personnes, en centièmes.")
@click.option("--numbers", type=click.Path(exists=True, path_type=Path), help="Anciens numéros.")
@click.option("--on", type=DAY, required=True, help="Soir où l'ancien système a cessé de payer.")
def switch(share: int | None, numbers: Path | None, on: datetime) -> None:
    """Reprend une part des dossiers : toujours les mêmes personnes pour une même part.

    Interrompue, la même commande continue. Les jours déjà payés ne le seront pas une autre fois.
    """
    if (share is None) == (numbers is None):
        raise click.UsageError("Donnez --share ou --numbers, l'un des deux.")
    _ready()
    from guichet.benefits.sick_leave.takeover.service import Scope, standing
    from guichet.benefits.sick_leave.takeover.service import switch as take
    from guichet.journal.service import chunks
    from guichet.project.clock import now

    listed = _numbers(numbers) if numbers else []
    scopes = [Scope(on.date(), numbers=frozenset(some)) for some in chunks(listed, AT_ONCE)]
    done = [take(scope, clock=now) for scope in scopes or [Scope(on.date(), share or 0)]]
    click.echo(f"{sum(one.files for one in done)} dossier(s) repris.")
    left = any(one.left_out for one in done)
    for why, count in standing().left_out.items() if left else ():
        click.echo(f"Laissés de côté, {why} : {count}", err=True)
    if left:
        sys.exit(1)


@takeover.command()
@click.argument("numbers", nargs=-1)
@click.option("--numbers", "file", type=click.Path(exists=True, path_type=Path))
@click.option("--reason", required=True, help="Pourquoi, en une phrase ; elle est écrite.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="CSV à rendre.")
def back(numbers: tuple[str, ...], file: Path | None, reason: str, out: Path) -> None:
    """Rend des dossiers à l'ancien système, avec tout ce qui a été payé : tous, ou aucun."""
    wanted = [*numbers, *(_numbers(file) if file else ())]
    if not wanted or not reason.strip() or len(reason) > 200:
        raise click.UsageError("Des anciens numéros, et un motif de 200 caractères au plus.")
    _ready()
    from guichet.benefits.sick_leave.takeover.service import RefusedBack, export, hand_back
    from guichet.project.clock import now

    try:
        with out.open("x", encoding="utf-8", newline="") as stream:
            try:
                back = hand_back(wanted, reason=reason.strip(), now=now())
            except RefusedBack as refused:
                out.unlink()
                for number, why in refused.why.items():
                    click.echo(f"{number} : {why}.", err=True)
                click.echo("Rien n'est rendu.", err=True)
                sys.exit(1)
            export(back, stream)
    except FileExistsError:
        click.echo(f"{out} existe déjà : choisissez un autre nom.", err=True)
        sys.exit(2)
    click.echo(f"{len(back)} dossier(s) rendu(s), écrits dans {out}.")


def _numbers(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]


def _ready() -> None:
    from guichet.cli.django import setup

    setup()
