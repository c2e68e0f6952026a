"""I do not agree with a sum that I am asked to pay back."""

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave.service import receive_objection
from guichet.cases.service import NotYours, case_for_insured
from guichet.ledger.service import ObjectionWay, RecoveryState, RefusedStep, debts_of_person
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.forms import PlainForm
from guichet.web.insured.signed_in import account


class ContestForm(PlainForm):
    text = forms.CharField(
        label=gettext_lazy("Pourquoi vous n'êtes pas d'accord"),
        help_text=gettext_lazy(
            "Avec vos mots. Par exemple : « Je n'ai pas repris le travail ce jour-là. » Ne dites "
            "rien de votre maladie."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, case_id: uuid.UUID, recovery_id: uuid.UUID) -> HttpResponse:
    try:
        found = case_for_insured(case_id, account(request))
    except NotYours:
        raise Http404 from None
    debt = debts_of_person(found.person_id).filter(case=found.id, pk=recovery_id).first()
    if debt is None:
        raise Http404
    if debt.state != RecoveryState.NOTIFIED:
        messages.info(request, _("Nous avons déjà reçu votre contestation."))
        return redirect("insured-case", case_id=found.id)
    form = ContestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            receive_objection(
                debt,
                ObjectionWay.RECTIFICATION,
                clock.today(),
                form.cleaned_data["text"],
                actor=actor_of(account(request)),
                now=clock.now(),
            )
        except RefusedStep as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(
                request, _("C'est reçu. Vous ne payez rien avant notre réponse, par courrier.")
            )
        return redirect("insured-case", case_id=found.id)
    return render(request, "web/insured/contest.html", {"case": found, "debt": debt, "form": form})
