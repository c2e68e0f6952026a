"""The second pair of eyes on a bank account that a colleague has typed."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guichet.journal.service import of_person
from guichet.ledger.service import (
    BankDetails,
    OwnEntry,
    StaleAccount,
    account_of,
    account_to_confirm,
    confirm_account,
    reject_account,
)
from guichet.people.service import Person, actor_of, names_of
from guichet.project import clock
from guichet.web.desk import words
from guichet.web.desk.forms import ACCOUNT_REASONS, SeenAccountForm
from guichet.web.desk.person import open_person
from guichet.web.desk.signed_in import agent, posted


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """The account beside its proof: confirm it, or set it aside."""
    shown = open_person(request, person_id, "person.account.confirm")
    waiting = account_to_confirm(shown.id)
    form = SeenAccountForm(posted(request), initial={"account": waiting.id if waiting else None})
    if form.is_valid():
        _settle(request, shown, form.cleaned_data["account"])
        return redirect("desk-person", person_id=shown.id)
    if waiting is None:
        messages.info(request, _("Aucun compte bancaire n'attend d'être confirmé."))
        return redirect("desk-person", person_id=shown.id)
    context = {"person": shown, "form": form, **_about(shown, waiting)}
    context["own"] = waiting.entered_by == agent(request).pk
    return render(request, "web/desk/account_confirm.html", context)


def _settle(request: HttpRequest, shown: Person, seen: uuid.UUID) -> None:
    gesture, said = confirm_account, _("Le compte bancaire est confirmé.")
    if "reject" in request.POST:
        gesture, said = reject_account, _("Le compte bancaire saisi est écarté.")
    try:
        gesture(shown, seen, actor=actor_of(agent(request)), now=clock.now())
    except OwnEntry:
        messages.error(request, _("Vous avez saisi ce compte : un autre agent doit le confirmer."))
    except StaleAccount:
        messages.warning(
            request, _("Le compte à confirmer a changé depuis que vous l'avez ouvert.")
        )
    else:
        messages.success(request, said)


def _about(shown: Person, waiting: BankDetails) -> dict[str, Any]:
    entry = of_person(shown.id).filter(kind="bank_details.to_confirm").last()
    known = account_of(shown.id)
    return {
        "waiting": waiting,
        "iban": words.spaced_iban(waiting.iban),
        "iban_today": words.masked_iban(known.iban) if known else "",
        "holder_today": known.holder if known else "",
        "entered_by": names_of([waiting.entered_by]).get(waiting.entered_by, ""),
        "why": ACCOUNT_REASONS.get(entry.data["why"], "") if entry else "",
    }
