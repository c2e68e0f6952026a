"""`guichet law`: daily allowances worked out and explained, and the dated parameters."""

import json
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from guichet.cli import files
from guichet.cli.law_batch import batch
from guichet.cli.law_compare import compare_command
from guichet.cli.law_impact import impact
from guichet.law.case_reading import iso_day
from guichet.law.explanation import Step, render_full
from guichet.law.parameters import Parameter, load

InWords = Callable[[list[dict[str, Any]]], list[str]]


@click.group(name="law", help="La loi : calculs expliqués et paramètres datés.")
def law() -> None:
    """Commands of the law; only `impact` needs the database."""


law.add_command(impact)
law.add_command(compare_command)
law.add_command(batch)


@law.command("daily-allowance")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
@click.option("--explain", is_flag=True, help="Montrer chaque étape du calcul.")
def daily_allowance(file: str, as_json: bool, explain: bool) -> None:
    """Calcule les indemnités journalières des cas de FILE (YAML, JSON, CSV ; « - » : l'entrée)."""
    from guichet.law.daily_allowance import answer

    _tell(file, answer(files.cases(file)), as_json, _in_words if explain else None)


@law.command("deadlines")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
@click.option("--explain", is_flag=True, help="Montrer comment chaque date est comptée.")
def deadlines(file: str, as_json: bool, explain: bool) -> None:
    """Calcule les délais légaux des cas de FILE (YAML, JSON, CSV ; « - » : l'entrée)."""
    from guichet.law.deadlines.answers import answer
    from guichet.law.deadlines.words import sentences

    _tell(file, answer(files.cases(file)), as_json, sentences if explain else None)


@law.command("parameters")
@click.option("--on", "day", metavar="DATE", help="Seulement les valeurs en vigueur ce jour-là.")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def parameters(day: str | None, as_json: bool) -> None:
    """Montre les paramètres datés de la loi, avec l'article, la source et la certitude."""
    known = load()
    if day is None:
        rows = [value for name in known.names() for value in known.named(name)]
    else:
        rows = list(known.all_on(_day(day)))
    if as_json:
        document = {"digest": known.digest, "parameters": [_parameter(row) for row in rows]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    if not rows:
        click.echo(f"Aucun paramètre n'est connu au {day}.")
        return
    files.table(
        ("paramètre", "valeur", "unité", "du", "au", "article", "source", "certitude"),
        [tuple(_parameter(row).values())[:8] for row in rows],
    )


def _day(text: str) -> date:
    return iso_day(text) or files.unreadable(f"--on : « {text} » n'est pas une date AAAA-MM-JJ.")


def _parameter(value: Parameter) -> dict[str, Any]:
    end = value.effective_to
    return {
        "name": value.name,
        "value": str(value.value),
        "unit": value.unit,
        "effective_from": value.effective_from.isoformat(),
        "effective_to": end.isoformat() if end else None,
        "article": value.article,
        "source": value.source,
        "certainty": value.certainty,
        "date_key": value.date_key,
    }


def _in_words(explanation: list[dict[str, Any]]) -> list[str]:
    return render_full([Step.from_dict(step) for step in explanation])


def _tell(file: str, answers: dict[str, Any], as_json: bool, words: InWords | None) -> None:
    """The answers as JSON or in words; stops with the status of a refusal where there is one."""
    if as_json:
        click.echo(json.dumps(answers, ensure_ascii=False, indent=1))
    else:
        if not answers["cases"]:
            click.echo(f"{file} : aucun cas.")
        for found in answers["cases"]:
            _show(file, found, words)
    if any("error" in found for found in answers["cases"]):
        sys.exit(files.REFUSED)


def _show(file: str, found: dict[str, Any], words: InWords | None) -> None:
    click.echo(f"Cas {found['id']}")
    if "error" in found:
        error = found["error"]
        click.echo(f"  refusé : {file}, cas {found['id']}, clé {error['key']} : {error['message']}")
        click.echo(f"  attendu : {error['expected']}")
        return
    width = max(map(len, found["result"]), default=0)
    for key, value in found["result"].items():
        shown = ", ".join(map(files.cell, value)) if isinstance(value, list) else files.cell(value)
        click.echo(f"  {key:<{width}}  {shown}")
    for sentence in words(found["explanation"]) if words else ():
        click.echo(f"  - {sentence}")
