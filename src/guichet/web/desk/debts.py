"""Money asked back: what became of it, and each thing an agent may do of it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guichet.law.counters import day_runs
from guichet.law.explanation import render_full
from guichet.law.seizable import seizable_steps
from guichet.ledger.service import (
    ASKED,
    ObjectionWay,
    PayeeKind,
    Recovery,
    RecoveryState,
    RefusedStep,
    answer_by,
    collect_from,
    month_so_far,
    plan_left,
    recovery_of_case,
    withholding_of,
)
from guichet.letters.service import GlyphsMissing
from guichet.people.service import Role, names_of
from guichet.project import clock
from guichet.web.desk.case import open_case
from guichet.web.desk.debt_forms import (
    AnswerForm,
    EndWithholdingForm,
    ObjectionForm,
    PersonWithholdingForm,
    PlanForm,
    RemissionForm,
    RepaymentForm,
    WithholdingForm,
)
from guichet.web.desk.signed_in import agent, posted


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


def _collectable(found: Recovery) -> bool:
    return _notified(found) and clock.today() >= collect_from(found)


def _of_a_person(found: Recovery) -> bool:
    return _collectable(found) and found.payee_kind == PayeeKind.INSURED


def _of_an_employer(found: Recovery) -> bool:
    return _collectable(found) and found.payee_kind == PayeeKind.EMPLOYER


def _withheld(found: Recovery) -> bool:
    return withholding_of(found) is not None


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
    "retenue": Step(
        PersonWithholdingForm,
        gettext_lazy("Retenir sur ses prochains paiements"),
        gettext_lazy("La retenue est décidée, la lettre part."),
        _of_a_person,
    ),
    "retenue-employeur": Step(
        WithholdingForm,
        gettext_lazy("Retenir sur ses prochains paiements"),
        gettext_lazy("La retenue est décidée, la lettre part."),
        _of_an_employer,
    ),
    "fin-retenue": Step(
        EndWithholdingForm,
        gettext_lazy("Arrêter la retenue"),
        gettext_lazy("La retenue est arrêtée, la lettre part."),
        _withheld,
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
    live = withholding_of(found)
    authors = [one.noted_by for one in found.repayments.all()]
    given_up = list(found.remissions.order_by("decided_at"))
    authors += [one.decided_by for one in given_up]
    names = names_of(one for one in [*authors, live and live.decided_by] if one)
    context = {
        "case": case,
        "debt": found,
        "runs": [
            {"first": first, "last": last, "cents": each}
            for first, last, each in day_runs({one.day: one.cents for one in found.lines.all()})
        ],
        "repayments": [
            (one, names.get(one.noted_by, "") if one.noted_by else "")
            for one in sorted(found.repayments.all(), key=lambda one: one.noted_at)
        ],
        "remissions": [(one, names.get(one.decided_by, "")) for one in given_up],
        "plan": plan_left(found),
        "objections": found.objections.order_by("noted_at"),
        "withholding": live,
        "withheld_by": names.get(live.decided_by, "") if live else "",
        "month": _month(found),
        "awaited": "reponse" if waiting else "",
        "answer_by": answer_by(waiting) if waiting else None,
        "collect_from": collect_from(found),
        "steps": [(slug, step) for slug, step in STEPS.items() if _offered(request, step, found)],
    }
    return render(request, "web/desk/debt.html", context)


def _month(found: Recovery) -> dict[str, Any] | None:
    """What this month has paid and withheld, and what the law allows of it, explained."""
    live = withholding_of(found)
    if live is None:
        return None
    net, withheld, limit = month_so_far(found, live.dependants, clock.today())
    lang = "en" if get_language() == "en" else "fr"
    told = {"net": net, "withheld": withheld}
    if limit is None:
        return told
    return {**told, "limit": limit.cents, "how": render_full(seizable_steps(limit), lang)}


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
    context = {"case": case, "debt": found, "form": form, "step": asked, "ends": _ends(slug, found)}
    return render(request, "web/desk/debt_step.html", context)


def _ends(slug: str, found: Recovery) -> str:
    """What of the debt another gesture would end, in words."""
    if slug == "echeancier" and plan_left(found):
        return _("Un échéancier court déjà : le nouveau le remplace, pour ce qui reste.")
    if slug == "echeancier" and withholding_of(found):
        return _("Une retenue court déjà : l'échéancier la remplace.")
    if slug.startswith("retenue") and plan_left(found):
        return _("Un échéancier court déjà : la retenue le remplace.")
    return ""


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
