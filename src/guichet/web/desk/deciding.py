"""What an agent does to a file: correct, grant, refuse, ask; each on a page of its own."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guichet.benefits.sick_leave.service import (
    ASKABLE,
    PAY_LOST,
    BadValue,
    CannotDecide,
    CaseView,
    StaleFile,
    WithdrawalReason,
    Words,
    ask_by_hand,
    ask_opinion,
    correct_fact,
    decide_by_agent,
    decision_preview,
    field_of,
    label_of,
    motive_of,
    part_time_awaited,
    piece_read,
    piece_received,
    view_of,
    withdraw_case,
    words_of,
)
from guichet.cases.service import Case, Owner, RefusedTransition
from guichet.letters.service import GlyphsMissing
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.tasks.service import open_for_case
from guichet.web.desk.basket import task_lines
from guichet.web.desk.case import known, open_case, said_of
from guichet.web.desk.comparing import compare
from guichet.web.desk.forms import (
    AskForm,
    CorrectionForm,
    GrantForm,
    RefusalForm,
    WithdrawForm,
    typed,
)
from guichet.web.desk.signed_in import agent, author, posted

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_AND_POST
def correct(request: HttpRequest, case_id: uuid.UUID, key: str) -> HttpResponse:
    field = field_of(key)
    if field is None:
        raise Http404
    case = open_case(request, case_id, "case.correct")
    view = view_of(case, now=clock.now())
    known = next((line for line in view.lines if line.key == key), None)
    label = label_of(key)
    initial = typed(field.kind, known.fact.value) if known else suggested(view, key)
    form = CorrectionForm(posted(request), key=key, label=label, initial=initial)
    if form.is_valid():
        try:
            correct_fact(
                case.id,
                key,
                form.value(),
                reason=form.cleaned_data["reason"],
                actor=actor_of(agent(request)),
                now=clock.now(),
            )
        except BadValue as refusal:
            form.add_error("value" if "value" in form.fields else "gross", str(refusal))
        except RefusedTransition:
            return _closed(request, case)
        else:
            messages.success(request, _("L'information est corrigée, le calcul est refait."))
            return redirect("desk-case", case_id=case.id)
    context = {"case": case, "form": form, "label": label, "said": said_of(view, key)}
    return render(request, "web/desk/correct.html", context)


def suggested(view: CaseView, key: str) -> dict[str, object]:
    """What the form of a fact that is not known yet proposes."""
    lasts = {f"{PAY_LOST}{first.isoformat()}": last for first, last in part_time_awaited(view)}
    return {"last": lasts[key]} if key in lasts else {}


@GET_AND_POST
def grant(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Confirm what the law gives, with all that an agent reads before: the doubts and the facts."""
    case = open_case(request, case_id, "case.grant")
    view = view_of(case, now=clock.now())
    comparison = compare(view)
    if request.method == "POST":
        form = GrantForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            return _decide(request, case, data["seen"], None, data["note"])
    if comparison is None or not comparison.grants:
        messages.error(request, _("Ce dossier ne peut pas être accordé tel qu'il est."))
        return redirect("desk-case", case_id=case.id)
    form = GrantForm(initial={"seen": view.seen})
    doubts = task_lines(list(open_for_case(case.id)), request, on_its_file=True)
    context = {"case": case, "comparison": comparison, "form": form, "doubts": doubts}
    context |= {"provisional": view.provisional, "live": True, **known(view)}
    return render(request, "web/desk/grant.html", context)


