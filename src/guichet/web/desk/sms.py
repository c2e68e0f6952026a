"""A person told an agent that they want their news by text message, or want none any more."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from guichet.formats.phones import mask_mobile
from guichet.people.service import actor_of, agree_to_sms, sms_number_of, withdraw_sms
from guichet.project import clock
from guichet.web.desk.person import open_person
from guichet.web.desk.signed_in import agent
from guichet.web.forms import PlainForm
from guichet.web.sms_form import MobileForm


def _reason(help_text: str) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Comment la personne vous l'a dit"),
        help_text=help_text,
        max_length=200,
    )


class AgreedForm(MobileForm):
    reason = _reason(gettext_lazy("Appel, accueil, courrier. C'est la preuve de son accord."))


class WithdrawnForm(PlainForm):
    prefix = "withdraw"
    reason = _reason(gettext_lazy("Appel, accueil, courrier, réponse STOP."))


@sensitive_post_parameters("number")
@require_http_methods(["GET", "HEAD", "POST"])
def sms(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    shown = open_person(request, person_id, "person.sms")
    act = request.POST.get("act", "")
    agreed = AgreedForm(request.POST if act == "agree" else None)
    withdrawn = WithdrawnForm(request.POST if act == "withdraw" else None)
    gesture = {"actor": actor_of(agent(request)), "now": clock.now()}
    if agreed.is_valid():
        agree_to_sms(shown, **agreed.cleaned_data, **gesture)
        messages.success(request, _("La personne recevra ses nouvelles par SMS."))
        return redirect("desk-person", person_id=shown.id)
    if withdrawn.is_valid():
        withdraw_sms(shown, reason=withdrawn.cleaned_data["reason"], **gesture)
        messages.success(request, _("La personne ne recevra plus de SMS."))
        return redirect("desk-person", person_id=shown.id)
    known = sms_number_of(shown)
    context = {
        "person": shown,
        "agreed": agreed,
        "withdrawn": withdrawn,
        "form": withdrawn if act == "withdraw" else agreed,
        "known": mask_mobile(known.number) if known else "",
    }
    return render(request, "web/desk/sms.html", context)
