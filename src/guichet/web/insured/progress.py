"""Where a file is, in plain words: its step, what is awaited and from whom, what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guichet.benefits.sick_leave.service import words_of_piece
from guichet.cases.service import Case, CaseState, Decision, Outcome, Owner, Piece, PieceState
from guichet.web.insured.words import day, piece_in_words

STEPS = (
    gettext_lazy("Votre arrêt est reçu"),
    gettext_lazy("Nous réunissons les pièces"),
    gettext_lazy("Nous étudions votre dossier"),
    gettext_lazy("La décision est prise"),
    gettext_lazy("Nous payons"),
)
RECEIVED, PIECES, STUDY, DECISION, PAYMENT = range(1, 6)


@dataclass(frozen=True)
class Awaited:
    """Something that has not come: from whom, since when, and what the person can do about it."""

    what: str
    who: str
    since: datetime
    advice: str
    mine: bool = False
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class Progress:
    badge: str
    label: str
    sentence: str
    step: int
    awaited: tuple[Awaited, ...] = ()
    ended: bool = False

    @property
    def step_title(self) -> str:
        return str(STEPS[self.step - 1])

    @property
    def next_title(self) -> str:
        return str(STEPS[self.step]) if self.step < len(STEPS) and not self.ended else ""


def progress_of(case: Case, pieces: Sequence[Piece], *, payslips: bool = False) -> Progress:
    """Where a file is. `pieces` is what it waits for; `payslips`: some have come, to be read."""
    state = CaseState(case.state)
    if state == CaseState.WAITING:
        return _waiting(case, pieces, payslips=payslips)
    if state == CaseState.IN_REVIEW:
        sentence = _("Un agent étudie votre dossier depuis le {day}. Vous n'avez rien à faire.")
        return Progress("info", _("À l'étude"), sentence.format(day=day(case.state_since)), STUDY)
    if case.closing_reason == "handed_back":
        sentence = _(
            "Votre dossier est de nouveau traité par notre ancien système depuis le {day}. Il paie "
            "la suite : vous n'avez rien à faire."
        )
        told = sentence.format(day=day(case.state_since))
        return Progress("neutral", _("Clos ici"), told, PAYMENT, ended=True)
    if case.decision is not None:
        return _decided(case)
    if state in (CaseState.CLOSED, CaseState.WITHDRAWN):
        sentence = _("Ce dossier est clos depuis le {day}.").format(day=day(case.state_since))
        return Progress("neutral", _("Clos"), sentence, DECISION, ended=True)
    sentence = _("Nous avons reçu votre arrêt le {day}. L'étude va commencer.")
    return Progress("info", _("Reçu"), sentence.format(day=day(case.opened_at)), RECEIVED)


def _waiting(case: Case, pieces: Sequence[Piece], *, payslips: bool) -> Progress:
    awaited = tuple(
        _stood_in_for(piece, payslips=payslips) if piece.reminded_at else _awaited(piece)
        for piece in pieces
    )
    if not awaited:
        sentence = _("Votre dossier attend une pièce depuis le {day}.")
        return Progress("info", _("En attente"), sentence.format(day=day(case.state_since)), PIECES)
    first = next((one for one in awaited if one.mine), awaited[0])
    sentence = _("Nous attendons {what}, depuis le {day}.").format(
        what=first.what, day=day(first.since)
    )
    if first.mine:
        return Progress("warning", _("À vous d'agir"), sentence, PIECES, awaited)
    label = _("En attente : {who}").format(who=first.who)
    return Progress("info", label, sentence, PIECES, awaited)


def _awaited(piece: Piece) -> Awaited:
    what = piece_in_words(piece)
    if piece.state == PieceState.EXPECTED:
        advice = _(
            "Votre employeur les déclare chaque mois : il a jusqu'au {day}. Vous n'avez rien à "
            "faire."
        ).format(day=day(piece.due_on))
        return Awaited(what, _("votre employeur"), piece.asked_at, advice)
    if piece.owed_by == Owner.EMPLOYER:
        name = piece.organisation.name if piece.organisation else ""
        advice = _(
            "C'est à {name} de répondre. Nous le lui avons demandé ; vous pouvez le lui rappeler."
        ).format(name=name)
        return Awaited(what, _("votre employeur"), piece.asked_at, advice)
    if piece.owed_by == Owner.PROFESSIONAL:
        advice = _("Nous l'avons demandé à votre médecin ; vous pouvez le lui rappeler.")
        return Awaited(what, _("votre médecin"), piece.asked_at, advice)
    if piece.owed_by == Owner.FUND:
        return Awaited(what, _("la caisse"), piece.asked_at, _("Vous n'avez rien à faire."))
    return _mine(piece, what)


def _stood_in_for(piece: Piece, *, payslips: bool) -> Awaited:
    """What an employer was asked for twice: payslips may take its place."""
    if payslips:
        advice = _(
            "Nous le lui avons demandé deux fois. Vous nous avez envoyé vos bulletins de salaire : "
            "un agent les lit."
        )
    else:
        advice = _(
            "Nous le lui avons demandé deux fois. Vos bulletins de salaire peuvent remplacer sa "
            "réponse : envoyez-les-nous, un agent les vérifiera."
        )
    url = reverse("insured-payslips", args=[piece.case_id])
    what, who = piece_in_words(piece), _("votre employeur")
    action = _("Envoyer d'autres bulletins") if payslips else _("Envoyer mes bulletins de salaire")
    return Awaited(what, who, piece.asked_at, advice, url=url, action=action)


def _mine(piece: Piece, what: str) -> Awaited:
    """What only the person can give: why, how, and the page where it is done."""
    words = words_of_piece(piece.code, piece.owed_by)
    advice = str(words.why)
    if piece.code == "notice":
        url, action = reverse("insured-notice"), _("Envoyer mon avis d'arrêt")
    elif piece.code == "original":
        # a paper, sent by post: nothing of it can be done here
        return Awaited(what, _("vous"), piece.asked_at, f"{words.why} {words.how}", True)
    elif piece.code == "bank_details":
        url, action = reverse("insured-bank"), _("Donner mes coordonnées bancaires")
    else:
        url, action = reverse("insured-piece", args=[piece.id]), _("Envoyer un document")
        advice = f"{words.why} {words.how}"
    return Awaited(what, _("vous"), piece.asked_at, advice, True, url, action)


def _decided(case: Case) -> Progress:
    decision = case.decision
    if decision is None:
        raise ValueError("nothing is decided yet")
    told = _told(decision)
    if not decision.provisional:
        return told
    sentence = _("C'est provisoire : nous referons le calcul quand votre employeur répondra.")
    label = _("Accord provisoire") if decision.outcome == Outcome.GRANTED else told.label
    return replace(told, label=label, sentence=f"{told.sentence} {sentence}")


def _told(decision: Decision) -> Progress:
    on = day(decision.decided_at)
    if decision.outcome == Outcome.GRANTED:
        sentence = _("Vous avez droit aux indemnités journalières. Décision du {day}.")
        return Progress("success", _("Accord"), sentence.format(day=on), PAYMENT)
    if decision.outcome == Outcome.PARTLY:
        sentence = _("Une partie de votre arrêt est payée. Décision du {day}.")
        return Progress("warning", _("Accord partiel"), sentence.format(day=on), PAYMENT)
    if decision.outcome == Outcome.CANCELLED:
        sentence = _("Le paiement de cet arrêt est annulé. Décision du {day}.")
        return Progress("error", _("Annulé"), sentence.format(day=on), DECISION, ended=True)
    sentence = _("Nous ne pouvons pas payer cet arrêt. Décision du {day}.")
    return Progress("error", _("Refus"), sentence.format(day=on), DECISION, ended=True)