@GET_AND_POST
def refuse(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    case = open_case(request, case_id, "case.refuse")
    view = view_of(case, now=clock.now())
    suggested = motive_of(view.assessment.proposal)
    form = RefusalForm(posted(request), initial={"seen": view.seen, "motive": suggested})
    if form.is_valid():
        data = form.cleaned_data
        refusal = words_of(data["motive"], data["detail"], case.person.language)
        if "preview" in request.POST:
            return _preview(request, case, refusal)
        return _decide(request, case, data["seen"], refusal, data["note"])
    if view.assessment.proposal is None:
        messages.error(request, _cannot())
        return redirect("desk-case", case_id=case.id)
    context = {"case": case, "comparison": compare(view), "form": form}
    return render(request, "web/desk/refuse.html", context)


def _decide(
    request: HttpRequest, case: Case, seen: str, refusal: Words | None, note: str
) -> HttpResponse:
    try:
        decide_by_agent(
            case.id,
            actor=actor_of(agent(request)),
            author=author(request),
            seen=seen,
            refusal=refusal,
            reason_text=note.strip(),
            now=clock.now(),
        )
    except StaleFile:
        sentence = _(
            "Le dossier a changé ou vient d'être décidé pendant que vous le lisiez : rien n'a été "
            "fait une seconde fois. Relisez-le avant de décider."
        )
        messages.warning(request, sentence)
    except CannotDecide as fault:
        messages.error(request, str(fault) or _cannot())
    except RefusedTransition:
        return _closed(request, case)
    else:
        messages.success(request, _("La décision est prise. La lettre part avec le courrier."))
    return redirect("desk-case", case_id=case.id)


@require_safe
def preview(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The letter that granting would send."""
    return _preview(request, open_case(request, case_id, "case.preview"), None)


def _preview(request: HttpRequest, case: Case, refusal: Words | None) -> HttpResponse:
    view = view_of(case, now=clock.now())
    try:
        pdf = decision_preview(view, author=author(request), refusal=refusal, now=clock.now())
    except GlyphsMissing:
        sentence = _(
            "La lettre ne peut pas être imprimée : un caractère du nom ou de l'adresse "
            "manque aux polices."
        )
        messages.error(request, sentence)
    except ValueError:
        messages.error(request, _cannot())
    else:
        headers = {"Content-Disposition": f'inline; filename="apercu-{case.number}.pdf"'}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)
    return redirect("desk-case", case_id=case.id)


@GET_AND_POST
def ask(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    case = open_case(request, case_id, "case.ask")
    employer = case.employer
    wanted = request.GET.get("piece", "")
    form = AskForm(
        posted(request),
        employer=employer.name if employer else "",
        # what may be asked is worded for the insured person: the employer is the exception
        initial={"code": wanted if wanted in ASKABLE else "", "owed_by": Owner.INSURED},
    )
    if form.is_valid():
        owner = Owner(form.cleaned_data["owed_by"])
        code, actor = form.cleaned_data["code"], actor_of(agent(request))
        try:
            ask_by_hand(case.id, code, owner, actor=actor, now=clock.now())
        except RefusedTransition:
            return _closed(request, case)
        messages.success(request, _("La pièce est demandée. Le dossier attend la réponse."))
        return redirect("desk-case", case_id=case.id)
    return render(request, "web/desk/ask.html", {"case": case, "form": form})


@require_POST
def opinion(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Ask the medical service; nothing is said of why, which is its own to read."""
    case = open_case(request, case_id, "case.opinion")
    try:
        ask_opinion(case.id, actor=actor_of(agent(request)), now=clock.now())
    except RefusedTransition:
        return _closed(request, case)
    messages.success(request, _("L'avis du service médical est demandé."))
    return redirect("desk-case", case_id=case.id)


@require_POST
def received(request: HttpRequest, case_id: uuid.UUID, code: str) -> HttpResponse:
    """The agent has the piece in hand."""
    case = open_case(request, case_id, "case.received")
    try:
        piece_received(case.id, code, actor=actor_of(agent(request)), now=clock.now())
    except RefusedTransition:
        messages.warning(request, _("Cette pièce n'est plus attendue."))
    else:
        messages.success(request, _("La pièce est reçue, le dossier est réexaminé."))
    return redirect("desk-case", case_id=case.id)


@require_POST
def read(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The agent has read the documents that the person sent."""
    case = open_case(request, case_id, "case.read")
    if piece_read(case.id, actor=actor_of(agent(request)), now=clock.now()):
        messages.success(request, _("Le document est noté comme lu."))
    return redirect("desk-case", case_id=case.id)


@GET_AND_POST
def withdraw(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    case = open_case(request, case_id, "case.withdraw")
    form = WithdrawForm(posted(request))
    if form.is_valid():
        why = WithdrawalReason(form.cleaned_data["why"])
        try:
            withdraw_case(case.id, why=why, actor=actor_of(agent(request)), now=clock.now())
        except RefusedTransition:
            messages.error(
                request, _("Un dossier décidé, clos, ou qui a un acompte, ne se retire pas.")
            )
        else:
            messages.success(request, _("Le dossier est retiré."))
        return redirect("desk-case", case_id=case.id)
    return render(request, "web/desk/withdraw.html", {"case": case, "form": form})


def _closed(request: HttpRequest, case: Case) -> HttpResponse:
    messages.error(request, _("Ce dossier est clos ou retiré : il ne change plus."))
    return redirect("desk-case", case_id=case.id)


def _cannot() -> str:
    return _(
        "Le calcul n'a pas de réponse pour ce dossier : il manque une pièce, ou une information "
        "est fausse."
    )
