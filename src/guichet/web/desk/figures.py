"""Certificates received by channel, and the share that came without paper (R30)."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guichet.declarations.service import Channel, Received, paperless_year
from guichet.project import clock
from guichet.web.desk import words

FIRST_YEAR = 2000


@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    year = _year(request.GET.get("annee", ""), today.year)
    found = paperless_year(year, today=today)
    context = {
        "year": year,
        "channels": [channel.label for channel in Channel],
        "months": [
            _line(one, growth, words.month(one.period)) for one, growth in reversed(found.months)
        ],
        "whole": _line(found.whole, found.growth, str(year)),
        "running": year == today.year,
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < today.year else None,
    }
    return render(request, "web/desk/figures.html", context)


def _year(asked: str, this: int) -> int:
    if not asked:
        return this
    if not (asked.isascii() and asked.isdecimal() and FIRST_YEAR <= int(asked[:9]) <= this):
        raise Http404
    return int(asked)


def _line(one: Received, growth: Decimal | None, name: str) -> dict[str, Any]:
    nothing = "–"
    return {
        "name": name,
        "counts": [one.by_channel.get(channel, 0) for channel in Channel.values],
        "total": one.total,
        "rate": nothing if one.rate is None else _("{n} %").format(n=number_format(one.rate)),
        "growth": nothing if growth is None else _signed(growth),
    }


def _signed(points: Decimal) -> str:
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{number_format(abs(points))}"
