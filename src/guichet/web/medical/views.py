"""The medical service of the fund: a file by its number, its notices, and why they were prescribed.

No amount, no employer, no letter: what an opinion does not need is not shown. A reason is shown
when it is asked for, and each showing leaves its own trace.
"""

import uuid
from collections.abc import Mapping
from typing import cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guichet.benefits.sick_leave.service import notices_of_case
from guichet.cases.service import Case, NotYours, case_for_medical, case_numbered
from guichet.journal.service import Actor
from guichet.medical.service import reasons_for
from guichet.people.service import Account, actor_of
from guichet.project import clock
from guichet.web.forms import PlainForm


class NumberForm(PlainForm):
    number = forms.CharField(
        label=gettext_lazy("Numéro du dossier"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def actor(request: HttpRequest) -> Actor:
    return actor_of(cast(Account, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    form = NumberForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = case_numbered(form.cleaned_data["number"].strip())
        if found is not None:
            return redirect("medical-case", case_id=found.id)
        form.add_error("number", _("Aucun dossier ne porte ce numéro. Vérifiez-le."))
    return render(request, "web/medical/home.html", {"form": form})


@require_safe
def case(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    try:
        found = case_for_medical(
            case_id, actor=actor(request), now=clock.now(), page="medical.case"
        )
    except NotYours:
        raise Http404 from None
    return _page(request, found, None)


@require_POST
def reasons(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The same page with the reasons."""
    ids = [notice.id for notice in notices_of_case(case_id)]
    try:
        found, said = reasons_for(case_id, ids, actor=actor(request), now=clock.now())
    except NotYours:
        raise Http404 from None
    return _page(request, found, said)


def _page(request: HttpRequest, found: Case, said: Mapping[uuid.UUID, str] | None) -> HttpResponse:
    notices = [
        {"notice": notice, "reason": (said or {}).get(notice.id, "")}
        for notice in notices_of_case(found.id).select_related("professional")
    ]
    context = {"case": found, "notices": notices, "shown": said is not None}
    return render(request, "web/medical/case.html", context)
