"""Sending my sick-leave notice: typed online, or the paper deposited with its dates."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from guichet.benefits.sick_leave import service as sick_leave
from guichet.benefits.sick_leave.service import NewNotice, Notice, NoticeChannel, NoticeKind
from guichet.documents.service import RefusedFile, Upload
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.insured.forms import OnlineNoticeForm, PaperNoticeForm
from guichet.web.insured.signed_in import account, person
from guichet.web.notice_form import NoticeForm

ALREADY = "deja"


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    return render(request, "web/insured/notice_choose.html")


@require_http_methods(["GET", "HEAD", "POST"])
def online(request: HttpRequest) -> HttpResponse:
    def send(form: NoticeForm) -> Notice:
        new = _new(request, form.cleaned_data, NoticeChannel.INSURED_ONLINE)
        return sick_leave.send_notices([new], actor=actor_of(account(request)), now=clock.now())[0]

    form = OnlineNoticeForm(request.POST or None)
    return _answer(request, form, send, "web/insured/notice_online.html")


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest) -> HttpResponse:
    def send(form: NoticeForm) -> Notice:
        file = form.cleaned_data["file"]
        return sick_leave.send_scanned_notice(
            _new(request, form.cleaned_data, NoticeChannel.SCAN),
            Upload(file.name, file.read()),
            person=person(request),
            actor=actor_of(account(request)),
            now=clock.now(),
        )

    form = PaperNoticeForm(request.POST or None, request.FILES or None)
    return _answer(request, form, send, "web/insured/notice_paper.html")


def _answer(
    request: HttpRequest, form: NoticeForm, send: Callable[[Any], Notice], template: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        before = clock.now()
        try:
            notice = send(form)
        except sick_leave.RefusedNotice as refused:
            form.refuse(refused.errors)
        except RefusedFile as refused_file:
            form.add_error("file", str(refused_file))
        else:
            address = reverse("insured-notice-sent", args=[notice.id])
            return redirect(f"{address}?{ALREADY}=1" if notice.received_at < before else address)
    return render(request, template, {"form": form})


def _new(request: HttpRequest, said: dict[str, Any], channel: NoticeChannel) -> NewNotice:
    """An insured person sends for themself only: who it is for comes from the account."""
    me = person(request)
    return NewNotice(
        channel=channel,
        kind=NoticeKind(said["kind"]),
        nir=me.nir,
        birth_date=me.birth_date,
        family_name=me.family_name,
        given_names=me.given_names,
        first_day=said["first_day"],
        last_day=said["last_day"],
        prescribed_on=said["prescribed_on"],
        sent_on=localdate(clock.now()),
        siret=said["siret"],
        part_time_from=said["part_time_from"],
    )


@require_safe
def part_three(request: HttpRequest, notice_id: uuid.UUID) -> HttpResponse:
    """The sheet for the employer; none for a paper, which has its own."""
    try:
        notice = sick_leave.notice_for(notice_id, account(request))
    except sick_leave.NotYours:
        raise Http404 from None
    if not sick_leave.has_part_three(notice):
        raise Http404
    answer = HttpResponse(
        sick_leave.part_three(notice, now=clock.now()), content_type="application/pdf"
    )
    answer.headers["Content-Disposition"] = 'inline; filename="volet-3.pdf"'
    return answer


@require_safe
def sent(request: HttpRequest, notice_id: uuid.UUID) -> HttpResponse:
    try:
        notice = sick_leave.notice_for(notice_id, account(request))
    except sick_leave.NotYours:
        raise Http404 from None
    enough = sick_leave.copy_is_enough(notice.channel, notice.prescribed_on)
    context = {"notice": notice, "already": ALREADY in request.GET, "original": not enough}
    return render(request, "web/insured/notice_sent.html", context)
