"""Sending a document that the fund asked me for."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave.service import deposit_piece, takes_a_document
from guichet.cases.service import NotYours, RefusedTransition, piece_for_insured
from guichet.documents.service import RefusedFile, Upload
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.insured.forms import PieceForm
from guichet.web.insured.signed_in import account
from guichet.web.insured.words import piece_in_words


@require_http_methods(["GET", "HEAD", "POST"])
def deposit(request: HttpRequest, piece_id: uuid.UUID) -> HttpResponse:
    me = account(request)
    try:
        piece = piece_for_insured(piece_id, me)
    except NotYours:
        raise Http404 from None
    if not takes_a_document(piece):
        raise Http404
    form = PieceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            deposit_piece(
                piece, Upload(file.name, file.read()), actor=actor_of(me), now=clock.now()
            )
        except RefusedFile as refused:
            form.add_error("file", str(refused))
        except RefusedTransition:
            messages.info(request, _("Nous n'attendons plus ce document. Merci."))
            return redirect("insured-case", case_id=piece.case_id)
        else:
            messages.success(
                request,
                _("Merci, votre document est arrivé. Un agent le lit : vous n'avez rien à faire."),
            )
            return redirect("insured-case", case_id=piece.case_id)
    context = {"piece": piece, "what": piece_in_words(piece), "form": form}
    return render(request, "web/insured/piece.html", context)
