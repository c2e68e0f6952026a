"""Payslips that stand in for an employer: an agent types what is read on them."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave.service import (
    BadValue,
    Lacking,
    Payslips,
    lacking,
    payslips_of,
    read_payslips,
)
from guichet.cases.service import LIVE_STATES, Case, RefusedTransition, facts_with_sources
from guichet.declarations.service import establishment
from guichet.documents.service import RefusedFile, Upload
from guichet.formats.identifiers import check_siret
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.desk.case import open_case
from guichet.web.desk.signed_in import agent, posted
from guichet.web.forms import DayField
from guichet.web.notice_form import PaperField
from guichet.web.pay_form import PayStepForm


class PayslipsForm(PayStepForm):
    """The wages of the months that lack, with what else the employer has not said."""

    siret = forms.CharField(
        label=gettext_lazy("SIRET de l'employeur"),
        max_length=20,
        help_text=gettext_lazy("14 chiffres, en haut du bulletin."),
    )
    last_day_worked = DayField(
        label=gettext_lazy("Dernier jour travaillé, selon la personne"),
        help_text=gettext_lazy("Le dernier jour où elle est venue travailler : le lui demander."),
    )
    keeps_wage = forms.ChoiceField(
        label=gettext_lazy("L'employeur garde-t-il le salaire pendant l'arrêt ?"),
        help_text=gettext_lazy("Demandez-le à la personne, et regardez le bulletin de l'arrêt."),
        choices=[
            ("no", gettext_lazy("Non : la personne n'est pas payée pendant l'arrêt")),
            ("yes", gettext_lazy("Oui, ou en partie")),
        ],
        widget=forms.RadioSelect,
    )
    file = PaperField(label=gettext_lazy("Les bulletins, numérisés"), required=False)

    def __init__(self, wanted: Lacking, *args: Any, on_file: bool, **kwargs: Any) -> None:
        super().__init__(wanted.months, *args, initial=_typed(wanted), **kwargs)
        if not wanted.employer:
            del self.fields["siret"]
        if not wanted.worked:
            del self.fields["last_day_worked"]
        if not wanted.keeps_wage:
            del self.fields["keeps_wage"]
        self.fields["file"].required = not on_file
        self.fields["file"].error_messages["required"] = _(
            "Joignez les bulletins numérisés : la décision repose sur eux."
        )

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What is asked beside the wages, the paper first."""
        names = ("file", "siret", "last_day_worked", "keeps_wage")
        return [self[name] for name in names if name in self.fields]

    def clean_siret(self) -> str:
        verdict = check_siret(self.cleaned_data["siret"])
        if not verdict.ok:
            raise ValidationError(verdict.words)
        return verdict.value

    def read(self) -> Payslips:
        """What was typed; a new establishment is known from now on."""
        said = self.cleaned_data
        siret, scan, keeps = said.get("siret"), said.get("file"), said.get("keeps_wage")
        return Payslips(
            self.pays(),
            said.get("last_day_worked"),
            None if keeps is None else keeps == "yes",
            establishment(siret, clock.now()) if siret else None,
            Upload(scan.name, scan.read()) if scan else None,
        )


def _typed(wanted: Lacking) -> dict[str, Any]:
    """What was read before, as it was typed."""
    known = wanted.known
    found: dict[str, Any] = {"last_day_worked": known.get("employer.last_day_worked")}
    if known.get("subrogation") is False:
        found["keeps_wage"] = "no"
    for month in wanted.months:
        wage = known.get(f"wage.{month}") or {}
        for name, key in (("gross", "gross_cents"), ("restored", "restored_cents")):
            if wage.get(key) is not None:
                found[f"{name}_{month}"] = f"{wage[key] // 100},{wage[key] % 100:02d}"
        if wage.get("hours") is not None:
            found[f"hours_{month}"] = wage["hours"].replace(".", ",")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def payslips(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    case = open_case(request, case_id, "case.payslips")
    wanted = lacking(case, facts_with_sources(case.id))
    if not wanted.months or case.state not in LIVE_STATES:
        return _not_lacking(request, case)
    paper = payslips_of(case.id)
    form = PayslipsForm(wanted, posted(request), request.FILES or None, on_file=paper is not None)
    if form.is_valid():
        try:
            read_payslips(case.id, form.read(), actor=actor_of(agent(request)), now=clock.now())
        except BadValue as fault:
            form.add_error(None, str(fault))
        except RefusedFile as refused:
            form.add_error("file", str(refused))
        except RefusedTransition:
            return _not_lacking(request, case)
        else:
            words = _("Les bulletins sont lus, le calcul est refait. L'accord sera provisoire.")
            messages.success(request, words)
            return redirect("desk-case", case_id=case.id)
    context = {"case": case, "form": form, "paper": paper}
    return render(request, "web/desk/payslips.html", context)


def _not_lacking(request: HttpRequest, case: Case) -> HttpResponse:
    messages.error(
        request, _("Aucun salaire ne manque à ce dossier : les bulletins ne remplacent rien.")
    )
    return redirect("desk-case", case_id=case.id)
