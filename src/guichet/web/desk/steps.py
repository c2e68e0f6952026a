"""The gesture that a task asks for: a button that leads straight to where it is made."""

import uuid
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guichet.benefits.sick_leave.service import ASKABLE, PART_TIME_FROM
from guichet.tasks.service import Task


@dataclass(frozen=True)
class Step:
    """What the button says, and the address where the gesture is made.

    `piece`: what is asked of the insured person by the button itself, on the page of the file.
    """

    label: str | Promise
    url: str
    piece: str = ""


@dataclass(frozen=True)
class _Gesture:
    """`route` takes the file; `key`, the fact to correct, or none; `piece`, what to ask for."""

    label: str | Promise
    route: str
    key: str = ""
    piece: str = ""


_GRANT = _Gesture(_("Relire et accorder"), "desk-grant")
_REFUSE = _Gesture(_("Préparer le refus"), "desk-refuse")
_ASK_WORK = _Gesture(_("Demander une pièce"), "desk-ask", piece="work_certificate")
_LAST_DAY = _Gesture(
    _("Corriger le dernier jour travaillé"), "desk-correct", "employer.last_day_worked"
)

# A reason that is not here has no single gesture: its button opens the file.
_GESTURES = {
    "sick_leave.dates_differ": _LAST_DAY,
    "sick_leave.reason_differs": _Gesture(
        _("Corriger le motif déclaré"), "desk-correct", "employer.reason"
    ),
    "sick_leave.too_old": _REFUSE,
    "sick_leave.long_stop": _GRANT,
    "sick_leave.employer_account_differs": _GRANT,
    "sick_leave.payee_changes": _GRANT,
    "sick_leave.stop_after_return": _GRANT,
    "sick_leave.takeover_returned": _Gesture(
        _("Vérifier la date de reprise"), "desk-correct", "return.on"
    ),
    "sick_leave.notice_to_check": _GRANT,
    "sick_leave.prescribed_after": _GRANT,
    "sick_leave.name_differs": _GRANT,
    "sick_leave.not_justified": _Gesture(_("Relire et notifier"), "desk-grant"),
    "sick_leave.linked_to_work": _GRANT,
    "sick_leave.right_unknown": _ASK_WORK,
    "sick_leave.jobseeker": _ASK_WORK,
    "sick_leave.employer_liquidated": _ASK_WORK,
    "sick_leave.just_hired": _ASK_WORK,
    "sick_leave.prescriber_refused": _Gesture(_("Relire et notifier"), "desk-grant"),
    "sick_leave.stop_abroad": _GRANT,
    "sick_leave.other_scheme": _Gesture(_("Retirer le dossier"), "desk-withdraw"),
    "sick_leave.right_not_open": _REFUSE,
    "sick_leave.only_waiting_days": _REFUSE,
    "sick_leave.recalculation_reduces": _Gesture(_("Confirmer le nouveau calcul"), "desk-grant"),
    "sick_leave.stop_cancelled": _Gesture(_("Confirmer l'annulation"), "desk-refuse"),
    "sick_leave.proposed": _GRANT,
    "sick_leave.advance_to_give": _Gesture(_("Relire l'acompte"), "desk-advance"),
    "sick_leave.payslips_to_read": _Gesture(_("Lire les bulletins"), "desk-payslips"),
    "sick_leave.no_income": _Gesture(_("Appeler la personne"), "desk-call"),
    "sick_leave.hardship": _Gesture(_("Appeler la personne"), "desk-call"),
    "payment.came_back": _Gesture(_("Demander un autre compte"), "desk-ask", piece="bank_details"),
}
# The wage of a month is set right on its own page.
_WAGES = {
    "sick_leave.wage_unusual": _("Corriger le salaire"),
    "sick_leave.wages_differ": _("Comparer les salaires"),
}
_LATE = ("sick_leave.notice_late", "sick_leave.notice_after_end")
_DECIDING = ("desk-grant", "desk-refuse")
_OF_A_FILE = {
    "recovery": (_("Ouvrir le trop-perçu"), "desk-debt"),
    "appeal": (_("Noter la réponse au recours"), "desk-appeal-answer"),
}
_PAGES = {"notice": "desk-notice", "stop": "desk-stop"}


