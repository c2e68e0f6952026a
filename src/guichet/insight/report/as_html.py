"""The report as one page that needs nothing else: no script, no picture or style from elsewhere."""

from pathlib import Path

from django.template.loader import render_to_string

from guichet.insight.report.model import Report
from guichet.insight.report.shown import NOT_YET, shown

_STYLE = Path(__file__).parent.parent / "static" / "insight" / "report.css"


def context_of(report: Report) -> dict[str, object]:
    """What `insight/report_body.html` needs."""
    return {"report": shown(report), "not_yet": NOT_YET}


def as_html(report: Report) -> str:
    """The whole document."""
    style = _STYLE.read_text(encoding="utf-8")
    return render_to_string("insight/report.html", {**context_of(report), "style": style})
