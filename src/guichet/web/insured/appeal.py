"""I do not agree with the decision: an appeal, from the account."""

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
    Committee,
    RefusedAppeal,
    appeal_waits,
    committee_of,
    receive_appeal,
    receive_mixed_appeal,
)
from guichet.cases.service import NotYours, case_for_insured
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.forms import PlainForm
from guichet.web.insured.signed_in import account

BOTH = "both"


class AppealForm(PlainForm):
    """What is contested; of a decision that is not medical, nothing is left to choose."""

    committee = forms.ChoiceField(
        label=gettext_lazy("Que contestez-vous ?"),
        choices=[
            (Committee.CMRA.value, gettext_lazy("L'avis du service médical sur mon arrêt")),
            (Committee.CRA.value, gettext_lazy("Autre chose, par exemple un montant ou un jour")),
            (BOTH, gettext_lazy("Les deux")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Ce que vous contestez, et pourquoi"),
        help_text=gettext_lazy("Avec vos mots, en quelques phrases."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *given: Any, medical: bool, **said: Any) -> None:
        super().__init__(*given, **said)
        if medical:
            self.fields["text"].help_text = gettext_lazy(
                "En quelques phrases. Rien sur votre santé : des agents lisent ce texte. Envoyez "
                "ce qui est médical par courrier à la commission, dans une enveloppe fermée."
            )
        else:
            del self.fields["committee"]


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    try:
        found = case_for_insured(case_id, account(request))
    except NotYours:
        raise Http404 from None
    if found.decision is None:
        raise Http404
    if request.method != "POST" and appeal_waits(found.decision):
        messages.info(request, _("Vous avez déjà contesté cette décision."))
        return redirect("insured-case", case_id=found.id)
    medical = committee_of(found.decision) is Committee.CMRA
    form = AppealForm(request.POST if request.method == "POST" else None, medical=medical)
    if form.is_valid():
        try:
            asked = form.cleaned_data.get("committee", Committee.CRA)
            said = clock.today(), form.cleaned_data["text"]
            by = {"actor": actor_of(account(request)), "now": clock.now()}
            if asked == BOTH:
                receive_mixed_appeal(found.decision.id, *said, **by)
            else:
                receive_appeal(found.decision.id, Committee(asked), *said, **by)
        except RefusedAppeal as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, _("Votre recours est reçu. Un courrier vous le confirme."))
        return redirect("insured-case", case_id=found.id)
    context = {"case": found, "decision": found.decision, "form": form, "medical": medical}
    return render(request, "web/insured/appeal.html", context)
