"""`guichet law impact`: what a change of the law would move among the files already decided."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from guichet.cli import files
from guichet.law import money
from guichet.law.changes import read_changes, with_changes
from guichet.law.parameters import Parameter, ParameterFault, load

if TYPE_CHECKING:
    from guichet.benefits.sick_leave.service import Impact


@dataclass
class Tally:
    """What was looked at, and the files that move."""

    examined: int = 0
    decided_otherwise: int = 0
    without_answer: int = 0
    gained: int = 0
    lost: int = 0
    moved: list["Impact"] = field(default_factory=list)

    def add(self, found: Iterable["Impact"]) -> None:
        """Count each file; keep those that move."""
        for one in found:
            self.examined += 1
            self.decided_otherwise += not one.refused and one.settled != one.before
            if not one.moved:
                continue
            self.moved.append(one)
            self.without_answer += one.after is None
            self.gained += max(0, one.difference)
            self.lost += max(0, -one.difference)


@click.command("impact")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def impact(file: str, as_json: bool) -> None:
    """Dit quels dossiers décidés changeraient, et de combien, avec les paramètres de FILE.

    FILE (YAML ou JSON) a la forme des fichiers de paramètres : parameters, puis pour chacun name et
    values (from, value ; to si elle finit). Rien n'est modifié.
    """
    known = load()
    try:
        changes = read_changes(files.document(file), known)
        changed = with_changes(known, changes)
    except ParameterFault as error:
        files.unreadable(f"{file} : {str(error).rstrip('.')}.")
    from guichet.cli.django import setup

    setup()
    from guichet.benefits.sick_leave.service import impacts

    tally = Tally()
    tally.add(impacts(changed))
    if as_json:
        click.echo(json.dumps(_document(changes, tally), ensure_ascii=False, indent=1))
    else:
        _show(changes, tally)


def _show(changes: list[Parameter], tally: Tally) -> None:
    for change in changes:
        until = f" jusqu'au {change.effective_to:%d/%m/%Y}" if change.effective_to else ""
        click.echo(
            f"{change.name} : {change.value} ({change.unit})"
            f" à partir du {change.effective_from:%d/%m/%Y}{until}"
        )
    click.echo()
    if tally.moved:
        files.table(
            ("dossier", "décidé le", "jours", "par jour", "avant", "après", "écart"),
            [_row(one) for one in tally.moved],
        )
        click.echo()
    click.echo(f"{tally.examined} dossiers décidés examinés, {len(tally.moved)} changeraient.")
    click.echo(
        f"En plus : {money.text(tally.gained)} € ; en moins : {money.text(tally.lost)} € ;"
        f" en tout : {money.text(tally.gained - tally.lost)} €."
    )
    if tally.without_answer:
        click.echo(f"{tally.without_answer} dossiers n'auraient plus de réponse : à regarder.")
    if tally.decided_otherwise:
        click.echo(
            f"{tally.decided_otherwise} dossiers ont été décidés autrement que la loi d'aujourd'hui"
            " ne le donne : voyez « guichet case replay » ; l'écart dit ici ne vient que du"
            " changement."
        )


def _row(one: "Impact") -> tuple[str, ...]:
    return (
        one.number,
        f"{one.decided_on:%d/%m/%Y}",
        _arrow(str(one.days_before), str(one.days_after)),
        _arrow(money.text(one.daily_before), money.text(one.daily_after)),
        money.text(one.before),
        "sans réponse" if one.after is None else money.text(one.after),
        f"{'+' if one.difference > 0 else ''}{money.text(one.difference)}",
    )


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _document(changes: list[Parameter], tally: Tally) -> dict[str, Any]:
    return {
        "changes": [
            {
                "name": change.name,
                "value": str(change.value),
                "unit": change.unit,
                "effective_from": change.effective_from.isoformat(),
                "effective_to": change.effective_to and change.effective_to.isoformat(),
            }
            for change in changes
        ],
        "examined": tally.examined,
        "moved": len(tally.moved),
        "gained": money.text(tally.gained),
        "lost": money.text(tally.lost),
        "difference": money.text(tally.gained - tally.lost),
        "without_answer": tally.without_answer,
        "decided_otherwise": tally.decided_otherwise,
        "files": [
            {
                "number": one.number,
                "decided_on": one.decided_on.isoformat(),
                "refused": one.refused,
                "decided": money.text(one.settled),
                "before": money.text(one.before),
                "after": None if one.after is None else money.text(one.after),
                "difference": money.text(one.difference),
                "days_before": one.days_before,
                "days_after": one.days_after,
                "daily_before": money.text(one.daily_before),
                "daily_after": money.text(one.daily_after),
            }
            for one in tally.moved
        ],
    }
