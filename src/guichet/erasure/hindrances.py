"""What keeps a person from being erased: something of theirs is not over (RGPD art. 17.3 b, e)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from guichet.benefits.sick_leave.enums import TakeoverState
from guichet.benefits.sick_leave.models import Appeal, Notice, TakenFile
from guichet.cases.models import Case, Decision
from guichet.declarations.models import DeclaredStop
from guichet.erasure.declared import Whom
from guichet.erasure.inventory.records import subjects_of, tasks_of
from guichet.law.dates import add_months
from guichet.ledger.enums import RecoveryState
from guichet.ledger.models import Objection, PaymentOrder, Recovery, Share
from guichet.outbox.models import Message
from guichet.tasks.models import Task

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

UNDECIDED = ("draft", "received", "waiting", "in_review")
# two months from the letter (CSS R.142-1), and a month for the letter to come
CONTESTED_WITHIN_MONTHS = 3
# the bank sends back within days; a fund that reads no answers waits for as long
BANK_ANSWERS_WITHIN = timedelta(days=30)


def _live_file(whom: Whom) -> bool:
    return Case.objects.filter(pk__in=whom.cases, state__in=UNDECIDED).exists()


def _not_attached(whom: Whom) -> bool:
    waiting = ("new", "conflict", "unknown_person")
    notices = Notice.objects.filter(pk__in=whom.notices, state__in=waiting)
    stops = DeclaredStop.objects.filter(pk__in=whom.stops, match__in=(*waiting, "waiting_notice"))
    return notices.exists() or stops.exists()


def _paid_elsewhere(whom: Whom) -> bool:
    taken = TakenFile.objects.filter(person=whom.person_id, state=TakeoverState.SHADOW)
    return taken.exists()


def _to_be_paid(whom: Whom) -> bool:
    return Share.objects.filter(
        claim__case__in=whom.cases,
        claim__closed_at=None,
        order=None,
        cents__gt=F("settled_cents"),
    ).exists()


def _not_settled(whom: Whom) -> bool:
    orders = PaymentOrder.objects.filter(case__in=whom.cases)
    recent = Q(answers=None) & Q(file__made_at__gt=whom.now - BANK_ANSWERS_WITHIN)
    return orders.filter(Q(file=None) | recent).exists()


def _owed_back(whom: Whom) -> bool:
    asked = (RecoveryState.NOTIFIED, RecoveryState.CONTESTED)
    return Recovery.objects.filter(case__in=whom.cases, state__in=asked).exists()


def _contested(whom: Whom) -> bool:
    appeals = Appeal.objects.filter(case__in=whom.cases, outcome="")
    return (
        appeals.exists()
        or Objection.objects.filter(recovery__case__in=whom.cases, outcome="").exists()
    )


def _may_be_contested(whom: Whom) -> bool:
    days = Decision.objects.filter(case__in=whom.cases).values_list("decided_at", flat=True)
    today = localdate(whom.now)
    return any(add_months(localdate(day), CONTESTED_WITHIN_MONTHS) > today for day in days)


def _work_left(whom: Whom) -> bool:
    return Task.objects.filter(tasks_of(whom), state="open").exists()


def _to_leave(whom: Whom) -> bool:
    return Message.objects.filter(subjects_of(whom), state__in=("pending", "sending")).exists()


HINDRANCES: tuple[tuple[Callable[[Whom], bool], "LazyText"], ...] = (
    (_live_file, _("Un dossier n'est pas décidé. Décidez-le, ou retirez-le.")),
    (_not_attached, _("Un avis ou un arrêt reçu n'est rattaché à aucun dossier. Traitez-le.")),
    (
        _paid_elsewhere,
        _("Un dossier de l'ancien système attend sa reprise. Terminez la reprise d'abord."),
    ),
    (_to_be_paid, _("Des jours accordés ne sont pas payés. Attendez leur virement.")),
    (
        _not_settled,
        _("Un virement n'est pas parti, ou la banque peut encore le renvoyer. Attendez un mois."),
    ),
    (_owed_back, _("Un trop-perçu est encore réclamé. Attendez qu'il soit remboursé ou remis.")),
    (_contested, _("Un recours ou une contestation attend sa réponse.")),
    (
        _may_be_contested,
        _("Une décision a moins de trois mois : elle peut encore être contestée."),
    ),
    (_work_left, _("Une tâche sur la personne est ouverte dans la corbeille. Terminez-la.")),
    (_to_leave, _("Un courrier ou un e-mail n'est pas encore parti. Attendez son envoi.")),
)


def hindrances(whom: Whom) -> Iterator[str]:
    """Each thing that is not over, in a sentence that says what to do."""
    for stands, words in HINDRANCES:
        if stands(whom):
            yield str(words)
