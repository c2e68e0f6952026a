"""Finding a person or a file, and the page of a person."""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guichet.cases.service import case_numbered, cases_of
from guichet.formats.phones import mask_mobile
from guichet.journal.service import of_person, tell
from guichet.ledger.service import (
    BadAccount,
    account_of,
    account_to_confirm,
    change_person_account,
    orders_of_person,
    paid_elsewhere,
)
from guichet.letters.service import letters_of_person
from guichet.people.service import (
    NotYours,
    Person,
    Role,
    actor_of,
    names_of,
    person_for_staff,
    persons_like,
    sms_number_of,
)
from guichet.project import clock
from guichet.web.desk import words
from guichet.web.desk.forms import AccountForm, SearchForm
from guichet.web.desk.signed_in import agent, posted

TWO_YEARS = timedelta(days=731)
GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_AND_POST
def search(request: HttpRequest) -> HttpResponse:
    """By POST only: what is typed here must not stay in an address."""
    form = SearchForm(posted(request))
    people: list[Person] | None = None
    if form.is_valid():
        data = form.cleaned_data
        if data["number"]:
            if case := case_numbered(data["number"]):
                return redirect("desk-case", case_id=case.id)
            form.add_error("number", _("Aucun dossier ne porte ce numéro. Vérifiez-le."))
        else:
            people = persons_like(
                nir=data["nir"],
                family_name=data["family_name"].strip(),
                birth_date=data["birth_date"],
            )
            if len(people) == 1:
                return redirect("desk-person", person_id=people[0].id)
    found = [
        {"person": one, "nir": words.masked_nir(one.nir), "town": (one.address or [""])[-1]}
        for one in people or ()
    ]
    context = {"form": form, "searched": people is not None, "found": found}
    return render(request, "web/desk/search.html", context)


def open_person(request: HttpRequest, person_id: uuid.UUID, page: str) -> Person:
    """The person, the reading traced; a 404 where there is none."""
    actor = actor_of(agent(request))
    try:
        return person_for_staff(person_id, actor=actor, now=clock.now(), page=page)
    except NotYours:
        raise Http404 from None


@require_safe
def person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    shown = open_person(request, person_id, "person")
    return _page(request, shown, words.masked_nir(shown.nir), revealed=False)


@require_POST
def reveal(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """The same page with the whole number, which leaves its own trace."""
    shown = open_person(request, person_id, "person.nir")
    return _page(request, shown, words.spaced_nir(shown.nir), revealed=True)


def _page(request: HttpRequest, shown: Person, nir: str, *, revealed: bool) -> HttpResponse:
    today = localdate(clock.now())
    account, sms = account_of(shown.id), sms_number_of(shown)
    context = {
        "sms": mask_mobile(sms.number) if sms else "",
        "person": shown,
        "manages": agent(request).role == Role.MANAGER,
        "nir": nir,
        "revealed": revealed,
        "account": account,
        "to_confirm": account_to_confirm(shown.id),
        "iban": words.masked_iban(account.iban) if account else "",
        "cases": list(cases_of(shown.id)),
        "elsewhere": paid_elsewhere(shown.id),
        "orders": list(orders_of_person(shown.id, today - TWO_YEARS, today)),
        "letters": list(letters_of_person(shown.id)),
        "entries": _timeline(shown),
    }
    return render(request, "web/desk/person.html", context)


def _timeline(shown: Person) -> list[dict[str, Any]]:
    events = list(of_person(shown.id).order_by("-at", "-id")[:60])
    names = names_of(event.actor_id for event in events)
    return [
        {
            "when": event.at,
            "text": tell(event),
            "who": names.get(event.actor_id, "") if event.actor_id else "",
        }
        for event in events
    ]


@GET_AND_POST
def account(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    shown = open_person(request, person_id, "person.account")
    if shown.erased_at is not None:
        raise Http404
    form = AccountForm(posted(request), initial={"holder": shown.full_name[:70]})
    if form.is_valid():
        data = form.cleaned_data
        try:
            change_person_account(
                shown,
                holder=data["holder"].strip(),
                iban=data["iban"],
                why=data["why"],
                actor=actor_of(agent(request)),
                now=clock.now(),
            )
        except BadAccount as refusal:
            form.add_error("iban", str(refusal))
        else:
            messages.success(
                request,
                _(
                    "Les coordonnées bancaires sont saisies. Un autre agent doit les confirmer ; "
                    "les paiements de la personne attendent jusque-là."
                ),
            )
            return redirect("desk-person", person_id=shown.id)
    known = account_of(shown.id)
    iban = words.masked_iban(known.iban) if known else ""
    context = {"person": shown, "form": form, "iban": iban}
    return render(request, "web/desk/account.html", context)
