"""A file in a few short sentences: where it is, what is awaited, how much, when, and if one
disagrees. Easy to read (one idea a sentence, no word of the trade): the page begins with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guichet.benefits.sick_leave.service import (
    Appeal,
    AppealOutcome,
    Committee,
    HoldReason,
    waits_for_medical,
)
from guichet.law.deductions import deductions
from guichet.ledger.service import (
    Hold,
    PaymentOrder,
    Recovery,
    RecoveryState,
    euros,
    plan_left,
    withholding_of,
)
from guichet.web.insured.days import DUE, ELSEWHERE, HELD, WAITING, Day
from guichet.web.insured.progress import Progress
from guichet.web.insured.words import day

QUESTIONS = {
    Committee.CMRA: gettext_lazy("Où en est mon recours devant la commission médicale ?"),
    Committee.CRA: gettext_lazy("Où en est mon recours devant la commission de recours amiable ?"),
}


@dataclass(frozen=True)
class Answer:
    """A question of the person, and short sentences; `url` leads to what they can do about it."""

    question: str
    sentences: tuple[str, ...]
    url: str = ""
    action: str = ""


def brief(
    progress: Progress,
    days: Sequence[Day],
    orders: Sequence[PaymentOrder],
    debts: Sequence[Recovery],
    *,
    next_run: str,
    held: Hold | None = None,
    without_account: bool = False,
) -> list[Answer]:
    """`days`: those of the decision in force; `next_run`: when the fund pays next, in words.

    `held`: what suspends the payment of some of them.
    `without_account`: no bank account of the person is known.
    """
    granted = [one for one in days if one.cents]
    unpayable = without_account and any(
        one.kind == DUE and one.left(to_employer=False) for one in granted
    )
    found = [
        Answer(_("Où en est mon dossier ?"), (progress.sentence,)),
        _to_do(progress, debts, unpayable=unpayable),
    ]
    if granted or debts:
        found.append(Answer(_("Combien ?"), tuple(_how_much(days, granted, debts))))
    if granted:
        found.append(Answer(_("Quand et à qui ?"), tuple(_when(granted, orders, next_run, held))))
    return found


def appeal_in_brief(appeals: Sequence[Appeal], today: date) -> list[Answer]:
    """Where the last dispute of the decision in force is: before a committee, or each of both."""
    both = len(appeals) > 1
    return [
        Answer(
            str(QUESTIONS[Committee(one.committee)]) if both else _("Où en est mon recours ?"), said
        )
        for one in appeals
        if (said := _appeal(one, today))
    ]


def _appeal(appeal: Appeal, today: date) -> tuple[str, ...]:
    """Nothing where the person gave it up."""
    if appeal.outcome == AppealOutcome.WITHDRAWN:
        return ()
    if appeal.outcome == AppealOutcome.REVERSED:
        told = _("Le {day}, la commission vous a donné raison, en tout ou en partie.")
        then = _("Nous corrigeons votre dossier. Une lettre vous dira la suite.")
    elif appeal.outcome:
        told = _("Le {day}, la commission a maintenu notre décision.")
        then = _("Sa lettre dit comment aller devant le tribunal.")
    elif today < appeal.silent_from:
        told = _("Nous avons reçu votre recours le {day}. La commission n'a pas encore répondu.")
        then = _("Sans réponse le {limit}, il est refusé. Vous pourrez aller devant le tribunal.")
    else:
        told = _("Nous avons reçu votre recours le {day}. La commission n'a pas répondu à temps.")
        then = _("Il est donc refusé. Notre lettre dit comment aller devant le tribunal.")
    when = day(appeal.answered_on or appeal.received_on)
    said = told.format(day=when), then.format(limit=day(appeal.silent_from))
    if waits_for_medical(appeal, today) and not appeal.outcome:
        return (*said, _("Elle attend d'abord l'avis de la commission médicale."))
    return said


def _to_do(progress: Progress, debts: Sequence[Recovery], *, unpayable: bool) -> Answer:
    """What the person must do, what they owe included; else of whom something is awaited."""
    question = _("Est-ce que je dois faire quelque chose ?")
    mine = [one for one in progress.awaited if one.mine]
    asked = [debt for debt in debts if debt.state != RecoveryState.CONTESTED]
    owed = [_owed(debt) for debt in asked if withholding_of(debt) is None]
    if mine:
        told = [_("Oui.")]
        for one in mine:
            told += [_("Donnez-nous {what}.").format(what=one.what), one.advice]
        act = next((one for one in mine if one.url), mine[0])
        return Answer(question, (*told, *owed), act.url, act.action)
    if unpayable:
        told = [_("Oui."), _("Donnez-nous vos coordonnées bancaires."), *owed]
        url, action = reverse("insured-bank"), _("Donner mes coordonnées bancaires")
        return Answer(question, tuple(told), url, action)
    if owed:
        return Answer(question, (_("Oui."), *owed))
    act = next((one for one in progress.awaited if one.url), None)
    told = [_("Rien d'obligatoire, mais vous pouvez agir.") if act else _("Non.")]
    for one in progress.awaited:
        waits = _("Nous attendons une réponse de {who}.").format(who=one.who)
        told += [waits, one.advice]
    return Answer(question, tuple(told), *((act.url, act.action) if act else ()))


def _owed(debt: Recovery) -> str:
    """What is to be paid back, by the next instalment where a plan was agreed."""
    due = [one.due_on for one, left in plan_left(debt) if left]
    if not due:
        told = _("Rendez-nous {sum} : la lettre dit pourquoi et comment, même en plusieurs fois.")
        return told.format(sum=euros(debt.net_left_cents))
    told = ngettext(
        "Rendez-nous {sum}, comme convenu : le {day}.",
        "Rendez-nous {sum} en {n} fois, comme convenu : à partir du {day}.",
        len(due),
    )
    return told.format(sum=euros(debt.net_left_cents), n=len(due), day=day(due[0]))


def _asked_of_you(debt: Recovery) -> str:
    if withholding_of(debt):
        told = _("Nous retenons {sum}, versés en trop, sur vos prochains paiements, peu à peu.")
        return told.format(sum=euros(debt.net_left_cents))
    told = (
        _("Vous contestez {sum}, versés en trop : vous ne payez rien avant notre réponse.")
        if debt.state == RecoveryState.CONTESTED
        else _("Vous devez rembourser {sum}, versés en trop.")
    )
    return told.format(sum=euros(debt.net_left_cents))


def _how_much(days: Sequence[Day], granted: Sequence[Day], debts: Sequence[Recovery]) -> list[str]:
    told = []
    if granted:
        told.append(_in_all(granted))
        waiting = sum(1 for one in days if one.kind == WAITING)
        if waiting:
            told.append(
                ngettext(
                    "Le premier jour n'est pas payé : c'est la règle pour tous.",
                    "Les {n} premiers jours ne sont pas payés : c'est la règle pour tous.",
                    waiting,
                ).format(n=waiting)
            )
    return told + [_asked_of_you(debt) for debt in debts]


def _in_all(granted: Sequence[Day]) -> str:
    total = euros(sum(one.cents for one in granted))
    daily = {one.cents for one in granted}
    if len(daily) == 1:
        return ngettext(
            "{n} jour accordé : {total} avant CSG et CRDS.",
            "{n} jours accordés, {daily} par jour : {total} en tout, avant CSG et CRDS.",
            len(granted),
        ).format(n=len(granted), daily=euros(daily.pop()), total=total)
    return _("{n} jours accordés : {total} en tout, avant CSG et CRDS.").format(
        n=len(granted), total=total
    )


def _when(
    granted: Sequence[Day], orders: Sequence[PaymentOrder], next_run: str, held: Hold | None
) -> list[str]:
    told = []
    before = [one for one in granted if one.kind == ELSEWHERE]
    if before:
        told.append(
            _("Payé avant le changement de système : {amount} brut, jusqu'au {day}.").format(
                amount=euros(sum(one.cents for one in before)), day=day(before[-1].day)
            )
        )
    told += _paid(orders)
    due = [one for one in granted if one.kind == DUE]
    for to_employer in (False, True):
        some = [one for one in due if one.left(to_employer=to_employer)]
        if some:
            told.append(_to_come(some, next_run, to_employer=to_employer))
    if held and (n := sum(1 for one in granted if one.kind == HELD)):
        told.append(_suspended(n, held))
    if any(one.parts for one in granted):
        told.append(
            _(
                "Vous avez plusieurs employeurs : celui qui continue à verser votre salaire reçoit "
                "la part d'indemnité qui vient de ce salaire."
            )
        )
    elif any(one.to_employer for one in granted):
        told.append(
            _("Votre employeur continue à verser votre salaire : il reçoit donc vos indemnités.")
        )
    return told


def _paid(orders: Sequence[PaymentOrder]) -> list[str]:
    """Each transfer; employers by name where several are paid."""
    several = len({one.organisation_id for one in orders if one.organisation_id}) > 1
    told = []
    for order in orders:
        whom = _("à votre employeur") if order.organisation_id else _("à vous")
        if order.organisation and several:
            whom = _("à {name}").format(name=order.organisation.name)
        told.append(
            _("Payé {whom} : {amount}, le {day}.").format(
                whom=whom, amount=euros(order.net_cents), day=day(order.run.run_on)
            )
        )
    return told


def _suspended(n: int, held: Hold) -> str:
    if held.reason == HoldReason.PAYEE:
        told = ngettext(
            "Le paiement de {n} jour est suspendu : nous vérifions avec votre employeur s'il est "
            "pour vous ou pour lui.",
            "Le paiement de {n} jours est suspendu : nous vérifions avec votre employeur s'il est "
            "pour vous ou pour lui.",
            n,
        )
    elif held.reason == HoldReason.LESS:
        told = ngettext(
            "Le paiement de {n} jour est suspendu : une nouvelle information change le calcul, "
            "nous vérifions.",
            "Le paiement de {n} jours est suspendu : une nouvelle information change le calcul, "
            "nous vérifions.",
            n,
        )
    else:
        told = ngettext(
            "Le paiement de {n} jour est suspendu : nous vérifions.",
            "Le paiement de {n} jours est suspendu : nous vérifions.",
            n,
        )
    return told.format(n=n)


def _to_come(due: Sequence[Day], next_run: str, *, to_employer: bool) -> str:
    gross = sum(one.left(to_employer=to_employer) for one in due)
    net = euros(deductions(gross, due[-1].day).net)
    if to_employer:
        told = ngettext(
            "À payer à votre employeur : {n} jour, environ {net}, {when}.",
            "À payer à votre employeur : {n} jours, environ {net}, {when}.",
            len(due),
        )
    else:
        told = ngettext(
            "À vous payer : {n} jour, environ {net}, {when}.",
            "À vous payer : {n} jours, environ {net}, {when}.",
            len(due),
        )
    return told.format(n=len(due), net=net, when=next_run)


def next_run_in_words(
    turn: date | None, today: date, *, has_account: bool = True, to_confirm: bool = False
) -> str:
    """When what is due is paid: `turn` is the day of the next payment, none before the first.

    `to_confirm`: an account that an agent typed waits for another one, and payments with it.
    """
    if to_confirm:
        return _("dès que nous aurons vérifié votre nouveau compte bancaire")
    if not has_account:
        return _("dès que nous aurons votre compte bancaire")
    if turn is None or turn <= today:
        return _("dans les prochains jours")
    return _("vers le {day}").format(day=day(turn))
