"""My letters, my statement of allowances, the documents that I deposited."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guichet.benefits.sick_leave.service import allowance_statement
from guichet.documents import service as documents
from guichet.letters import service as letters
from guichet.project import clock
from guichet.web.insured.forms import StatementForm
from guichet.web.insured.signed_in import account, person
from guichet.web.paging import page_of


@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    page = page_of(letters.letters_of_person(person(request).id), request)
    return render(request, "web/insured/letters.html", {"page": page})


@require_safe
def letter(request: HttpRequest, letter_id: uuid.UUID) -> HttpResponse:
    """The PDF that was sent; opening it is what the fund keeps as its first reading."""
    try:
        found = letters.letter_for(letter_id, account(request), now=clock.now())
        pdf = letters.pdf_of(found)
    except (letters.NotYours, letters.GlyphsMissing):
        raise Http404 from None
    return _pdf(pdf, f"{found.number}.pdf")


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """Choose a period, then the statement as a PDF. The address holds dates only."""
    form = StatementForm(clock.today(), request.GET if "first" in request.GET else None)
    if form.is_bound and form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        pdf = allowance_statement(person(request), first, last, now=clock.now())
        return _pdf(pdf, f"releve-{first:%Y%m%d}-{last:%Y%m%d}.pdf")
    return render(request, "web/insured/statement.html", {"form": form})


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    page = page_of(documents.documents_sent_by(account(request).id), request)
    return render(request, "web/insured/documents.html", {"page": page})


@require_safe
def document(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    try:
        found = documents.document_for(document_id, account(request), now=clock.now())
        path = documents.path_to_open(found, account(request))
    except documents.NotYours:
        raise Http404 from None
    except documents.NotSafe:
        words = _("Ce fichier contient un virus : il est bloqué. Envoyez-nous un autre fichier.")
        return render(request, "web/insured/blocked.html", {"words": words}, status=403)
    answer = HttpResponse(path.read_bytes(), content_type=found.media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, found.name) or ""
    return answer


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
