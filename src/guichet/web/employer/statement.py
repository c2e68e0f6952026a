"""The salary certificate (DSIJ) in two steps: the stop, then the pay of its reference months."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave.service import EmployerRequest, declare, employer_requests
from guichet.cases.service import NotYours, piece_for_employer
from guichet.declarations.service import CANCELLATION, DeclaredStop, stops_of_case
from guichet.law.sickness import reference_months
from guichet.people.service import Person, actor_of
from guichet.project import clock
from guichet.web.employer.part_time import PartTimeForm
from guichet.web.employer.signed_in import account, organisation
from guichet.web.pay_form import PayStepForm
from guichet.web.stop_form import STOP_FIELDS, NewStopStepForm, StopStepForm

STOP, PAYS = "stop", "pays"


@dataclass(frozen=True)
class Asked:
    """What the fund asked: of whom, and what this employer said of the stop before."""

    request: EmployerRequest
    said: DeclaredStop | None

    @property
    def person(self) -> Person:
        return self.request.piece.case.person


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The employer speaks first: the person is typed too."""
    if request.method != "POST":
        return _show_stop(request, NewStopStepForm(clock.today()), None)
    return _carry_on(request, NewStopStepForm(clock.today(), request.POST), None)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, piece_id: uuid.UUID) -> HttpResponse:
    """The fund asked: the person is known, and so is the stop when only its wages lack."""
    asked = _asked(request, piece_id)
    if asked.request.pay_lost_is_asked:
        return pay_lost(request, asked)
    born = asked.person.birth_date
    if request.method == "POST":
        form = StopStepForm(clock.today(), request.POST, born=born)
        return _carry_on(request, form, asked)
    form = StopStepForm(clock.today(), born=born, initial=_known(asked))
    if asked.said is not None and not asked.request.stop_is_asked:
        return _show_pays(request, form, PayStepForm(asked.request.months), asked)
    return _show_stop(request, form, asked)


def _asked(request: HttpRequest, piece_id: uuid.UUID) -> Asked:
    try:
        piece = piece_for_employer(piece_id, account(request))
    except NotYours:
        raise Http404 from None
    found = employer_requests([piece])
    if not found:
        raise Http404
    ours = stops_of_case(piece.case_id).filter(organisation=piece.organisation_id)
    return Asked(found[0], ours.exclude(reason=CANCELLATION).last())


def _known(asked: Asked) -> dict[str, Any]:
    if asked.said is not None:
        return {name: getattr(asked.said, name) for name in STOP_FIELDS}
    return {
        "last_day_worked": asked.request.first_day - timedelta(days=1),
        "expected_end": asked.request.expected_end,
        "reason": "01",
    }


def _carry_on(request: HttpRequest, form: StopStepForm, asked: Asked | None) -> HttpResponse:
    if not form.is_valid() or "back" in request.POST:
        return _show_stop(request, form, asked)
    months = _months(form.cleaned_data["last_day_worked"], asked)
    if request.POST.get("step") != PAYS:
        return _show_pays(request, form, PayStepForm(months), asked)
    pays = PayStepForm(months, request.POST)
    if not pays.is_valid():
        return _show_pays(request, form, pays, asked)
    deposit, stops = declare(
        form.certificate(pays, asked.person if asked else None),
        organisation=organisation(request),
        actor=actor_of(account(request)),
        now=clock.now(),
    )
    if asked is not None:
        said = _(
            "Merci, votre réponse est arrivée. Nous reprenons le dossier de votre salarié : s'il "
            "manque autre chose, nous vous le demandons."
        )
    elif stops:
        said = _("Votre attestation est reçue.")
    else:
        said = _("Cet arrêt était déjà déclaré : les salaires sont mis à jour.")
    messages.success(request, said)
    return redirect("employer-deposit", deposit.id)


def pay_lost(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The fund asked the pay lost in the months of part-time that are over."""
    form = PartTimeForm(asked.request.part_times, clock.today(), request.POST or None)
    if not form.is_valid():
        context = {"form": form, "asked": asked}
        return render(request, "web/employer/part_time.html", context)
    deposit, _stops = declare(
        form.declared(asked.person, asked.said, asked.request),
        organisation=organisation(request),
        actor=actor_of(account(request)),
        now=clock.now(),
    )
    messages.success(request, _("Merci, votre réponse est arrivée. Ces jours vont être calculés."))
    return redirect("employer-deposit", deposit.id)


def _months(last_day_worked: date, asked: Asked | None) -> Sequence[str]:
    if asked is not None:
        return asked.request.months
    return reference_months(last_day_worked + timedelta(days=1))


def _show_stop(request: HttpRequest, form: StopStepForm, asked: Asked | None) -> HttpResponse:
    context = {"form": form, "asked": asked}
    return render(request, "web/employer/statement_stop.html", context)


def _show_pays(
    request: HttpRequest, stop: StopStepForm, pays: PayStepForm, asked: Asked | None
) -> HttpResponse:
    """The first step travels with the second, in the page: nothing of it is kept meanwhile."""
    values = stop.cleaned_data if stop.is_bound else stop.initial
    context = {
        "form": pays,
        "carried": [field.as_hidden() for field in stop],
        "asked": asked,
        "last_day_worked": values.get("last_day_worked"),
        "name": _name(values, asked),
    }
    return render(request, "web/employer/statement_pays.html", context)


def _name(values: Mapping[str, Any], asked: Asked | None) -> str:
    if asked is not None:
        return asked.person.full_name
    return f"{values.get('given_names', '')} {values.get('family_name', '')}".strip()
