"""The yearly report, for whoever runs the fund: read on a page, or taken away as a PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.insight.service import NoRecord, Report, as_pdf, context_of, make_report
from guichet.project import clock
from guichet.replay.told import simulation_of
from guichet.web.desk import words

FIRST_YEAR = 2000


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The report of the year asked, or of the one that runs; a year without a record says so."""
    this = clock.today().year
    year = _year(request.GET.get("annee", ""), this)
    try:
        told = context_of(_made(year))
    except NoRecord:
        told = {"report": None}
    around = {"year": year, "before": year - 1 if year > FIRST_YEAR else None,
              "after": year + 1 if year < this else None}  # fmt: skip
    return render(request, "web/desk/report.html", {**told, **around})


@require_safe
def report_pdf(request: HttpRequest, year: int) -> HttpResponse:
    try:
        pdf = as_pdf(_made(_year(str(year), clock.today().year)))
    except NoRecord:
        raise Http404 from None
    headers = {"Content-Disposition": f'inline; filename="rapport-{year}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _made(year: int) -> Report:
    return make_report(
        year, now=clock.now(), simulation=simulation_of(year), task_name=words.task_name
    )


def _year(asked: str, this: int) -> int:
    if not asked:
        return this
    if not (asked.isascii() and asked.isdecimal() and FIRST_YEAR <= int(asked[:9]) <= this):
        raise Http404
    return int(asked)
