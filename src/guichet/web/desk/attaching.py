"""Notices and employers' stops that no rule could place: attach them to a file, or set aside."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave.service import (
    DismissalReason,
    Notice,
    Unattached,
    attach_notice,
    attach_stop,
    dismiss_notice,
    dismiss_stop,
    open_for_notice,
    open_for_stop,
    unattached_notice,
    unattached_stop,
)
from guichet.cases.service import RefusedTransition
from guichet.declarations.service import DeclaredStop
from guichet.journal.service import record_reading
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.tasks.service import about
from guichet.web.desk import words
from guichet.web.desk.basket import task_lines
from guichet.web.desk.forms import AttachForm, DismissForm
from guichet.web.desk.signed_in import agent

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
Items = list[tuple[str, Any]]


@GET_AND_POST
def notice(request: HttpRequest, notice_id: uuid.UUID) -> HttpResponse:
    found = unattached_notice(notice_id)
    if found is None:
        raise Http404
    title = _("Avis d'arrêt à rattacher")
    return _page(request, found, "notice", title, _notice_items(found.sent))


@GET_AND_POST
def stop(request: HttpRequest, stop_id: uuid.UUID) -> HttpResponse:
    found = unattached_stop(stop_id)
    if found is None:
        raise Http404
    title = _("Arrêt déclaré par un employeur, à rattacher")
    return _page(request, found, "stop", title, _stop_items(found.sent))


ATTACH: dict[str, Callable[..., None]] = {"notice": attach_notice, "stop": attach_stop}
OPEN: dict[str, Callable[..., uuid.UUID]] = {"notice": open_for_notice, "stop": open_for_stop}
DISMISS: dict[str, Callable[..., None]] = {"notice": dismiss_notice, "stop": dismiss_stop}


def _page(
    request: HttpRequest, found: Unattached[Any], kind: str, title: str, items: Items
) -> HttpResponse:
    document = found.sent.document if kind == "notice" else found.sent.deposit.document
    if found.person_id or document:
        record_reading(
            **_gesture(request),
            page=f"unattached.{kind}",
            person_id=found.person_id,
            document_id=document.id if document else None,
        )
    choices = [(str(c.case.id), _candidate(c)) for c in found.candidates]
    act = request.POST.get("act", "")
    attach = AttachForm(request.POST if act == "attach" else None, cases=choices)
    dismiss = DismissForm(request.POST if act == "dismiss" else None)
    try:
        if attach.is_valid():
            return _attach(request, found, kind, uuid.UUID(attach.cleaned_data["case"]))
        if act == "open":
            return _open(request, found, kind)
        if dismiss.is_valid():
            return _dismiss(request, found, kind, dismiss.cleaned_data)
    except RefusedTransition:
        messages.error(request, _("Ce n'est plus possible : la situation a changé."))
        return redirect("desk-basket")
    context = {
        "title": title,
        "items": items,
        "person_id": found.person_id,
        "candidates": choices,
        "attach": attach,
        "dismiss": dismiss,
        "form": attach if act == "attach" else dismiss,
        "tasks": task_lines(list(about(f"{kind}:{found.sent.id}")), request),
        "document": document,
    }
    return render(request, "web/desk/unattached.html", context)


def _gesture(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(agent(request)), "now": clock.now()}


def _attach(
    request: HttpRequest, found: Unattached[Any], kind: str, case_id: uuid.UUID
) -> HttpResponse:
    ATTACH[kind](found.sent.id, case_id, **_gesture(request))
    messages.success(request, _("C'est rattaché, le dossier est réexaminé."))
    return redirect("desk-case", case_id=case_id)


def _open(request: HttpRequest, found: Unattached[Any], kind: str) -> HttpResponse:
    case_id = OPEN[kind](found.sent.id, **_gesture(request))
    messages.success(request, _("Un nouveau dossier est ouvert."))
    return redirect("desk-case", case_id=case_id)


def _dismiss(
    request: HttpRequest, found: Unattached[Any], kind: str, said: dict[str, Any]
) -> HttpResponse:
    why = DismissalReason(said["why"])
    DISMISS[kind](found.sent.id, why=why, note=said["note"], **_gesture(request))
    messages.success(request, _("C'est écarté, avec votre raison."))
    return redirect("desk-basket")


def _candidate(candidate: Any) -> str:
    facts = candidate.facts
    parts = [candidate.case.number, str(candidate.case.get_state_display())]
    parts += [
        _("arrêt du {first} au {last}").format(first=words.day(p.first), last=words.day(p.last))
        for p in facts.periods
    ]
    if facts.last_day_worked:
        parts.append(
            _("dernier jour travaillé le {day}").format(day=words.day(facts.last_day_worked))
        )
    return ", ".join(parts)


def _notice_items(notice: Notice) -> Items:
    prescriber = notice.professional.name if notice.professional else _("non connu")
    return [
        (_("Personne"), f"{notice.given_names} {notice.family_name}"),
        (_("Numéro de sécurité sociale"), words.masked_nir(notice.nir)),
        (_("Date de naissance"), words.day(notice.birth_date)),
        (_("Nature"), notice.get_kind_display()),
        (_("Arrêt"), f"{words.day(notice.first_day)} – {words.day(notice.last_day)}"),
        *_part_time(notice),
        (_("Prescrit le"), words.day(notice.prescribed_on)),
        (_("Envoyé le"), words.day(notice.sent_on)),
        (_("Reçu le"), words.day(localdate(notice.received_at))),
        (_("Par"), f"{notice.get_channel_display()}, {prescriber}"),
        (_("État"), notice.get_state_display()),
    ]


def _part_time(notice: Notice) -> Items:
    if notice.part_time_from is None:
        return []
    return [(_("Temps partiel thérapeutique à partir du"), words.day(notice.part_time_from))]


def _stop_items(stop: DeclaredStop) -> Items:
    reason = f"{words.REASONS.get(stop.reason, _('autre motif'))} ({stop.reason})"
    returned = _("Reprise à temps partiel le") if stop.returned_part_time else _("Reprise le")
    return [
        (_("Personne"), f"{stop.given_names} {stop.family_name}"),
        (_("Numéro de sécurité sociale"), words.masked_nir(stop.nir) if stop.nir else _("absent")),
        (_("Date de naissance"), words.day(stop.birth_date)),
        (_("Employeur"), f"{stop.organisation.name} ({stop.organisation.siret})"),
        (_("Origine"), stop.get_nature_display()),
        (_("Motif"), reason),
        (_("Dernier jour travaillé"), words.day(stop.last_day_worked)),
        (_("Fin prévue"), words.day(stop.expected_end)),
        (returned, words.day(stop.returned_on)),
        (_("L'employeur garde le salaire"), words.yes_no(stop.subrogation)),
        (_("Déclaré le"), words.day(localdate(stop.declared_at))),
        (_("État"), stop.get_match_display()),
    ]
