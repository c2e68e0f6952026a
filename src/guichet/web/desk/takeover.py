"""Where the portfolio of the system before this one stands, before and after its switch."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.benefits.sick_leave.takeover.service import differences, imports, standing
from guichet.web.paging import page_of

IMPORTS = 5


@require_safe
def takeover(request: HttpRequest) -> HttpResponse:
    context = {
        "imports": list(imports()[:IMPORTS]),
        "standing": standing(),
        "page": page_of(differences(), request),
    }
    return render(request, "web/desk/takeover.html", context)