def page_of_task(task: Task) -> str:
    """Where the task is looked at: its file, or what is still to be placed; empty for neither."""
    if task.case_id:
        return reverse("desk-case", args=[task.case_id])
    subject, _colon, identifier = task.subject.partition(":")
    if subject == "employer":
        return f"{reverse('desk-waiting')}?qui=employer&employeur={uuid.UUID(identifier)}"
    name = _PAGES.get(subject)
    return reverse(name, args=[uuid.UUID(identifier)]) if name else ""


def step_of(task: Task, *, decidable: bool = True, on_its_file: bool = False) -> Step | None:
    """The button of a task; none where the page of the file already is where it is done.

    `decidable`: the calculation has an answer, so that granting and refusing lead somewhere.
    """
    if own := _of_its_subject(task):
        return own
    gesture = _GESTURES.get(task.kind)
    if gesture and task.case_id and (decidable or gesture.route not in _DECIDING):
        arguments = [task.case_id, gesture.key] if gesture.key else [task.case_id]
        url = reverse(gesture.route, args=arguments)
        of_the_person = task.data.get("payee", "insured") == "insured"
        if gesture.piece and on_its_file and of_the_person:
            return Step(_ask_now(gesture.piece), url, gesture.piece)
        return Step(gesture.label, f"{url}?piece={gesture.piece}" if gesture.piece else url)
    url = page_of_task(task)
    if not url or (on_its_file and task.case_id):
        return None
    if task.case_id:
        return Step(_("Ouvrir le dossier"), url)
    employer = task.subject.startswith("employer:")
    label = _("Voir les dossiers qui l'attendent") if employer else _("Comparer et rattacher")
    return Step(label, url)


def _ask_now(piece: str) -> str:
    return gettext("Demander à la personne : %(piece)s") % {"piece": ASKABLE[piece].name}


def _fact_to_say(task: Task) -> tuple[str | Promise, str] | None:
    """The one fact that a task is about, and what its button says."""
    if task.kind in _WAGES:
        month = task.data.get("month") or task.data["months"][0]
        return _WAGES[task.kind], f"wage.{month}"
    if task.kind == "sick_leave.part_time":
        return _("Dire le premier jour du temps partiel"), PART_TIME_FROM
    if task.kind == "sick_leave.other_prescriber":
        return _("Dire si ce prescripteur est admis"), f"prescriber.{task.data['first']}"
    return None


def _of_its_subject(task: Task) -> Step | None:
    """Where an account, the month of a wage, or the notice of a period has a page of its own."""
    without_account = task.kind == "payment.bank_details_missing"
    if without_account and task.person_id and task.data.get("payee") == "insured":
        url = reverse("desk-account", args=[task.person_id])
        return Step(_("Enregistrer un compte bancaire"), url)
    if task.kind == "payment.account_to_confirm" and task.person_id:
        url = reverse("desk-account-confirm", args=[task.person_id])
        return Step(_("Comparer et confirmer"), url)
    if task.case_id and (known := _fact_to_say(task)):
        label, key = known
        return Step(label, reverse("desk-correct", args=[task.case_id, key]))
    if task.kind in _LATE and task.case_id and "first" in task.data:
        url = reverse("desk-late", args=[task.case_id, task.data["first"]])
        return Step(_("Décider du retard"), url)
    about, _colon, identifier = task.subject.partition(":")
    if about in _OF_A_FILE and task.case_id:
        label, name = _OF_A_FILE[about]
        return Step(label, reverse(name, args=[task.case_id, uuid.UUID(identifier)]))
    return None
