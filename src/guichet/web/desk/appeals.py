"""Appeals: noted against a decision, then what the committee said of them."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave.service import (
    AppealOutcome,
    Committee,
    RefusedAppeal,
    answer_appeal,
    appeals_of,
    committee_of,
    receive_appeal,
    receive_mixed_appeal,
)
from guichet.cases.service import decisions_of
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.desk.case import open_case
from guichet.web.desk.signed_in import agent, posted
from guichet.web.forms import DayField, PlainForm

BOTH = "both"


class AppealForm(PlainForm):
    committee = forms.ChoiceField(
        label=gettext_lazy("Commission"),
        help_text=gettext_lazy(
            "C'est celle que nomme la lettre, sauf si la personne conteste autre chose qu'un avis "
            "du service médical."
        ),
        choices=[
            *Committee.choices,
            (
                BOTH,
                gettext_lazy("les deux : l'avis médical et autre chose (la CRA attend la CMRA)"),
            ),
        ],
        widget=forms.RadioSelect,
    )
    received_on = DayField(label=gettext_lazy("Reçu le"))
    text = forms.CharField(
        label=gettext_lazy("Ce que dit la personne"),
        help_text=gettext_lazy("En une phrase. Rien sur sa santé."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(PlainForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Réponse"),
        help_text=gettext_lazy("Si la décision est annulée, corrigez ensuite le dossier."),
        choices=AppealOutcome.choices,
        widget=forms.RadioSelect,
    )
    answered_on = DayField(label=gettext_lazy("Réponse du"))


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, case_id: uuid.UUID, decision_id: uuid.UUID) -> HttpResponse:
    case = open_case(request, case_id, "case.appeal")
    decision = decisions_of(case.id).filter(pk=decision_id).first()
    if decision is None:
        raise Http404
    initial = {"received_on": clock.today(), "committee": committee_of(decision)}
    form = AppealForm(posted(request), initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        try:
            said = data["received_on"], data["text"]
            by = {"actor": actor_of(agent(request)), "now": clock.now()}
            if data["committee"] == BOTH:
                receive_mixed_appeal(decision.id, *said, **by)
            else:
                receive_appeal(decision.id, Committee(data["committee"]), *said, **by)
        except RefusedAppeal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Le recours est noté, l'accusé de réception part."))
            return redirect("desk-case", case_id=case.id)
    return _page(request, {"case": case, "form": form, "title": _("Noter un recours")})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, case_id: uuid.UUID, appeal_id: uuid.UUID) -> HttpResponse:
    case = open_case(request, case_id, "case.appeal")
    found = appeals_of(case.id).filter(pk=appeal_id).first()
    if found is None:
        raise Http404
    told = {"case": case, "appeal": found}
    if found.outcome and request.method != "POST":
        return _page(request, {**told, "form": None, "title": _("Recours")})
    form = AnswerForm(posted(request), initial={"answered_on": clock.today()})
    if form.is_valid():
        data = form.cleaned_data
        try:
            answer_appeal(
                found.id,
                AppealOutcome(data["outcome"]),
                data["answered_on"],
                actor=actor_of(agent(request)),
                now=clock.now(),
            )
        except RefusedAppeal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("La réponse au recours est notée."))
            return redirect("desk-case", case_id=case.id)
    return _page(request, {**told, "form": form, "title": _("Noter la réponse au recours")})


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "web/desk/appeal.html", context)
