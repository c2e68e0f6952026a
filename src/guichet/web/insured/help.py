"""I have nothing left to live on: said in one gesture, and somebody calls."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave.service import HardshipChannel, say_hardship
from guichet.cases.service import NotYours, RefusedTransition, case_for_insured
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.insured.signed_in import account


@require_http_methods(["GET", "HEAD", "POST"])
def help_me(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    try:
        found = case_for_insured(case_id, account(request))
    except NotYours:
        raise Http404 from None
    if request.method != "POST":
        return render(request, "web/insured/help.html", {"case": found})
    actor = actor_of(account(request))
    try:
        say_hardship(found.id, HardshipChannel.ACCOUNT, actor=actor, now=clock.now())
    except RefusedTransition:
        messages.warning(request, _("Ce dossier est clos. Appelez-nous : nous vous aiderons."))
    else:
        messages.success(request, _("C'est reçu. Un agent vous appelle sous deux jours ouvrés."))
    return redirect("insured-case", case_id=found.id)
