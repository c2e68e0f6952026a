"""Money asked back: what became of it, and each thing an agent may do of it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from guichet.benefits.sick_leave.service import (
    give_up_debt,
    receive_objection,
    settle_objection,
    spread_debt,
)
from guichet.law.counters import day_runs
from guichet.ledger.service import (
    ASKED,
    ObjectionOutcome,
    ObjectionWay,
    PayeeKind,
    Recovery,
    RecoveryState,
    RefusedStep,
    answer_by,
    collect_from,
    note_repayment,
    recovery_of_case,
)
from guichet.letters.service import GlyphsMissing
from guichet.people.service import Role, actor_of, names_of
from guichet.project import clock
from guichet.web.desk.case import open_case
from guichet.web.desk.signed_in import agent, author, posted
from guichet.web.forms import DayField, MoneyField, PlainForm


class RepaymentForm(PlainForm):
    amount = MoneyField(label=gettext_lazy("Somme reçue, en euros"))
    received_on = DayField(label=gettext_lazy("Reçue le"))

    def do(self, request: HttpRequest, recovery: Recovery) -> None:
        data = self.cleaned_data
        note_repayment(
            recovery.id,
            int(data["amount"] * 100),
            data["received_on"],
            actor=actor_of(agent(request)),
            now=clock.now(),
        )


class PlanForm(PlainForm):
    first_on = DayField(label=gettext_lazy("Première échéance"))
    months = forms.IntegerField(
        label=gettext_lazy("Nombre de mois"),
        help_text=gettext_lazy("Choisi avec la personne. Douze au plus (R.133-9-2)."),
        min_value=1,
        max_value=99,
    )

    def do(self, request: HttpRequest, recovery: Recovery) -> None:
        data = self.cleaned_data
        spread_debt(
            recovery,
            data["first_on"],
            data["months"],
            author=author(request),
            actor=actor_of(agent(request)),
            now=clock.now(),
        )


class RemissionForm(PlainForm):
    amount = MoneyField(label=gettext_lazy("Somme que la caisse ne demande plus, en euros"))
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi la personne ne peut pas rembourser"),
        help_text=gettext_lazy("Ressources, charges, foyer. Restera dans le dossier."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    honest = forms.BooleanField(
        label=gettext_lazy("Ni fraude ni fausse déclaration : je l'ai vérifié (L.256-4)")
    )

    def do(self, request: HttpRequest, recovery: Recovery) -> None:
        data = self.cleaned_data
        give_up_debt(
            recovery,
            int(data["amount"] * 100),
            data["reason"],
            author=author(request),
            actor=actor_of(agent(request)),
            now=clock.now(),
        )


class ObjectionForm(PlainForm):
    way = forms.ChoiceField(
        label=gettext_lazy("Ce qui est demandé"),
        choices=ObjectionWay.choices,
        widget=forms.RadioSelect,
    )
    received_on = DayField(label=gettext_lazy("Reçu le"))
    text = forms.CharField(
        label=gettext_lazy("Ce que dit la personne"),
        help_text=gettext_lazy("En une phrase. Rien sur sa santé."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def do(self, request: HttpRequest, recovery: Recovery) -> None:
        data = self.cleaned_data
        receive_objection(
            recovery,
            ObjectionWay(data["way"]),
            data["received_on"],
            data["text"],
            actor=actor_of(agent(request)),
            now=clock.now(),
        )


class AnswerForm(PlainForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Votre réponse"),
        choices=ObjectionOutcome.choices,
        help_text=gettext_lazy(
            "Si la personne a raison, corrigez d'abord le dossier : la nouvelle décision réduit la "
            "somme. Puis répondez ici."
        ),
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Pourquoi, pour la lettre"),
        help_text=gettext_lazy("Des phrases courtes, sans donnée de santé."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def do(self, request: HttpRequest, recovery: Recovery) -> None:
        data = self.cleaned_data
        settle_objection(
            recovery,
            ObjectionOutcome(data["outcome"]),
            data["answer"],
            author=author(request),
            actor=actor_of(agent(request)),
            now=clock.now(),
        )


@dataclass(frozen=True)
class Step:
    """Something an agent may do of a recovery: its form, its words, and when it is offered."""

    form: Callable[..., Any]
    title: Promise
    done: Promise
    when: Callable[[Recovery], bool]
    managers: bool = False


def _asked(found: Recovery) -> bool:
    return found.state in ASKED


def _asked_of_a_person(found: Recovery) -> bool:
    return _asked(found) and found.payee_kind == PayeeKind.INSURED


def _notified(found: Recovery) -> bool:
    return found.state == RecoveryState.NOTIFIED


def _contested(found: Recovery) -> bool:
    return _waiting(found) is not None


STEPS = {
    "remboursement": Step(
        RepaymentForm,
        gettext_lazy("Noter un remboursement"),
        gettext_lazy("Le remboursement est noté."),
        _asked,
    ),
    "echeancier": Step(
        PlanForm,
        gettext_lazy("Accorder un échéancier"),
        gettext_lazy("L'échéancier est accordé, la lettre part."),
        _notified,
    ),
    "contestation": Step(
        ObjectionForm,
        gettext_lazy("Noter une contestation"),
        gettext_lazy("La contestation est notée : rien n'est prélevé avant la réponse."),
        _notified,
    ),
    "reponse": Step(
        AnswerForm,
        gettext_lazy("Répondre à la contestation"),
        gettext_lazy("La réponse est enregistrée."),
        _contested,
    ),
    "remise": Step(
        RemissionForm,
        gettext_lazy("Accorder une remise"),
        gettext_lazy("La remise est accordée, la lettre part."),
        _asked_of_a_person,
        managers=True,
    ),
}


@require_safe
def debt(request: HttpRequest, case_id: uuid.UUID, recovery_id: uuid.UUID) -> HttpResponse:
    case = open_case(request, case_id, "case.debt")
    found = _found(case.id, recovery_id)
    waiting = _waiting(found)
    names = names_of(one.noted_by for one in found.repayments.all())
    context = {
        "case": case,
        "debt": found,
        "runs": [
            {"first": first, "last": last, "cents": each}
            for first, last, each in day_runs({one.day: one.cents for one in found.lines.all()})
        ],
        "repayments": [
            (one, names.get(one.noted_by, "")) for one in found.repayments.order_by("received_on")
        ],
        "plan": found.instalments.filter(ended_at=None).order_by("due_on"),
        "objections": found.objections.order_by("noted_at"),
        "answer_by": answer_by(waiting) if waiting else None,
        "collect_from": collect_from(found),
        "steps": [(slug, step) for slug, step in STEPS.items() if _offered(request, step, found)],
    }
    return render(request, "web/desk/debt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def step(
    request: HttpRequest, case_id: uuid.UUID, recovery_id: uuid.UUID, slug: str
) -> HttpResponse:
    case = open_case(request, case_id, "case.debt")
    found, asked = _found(case.id, recovery_id), STEPS.get(slug)
    if asked is None or (asked.managers and agent(request).role != Role.MANAGER):
        raise Http404
    back = redirect("desk-debt", case_id=case.id, recovery_id=found.id)
    if not _offered(request, asked, found):
        messages.warning(request, _("Ce trop-perçu a changé : relisez-le."))
        return back
    form = asked.form(posted(request), initial=_initial(slug, found))
    if form.is_valid():
        try:
            form.do(request, found)
        except (RefusedStep, GlyphsMissing) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, asked.done)
            return back
    context = {"case": case, "debt": found, "form": form, "step": asked}
    return render(request, "web/desk/debt_step.html", context)


def _initial(slug: str, found: Recovery) -> dict[str, Any]:
    today = clock.today()
    left = f"{found.net_left_cents // 100},{found.net_left_cents % 100:02d}"
    return {
        "remboursement": {"amount": left, "received_on": today},
        "contestation": {"received_on": today, "way": ObjectionWay.RECTIFICATION},
        "remise": {"amount": left},
    }.get(slug, {})


def _offered(request: HttpRequest, asked: Step, found: Recovery) -> bool:
    allowed = not asked.managers or agent(request).role == Role.MANAGER
    return allowed and asked.when(found)


def _waiting(found: Recovery) -> Any:
    """The objection that has no answer yet."""
    return found.objections.filter(outcome="").first()


def _found(case_id: uuid.UUID, recovery_id: uuid.UUID) -> Recovery:
    found = recovery_of_case(case_id, recovery_id)
    if found is None:
        raise Http404
    return found
