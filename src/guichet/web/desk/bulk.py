"""Alike files granted in one gesture, once each has been looked at on the same page."""

import re
import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave.service import (
    CannotDecide,
    CaseView,
    StaleFile,
    decide_by_agent,
    view_of,
)
from guichet.cases.service import Case, RefusedTransition
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.tasks.service import basket, open_for_case
from guichet.web.desk.case import open_case
from guichet.web.desk.comparing import Comparison, compare
from guichet.web.desk.signed_in import agent, author

PROPOSED = "sick_leave.proposed"
AT_ONCE = 20
CHOICE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9a-f]+")


@dataclass(frozen=True)
class Proposed:
    """A file that only waits for an agent's yes, and what that yes would give."""

    case: Case
    view: CaseView
    comparison: Comparison

    @property
    def choice(self) -> str:
        """The file, and the fingerprint of what was looked at: another one is refused."""
        return f"{self.case.id}:{self.view.seen}"


@require_http_methods(["GET", "HEAD", "POST"])
def grant_many(request: HttpRequest) -> HttpResponse:
    """The proposals that nothing else is asked of, each opened (and traced) as a file is."""
    if request.method == "POST":
        chosen = [one for one in request.POST.getlist("chosen") if CHOICE.fullmatch(one)]
        if chosen:
            _grant(request, chosen[:AT_ONCE])
            return redirect("desk-basket")
        messages.error(request, _("Cochez au moins un dossier."))
    return render(request, "web/desk/bulk.html", {"found": _proposed(request)})


def _proposed(request: HttpRequest) -> list[Proposed]:
    found = []
    ids = basket().filter(kind=PROPOSED).values_list("case_id", flat=True)[:AT_ONCE]
    for case_id in filter(None, ids):
        if open_for_case(case_id).exclude(kind=PROPOSED).exists():
            continue  # something else must be looked at first, on its own page
        case = open_case(request, case_id, "bulk.grant")
        view = view_of(case, now=clock.now())
        comparison = compare(view)
        # what is provisional is told so, and granted, on its own page
        if comparison is not None and comparison.grants and not view.provisional:
            found.append(Proposed(case, view, comparison))
    return found


def _grant(request: HttpRequest, chosen: list[str]) -> None:
    """Each file is decided on its own: one that changed meanwhile stops none of the others."""
    granted = left = 0
    for one in chosen:
        case_id, _colon, seen = one.partition(":")
        case = open_case(request, uuid.UUID(case_id), "bulk.grant")
        try:
            decide_by_agent(
                case.id,
                actor=actor_of(agent(request)),
                author=author(request),
                seen=seen,
                refusal=None,
                reason_text="",
                now=clock.now(),
            )
        except (StaleFile, CannotDecide, RefusedTransition):
            left += 1
        else:
            granted += 1
    if granted:
        told = ngettext("{n} dossier accordé.", "{n} dossiers accordés.", granted)
        messages.success(request, told.format(n=granted))
    if left:
        told = ngettext(
            "{n} dossier a changé depuis : relisez-le.",
            "{n} dossiers ont changé depuis : relisez-les.",
            left,
        )
        messages.warning(request, told.format(n=left))
