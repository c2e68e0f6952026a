"""Depositing files, DSN or salary certificates, and what was understood of each one."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guichet.benefits.sick_leave.service import read_later
from guichet.declarations.service import (
    DeclaredPay,
    DeclaredStop,
    Deposit,
    DepositState,
    NotYours,
    deposit_dsij,
    deposit_dsn,
    deposit_for_employer,
    deposit_of_document,
    deposits_of,
    employees_of_forms,
    pays_of_deposit,
    stops_of_deposit,
)
from guichet.documents.service import AlreadyDeposited, Document, Upload
from guichet.formats import dsij
from guichet.formats.identifiers import mask_nir
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.employer.forms import DsijFileForm, DsnFilesForm, fault_of_file
from guichet.web.employer.signed_in import account, organisation
from guichet.web.employer.words import (
    BADGES,
    NATURES,
    PAY_KINDS,
    deposit_name,
    outcome_of,
)
from guichet.web.months import month
from guichet.web.paging import page_of
from guichet.web.spreadsheet import spreadsheet
from guichet.web.stop_form import REASONS

SHOWN_FAULTS = 100
SHOWN_STOPS = 200
LOOK_AGAIN_SECONDS = 3


@dataclass(frozen=True)
class FileKind:
    """What is done with an employer's file; `most` names the setting of its longest size."""

    keep: Callable[..., Deposit]
    most: str


DSN = FileKind(deposit_dsn, "DSN_MAX_BYTES")
DSIJ = FileKind(deposit_dsij, "UPLOAD_MAX_BYTES")


@dataclass(frozen=True)
class StopLine:
    stop: DeclaredStop
    reason: str
    badge: str
    outcome: str


