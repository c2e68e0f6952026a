"""Sending payslips, which stand in for an employer that was asked twice in vain."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave.service import may_send_payslips, send_payslips
from guichet.cases.service import NotYours, case_for_insured, open_pieces
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.insured.sending import take_document
from guichet.web.insured.signed_in import account


@require_http_methods(["GET", "HEAD", "POST"])
def payslips(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    me = account(request)
    try:
        case = case_for_insured(case_id, me)
    except NotYours:
        raise Http404 from None
    if not may_send_payslips(open_pieces(case)):
        messages.info(request, _("Nous n'attendons pas vos bulletins de salaire. Merci."))
        return redirect("insured-case", case_id=case.id)
    taken = take_document(
        request,
        case.id,
        lambda upload: send_payslips(case, upload, actor=actor_of(me), now=clock.now()),
        thanks=_("Merci, vos bulletins sont arrivés. Un agent les lit."),
        too_late=_("Nous n'attendons plus vos bulletins de salaire. Merci."),
    )
    if isinstance(taken, HttpResponse):
        return taken
    return render(request, "web/insured/payslips.html", {"case": case, "form": taken})
