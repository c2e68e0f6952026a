"""`guichet law`: daily allowances worked out and explained, and the dated parameters."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from guichet.law.case_reading import iso_day
from guichet.law.case_rows import cases_from_rows
from guichet.law.documents import Unreadable, parse_csv, parse_json, parse_yaml
from guichet.law.explanation import Step, render_full
from guichet.law.parameters import Parameter, load

REFUSED, UNREADABLE = 1, 2
MOST_BYTES = 200 * 10**6
_PARSERS = {".yaml": parse_yaml, ".yml": parse_yaml, ".json": parse_json, ".csv": parse_csv}


@click.group(name="law", help="La loi : calculs expliqués et paramètres datés.")
def law() -> None:
    """Commands of the law; they need no database."""


@law.command("daily-allowance")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
@click.option("--explain", is_flag=True, help="Montrer chaque étape du calcul.")
def daily_allowance(file: str, as_json: bool, explain: bool) -> None:
    """Calcule les indemnités journalières des cas de FILE (YAML, JSON, CSV ; « - » : l'entrée)."""
    from guichet.law.daily_allowance import answer

    answers = answer(_cases(file))
    if as_json:
        click.echo(json.dumps(answers, ensure_ascii=False, indent=1))
    else:
        for found in answers["cases"]:
            _show(file, found, explain)
    if any("error" in found for found in answers["cases"]):
        sys.exit(REFUSED)


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
    _table(
        ("paramètre", "valeur", "unité", "du", "au", "article", "source", "certitude"),
        [tuple(_parameter(row).values())[:8] for row in rows],
    )


def _day(text: str) -> date:
    return iso_day(text) or _unreadable(f"--on : « {text} » n'est pas une date AAAA-MM-JJ.")


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


def _cases(file: str) -> list[Any]:
    text = _text(file)
    extension = Path(file).suffix.lower()
    if file == "-":
        extension = ".json" if text.lstrip()[:1] in ("{", "[") else ".yaml"
    parser = _PARSERS.get(extension)
    if parser is None:
        _unreadable(f"{file} : l'extension doit être .yaml, .yml, .json ou .csv.")
    try:
        document = parser(text)
        if extension == ".csv":
            return cases_from_rows(document)
    except Unreadable as error:
        _unreadable(f"{file} : {error}.")
    cases = document.get("cases") if isinstance(document, dict) else None
    if not isinstance(cases, list):
        _unreadable(f"{file} : la clé « cases » et sa liste de cas sont attendues.")
    return cases


def _text(file: str) -> str:
    try:
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as source:
            data = source.read(MOST_BYTES + 1)
    except OSError as error:
        _unreadable(f"{file} : fichier illisible ({error.strerror}).")
    if len(data) > MOST_BYTES:
        _unreadable(f"{file} : plus de {MOST_BYTES // 10**6} Mo ; partagez les cas en fichiers.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        _unreadable(
            f"{file} : ligne {line}, le texte n'est pas en UTF-8 ; enregistrez le fichier en UTF-8."
        )


def _unreadable(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(UNREADABLE)


def _show(file: str, found: dict[str, Any], explain: bool) -> None:
    click.echo(f"Cas {found['id']}")
    if "error" in found:
        error = found["error"]
        click.echo(f"  refusé : {file}, cas {found['id']}, clé {error['key']} : {error['message']}")
        click.echo(f"  attendu : {error['expected']}")
        return
    width = max(map(len, found["result"]))
    for key, value in found["result"].items():
        shown = ", ".join(map(_cell, value)) if isinstance(value, list) else _cell(value)
        click.echo(f"  {key:<{width}}  {shown}")
    if explain:
        for sentence in render_full([Step.from_dict(step) for step in found["explanation"]]):
            click.echo(f"  - {sentence}")


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "-" if value is None else str(value)


def _table(titles: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    cells = [titles, *(tuple(map(_cell, row)) for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(titles))]
    for row in cells:
        line = "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())