@dataclass(frozen=True)
class PayLine:
    nir: str
    month: str
    kind: str
    pay: DeclaredPay


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest) -> HttpResponse:
    form = DsnFilesForm(request.POST, request.FILES) if request.method == "POST" else DsnFilesForm()
    if form.is_bound and form.is_valid():
        taken = [_take(request, file, DSN) for file in form.cleaned_data["dsn_files"]]
        if len(taken) == 1 and taken[0] is not None:
            return redirect("employer-deposit", taken[0].id)
        return redirect("employer-deposits")
    return render(request, "web/employer/drop.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def drop_certificates(request: HttpRequest) -> HttpResponse:
    form = DsijFileForm(request.POST, request.FILES) if request.method == "POST" else DsijFileForm()
    if form.is_bound and form.is_valid():
        taken = _take(request, form.cleaned_data["dsij_file"], DSIJ)
        if taken is not None:
            return redirect("employer-deposit", taken.id)
        return redirect("employer-deposits")
    context = {"form": form, "required": dsij.REQUIRED, "most": dsij.MOST_MONTHS}
    return render(request, "web/employer/drop_certificates.html", context)


def _take(request: HttpRequest, file: Any, kind: FileKind) -> Deposit | None:
    """Take one file, and say on the next page what came of it. None when nothing new was kept."""
    if fault := fault_of_file(file.size, most_bytes=getattr(settings, kind.most)):
        messages.error(request, f"{file.name} : {fault}")
        return None
    try:
        with transaction.atomic():
            deposit = kind.keep(
                Upload(file.name, file.file),
                organisation=organisation(request),
                actor=actor_of(account(request)),
                now=clock.now(),
            )
            read_later(deposit.id)
    except AlreadyDeposited as known:
        _say_known(request, file.name, known.document)
        return None
    except IntegrityError:  # the same file sent twice at the same instant
        messages.info(request, _("{file} : déjà reçu.").format(file=file.name))
        return None
    messages.success(request, _("{file} : reçu.").format(file=file.name))
    return deposit


def _say_known(request: HttpRequest, name: str, document: Document) -> None:
    day = date_format(localdate(document.deposited_at), "j F Y")
    words = _("{file} : déjà reçu le {day}. Rien n'est refait.").format(file=name, day=day)
    known = deposit_of_document(document.id)
    if known is None:
        messages.info(request, words)
        return
    link = format_html(
        '<a href="{}">{}</a>', reverse("employer-deposit", args=[known.id]), _("Voir le résultat")
    )
    messages.info(request, format_html("{} {}", words, link))


@require_safe
def deposit_list(request: HttpRequest) -> HttpResponse:
    page = page_of(deposits_of(organisation(request).id), request)
    rows = rows_of(page.items)
    reading = any(row["reading"] for row in rows)
    context = {"page": page, "rows": rows, "reading": reading, "pause": LOOK_AGAIN_SECONDS}
    return render(request, "web/employer/deposits.html", context)


def rows_of(deposits: Sequence[Deposit]) -> list[dict[str, Any]]:
    """Deposits as a list shows them."""
    names = employees_of_forms(one.id for one in deposits)
    return [
        {
            "deposit": one,
            "name": deposit_name(one, names.get(one.id, "")),
            "badge": BADGES[DepositState(one.state)],
            "label": DepositState(one.state).label,
            "reading": one.state == DepositState.RECEIVED,
        }
        for one in deposits
    ]


@require_safe
def deposit(request: HttpRequest, deposit_id: uuid.UUID) -> HttpResponse:
    found = _mine(request, deposit_id)
    stops = list(stops_of_deposit(found.id)[:SHOWN_STOPS])
    known = found.summary.get("new_stops", len(stops))
    pays = page_of(pays_of_deposit(found.id), request, size=50)
    faults = sorted(found.faults, key=lambda fault: not fault["blocking"])
    context = {
        "deposit": found,
        "name": deposit_name(found, employees_of_forms([found.id]).get(found.id, "")),
        "badge": BADGES[DepositState(found.state)],
        "reading": found.state == DepositState.RECEIVED,
        "pause": LOOK_AGAIN_SECONDS,
        "natures": _natures(found.summary.get("natures", {})),
        "refused": found.summary.get("refused", 0),
        "pay_count": found.summary.get("pays", 0),
        "stop_count": known,
        "hidden_stops": known - len(stops),
        "repeated": found.summary.get("stops", 0) - known,
        "stops": _stop_lines(stops),
        "page": pays,
        "pays": [
            PayLine(mask_nir(pay.nir), month(pay.month), str(PAY_KINDS[pay.kind]), pay)
            for pay in pays.items
        ],
        "faults": faults[:SHOWN_FAULTS],
        "hidden_faults": max(0, len(faults) - SHOWN_FAULTS),
        "blocking": sum(fault.get("times", 1) for fault in faults if fault["blocking"]),
    }
    return render(request, "web/employer/deposit.html", context)


def _mine(request: HttpRequest, deposit_id: uuid.UUID) -> Deposit:
    try:
        return deposit_for_employer(deposit_id, account(request))
    except NotYours:
        raise Http404 from None


def _natures(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(str(NATURES.get(code, code)), count) for code, count in sorted(counted.items())]


def _stop_lines(stops: Sequence[DeclaredStop]) -> list[StopLine]:
    lines = []
    for stop in stops:
        badge, words = outcome_of(stop)
        reason = str(REASONS.get(stop.reason, _("Autre motif")))
        lines.append(StopLine(stop, reason, badge, words))
    return lines


@require_safe
def faults(request: HttpRequest, deposit_id: uuid.UUID) -> HttpResponse:
    """The faults as a table for a spreadsheet."""
    found = _mine(request, deposit_id)
    header = [_("Ligne"), _("Rubrique"), _("Code"), _("Gravité"), _("Message")]
    return spreadsheet(f"anomalies-{found.id}", header, _rows(found.faults))


def _rows(found: Sequence[Mapping[str, Any]]) -> Iterator[list[str]]:
    for fault in found:
        gravity = _("bloquante") if fault["blocking"] else _("à vérifier")
        yield [fault["line"], fault["rubric"], fault["code"], gravity, fault["message"]]
