"""The weeks to come: stock and delays as they go, and what a manager supposes."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from guichet.insight.service import (
    MINUTES_A_FILE,
    MINUTES_A_WEEK,
    Ahead,
    Forecast,
    Known,
    Line,
    Month,
    NoStaff,
    Supposed,
    agents_for,
    as_it_goes,
    busiest_hour,
    known,
    measured_first_payment,
    months_of,
    what_if,
)
from guichet.project import clock
from guichet.web.desk.kept import Kept, kept
from guichet.web.forms import PlainForm

WEEKS, MOST_WEEKS, LONGEST = 12, 52, 100
ANSWERED = 80  # per cent of calls


@dataclass(frozen=True)
class Bar:
    """A week: its name, the files that wait when it ends, the length of its bar."""

    week: str
    stock: str
    width: int


class OutlookForm(PlainForm):
    """What is supposed. No record says how long a file takes: these are a manager's words."""

    semaines = forms.IntegerField(
        label=gettext_lazy("Semaines à prévoir"), min_value=1, max_value=MOST_WEEKS
    )
    agents = forms.IntegerField(
        label=gettext_lazy("Agents qui décident"), min_value=0, max_value=100_000
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes d'agent par dossier"), min_value=1, max_value=10_000
    )
    temps = forms.IntegerField(
        label=gettext_lazy("Minutes qu'un agent donne aux dossiers par semaine"),
        min_value=1, max_value=10_000,
    )  # fmt: skip
    delai = forms.IntegerField(
        label=gettext_lazy("Premier paiement à tenir, en jours"), required=False,
        min_value=0, max_value=365,
    )  # fmt: skip

    def __init__(self, *args: Any, months: list[Month], **kwargs: Any) -> None:
        self.months = {_month_field(month): month for month in months}
        self.base_fields = {**self.base_fields, **{
            name: forms.DecimalField(
                label=_("Arrivées de {month}, en plus ou en moins, en %").format(
                    month=date_format(date(*month, 1), "F Y")
                ),
                required=False, min_value=-100, max_value=1000, max_digits=6, decimal_places=2,
                localize=True,
            )
            for name, month in self.months.items()
        }}  # fmt: skip
        super().__init__(*args, **kwargs)

    @property
    def percents(self) -> dict[Month, Fraction]:
        said = ((month, self.cleaned_data[name]) for name, month in self.months.items())
        return {month: Fraction(percent) for month, percent in said if percent}


def _month_field(month: Month) -> str:
    return f"mois-{month[0]}-{month[1]:02d}"


@require_safe
def outlook(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    weeks = _weeks(request.GET.get("semaines", ""))
    counted = known_of(today, weeks)
    found = counted.what
    usual = {
        "semaines": weeks, "minutes": MINUTES_A_FILE, "temps": MINUTES_A_WEEK,
        "agents": found.agents(MINUTES_A_FILE, MINUTES_A_WEEK),
    }  # fmt: skip
    months = months_of(found.first, weeks)
    form = OutlookForm(request.GET if "semaines" in request.GET else usual, months=months)
    context: dict[str, Any] = {"form": form, "found": _known(found), "line": _phone(today)}
    context["counted_at"] = counted.counted_at
    if form.is_valid():
        supposed = _supposed(form)
        first_payment = kept(("first", today), lambda: measured_first_payment(today)).what
        told = what_if(found, supposed, first_payment)
        context |= {
            "weeks": [_week(week) for week in told.weeks],
            "bars": _bars(told),
            "other_days": _number(told.other_days),
            "measured": _number(first_payment.days if first_payment else None),
            "keep": supposed.keep_days,
            "agents_to_keep": told.agents_to_keep,
            "agents_to_be_sure": told.agents_to_be_sure,
            "impossible": told.impossible,
        }
    return render(request, "web/desk/outlook.html", context)


def known_of(today: date, weeks: int) -> Kept[Known]:
    """What is known of the weeks that were, for those to come."""
    return kept(("known", today, weeks), lambda: known(today, weeks))


def _weeks(asked: str) -> int:
    """The weeks asked for, where they can be; the form says what is wrong with the others."""
    if asked.isascii() and asked.isdecimal() and 1 <= int(asked[:4]) <= MOST_WEEKS:
        return int(asked[:4])
    return WEEKS


def _supposed(form: OutlookForm) -> Supposed:
    said = form.cleaned_data
    return Supposed(
        agents=said["agents"],
        minutes_a_file=said["minutes"],
        minutes_a_week=said["temps"],
        percents=form.percents,
        keep_days=said["delai"],
    )


def _known(found: Known) -> dict[str, Any]:
    return {
        "received": _number(found.received),
        "rule": found.rule.label,
        "by_person": _number(100 * found.by_person),
        "done": _number(found.done),
        "told_by": found.told_by,
        "varies": _number(found.varies),
        "stock": number_format(found.stock, force_grouping=True),
    }


def stock_as_it_goes(found: Known) -> list[Bar]:
    """The stock at the end of each week, if the fund goes on as of late; now first."""
    told = as_it_goes(found)
    return _bars(told, now=(_("aujourd'hui"), Fraction(found.stock)))


def _bars(told: Forecast, now: tuple[str, Fraction] | None = None) -> list[Bar]:
    stocks = [(date_format(week.period.last, "j F"), week.stock) for week in told.weeks]
    if now:
        stocks.insert(0, now)
    most = max((stock for _name, stock in stocks), default=Fraction(0))
    return [
        Bar(name, _whole(stock), int(LONGEST * stock / most) if most else 0)
        for name, stock in stocks
    ]


def _week(week: Ahead) -> dict[str, str]:
    endless = _("sans fin")
    return {
        "first": date_format(week.period.first, "j F Y"),
        "received": _whole(week.received),
        "for_person": _whole(week.for_person),
        "done": _whole(week.done),
        "stock": _whole(week.stock),
        "least": _whole(week.least),
        "most": _whole(week.most),
        "waits": endless if week.waits is None else _number(week.waits),
        "first_payment": _number(week.first_payment),
    }


def _phone(today: date) -> dict[str, Any] | None:
    """The busiest hour of the last seven days, and the agents who answer it."""
    busy = kept(("hour", today), lambda: busiest_hour(today)).what
    if busy is None:
        return None
    told = {
        "calls": busy.calls,
        "minutes": number_format(round(busy.minutes, 1)),
        "hour": busy.began_at,
        "agents": None,
    }
    try:
        agents = agents_for(busy.calls, busy.minutes, share=ANSWERED / 100, within=1)
    except NoStaff:
        return told
    line = Line(busy.calls, busy.minutes, agents)
    wait = line.mean_wait or 0
    return {**told, "agents": agents, "wait": round(60 * wait), "share": ANSWERED}


def _whole(files: Fraction) -> str:
    return number_format(_rounded(files, 0), force_grouping=True)


def _number(value: Fraction | None) -> str:
    return "–" if value is None else number_format(_rounded(value, 1), force_grouping=True)


def _rounded(value: Fraction, places: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
