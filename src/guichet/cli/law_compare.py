"""`guichet law compare`: another program's decisions beside ours, every difference by its cause."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

import click

from guichet.cli import files
from guichet.law.case_rows import cases_from_rows
from guichet.law.comparison import Compared, compare
from guichet.law.documents import Unreadable
from guichet.law.explanation import Step, render_full
from guichet.law.names import NAMES
from guichet.law.options import REASONS

MOST_SHOWN = 500
MOST_NAMED = 5


@dataclass
class Group:
    """The cases of one benefit that part from ours at the same key, for the same cause."""

    benefit: str
    key: str
    why: str
    cases: list[Compared] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The key in plain French, where it has a name."""
        return NAMES.get(self.key, (self.key,))[0]

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        if "=" in self.why:
            option, choice = self.why.split("=")
            return (
                f"Point que les textes laissent ouvert ({option}) : avec le choix « {choice} » nos"
                f" résultats sont les mêmes. Notre choix : {REASONS[option][1]}"
            )
        return {
            "cent": "Un centime d'écart sur cette valeur : un arrondi différent.",
            "missing": "Notre réponse n'a pas cette valeur.",
            "value": "La valeur elle-même diffère.",
        }[self.why]

    @property
    def shown(self) -> list[Compared]:
        """The first cases, for a page that a person opens."""
        return self.cases[:MOST_SHOWN]

    @property
    def example(self) -> list[str]:
        """Our computation of the first case, step by step."""
        return render_full([Step.from_dict(dict(step)) for step in self.cases[0].explanation])


@dataclass
class Report:
    """All that was compared: what agrees, what is refused, what differs by group."""

    same: int = 0
    refused: list[Compared] = field(default_factory=list)
    groups: dict[tuple[str, str, str], Group] = field(default_factory=dict)

    def add(self, one: Compared) -> None:
        if one.error:
            self.refused.append(one)
        elif one.cause is None:
            self.same += 1
        else:
            key = (one.benefit, *one.cause)
            self.groups.setdefault(key, Group(*key)).cases.append(one)

    @property
    def different(self) -> int:
        return sum(len(group.cases) for group in self.groups.values())

    @property
    def total(self) -> int:
        return self.same + self.different + len(self.refused)

    @property
    def ordered(self) -> list[Group]:
        """The most frequent cause first."""
        return sorted(self.groups.values(), key=lambda group: -len(group.cases))

    @property
    def refusals(self) -> dict[tuple[str, str], list[Compared]]:
        """The cases that could not be compared, by key and message."""
        found: dict[tuple[str, str], list[Compared]] = {}
        for one in self.refused:
            if one.error:
                found.setdefault((one.error["key"], one.error["message"]), []).append(one)
        return found


@click.command("compare")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
@click.option("--html", "page", metavar="PAGE", help="Écrit le compte rendu dans ce fichier HTML.")
def compare_command(file: str, as_json: bool, page: str | None) -> None:
    """Compare les résultats d'un autre programme aux nôtres, au centime, et groupe les écarts.

    FILE (CSV, Parquet, YAML ou JSON) : les cas comme pour « daily-allowance », et ce que l'autre
    programme a trouvé dans les colonnes expected_CLÉ (en YAML ou JSON : sous « expected »).
    Sort avec 1 si quelque chose diffère ou n'a pas pu être comparé.
    """
    report = Report()
    for one in compare(_cases(file)):
        report.add(one)
    if not report.total:
        files.unreadable(f"{file} : aucun cas à comparer.")
    if page:
        _write(Path(page), file, report)
    if as_json:
        click.echo(json.dumps(_document(report), ensure_ascii=False, indent=1))
    else:
        _show(report)
        if page:
            click.echo(f"Compte rendu : {page}")
    sys.exit(files.REFUSED if report.different or report.refused else 0)


def _cases(file: str) -> Iterator[Any]:
    if Path(file).suffix.lower() == ".parquet":
        return _parquet(file)
    return iter(files.cases(file))


def _parquet(file: str) -> Iterator[Any]:
    """The rows of a Parquet file, a batch at a time; Arrow is loaded here only."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile

        from guichet.law.batch_reading import rows_of
    except ImportError:
        files.unreadable(
            f"{file} : lire un fichier Parquet demande d'abord « python3 tools/setup.py batch »."
        )
    try:
        with ParquetFile(file) as source:
            if len(set(source.schema_arrow.names)) < len(source.schema_arrow.names):
                files.unreadable(f"{file} : deux colonnes portent le même titre.")
            for batch in source.iter_batches(1_000):
                yield from cases_from_rows([_cells(row) for row in rows_of(batch)])
    except OSError as error:
        files.unreadable(f"{file} : fichier illisible ({error.strerror or 'Parquet'}).")
    except ArrowException:
        files.unreadable(f"{file} : ce n'est pas un fichier Parquet lisible.")
    except Unreadable as error:
        files.unreadable(f"{file} : {error}.")


def _cells(row: dict[str, Any]) -> dict[str, str]:
    """A row as the texts of a CSV file: what is not a number is left out, a midnight is its day."""
    cells = {}
    for name, cell in row.items():
        if cell is None or cell == "" or cell != cell:  # noqa: PLR0124 (a NaN differs from itself)
            continue
        midnight = isinstance(cell, datetime) and cell.time() == time()
        cells[name] = str(cell.date() if midnight else cell)
    return cells


def _show(report: Report) -> None:
    for group in report.ordered:
        count = len(group.cases)
        click.echo(f"{group.benefit}, {group.key} ({group.name}) : {count} cas. {group.reason}")
        files.table(
            ("  cas", "clé", "autre programme", "Guichet"),
            [
                (f"  {one.identity}", difference.key, difference.theirs, difference.ours)
                for one in group.cases
                for difference in one.differences
            ],
        )
        click.echo()
    for (key, message), cases in report.refusals.items():
        named = ", ".join(str(one.identity) for one in cases[:MOST_NAMED])
        more = ", …" if len(cases) > MOST_NAMED else ""
        click.echo(f"Non comparés : {len(cases)} cas ({named}{more}), clé {key}. {message}")
    click.echo(
        f"{report.total} cas : {report.same} identiques au centime, {report.different} différents,"
        f" {len(report.refused)} non comparés."
    )


def _document(report: Report) -> dict[str, Any]:
    return {
        "cases": report.total,
        "same": report.same,
        "different": report.different,
        "refused": [{"id": one.identity, "error": one.error} for one in report.refused],
        "groups": [
            {
                "benefit": group.benefit,
                "key": group.key,
                "cause": group.why,
                "reason": group.reason,
                "cases": [
                    {
                        "id": one.identity,
                        "differences": [dict(vars(difference)) for difference in one.differences],
                    }
                    for one in group.cases
                ],
            }
            for group in report.ordered
        ],
    }


def _write(page: Path, file: str, report: Report) -> None:
    from guichet.cli.django import setup

    setup()
    from django.template import Context, Engine

    engine = Engine(dirs=[str(Path(__file__).parent / "templates")])
    context = Context(
        {
            "report": report,
            "file": Path(file).name,
            "share": f"{100 * report.same / report.total:.1f}".replace(".", ",")
            if report.total
            else "0",
            "refused": list(islice(report.refused, MOST_SHOWN)),
            "most": MOST_SHOWN,
        }
    )
    try:
        page.write_text(engine.get_template("comparison.html").render(context), encoding="utf-8")
    except OSError as error:
        files.unreadable(f"{page} : la page ne peut pas être écrite ({error.strerror}).")
