"""Sending a sick-leave notice for a patient, and where the notices sent stand.

A prescriber sees what they wrote and whether it arrived: never an amount, never another's data.
"""

import uuid
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from guichet.benefits.sick_leave import service as sick_leave
from guichet.benefits.sick_leave.service import (
    NewNotice,
    Notice,
    NoticeChannel,
    NoticeKind,
    NoticeState,
)
from guichet.people.service import Account, Professional, actor_of
from guichet.project import clock
from guichet.web.paging import page_of
from guichet.web.professional.forms import PatientNoticeForm

# The same whether or not the fund knows the person or another file of theirs: whoever types a
# number must not learn from the answer that somebody is insured here, or stopped.
RECEIVED = ("success", gettext_lazy("Reçu"))
STATES = {
    NoticeState.NEW: RECEIVED,
    NoticeState.MATCHED: RECEIVED,
    NoticeState.CONFLICT: RECEIVED,
    NoticeState.UNKNOWN_PERSON: RECEIVED,
    NoticeState.DISMISSED: ("neutral", gettext_lazy("Écarté après vérification")),
}


def _account(request: HttpRequest) -> Account:
    return cast(Account, request.user)


def _prescriber(request: HttpRequest) -> Professional:
    return cast(Professional, _account(request).professional)


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    page = page_of(sick_leave.notices_of_professional(_prescriber(request).id), request)
    rows = [_row(notice) for notice in page.items]
    return render(request, "web/professional/notices.html", {"page": page, "rows": rows})


def _row(notice: Notice) -> dict[str, Any]:
    badge, label = STATES[NoticeState(notice.state)]
    return {"notice": notice, "badge": badge, "label": label}


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    form = PatientNoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        try:
            actor = actor_of(_account(request))
            new = _new(request, form.cleaned_data)
            notice = sick_leave.send_notices([new], actor=actor, now=now)[0]
        except sick_leave.RefusedNotice as refused:
            form.refuse(refused.errors)
        else:
            return _received(request, notice, known=notice.received_at < now)
    return render(request, "web/professional/send.html", {"form": form})


def _new(request: HttpRequest, said: dict[str, Any]) -> NewNotice:
    return NewNotice(
        channel=NoticeChannel.DOCTOR_ONLINE,
        kind=NoticeKind(said["kind"]),
        nir=said["nir"],
        birth_date=said["birth_date"],
        family_name=said["family_name"],
        given_names=said["given_names"],
        first_day=said["first_day"],
        last_day=said["last_day"],
        prescribed_on=said["prescribed_on"],
        sent_on=localdate(clock.now()),
        siret=said["siret"],
        part_time_from=said["part_time_from"],
        professional=_prescriber(request),
        medical_reason=said["medical_reason"],
    )


def _received(request: HttpRequest, notice: Notice, *, known: bool) -> HttpResponse:
    """A notice that somebody else sent before has no receipt here: the list says that it came."""
    if known:
        day = date_format(localdate(notice.received_at), "j F Y")
        words = _("Nous avons déjà reçu ce même avis le {day}. Rien n'est refait.")
        messages.info(request, words.format(day=day))
    if notice.professional_id != _prescriber(request).id:
        return redirect("professional-notices")
    return redirect("professional-notice", notice.id)


@require_safe
def receipt(request: HttpRequest, notice_id: uuid.UUID) -> HttpResponse:
    try:
        notice = sick_leave.notice_for(notice_id, _account(request))
    except sick_leave.NotYours:
        raise Http404 from None
    return render(request, "web/professional/receipt.html", _row(notice))
