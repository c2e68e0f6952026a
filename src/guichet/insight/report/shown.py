"""The report in printed words: what a terminal, a page and a PDF all show, each in its own way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from guichet.insight.report import printed
from guichet.insight.report.charts import alternative, draw
from guichet.insight.report.model import Part, Report, Section, Table, Told

DASH = "Un tiret : rien à compter, ou un chiffre que rien ne permet de dire."
NOT_YET = printed.typeset(
    "Services qui n'existent pas encore dans Guichet, et dont ce rapport ne dit rien :"
)


@dataclass(frozen=True)
class ShownChart:
    """`svg` is a whole picture; `alternative` says in words what it shows."""

    svg: str
    alternative: str


@dataclass(frozen=True)
class ShownTable:
    """The first column names the row; the others are numbers. `note` says who gives other years."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    chart: ShownChart | None = None


@dataclass(frozen=True)
class ShownSection:
    code: str
    title: str
    sentences: Sequence[str]
    tables: Sequence[ShownTable]
    absent: Sequence[str]


@dataclass(frozen=True)
class ShownChapter:
    code: str
    title: str
    sections: Sequence[ShownSection]


@dataclass(frozen=True)
class Shown:
    """`facts` stand on the first page, with the warning that a year is `simulated` or nothing."""

    title: str
    fund: str
    facts: Sequence[tuple[str, str]]
    simulated: str
    limits: Sequence[str]
    chapters: Sequence[ShownChapter]
    annexes: Sequence[ShownTable]


def shown(report: Report) -> Shown:
    """What every rendering prints."""
    return Shown(
        report.title,
        report.fund,
        _facts(report),
        _simulated(report),
        [*printed.limits(report), printed.typeset(DASH)],
        [
            ShownChapter(
                chapter.code, chapter.title, [_section(one, report) for one in chapter.sections]
            )
            for chapter in report.chapters
        ],
        _annexes(report),
    )


def _facts(report: Report) -> list[tuple[str, str]]:
    made = timezone.localtime(report.made_at)
    days = f"année {report.year}" if report.whole else printed.span(report.period)
    sources = ["les enregistrements de Guichet", *(f"« {one} »" for one in report.sources)]
    found = [
        ("Caisse", report.fund),
        ("Période", days),
        ("Fait le", printed.day(made.date())),
        ("Sources", " ; ".join(sources)),
    ]
    return [(name, printed.typeset(words)) for name, words in found]


def _simulated(report: Report) -> str:
    found = report.simulation
    if found is None:
        return ""
    names = {"profile": "profil", "scale": "échelle", "seed": "graine"}
    facts = [f"{names.get(key, key)} {value}" for key, value in found.facts.items()]
    said = ", ".join(facts) or found.said
    return printed.typeset(
        f"Année simulée. Ces chiffres ne sont ceux d'aucune caisse : ils viennent d'une année "
        f"rejouée ({said.replace('.', ',')}). Ce que le profil ne dit pas est supposé : les "
        "hypothèses sont en annexe."
    )


def _section(section: Section, report: Report) -> ShownSection:
    recorded = any(not told.missing for told in section.figures)
    own = [_figures(section, report)] if recorded else []  # else its sentence says it
    tables = [_table(table, report) for table in section.tables]
    absent = [one.name for one in section.absent]
    return ShownSection(section.code, section.title, section.sentences, [*own, *tables], absent)


def _figures(section: Section, report: Report) -> ShownTable:
    rows = [
        [told.name, printed.value(told), printed.before(told), printed.growth(told)]
        for told in section.figures
    ]
    caption = printed.typeset(f"{section.title} : les chiffres")
    return _compared(caption, ["Indicateur", str(report.year)], rows, section.figures, report)


def _table(table: Table, report: Report) -> ShownTable:
    told = [part.told for part in table.parts]
    head = [table.by.capitalize(), str(report.year), *(["Part"] if table.shares else [])]
    rows = [_row(part, table.shares) for part in table.parts]
    found = _compared(table.title, head, rows, told, report)
    if not table.chart:
        return found
    chart = ShownChart(draw(table, report), printed.typeset(alternative(table, report)))
    return replace(found, chart=chart)


def _row(part: Part, shares: bool) -> list[str]:
    told = part.told
    share = [printed.share(part.share)] if shares else []
    return [part.name, printed.value(told), *share, printed.before(told), printed.growth(told)]


def _compared(
    caption: str,
    head: list[str],
    rows: list[list[str]],
    told: Sequence[Told],
    report: Report,
) -> ShownTable:
    """Rows end with the year before and the growth: kept where one has them, with who says it."""
    if not any(one.before for one in told):
        return ShownTable(caption, head, [row[: len(head)] for row in rows])
    year = report.before.first.year
    sources = sorted({one.before.source for one in told if one.before and one.before.source})
    quoted = " ; ".join(f"« {source} »" for source in sources)
    note = f"Chiffres de {year} repris d'une autre source : {quoted}." if sources else ""
    return ShownTable(caption, [*head, str(year), "Évolution"], rows, printed.typeset(note))


def _annexes(report: Report) -> list[ShownTable]:
    if report.simulation is None or not report.simulation.assumptions:
        return []
    rows = [[printed.typeset(one) for one in row] for row in report.simulation.assumptions]
    title = printed.typeset("Hypothèses de l'année simulée")
    return [ShownTable(title, ["Hypothèse", "Valeur"], rows)]
