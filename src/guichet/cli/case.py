"""`guichet case replay`: decides again from the stored facts and the law of that day."""

import json
import sys

import click


@click.group()
def case() -> None:
    """Dossiers."""


@case.command()
@click.argument("reference", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def replay(reference: str, as_json: bool) -> None:
    """Rejoue les décisions du dossier ID (numéro ou identifiant) et dit ce qui diffère."""
    from guichet.cli.django import setup

    setup()
    from guichet.benefits.sick_leave.service import case_by_reference
    from guichet.benefits.sick_leave.service import replay as replay_case

    found = case_by_reference(reference)
    if found is None:
        click.echo(f"Aucun dossier ne porte le numéro « {reference} ».", err=True)
        sys.exit(2)
    count = found.decisions.count()
    differences = replay_case(found.id)
    if as_json:
        rows = [vars(d) for d in differences]
        answer = {"case": found.number, "decisions": count, "differences": rows}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    elif not differences:
        click.echo(f"{found.number} : {count} décision(s) rejouée(s), toutes identiques.")
    for d in [] if as_json else differences:
        click.echo(
            f"{found.number}, décision {d.decision}, {d.where} : décidé {d.decided}, "
            f"rejoué {d.replayed}"
        )
    sys.exit(1 if differences else 0)
