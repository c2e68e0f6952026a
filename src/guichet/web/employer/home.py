"""The employer's space: what the fund asks, the last deposits, the payments received."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.benefits.sick_leave.service import requests_to_employer
from guichet.declarations.service import deposits_of
from guichet.ledger.service import orders_of_organisation
from guichet.web.employer.deposits import rows_of
from guichet.web.employer.signed_in import organisation
from guichet.web.employer.words import asked
from guichet.web.paging import page_of

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
