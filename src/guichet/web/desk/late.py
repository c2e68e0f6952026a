"""A notice sent late: what is known of it, and what the agent settles."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave.service import (
    BadValue,
    LateOutcome,
    known_before,
    late_period,
    outcomes_for,
    settle_late,
    view_of,
)
from guichet.cases.service import RefusedTransition
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.desk.case import open_case, said_of
from guichet.web.desk.signed_in import agent, posted
from guichet.web.forms import DayField, PlainForm

CHOICES = {
    LateOutcome.EXCUSED: gettext_lazy(
        "Retard excusé : la personne était à l'hôpital ou ne pouvait pas envoyer l'avis"
    ),
    LateOutcome.WARNED: gettext_lazy(
        "Premier retard : tout est payé, une lettre d'avertissement part"
    ),
    LateOutcome.HALVED: gettext_lazy(
        "Second retard : les jours entre la prescription et l'envoi sont payés à moitié"
    ),
    LateOutcome.NOT_CONTROLLED: gettext_lazy(
        "Aucune excuse : les jours de cet avis ne sont pas payés (R.323-12)"
    ),
}


class LateForm(PlainForm):
    """What is settled, and what the agent looked for."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Votre décision sur ce retard"), choices=[], widget=forms.RadioSelect
    )
    previous = DayField(
        label=gettext_lazy("Prescription du premier avis en retard"),
        help_text=gettext_lazy("Seulement pour un second retard. Moins de 24 mois avant l'envoi."),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Ce que vous avez cherché"),
        help_text=gettext_lazy("Hôpital, impossibilité d'envoyer, appel. Restera dans le dossier."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, outcomes: Sequence[LateOutcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, CHOICES[one]) for one in outcomes]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
        if LateOutcome.HALVED not in outcomes:
            del self.fields["previous"]


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, case_id: uuid.UUID, first: str) -> HttpResponse:
    case = open_case(request, case_id, "case.late")
    view = view_of(case, now=clock.now())
    period = late_period(view.facts, day_of(first))
    if period is None:
        messages.warning(request, _("Cet avis n'est plus en retard : relisez le dossier."))
        return redirect("desk-case", case_id=case.id)
    before = known_before(case, view.facts, period)
    form = LateForm(posted(request), outcomes=outcomes_for(period), initial={"previous": before})
    if form.is_valid():
        data = form.cleaned_data
        try:
            settle_late(
                case.id,
                period.first,
                LateOutcome(data["outcome"]),
                previous=data.get("previous"),
                reason=data["reason"],
                actor=actor_of(agent(request)),
                now=clock.now(),
            )
        except BadValue as refusal:
            form.add_error("outcome", str(refusal))
        except RefusedTransition:
            messages.error(request, _("Ce dossier est clos ou retiré : il ne change plus."))
            return redirect("desk-case", case_id=case.id)
        else:
            messages.success(request, _("Le retard est réglé, le calcul est refait."))
            return redirect("desk-case", case_id=case.id)
    said = said_of(view, f"late.{period.first.isoformat()}")
    context = {"case": case, "form": form, "period": period, "before": before, "said": said}
    return render(request, "web/desk/late.html", context)


def day_of(text: str) -> date:
    """The day in an address; a 404 where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
