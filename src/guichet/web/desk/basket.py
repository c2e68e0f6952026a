"""The basket of work, and the files that wait for somebody else."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guichet.benefits.sick_leave.service import OPINION_ASKED, without_income_first
from guichet.cases.service import Owner, cases_by_id, pieces_awaited
from guichet.people.service import actor_of, names_of, persons_by_id
from guichet.project import clock
from guichet.tasks.service import (
    Task,
    assign,
    basket,
    counts_by_kind,
    finish,
    give_back,
    kind_of,
    known_kinds,
)
from guichet.web.desk import words
from guichet.web.desk.signed_in import agent
from guichet.web.desk.steps import Step, page_of_task, step_of
from guichet.web.paging import page_of


@dataclass(frozen=True)
class TaskLine:
    """An open task as the desk shows it; `url` is the page where it is looked at, if any."""

    task: Task
    title: str
    next_step: str
    age: str
    url: str
    step: Step | None
    number: str
    person: str
    holder: str
    mine: bool
    unpaid: str
    by_hand: bool


def task_lines(
    tasks: Sequence[Task],
    request: HttpRequest,
    *,
    on_its_file: bool = False,
    decidable: bool = True,
) -> list[TaskLine]:
    """Tasks in words, with the person half named and whoever has taken them."""
    now, me = clock.now(), agent(request).pk
    cases = cases_by_id(task.case_id for task in tasks)
    people = persons_by_id(task.person_id for task in tasks)
    holders = names_of(task.assigned_to for task in tasks)
    lines = []
    for task in tasks:
        case = cases.get(task.case_id) if task.case_id else None
        person = people.get(task.person_id) if task.person_id else None
        kind = kind_of(task.kind)
        lines.append(
            TaskLine(
                task=task,
                title=kind.title(task.data),
                next_step=kind.next_step(task.data),
                age=words.age(task.opened_at, now),
                url=page_of_task(task),
                step=step_of(task, decidable=decidable, on_its_file=on_its_file),
                number=case.number if case else "",
                person=words.masked_name(person) if person else "",
                holder=holders.get(task.assigned_to, "") if task.assigned_to else "",
                mine=task.assigned_to == me,
                unpaid=_unpaid(task),
                by_hand=kind.by_hand,
            )
        )
    return lines


def _unpaid(task: Task) -> str:
    """Since when the person has had neither allowance nor wage, where the basket asked it."""
    since = getattr(task, "without_income_since", None)
    if since is None or task.case_id is None or getattr(task, "has_income", True):
        return ""
    return _("sans revenu depuis le {day}").format(day=words.day(since))


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("raison", "")
    kind = kind if kind in known_kinds() else ""
    whose = request.GET.get("qui", "")
    rows = basket().exclude(kind=OPINION_ASKED)  # the medical service's own work
    if kind:
        rows = rows.filter(kind=kind)
    if whose == "moi":
        rows = rows.filter(assigned_to=agent(request).pk)
    elif whose == "libres":
        rows = rows.filter(assigned_to=None)
    page = page_of(without_income_first(rows), request)
    kinds = [
        {"kind": name, "label": words.task_name(name), "count": count, "current": name == kind}
        for name, count in sorted(counts_by_kind().items(), key=lambda item: -item[1])
        if name != OPINION_ASKED
    ]
    context = {
        "page": page,
        "lines": task_lines(page.items, request),
        "kinds": kinds,
        "kind": kind,
        "kind_label": words.task_name(kind) if kind else "",
        "whose": whose if whose in ("moi", "libres") else "",
    }
    return render(request, "web/desk/basket.html", context)


@require_POST
def take(request: HttpRequest, task_id: uuid.UUID) -> HttpResponse:
    if assign(task_id, actor=actor_of(agent(request))):
        messages.success(request, _("La tâche est à vous."))
    else:
        messages.warning(request, _("Cette tâche vient d'être terminée par quelqu'un d'autre."))
    return _back(request)


@require_POST
def give_up(request: HttpRequest, task_id: uuid.UUID) -> HttpResponse:
    if give_back(task_id, actor=actor_of(agent(request))):
        messages.success(request, _("La tâche est rendue : un collègue peut la prendre."))
    else:
        messages.warning(request, _("Cette tâche n'est pas à vous, ou elle est terminée."))
    return _back(request)


@require_POST
def done(request: HttpRequest, task_id: uuid.UUID) -> HttpResponse:
    """The agent has done what nothing in the program can see done."""
    if finish(task_id, actor=actor_of(agent(request)), now=clock.now()):
        messages.success(request, _("La tâche est terminée."))
    else:
        messages.warning(request, _("Cette tâche vient d'être terminée par quelqu'un d'autre."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the file that the button stood on, else to the basket."""
    try:
        return redirect("desk-case", case_id=uuid.UUID(request.POST.get("case", "")))
    except ValueError:
        return redirect("desk-basket")


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What is asked of others and has not come, oldest first."""
    owner = request.GET.get("qui", "")
    rows = pieces_awaited()
    if owner in Owner.values:
        rows = rows.filter(owed_by=owner)
    if employer := _identifier(request.GET.get("employeur", "")):
        rows = rows.filter(organisation=employer)
    page = page_of(rows, request)
    now = clock.now()
    lines = [
        {
            "piece": piece,
            "name": words.piece_name(piece),
            "owner": piece.organisation.name if piece.organisation else piece.get_owed_by_display(),
            "age": words.piece_age(piece, now),
            "person": words.masked_name(piece.case.person),
        }
        for piece in page.items
    ]
    owners = [{"value": o.value, "label": o.label, "current": o == owner} for o in Owner]
    context = {"page": page, "lines": lines, "owners": owners, "owner": owner}
    return render(request, "web/desk/waiting.html", context)


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
