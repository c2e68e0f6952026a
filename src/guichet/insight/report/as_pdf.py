"""The report as an accessible PDF (PDF/UA-1, PDF/A-2a), made as the letters are."""

from dataclasses import asdict
from pathlib import Path

from guichet.insight.report.model import Report
from guichet.insight.report.shown import NOT_YET, shown
from guichet.letters.rendering import compose

_HERE = Path(__file__).parent


def as_pdf(report: Report) -> bytes:
    """The same bytes for the same report. Raises GlyphsMissing, RenderingFailed."""
    data = {**asdict(shown(report)), "not_yet": NOT_YET}
    return compose(_HERE / "report.typ", data, int(report.made_at.timestamp()))
