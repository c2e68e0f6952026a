"""What whoever runs the fund looks at: stock, delays, work, contacts, and the rows behind each."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guichet.insight.service import (
    LATE,
    SOON,
    Dimension,
    Figure,
    Indicator,
    NotSplit,
    Period,
    UnknownIndicator,
    compared,
    ending,
    figure,
    figures,
    growth_in_words,
    indicator,
    key_in_words,
    rows_behind,
    value_in_words,
)
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.desk import outlook, words
from guichet.web.desk.kept import Kept, kept
from guichet.web.desk.signed_in import agent
from guichet.web.paging import page_of

Taken = dict[tuple[str, Dimension | None], dict[str, Figure]]
Asked = tuple[tuple[str, Dimension], ...]
WEEKS, AHEAD = 4, 8
WHOLE = (
    "stock.files", "tasks.open", "tasks.overdue", "stops.entered", "stops.decided", "stops.paid",
    "stops.automatic", "delay.gross.median", "delay.gross.ninth_decile", "delay.net.median",
    "delay.first_payment.median", "income.days_without.median",
    "income.days_without.ninth_decile", "contacts.count", "contacts.conclusive",
    "visits.by_appointment",
)  # fmt: skip
STOCK = (("stock.files", Dimension.AGE), ("stock.files", Dimension.OWNER))
REASONS = (("tasks.opened", Dimension.REASON),)
CONTACTS = (("contacts.count", Dimension.CHANNEL), ("contacts.count", Dimension.MOTIVE))
OF_SERVICE = (
    "stock.files", "stops.entered", "delay.gross.median",
    "delay.first_payment.median",
)  # fmt: skip
DANGERS = (
    "danger.thirty_days", "danger.twenty_days", "danger.tasks", "danger.pieces", "danger.appeals",
)  # fmt: skip
LONGEST = 100  # of a bar, in the chart's own units; the page scales it


@dataclass(frozen=True)
class Cell:
    """A figure in words, and the address of its rows."""

    value: str
    url: str


@dataclass(frozen=True)
class Line:
    """A figure now and before; `year` and `on_year`, a year before, where they are compared."""

    name: str
    now: str
    before: str
    growth: str
    url: str
    width: int = 0
    year: str = ""
    on_year: str = ""


@dataclass(frozen=True)
class Parts:
    name: str
    by: str
    lines: list[Line]


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    period = ending(clock.today(), 7 * WEEKS)
    asked = (*STOCK, *REASONS, *CONTACTS)
    services = [(code, Dimension.PROCEDURE) for code in OF_SERVICE]
    dangers = [(code, Dimension.DUE) for code in DANGERS]
    counted = _counted(period, WHOLE, (*asked, *services, *dangers))
    before = _counted(period.before(), WHOLE, asked, past=True)
    year = _counted(period.year_before(), (), CONTACTS, past=True)
    now = counted.what
    context = {
        "period": period,
        "counted_at": counted.counted_at,
        "before_counted_at": min(before.counted_at, year.counted_at),
        "lines": [_told(now[code, None][""], before.what[code, None][""]) for code in WHOLE],
        "services": _services(now),
        "columns": [str(indicator(code).name) for code in OF_SERVICE],
        "dangers": [_danger(now, code) for code in DANGERS],
        "stock": [_parts(now, before.what, *one) for one in STOCK],
        "reasons": [_parts(now, before.what, *one) for one in REASONS],
        "contacts": [_parts(now, before.what, *one, year.what) for one in CONTACTS],
        "ahead": outlook.stock_as_it_goes(outlook.known_of(period.last, AHEAD).what),
    }
    return render(request, "web/desk/insight.html", context)


def _counted(
    period: Period, codes: tuple[str, ...], asked: Asked, *, past: bool = False
) -> Kept[Taken]:
    """Figures of the page for one period, each kind of rows read once."""
    by: dict[str, list[Dimension]] = {}
    for code, dimension in asked:
        by.setdefault(code, []).append(dimension)
    all_asked = [indicator(code) for code in dict.fromkeys((*codes, *by))]
    return kept((period, codes, asked), lambda: figures(all_asked, period, by), past=past)


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


def _told(now: Figure, before: Figure, by: Dimension | None = None, key: str = "") -> Line:
    one = now.indicator
    name = key_in_words(one, by, key, words.task_name) if by else str(one.name)
    growth = growth_in_words(compared(now, before))
    url = _url(one, now.period, by, key)
    return Line(name, value_in_words(now), value_in_words(before), growth, url)


def _parts(now: Taken, before: Taken, code: str, by: Dimension, year: Taken | None = None) -> Parts:
    one, whole = indicator(code), now[code, None][""]
    nothing = Figure(one, whole.period, 0, 0)
    found, earlier = now[code, by], before[code, by]
    keys = list(found) + [key for key in earlier if key not in found]
    if by == Dimension.AGE:
        keys.sort(key=lambda key: int(key.partition("-")[0].rstrip("+")))
    most = max((part.rows for part in found.values()), default=0)
    lines = []
    for key in keys:
        part = found.get(key, nothing)
        line = _told(part, earlier.get(key, nothing), by, key)
        line = replace(line, width=LONGEST * part.rows // most if most else 0)
        if year is not None:
            then = year[code, by].get(key, nothing)
            growth = growth_in_words(compared(part, then))
            line = replace(line, year=value_in_words(then), on_year=growth)
        lines.append(line)
    return Parts(str(one.name), str(by.label), lines)


def _cell(found: Figure, by: Dimension, key: str) -> Cell:
    return Cell(value_in_words(found), _url(found.indicator, found.period, by, key))


def _services(now: Taken) -> list[dict[str, object]]:
    """A line a service: its stock, what comes and goes, its delays."""
    by = Dimension.PROCEDURE
    keys = dict.fromkeys(key for code in OF_SERVICE for key in now[code, by])
    return [
        {
            "name": key_in_words(indicator(OF_SERVICE[0]), by, key),
            "cells": [_cell_of(now, code, by, key) for code in OF_SERVICE],
        }
        for key in keys
    ]


def _cell_of(now: Taken, code: str, by: Dimension, key: str) -> Cell:
    nothing = Figure(indicator(code), now[code, None][""].period, None, 0)
    return _cell(now[code, by].get(key, nothing), by, key)


def _danger(now: Taken, code: str) -> dict[str, object]:
    """What is late and what will be within the week, of one kind of deadline."""
    one, period = indicator(code), now[code, None][""].period
    found = now[code, Dimension.DUE]
    nothing = Figure(one, period, 0, 0)
    return {
        "name": one.name,
        "words": one.words,
        "late": _cell(found.get(LATE, nothing), Dimension.DUE, LATE),
        "soon": _cell(found.get(SOON, nothing), Dimension.DUE, SOON),
        "any_late": bool(found.get(LATE, nothing).rows),
    }


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
