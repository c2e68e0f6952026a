"""The employer's space: what the fund asks, the last deposits, the payments received."""

import uuid
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guichet.benefits.sick_leave.service import requests_to_employer
from guichet.declarations.service import deposits_of
from guichet.ledger.service import EmployerStatement, employer_statement, orders_of_organisation
from guichet.web.employer.deposits import rows_of
from guichet.web.employer.signed_in import organisation
from guichet.web.employer.words import asked
from guichet.web.paging import page_of
from guichet.web.spreadsheet import spreadsheet

LAST_DEPOSITS = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    ours = organisation(request)
    context = {
        "organisation": ours,
        "requests": [
            {"request": one, "person": one.piece.case.person, "asked": asked(one)}
            for one in requests_to_employer(ours.id)
        ],
        "rows": rows_of(list(deposits_of(ours.id)[:LAST_DEPOSITS])),
    }
    return render(request, "web/employer/home.html", context)


@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """Transfers made to the employer, which keeps the wage; never what the employee was paid."""
    page = page_of(orders_of_organisation(organisation(request).id), request)
    return render(request, "web/employer/payments.html", {"page": page})


def _statement(request: HttpRequest, run_id: uuid.UUID) -> EmployerStatement:
    found = employer_statement(organisation(request).id, run_id)
    if found is None:
        raise Http404
    return found


@require_safe
def payment_statement(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """What a payment day paid for each employee, with its totals: to be printed, or kept."""
    context = {"statement": _statement(request, run_id), "organisation": organisation(request)}
    return render(request, "web/employer/payment_statement.html", context)


@require_safe
def payment_statement_table(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """The same as a table for a spreadsheet, or for the payroll software."""
    statement = _statement(request, run_id)
    header = [
        _("Date de paiement"),
        _("Référence"),
        _("Nom de famille"),
        _("Prénoms"),
        _("Dossier"),
        _("Premier jour"),
        _("Dernier jour"),
        _("Jours payés"),
        _("Brut"),
        _("CSG"),
        _("CRDS"),
        _("Versé"),
        _("Revenu le"),
        _("Retenu pour un trop-perçu"),
    ]
    day = statement.run.run_on.isoformat()
    return spreadsheet(f"releve-{day}", header, _rows(statement))


def _rows(statement: EmployerStatement) -> Iterator[list[object]]:
    """Dates in ISO 8601 and amounts with a comma, as French payroll software reads them."""
    for order in statement.orders:
        person = order.case.person
        yield [
            statement.run.run_on.isoformat(),
            order.number,
            person.family_name,
            person.given_names,
            order.case.number,
            order.first_day.isoformat(),
            order.last_day.isoformat(),
            order.days,
            *(
                euros_of(cents)
                for cents in (order.gross_cents, order.csg_cents, order.crds_cents, order.net_cents)
            ),
            order.came_back.answered_on.isoformat() if order.came_back else "",
            euros_of(order.withheld_cents),
        ]


def euros_of(cents: int) -> str:
    """123456 -> 1234,56."""
    return f"{cents // 100},{cents % 100:02d}"
