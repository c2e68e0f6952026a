"""Payment days, money asked back, and what did not leave."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guichet.ledger.service import (
    due,
    orders_of_run,
    reconciled,
    recoveries,
    run_by_id,
    run_payments,
    runs,
    totals,
)
from guichet.outbox.service import message_named, resend, troubled
from guichet.people.service import Role, actor_of
from guichet.project import clock
from guichet.web.desk.signed_in import agent
from guichet.web.paging import page_of


def _manages(request: HttpRequest) -> bool:
    return agent(request).role == Role.MANAGER


@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    context = {
        "page": page_of(runs(), request),
        "today": clock.today(),
        "due": due(clock.today()),
        "manages": _manages(request),
    }
    return render(request, "web/desk/runs.html", context)


@require_safe
def run(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    shown = run_by_id(run_id)
    if shown is None:
        raise Http404
    files = list(shown.files.order_by("number").defer("content"))
    context = {
        "run": shown,
        "files": [(file, message_named(f"payment-file:{file.name}")) for file in files],
        "sums": totals(shown),
        "bank": reconciled(shown),
        "page": page_of(orders_of_run(shown), request, size=50),
    }
    return render(request, "web/desk/run.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The manager sees what will be paid, then pays it; asked twice, it is paid once."""
    today = clock.today()
    if request.method == "POST":
        made = run_payments(today, actor=actor_of(agent(request)), clock=clock.now)
        count = made.orders.count()
        sentence = ngettext(
            "Journée de paiement du jour : {n} virement.",
            "Journée de paiement du jour : {n} virements.",
            count,
        )
        messages.success(request, sentence.format(n=count))
        return redirect("desk-run", run_id=made.id)
    done = runs().filter(run_on=today, state="filed").first()
    context = {"today": today, "due": due(today), "done": done}
    return render(request, "web/desk/start_run.html", context)


@require_safe
def recovery_list(request: HttpRequest) -> HttpResponse:
    return render(request, "web/desk/recoveries.html", {"page": page_of(recoveries(), request)})


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """What failed, or left or not, nobody knows; each with its attempts."""
    context = {"page": page_of(troubled(), request), "manages": _manages(request)}
    return render(request, "web/desk/outbox.html", context)


@require_POST
def send_again(request: HttpRequest, message_id: uuid.UUID) -> HttpResponse:
    known = troubled().filter(pk=message_id).exists()
    try:
        if known:
            resend(message_id, now=clock.now())
    except ValueError:
        known = False
    if known:
        messages.success(request, _("L'envoi sera retenté sous le même identifiant."))
    else:
        messages.warning(request, _("Cet envoi est déjà reparti, ou n'existe pas."))
    return redirect("desk-outbox")
