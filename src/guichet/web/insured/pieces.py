"""Sending a document that the fund asked me for."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave.service import deposit_piece, takes_a_document
from guichet.cases.service import NotYours, piece_for_insured
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.insured.sending import take_document
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
    taken = take_document(
        request,
        piece.case_id,
        lambda upload: deposit_piece(piece, upload, actor=actor_of(me), now=clock.now()),
        thanks=_("Merci, votre document est arrivé. Un agent le lit : vous n'avez rien à faire."),
        too_late=_("Nous n'attendons plus ce document. Merci."),
    )
    if isinstance(taken, HttpResponse):
        return taken
    context = {"piece": piece, "what": piece_in_words(piece), "form": taken}
    return render(request, "web/insured/piece.html", context)
