"""A document that the insured person sends: taken, or refused in words on its page."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from guichet.cases.service import RefusedTransition
from guichet.documents.service import RefusedFile, Upload
from guichet.web.insured.forms import PieceForm


def take_document(
    request: HttpRequest,
    case_id: uuid.UUID,
    send: Callable[[Upload], object],
    *,
    thanks: str,
    too_late: str,
) -> PieceForm | HttpResponse:
    """What follows on the page of the file once `send` took it; else the form, with its faults."""
    form = PieceForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return form
    file = form.cleaned_data["file"]
    try:
        send(Upload(file.name, file.read()))
    except RefusedFile as refused:
        form.add_error("file", str(refused))
        return form
    except RefusedTransition:
        messages.info(request, too_late)
    else:
        messages.success(request, thanks)
    return redirect("insured-case", case_id=case_id)
