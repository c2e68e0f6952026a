"""The report for a terminal: titles, sentences and aligned tables."""

from collections.abc import Iterator

from guichet.insight.report.model import Report
from guichet.insight.report.shown import NOT_YET, ShownSection, ShownTable, shown

WIDEST = 60


def as_text(report: Report) -> str:
    """All of it, as lines of text."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    found = shown(report)
    yield from (found.title, "")
    if found.simulated:
        yield from (found.simulated, "")
    yield from (f"{name} : {words}" for name, words in found.facts)
    yield from found.limits
    for chapter in found.chapters:
        yield from ("", chapter.title.upper())
        for section in chapter.sections:
            yield from ("", section.title, "-" * len(section.title))
            yield from _section(section)
    for table in found.annexes:
        yield from ("", table.caption.upper())
        yield from _aligned(table)


def _section(section: ShownSection) -> Iterator[str]:
    yield from section.sentences
    for place, table in enumerate(section.tables):
        if place:
            yield from ("", table.caption)
        yield from _aligned(table)
        yield from filter(None, [table.note])
    if section.absent:
        yield from ("", NOT_YET, *(f"- {name}" for name in section.absent))


def _aligned(table: ShownTable) -> Iterator[str]:
    cells = [[text[:WIDEST] for text in row] for row in (table.head, *table.rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(table.head))]
    for row in cells:
        first, *rest = (
            text.rjust(width) if n else text.ljust(width)
            for n, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(["  " + first, *rest]).rstrip()
