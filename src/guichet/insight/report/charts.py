"""Charts as SVG: each beside its table, readable in black and white, in words for who cannot see.

Attributes only, no style: the pages' security policy refuses styles written in a page.
"""

from decimal import Decimal
from html import escape

from guichet.insight.enums import Unit
from guichet.insight.report import printed
from guichet.insight.report.model import Part, Report, Table

WIDTH = 360
INK, ACCENT, PAPER, LINE = "#1d2b36", "#0b5563", "#ffffff", "#8a9aa5"
FONT = "'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
LONGEST = 52  # characters of a name in a chart
BAR, ROW = 12, 36
TOP, HEIGHT, LEFT, STEP = 26, 120, 48, 26
NAMED = 3


def draw(table: Table, report: Report) -> str:
    """The whole picture."""
    height, inside = _months(table, report) if table.chart == "months" else _bars(table)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" font-family="{FONT}" font-size="12" fill="{INK}">'
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>{inside}</svg>'
    )


def alternative(table: Table, report: Report) -> str:
    """What the picture shows, in a sentence or two."""
    ranked = sorted(table.parts, key=lambda part: -_of(part))[:NAMED]
    most = ", ".join(f"{part.name} : {printed.value(part.told)}" for part in ranked)
    kind = f"Colonnes par mois, {report.year}" if table.chart == "months" else "Barres"
    beside = " et l'année d'avant" if table.chart == "months" and table.compared else ""
    return f"{kind}{beside}. {table.title}. Les plus hauts : {most}. Tout est dans le tableau."


def _of(part: Part) -> Decimal:
    return Decimal(part.told.value or 0)


def _bars(table: Table) -> tuple[int, str]:
    """One bar a part: its name above it, its value at its right."""
    longest = max((_of(part) for part in table.parts), default=Decimal(0)) or Decimal(1)
    found = []
    for place, part in enumerate(table.parts):
        y = ROW * place
        width = int(WIDTH * _of(part) / longest)
        value = printed.value(part.told)
        if part.share is not None:
            value = printed.share(part.share)
        name = part.name if len(part.name) <= LONGEST else f"{part.name[: LONGEST - 1]}…"
        found.append(_text(0, y + 13, name))
        found.append(_text(WIDTH, y + 13, value, anchor="end", bold=True))
        found.append(_rect(0, y + 18, max(width, 1), BAR, filled=True))
    return ROW * len(table.parts), "".join(found)


def _months(table: Table, report: Report) -> tuple[int, str]:
    """A full column a month, beside it an empty one for the year before."""
    before = [part.told.before.value if part.told.before else 0 for part in table.parts]
    highest = max([_of(part) for part in table.parts] + [Decimal(one) for one in before])
    top = _round_up(highest)
    found = [_legend(report, compared=table.compared)]
    for share in (0, 1, 2):
        y = TOP + HEIGHT - HEIGHT * share // 2
        found.append(f'<path d="M{LEFT} {y}H{WIDTH}" stroke="{LINE}" stroke-width="0.6"/>')
        unit = table.parts[0].told.indicator.unit
        found.append(_text(LEFT - 4, y + 4, _scale(top * share / 2, unit), anchor="end"))
    for place, (part, past) in enumerate(zip(table.parts, before, strict=True)):
        x = LEFT + STEP * place
        if table.compared:
            found.append(_column(x + 2, Decimal(past), top, 10, filled=False))
            found.append(_column(x + 13, _of(part), top, 10, filled=True))
        else:
            found.append(_column(x + 5, _of(part), top, 16, filled=True))
        found.append(_text(x + STEP // 2, TOP + HEIGHT + 16, part.name[:1], anchor="middle"))
    return TOP + HEIGHT + 24, "".join(found)


def _column(x: int, value: Decimal, top: Decimal, width: int, *, filled: bool) -> str:
    height = int(HEIGHT * value / top)
    return _rect(x, TOP + HEIGHT - height, width, height, filled=filled) if height else ""


def _legend(report: Report, *, compared: bool) -> str:
    year, past = report.year, report.before.first.year
    found = _rect(LEFT, 4, 10, 10, filled=True) + _text(LEFT + 15, 13, str(year))
    if compared:
        x = LEFT + 70
        found += _rect(x, 4, 10, 10, filled=False) + _text(x + 15, 13, str(past))
    return found


def _round_up(value: Decimal) -> Decimal:
    """A round number that is not less: 1, 2, 4, 5 or 10 times a power of ten."""
    if value <= 0:
        return Decimal(2)
    power = Decimal(1).scaleb(value.adjusted())
    return next(step * power for step in (1, 2, 4, 5, 10) if step * power >= value)


def _scale(value: Decimal, unit: Unit) -> str:
    """A graduation, short: 400, 60 k, 2 M."""
    amount = value / 100 if unit == Unit.CENTS else value
    for size, name in ((Decimal(10**6), "M"), (Decimal(10**4), "k")):
        if amount >= size:
            shown = amount / (10**6 if name == "M" else 10**3)
            places = 0 if shown == shown.to_integral_value() else 1
            return f"{printed.number(shown, places)}{printed.THIN}{name}"
    places = 0 if amount == amount.to_integral_value() else 1
    return printed.number(amount, places)


def _text(x: int, y: int, words: str, *, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'


def _rect(x: int, y: int, width: int, height: int, *, filled: bool) -> str:
    """Full, or empty with a dark edge: they differ without colour."""
    paint = f'fill="{ACCENT}"' if filled else f'fill="{PAPER}" stroke="{INK}" stroke-width="1.2"'
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" {paint}/>'
