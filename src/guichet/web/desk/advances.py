"""The advance of a file: an agent proposes it, another one gives it or drops it."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave.service import (
    certain_days,
    drop_advance,
    give_advance,
    propose_advance,
    still_certain,
)
from guichet.cases.service import Case, RefusedTransition
from guichet.law.counters import day_runs
from guichet.ledger.service import (
    RefusedAdvance,
    SameAgent,
    advance_of,
    advances_given,
    days_of_advance,
    hold_of,
)
from guichet.people.service import actor_of, names_of
from guichet.project import clock
from guichet.web.desk.case import open_case
from guichet.web.desk.signed_in import agent
from guichet.web.desk.words import why_held

PROPOSE, GIVE, DROP = "propose", "give", "drop"


@require_http_methods(["GET", "HEAD", "POST"])
def advance(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    case = open_case(request, case_id, "case.advance")
    if request.method == "POST":
        return _do(request, case)
    proposed = advance_of(case.id)
    certain = certain_days(case, now=clock.now())
    days = days_of_advance(proposed) if proposed else certain.days
    who = agent(request)
    context = {
        "case": case,
        "given": advances_given(case.id),
        "proposed": proposed,
        "by": names_of([proposed.proposed_by]).get(proposed.proposed_by, "") if proposed else "",
        "mine": proposed is not None and proposed.proposed_by == who.id,
        "changed": proposed is not None and not still_certain(days, certain),
        "held": (held := hold_of(case.id)),
        "held_why": why_held(held) if held else "",
        "why_not": certain.why_not,
        "runs": [
            {"first": first, "last": last, "cents": cents} for first, last, cents in day_runs(days)
        ],
        "days": len(days),
        "cents": sum(days.values()),
    }
    return render(request, "web/desk/advance.html", context)


def _do(request: HttpRequest, case: Case) -> HttpResponse:
    who, now = actor_of(agent(request)), clock.now()
    asked = request.POST.get("gesture", "")
    try:
        if asked == PROPOSE:
            propose_advance(case.id, actor=who, now=now)
            words = _("L'acompte est proposé. Un autre agent doit le donner.")
        elif asked == GIVE:
            give_advance(case.id, _seen(request), actor=who, now=now)
            words = _("L'acompte est donné : la prochaine journée de paiement le verse.")
        else:
            drop_advance(case.id, _seen(request), actor=who, now=now)
            words = _("L'acompte est écarté.")
    except RefusedAdvance as refused:
        messages.error(request, str(refused))
    except SameAgent:
        messages.error(request, _("Vous avez proposé cet acompte : un autre agent doit le donner."))
    except RefusedTransition:
        messages.error(request, _("Ce dossier est clos ou retiré : il ne change plus."))
    else:
        messages.success(request, words)
    return redirect("desk-case", case_id=case.id)


def _seen(request: HttpRequest) -> uuid.UUID:
    """The advance that the agent looked at; what is none is taken for one that is gone."""
    try:
        return uuid.UUID(request.POST.get("seen", ""))
    except ValueError:
        return uuid.UUID(int=0)
