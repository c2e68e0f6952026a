"""What whoever runs the fund looks at: stock, delays, work, contacts, and the rows behind each."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guichet.insight.service import (
    Dimension,
    Figure,
    Indicator,
    NotSplit,
    Period,
    UnknownIndicator,
    compared,
    ending,
    figure,
    figures_by,
    growth_in_words,
    indicator,
    key_in_words,
    rows_behind,
    value_in_words,
)
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.desk import words
from guichet.web.desk.signed_in import agent
from guichet.web.paging import page_of

WEEKS = 4
WHOLE = (
    "stock.files", "tasks.open", "tasks.overdue", "stops.entered", "stops.decided", "stops.paid",
    "stops.automatic", "delay.gross.median", "delay.gross.ninth_decile", "delay.net.median",
    "delay.first_payment.median", "income.days_without.median",
    "income.days_without.ninth_decile", "contacts.count", "contacts.conclusive",
    "visits.by_appointment",
)  # fmt: skip
SPLIT = (
    ("stock.files", Dimension.AGE),
    ("stock.files", Dimension.OWNER),
    ("tasks.opened", Dimension.REASON),
    ("contacts.count", Dimension.CHANNEL),
    ("contacts.count", Dimension.MOTIVE),
)
CHART_WIDTH = 400  # in the chart's own units; the page scales it


@dataclass(frozen=True)
class Line:
    """`width` is the length of its bar, of CHART_WIDTH for the longest; `y` where it is drawn."""

    name: str
    now: str
    before: str
    growth: str
    url: str
    width: int = 0
    y: int = 0


@dataclass(frozen=True)
class Parts:
    name: str
    by: str
    lines: list[Line]
    height: int


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    period = ending(clock.today(), 7 * WEEKS)
    context = {
        "period": period,
        "lines": [_line(indicator(code), period) for code in WHOLE],
        "parts": [_parts(indicator(code), by, period) for code, by in SPLIT],
        "chart_width": CHART_WIDTH,
    }
    return render(request, "web/desk/insight.html", context)


@require_safe
def rows(request: HttpRequest, code: str) -> HttpResponse:
    """The rows behind a figure: files by their numbers, no name; each page of them as asked."""
    try:
        one, period = indicator(code), _period(request)
        cut = _cut(request)
        found = rows_behind(one, period, cut, actor=actor_of(agent(request)))
        shown = figure(one, period, cut)
    except (UnknownIndicator, NotSplit, ValueError):
        raise Http404 from None
    page = page_of(found, request, size=50)  # type: ignore[type-var]
    context = {
        "indicator": one,
        "period": period,
        "part": " ".join(key_in_words(one, by, key, words.task_name) for by, key in cut.items()),
        "value": value_in_words(shown),
        "page": page,
    }
    return render(request, "web/desk/insight_rows.html", context)


def _line(one: Indicator, period: Period) -> Line:
    now, before = figure(one, period), figure(one, period.before())
    return _told(one, str(one.name), now, before, _url(one, period))


def _told(one: Indicator, name: str, now: Figure, before: Figure, url: str) -> Line:
    growth = growth_in_words(compared(now, before))
    return Line(name, value_in_words(now), value_in_words(before), growth, url)


def _parts(one: Indicator, by: Dimension, period: Period) -> Parts:
    now = figures_by(one, period, by)
    before = figures_by(one, period.before(), by)
    nothing = Figure(one, period, 0, 0)
    keys = list(now) + [key for key in before if key not in now]
    if by == Dimension.AGE:
        keys.sort(key=lambda key: int(key.partition("-")[0].rstrip("+")))
    most = max((figure_.rows for figure_ in now.values()), default=0)
    lines = []
    for place, key in enumerate(keys):
        found = now.get(key, nothing)
        name = key_in_words(one, by, key, words.task_name)
        told = _told(one, name, found, before.get(key, nothing), _url(one, period, by, key))
        width = CHART_WIDTH * found.rows // most if most else 0
        lines.append(Line(**{**vars(told), "width": width, "y": 24 * place}))
    return Parts(str(one.name), str(by.label), lines, 24 * len(lines))


def _url(one: Indicator, period: Period, by: Dimension | None = None, key: str = "") -> str:
    asked = {"du": period.first.isoformat(), "au": period.last.isoformat()}
    if by is not None:
        asked |= {"par": by.value, "cle": key}
    return f"{reverse('desk-insight-rows', kwargs={'code': one.code})}?{urlencode(asked)}"


def _period(request: HttpRequest) -> Period:
    """The days asked, the last weeks where none are. Raises ValueError."""
    last = request.GET.get("au") or clock.today().isoformat()
    first = (
        request.GET.get("du")
        or (date.fromisoformat(last) - timedelta(days=7 * WEEKS - 1)).isoformat()
    )
    found = Period(date.fromisoformat(first), date.fromisoformat(last))
    if not date(2000, 1, 1) <= found.first <= found.last <= date(2100, 1, 1):
        raise ValueError("a period of this century")
    return found


def _cut(request: HttpRequest) -> dict[Dimension, str]:
    by = request.GET.get("par", "")
    return {Dimension(by): request.GET.get("cle", "")[:60]} if by else {}
