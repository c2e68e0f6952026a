"""What an agent does for a person who waits: call, note a hardship, tell what it would give."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from guichet.benefits.sick_leave.service import (
    CallOutcome,
    HardshipChannel,
    Help,
    note_call,
    say_hardship,
    simulate,
)
from guichet.cases.service import RefusedTransition
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.desk import words
from guichet.web.desk.case import may_advance, open_case
from guichet.web.desk.phrase import phrase_of
from guichet.web.desk.signed_in import agent, posted
from guichet.web.forms import MoneyField, PlainForm


class CallForm(PlainForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("L'appel"), choices=CallOutcome.choices, widget=forms.RadioSelect
    )
    offered = forms.MultipleChoiceField(
        label=gettext_lazy("Ce que vous avez proposé"),
        choices=Help.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class HardshipForm(PlainForm):
    channel = forms.ChoiceField(
        label=gettext_lazy("Où la personne l'a-t-elle dit ?"),
        choices=[one for one in HardshipChannel.choices if one[0] != HardshipChannel.ACCOUNT],
        widget=forms.RadioSelect,
    )


class SimulationForm(PlainForm):
    first_typed = "salaire"
    salaire = MoneyField(
        label=gettext_lazy("Salaire brut d'un mois, en euros"), min_value=1, max_value=99_999
    )


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """What to say, then how the call went."""
    case = open_case(request, case_id, "case.call")
    form = CallForm(posted(request))
    if form.is_valid():
        data = form.cleaned_data
        note_call(
            case.id,
            CallOutcome(data["outcome"]),
            [Help(one) for one in data["offered"]],
            actor=actor_of(agent(request)),
            now=clock.now(),
        )
        messages.success(request, _("L'appel est noté."))
        return redirect("desk-case", case_id=case.id)
    context = {
        "case": case,
        "form": form,
        "phrase": phrase_of(case),
        "may_advance": may_advance(case),
    }
    return render(request, "web/desk/call.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hardship(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    case = open_case(request, case_id, "case.hardship")
    form = HardshipForm(posted(request))
    if form.is_valid():
        channel = HardshipChannel(form.cleaned_data["channel"])
        try:
            say_hardship(case.id, channel, actor=actor_of(agent(request)), now=clock.now())
        except RefusedTransition:
            messages.error(request, _("Ce dossier est clos ou retiré : il ne change plus."))
        else:
            messages.success(request, _("C'est noté : un agent appelle sous deux jours ouvrés."))
        return redirect("desk-case", case_id=case.id)
    return render(request, "web/desk/hardship.html", {"case": case, "form": form})


@require_safe
def simulation(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """« Si le salaire était de… »: the law's own answer, kept nowhere."""
    case = open_case(request, case_id, "case.simulation")
    form = SimulationForm(request.GET if "salaire" in request.GET else None)
    context: dict[str, Any] = {"case": case, "form": form}
    if form.is_valid():
        gross = int(form.cleaned_data["salaire"] * 100)
        found = simulate(case, gross, now=clock.now())
        context["found"], context["gross"], context["asked"] = found, gross, True
        context["months"] = [words.month(one) for one in found.months] if found else []
    return render(request, "web/desk/simulation.html", context)
