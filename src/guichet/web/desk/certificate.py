"""A salary certificate that came on paper, typed by an agent with the controls of the form."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave.service import declare, view_of
from guichet.cases.service import LIVE_STATES
from guichet.declarations.service import Channel, establishment
from guichet.formats.identifiers import check_siret
from guichet.law.dates import DAY
from guichet.law.sickness import reference_months
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.desk.case import open_case
from guichet.web.desk.signed_in import agent, posted
from guichet.web.pay_form import PayStepForm
from guichet.web.stop_form import StopStepForm


class PaperForm(StopStepForm):
    """The stop as the paper tells it, and of which establishment."""

    siret = forms.CharField(
        label=gettext_lazy("SIRET de l'employeur"),
        max_length=20,
        help_text=gettext_lazy("14 chiffres, en tête de l'attestation."),
    )
    field_order = ("siret",)

    def __init__(self, today: date, *args: Any, known: str = "", **kwargs: Any) -> None:
        super().__init__(today, *args, **kwargs)
        self.known = known

    @property
    def stop_fields(self) -> list[forms.BoundField]:
        return [self["siret"], *super().stop_fields]

    def clean_siret(self) -> str:
        """The employer that the file knows, or a SIRET whose key is right."""
        typed: str = "".join(self.cleaned_data["siret"].split())
        verdict = check_siret(typed)
        if typed != self.known and not verdict.ok:
            raise ValidationError(verdict.words)
        return typed


@dataclass(frozen=True)
class Both:
    """Two forms of one page, for the summary of what is to be corrected."""

    stop: PaperForm
    pays: PayStepForm

    @property
    def errors(self) -> dict[str, Any]:
        return {**self.stop.errors, **self.pays.errors}

    def non_field_errors(self) -> list[str]:
        return [*self.stop.non_field_errors(), *self.pays.non_field_errors()]

    def __iter__(self) -> Iterator[forms.BoundField]:
        yield from (*self.stop, *self.pays)


@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    case = open_case(request, case_id, "case.certificate")
    first = view_of(case, now=clock.now()).facts.first_day
    if first is None or case.state not in LIVE_STATES:
        messages.error(
            request, _("Une attestation se saisit dans un dossier ouvert, avec son avis.")
        )
        return redirect("desk-case", case_id=case.id)
    known = case.employer.siret if case.employer else ""
    stop = PaperForm(
        clock.today(),
        posted(request),
        born=case.person.birth_date,
        known=known,
        initial={"siret": known, "last_day_worked": first - DAY, "reason": "01"},
    )
    pays = PayStepForm(reference_months(first), posted(request))
    if all([stop.is_valid(), pays.is_valid()]):
        declare(
            stop.certificate(pays, case.person),
            organisation=establishment(stop.cleaned_data["siret"], clock.now()),
            channel=Channel.PAPER,
            actor=actor_of(agent(request)),
            now=clock.now(),
        )
        messages.success(request, _("L'attestation est enregistrée, le calcul est refait."))
        return redirect("desk-case", case_id=case.id)
    context = {"case": case, "form": Both(stop, pays), "stop": stop, "pays": pays}
    return render(request, "web/desk/certificate.html", context)
