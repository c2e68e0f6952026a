"""The agent's one page on a file: where it stands, what is known, what it gives, what was done."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guichet.benefits.sick_leave.service import (
    ASKABLE,
    CaseView,
    appeals_of,
    keys_to_add,
    label_of,
    lacking,
    meeting_of,
    opinion_is_asked,
    other_keys,
    view_of,
)
from guichet.benefits.sick_leave.takeover.service import taken_file_of
from guichet.cases.service import (
    LIVE_STATES,
    Case,
    CaseChannel,
    CaseState,
    Decision,
    NotYours,
    Outcome,
    case_for_staff,
    decisions_of,
    delays,
    open_pieces,
)
from guichet.documents.service import documents_of_case
from guichet.law.explanation import Step, render_full
from guichet.ledger.service import (
    days_of_case,
    hold_of,
    orders_of_case,
    paid_elsewhere,
    recoveries_of_case,
)
from guichet.letters.service import letters_of_case
from guichet.people.service import actor_of, names_of
from guichet.project import clock
from guichet.tasks.service import Task, open_for_case
from guichet.web.desk import calendar, comparing, words
from guichet.web.desk.basket import task_lines
from guichet.web.desk.history import entries_of
from guichet.web.desk.phrase import phrase_of
from guichet.web.desk.signed_in import agent

STATE_BADGES = {
    "received": "info",
    "waiting": "warning",
    "in_review": "new",
    "decided": "success",
    "closed": "neutral",
    "withdrawn": "neutral",
}


def open_case(request: HttpRequest, case_id: uuid.UUID, page: str) -> Case:
    """The file, its reading traced; a 404 where there is none."""
    try:
        return case_for_staff(case_id, actor=actor_of(agent(request)), now=clock.now(), page=page)
    except NotYours:
        raise Http404 from None


@require_safe
def case(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    now = clock.now()
    shown = open_case(request, case_id, "case")
    view = view_of(shown, now=now)
    comparison = comparing.compare(view)
    tasks = list(open_for_case(shown.id))
    context = {
        "case": shown,
        "view": view,
        "tasks": task_lines(tasks, request, on_its_file=True, decidable=comparison is not None),
        "stands_refused": _stands_refused(shown, tasks),
        "pieces": (pieces := _pieces(shown, now)),
        "asked": {piece["code"] for piece in pieces},
        "phrase": phrase_of(shown),
        "live": shown.state in LIVE_STATES,
        "opinion_asked": opinion_is_asked(shown.id),
        "adding": [{"key": key, "label": label_of(key)} for key in keys_to_add(view)],
        "comparison": comparison,
        "may_advance": may_advance(shown),
        "lacks_wages": bool(lacking(shown, {one.key: one.fact for one in view.lines}).months),
        **_standing(shown, now),
        **known(view),
        **_money(shown),
        **_past(shown),
    }
    return render(request, "web/desk/case.html", context)


def _stands_refused(shown: Case, tasks: Sequence[Task]) -> bool:
    """Refused, and nothing new to look at: what the calculation gives is not a proposal."""
    refused = shown.decision is not None and shown.decision.outcome == Outcome.REFUSED
    return refused and shown.state == CaseState.DECIDED and not tasks


def may_advance(shown: Case) -> bool:
    """Whether the page of an advance has something to say of a file."""
    return settings.ADVANCES and shown.decision_id is None


def _standing(shown: Case, now: datetime) -> dict[str, Any]:
    gross, net = delays(shown, now)
    return {
        "ended": words.ending(shown.closing_reason),
        "badge": STATE_BADGES.get(shown.state, "neutral"),
        "gross": words.in_days(gross),
        "net": words.in_days(net),
        "nir": words.masked_nir(shown.person.nir),
    }


def _pieces(shown: Case, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "code": piece.code,
            "name": words.piece_name(piece),
            "by_hand": piece.code if piece.code in ASKABLE and piece.code != "notice" else "",
            "owner": piece.organisation.name if piece.organisation else piece.get_owed_by_display(),
            "months": [words.month(m) for m in piece.detail.get("months", ())],
            "firsts": piece.detail.get("firsts", ()),
            "age": words.piece_age(piece, now),
        }
        for piece in open_pieces(shown).select_related("organisation")
    ]


def known(view: CaseView) -> dict[str, Any]:
    """The facts in words, and the documents they come from."""
    documents = list(
        documents_of_case(view.case.id, (line.fact.document_id for line in view.lines))
    )
    by_id = {document.id: document for document in documents}
    names = names_of(line.fact.recorded_by for line in view.lines)
    facts = [
        {
            "line": line,
            "label": line.label,
            "value": words.fact_in_words(line.key, line.fact.value),
            "source": words.source_in_words(line.fact, by_id, names),
        }
        for line in sorted(view.lines, key=lambda line: words.fact_rank(line.key))
    ]
    return {"facts": facts, "documents": documents, "meeting": _meeting(view)}


def _meeting(view: CaseView) -> str:
    """Why the employer's stop and the notice are one; empty where they are not both known."""
    if view.facts.last_day_worked is None or not view.facts.periods:
        return ""
    found = meeting_of(view.facts)
    return str(found.label) if found else _("les deux dates ne se rejoignent pas")


def said_of(view: CaseView, key: str) -> list[dict[str, Any]]:
    """A fact as it stands, and what else was said of the same thing, each with its source."""
    keys = {key, *other_keys(key, (line.key for line in view.lines))}
    return [fact for fact in known(view)["facts"] if fact["line"].key in keys]


def _money(shown: Case) -> dict[str, Any]:
    taken = shown.channel == CaseChannel.TAKEOVER
    elsewhere = paid_elsewhere(shown.person_id) if taken else []
    held = hold_of(shown.id)
    return {
        "taken": taken_file_of(shown.id) if taken else None,
        "elsewhere": [line for line in elsewhere if line.case.id == shown.id],
        "held": held,
        "held_why": words.why_held(held) if held else "",
        "months": calendar.months(days_of_case(shown.id), held.from_day if held else None),
        "weekdays": calendar.weekdays(),
        "orders": list(orders_of_case(shown.id)),
        "recoveries": list(recoveries_of_case(shown.id)),
    }


def _past(shown: Case) -> dict[str, Any]:
    decisions = list(decisions_of(shown.id))
    names = names_of(d.decided_by for d in decisions)
    appeals = list(appeals_of(shown.id))
    return {
        "contested": {one.decision_id for one in appeals if not one.outcome},
        "decisions": [_decision(decision, names) for decision in decisions],
        "letters": list(letters_of_case(shown.id)),
        "appeals": appeals,
        "entries": entries_of(shown),
    }


def _decision(decision: Decision, names: dict[uuid.UUID, str]) -> dict[str, Any]:
    runs = [
        {"first": words.day(first), "last": words.day(last), "cents": amount}
        for first, last, amount in decision.result.get("days", ())
    ]
    return {
        "decision": decision,
        "author": names.get(decision.decided_by, "") if decision.decided_by else "",
        "runs": runs,
        "total": decision.result.get("total_cents", 0),
        "steps": law_steps(decision.explanation),
    }


def law_steps(explanation: list[dict[str, Any]]) -> list[str]:
    """The steps of the law kept with a decision, in full sentences."""
    lang = "en" if get_language() == "en" else "fr"
    return render_full([Step.from_dict(step) for step in explanation], lang)
