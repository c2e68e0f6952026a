"""Documents and letters, as an agent opens them."""

import uuid

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guichet.documents import service as documents
from guichet.letters import service as letters
from guichet.project import clock
from guichet.web.desk.signed_in import agent


@require_safe
def document(request: HttpRequest, document_id: uuid.UUID) -> HttpResponseBase:
    """The file as it was deposited, to be saved: the browser is never asked to run it."""
    account = agent(request)
    try:
        found = documents.document_for(document_id, account, now=clock.now())
        path = documents.path_to_open(found, account)
    except documents.NotYours:
        raise Http404 from None
    except documents.NotSafe:
        context = {"document": found, "why": _unsafe(found)}
        return render(request, "web/desk/unsafe.html", context)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=found.name)
    response.headers["Content-Type"] = found.media_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _unsafe(found: documents.Document) -> str:
    if found.scan == documents.ScanState.INFECTED:
        return _(
            "L'antivirus a trouvé un virus dans ce fichier. Il reste bloqué : demandez-en un "
            "autre à la personne qui l'a envoyé."
        )
    if found.scan == documents.ScanState.PENDING:
        return _("L'antivirus n'a pas encore analysé ce fichier. Réessayez dans quelques minutes.")
    return _(
        "Aucun antivirus n'est installé : ce fichier n'a pas été analysé et ne peut pas être "
        "ouvert. Prévenez votre service informatique."
    )


def _letter(request: HttpRequest, letter_id: uuid.UUID) -> letters.Letter:
    try:
        return letters.letter_for(letter_id, agent(request), now=clock.now())
    except letters.NotYours:
        raise Http404 from None


@require_safe
def letter(request: HttpRequest, letter_id: uuid.UUID) -> HttpResponse:
    found = _letter(request, letter_id)
    addressee = found.person.full_name if found.person else ""
    if found.organisation:
        addressee = found.organisation.name
    return render(request, "web/desk/letter.html", {"letter": found, "addressee": addressee})


@require_safe
def letter_pdf(request: HttpRequest, letter_id: uuid.UUID) -> HttpResponse:
    found = _letter(request, letter_id)
    try:
        pdf = letters.pdf_of(found)
    except letters.GlyphsMissing:
        why = _(
            "Un caractère du nom ou de l'adresse manque aux polices : corrigez-le, puis "
            "renvoyez le courrier."
        )
        context = {"letter": found, "addressee": "", "why": why}
        return render(request, "web/desk/letter.html", context, status=409)
    headers = {"Content-Disposition": f'inline; filename="{found.number}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
