"""The report for a terminal: titles, sentences and aligned tables."""

from collections.abc import Iterator, Sequence

from guichet.insight.report import printed
from guichet.insight.report.model import Part, Report, Section, Table

WIDEST = 60


def as_text(report: Report) -> str:
    """All of it, as lines of text."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.title} – {report.fund}"
    yield f"Fait le {printed.day(report.made_at.date())}, d’après les enregistrements seuls."
    if report.simulation:
        yield f"ANNÉE SIMULÉE : {report.simulation.said}."
    yield from printed.limits(report)
    for chapter in report.chapters:
        yield from ("", chapter.title.upper())
        for section in chapter.sections:
            yield from ("", section.title, "-" * len(section.title))
            yield from _section(section, report)
    if report.sources:
        yield from ("", "CHIFFRES REPRIS D’UNE AUTRE SOURCE", *report.sources)


def _section(section: Section, report: Report) -> Iterator[str]:
    yield from section.sentences
    rows = [
        [told.name, printed.value(told), printed.before(told), printed.growth(told)]
        for told in section.figures
    ]
    titles = ["", str(report.year), str(report.year - 1), "Évolution"]
    yield from _aligned(titles, rows, hidden=() if section.compared else (2, 3))
    for table in section.tables:
        yield from ("", table.title)
        yield from _table(table, titles)
    yield from (f"Service qui n’existe pas encore : {one.name}." for one in section.absent)


def _table(table: Table, titles: Sequence[str]) -> Iterator[str]:
    rows = [_row(part) for part in table.parts]
    hidden = (() if table.shares else (2,)) + (() if table.compared else (3, 4))
    yield from _aligned([table.by.capitalize(), titles[1], "Part", *titles[2:]], rows, hidden)


def _row(part: Part) -> list[str]:
    told = part.told
    return [
        part.name, printed.value(told), printed.share(part.share), printed.before(told),
        printed.growth(told),
    ]  # fmt: skip


def _aligned(
    titles: Sequence[str], rows: Sequence[Sequence[str]], hidden: Sequence[int] = ()
) -> Iterator[str]:
    if not rows:
        return
    shown = [n for n in range(len(titles)) if n not in hidden]
    cells = [[row[n][:WIDEST] for n in shown] for row in (titles, *rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(shown))]
    for row in cells:
        first, *rest = (
            text.rjust(width) if n else text.ljust(width)
            for n, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(["  " + first, *rest]).rstrip()
