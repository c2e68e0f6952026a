"""The medical service of the fund: a file by its number, its notices, and why they were prescribed.

No amount, no employer, no letter: what an opinion does not need is not shown. A reason is shown
when it is asked for, and each showing leaves its own trace.
"""

import uuid
from collections.abc import Mapping
from typing import cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guichet.benefits.sick_leave.service import (
    OPINION_ASKED,
    BadValue,
    give_opinion,
    notices_of_case,
)
from guichet.cases.service import (
    Case,
    NotYours,
    RefusedTransition,
    case_for_medical,
    case_numbered,
    cases_by_id,
)
from guichet.journal.service import Actor
from guichet.medical.service import Conclusion, reasons_for
from guichet.people.service import Account, actor_of
from guichet.project import clock
from guichet.tasks.service import basket
from guichet.web.desk import words
from guichet.web.forms import DayField, PlainForm
from guichet.web.paging import page_of


class NumberForm(PlainForm):
    number = forms.CharField(
        label=gettext_lazy("Numéro du dossier"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class OpinionForm(PlainForm):
    """The conclusion alone: nowhere does this form take a reason."""

    conclusion = forms.ChoiceField(
        label=gettext_lazy("Votre avis"), choices=Conclusion.choices, widget=forms.RadioSelect
    )
    effective_from = DayField(
        label=gettext_lazy("À partir du"),
        help_text=gettext_lazy(
            "Pour un arrêt qui n'est plus justifié : aujourd'hui au plus tôt. Les jours d'avant "
            "restent payés."
        ),
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
    page = page_of(basket().filter(kind=OPINION_ASKED), request)
    cases = cases_by_id(task.case_id for task in page.items)
    lines = [
        {"case": cases[task.case_id], "age": words.age(task.opened_at, clock.now())}
        for task in page.items
        if task.case_id in cases
    ]
    context = {"form": form, "page": page, "lines": lines}
    return render(request, "web/medical/home.html", context)


@require_safe
def case(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    try:
        found = case_for_medical(
            case_id, actor=actor(request), now=clock.now(), page="medical.case"
        )
    except NotYours:
        raise Http404 from None
    return _page(request, found, None)


@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    who, now = actor(request), clock.now()
    try:
        found = case_for_medical(case_id, actor=who, now=now, page="medical.opinion")
    except NotYours:
        raise Http404 from None
    form = OpinionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            conclusion = Conclusion(said["conclusion"])
            give_opinion(found.id, conclusion, said["effective_from"], actor=who, now=now)
        except BadValue as refusal:
            form.add_error("effective_from", str(refusal))
        except RefusedTransition:
            messages.error(request, _("Ce dossier est clos ou retiré : il ne change plus."))
            return redirect("medical-home")
        else:
            messages.success(request, _("Votre avis est donné. Un agent le notifie."))
            return redirect("medical-home")
    return render(request, "web/medical/opinion.html", {"case": found, "form": form})


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
