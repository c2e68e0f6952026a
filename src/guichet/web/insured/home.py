"""My account: what I have to do, where each sick leave is, my last letters and payments."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from guichet.benefits.sick_leave.service import facts_of, notices_to_place
from guichet.cases.service import LIVE_STATES, Case, cases_of, open_pieces_of
from guichet.ledger.service import (
    account_of,
    account_to_confirm,
    debts_of_person,
    due_to_person,
    euros,
    next_turn,
    orders_to_employers,
    orders_to_person,
    withholding_of,
)
from guichet.letters.service import letters_of_person
from guichet.people.service import Person
from guichet.project import clock
from guichet.web.insured.brief import next_run_in_words
from guichet.web.insured.progress import Progress, progress_of
from guichet.web.insured.signed_in import person
from guichet.web.insured.words import title_of

LAST_LETTERS = 3


@dataclass(frozen=True)
class Leave:
    """A file as the list shows it."""

    case: Case
    title: str
    progress: Progress


@dataclass(frozen=True)
class ToDo:
    text: str
    advice: str
    url: str
    action: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    me, today = person(request), clock.today()
    cases = list(cases_of(me.id))
    live = [case.id for case in cases if case.state in LIVE_STATES]
    leaves = _leaves(cases)
    letters = letters_of_person(me.id)
    to_confirm = account_to_confirm(me.id) is not None
    has_account = to_confirm or account_of(me.id) is not None
    context = {
        "todo": [
            *_debts(me),
            *_todo(leaves, unread=letters.filter(read_at=None).count(), has_account=has_account),
        ],
        "leaves": leaves,
        "to_place": notices_to_place(me.id),
        "letters": letters[:LAST_LETTERS],
        "due": due_to_person(me.id, today),
        "last_order": orders_to_person(me.id).first(),
        "to_employer": orders_to_employers(me.id).first(),
        "next_run": next_run_in_words(next_turn(live), today, to_confirm=to_confirm),
        "has_account": has_account,
    }
    return render(request, "web/insured/home.html", context)


def _debts(me: Person) -> list[ToDo]:
    """What is asked back, first of all: it has a date."""
    advice = _("La lettre explique pourquoi, comment payer en plusieurs fois et comment contester.")
    return [
        ToDo(
            _("Vous devez rembourser {sum}, versés en trop.").format(sum=euros(one.net_left_cents)),
            advice,
            reverse("insured-case", args=[one.case_id]),
            _("Voir la lettre"),
        )
        for one in debts_of_person(me.id)
        if withholding_of(one) is None  # else it is taken from the payments: nothing to do
    ]


def _leaves(cases: Sequence[Case]) -> list[Leave]:
    facts = facts_of(cases)
    pieces = open_pieces_of(case.id for case in cases)
    return [
        Leave(case, title_of(case, facts[case.id]), progress_of(case, pieces.get(case.id, [])))
        for case in cases
    ]


def _todo(leaves: Sequence[Leave], *, unread: int, has_account: bool) -> list[ToDo]:
    """What only the person can do, what stops a payment first."""
    found = []
    for leave in leaves:
        url = reverse("insured-case", args=[leave.case.id])
        for one in leave.progress.awaited:
            if one.mine:
                text = _("{leave} : nous attendons {what}.").format(
                    leave=leave.title, what=one.what
                )
                found.append(
                    ToDo(text, one.advice, one.url or url, one.action or _("Voir le dossier"))
                )
    if not has_account and any(one.case.state in LIVE_STATES for one in leaves):
        found.append(
            ToDo(
                _("Donnez-nous vos coordonnées bancaires."),
                _("Sans elles, nous ne pouvons pas vous payer."),
                reverse("insured-bank"),
                _("Donner mes coordonnées bancaires"),
            )
        )
    if unread:
        text = ngettext("{n} courrier à lire.", "{n} courriers à lire.", unread).format(n=unread)
        advice = ngettext(
            "Il explique où en est votre dossier et vos droits.",
            "Ils expliquent où en est votre dossier et vos droits.",
            unread,
        )
        found.append(ToDo(text, advice, reverse("insured-letters"), _("Lire mes courriers")))
    return found
