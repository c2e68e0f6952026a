"""An agent settles a notice sent late: excused, a warning, half of the allowance, or nothing."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guichet.benefits.sick_leave import letters
from guichet.benefits.sick_leave.assessing import assess_cases
from guichet.benefits.sick_leave.enums import LateOutcome
from guichet.benefits.sick_leave.facts import (
    LATE,
    Late,
    Period,
    StopFacts,
    agent_fact,
    read_facts,
    read_late,
    values,
)
from guichet.benefits.sick_leave.fields import BadValue
from guichet.benefits.sick_leave.late import late_periods, settled
from guichet.cases.service import (
    Case,
    Fact,
    RefusedTransition,
    draft,
    live_facts,
    locked_live,
    record,
    to_assess,
)
from guichet.journal.service import Actor, append, new_id
from guichet.law import parameters
from guichet.law.dates import add_months
from guichet.law.late_notice import lateness
from guichet.law.options import DEFAULT
from guichet.letters.service import NewLetter, next_ordinals, write


def late_period(facts: StopFacts, first: date) -> Period | None:
    """The period of that first day, where its notice was sent late."""
    return next((period for period in late_periods(facts) if period.first == first), None)


def known_before(case: Case, facts: StopFacts, period: Period) -> date | None:
    """When the last notice sent late before this one was prescribed, after which it counts.

    Of all the person's files: a warning, or a reduction since.
    """
    rows = Fact.objects.filter(
        case__person_id=case.person_id, superseded_at=None, key__startswith=LATE
    ).exclude(case_id=case.id)
    told = [read_late(row.value) for row in rows]
    told += [late for one in late_periods(facts) if (late := settled(facts, one))]
    days = [
        late.prescribed_on
        for late in told
        if late.outcome in (LateOutcome.WARNED, LateOutcome.HALVED)
        and late.prescribed_on < period.prescribed_on
        and _reduced(period, late.prescribed_on)
    ]
    return max(days, default=None)


def outcomes_for(period: Period) -> tuple[LateOutcome, ...]:
    """What may be settled of a notice: one that came after the end cannot be halved."""
    if period.sent_on > period.last:
        return (LateOutcome.EXCUSED, LateOutcome.NOT_CONTROLLED)
    return (LateOutcome.EXCUSED, LateOutcome.WARNED, LateOutcome.HALVED)


def settle_late(
    case_id: uuid.UUID,
    first: date,
    outcome: LateOutcome,
    *,
    previous: date | None,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Settle the late notice of the period that begins on `first`; a warning is written.

    `previous`: when the earlier late notice was prescribed, for a reduction. Raises BadValue in
    words, RefusedTransition where no notice of the file is late on that day.
    """
    if actor.id is None or not actor.is_agent:
        raise PermissionError("only an agent settles a late notice")
    if not reason.strip():
        raise BadValue(_("Dites ce que vous avez cherché : hôpital, impossibilité d'envoyer."))
    with transaction.atomic():
        case = locked_live(case_id)
        facts = read_facts(values(live_facts([case.id]).get(case.id, {})))
        period = late_period(facts, first)
        if period is None or outcome not in outcomes_for(period):
            raise RefusedTransition("no late notice to settle so")
        halved = outcome == LateOutcome.HALVED
        _check(case, facts, period, outcome, previous)
        late = Late(outcome, period.prescribed_on, period.sent_on, previous if halved else None)
        key = f"{LATE}{first.isoformat()}"
        fact = agent_fact(key, _value(late), agent_id=actor.id, reason=reason.strip())
        if case.id in record({case.id: [fact]}, now=now):
            told = draft(
                case, "sick_leave.late_settled", first=first.isoformat(), outcome=outcome.value
            )
            append([told], actor=actor, now=now)
            if outcome == LateOutcome.WARNED:
                _warn(case, period, actor=actor, now=now)
            to_assess([case.id], now=now)
    assess_cases([case_id], now=now)


def _check(
    case: Case, facts: StopFacts, period: Period, outcome: LateOutcome, previous: date | None
) -> None:
    before = known_before(case, facts, period)
    if outcome == LateOutcome.WARNED and before is not None:
        raise BadValue(
            _("La personne est déjà avertie depuis moins de deux ans : excusez, ou réduisez.")
        )
    if outcome != LateOutcome.HALVED:
        return
    if previous is None:
        raise BadValue(
            _("Sans premier retard connu, il n'y a pas de réduction : la première fois avertit.")
        )
    if previous >= period.prescribed_on or not _reduced(period, previous):
        raise BadValue(
            _("Le premier retard doit être prescrit avant celui-ci, et depuis moins de 24 mois.")
        )
    others = (settled(facts, one) for one in late_periods(facts) if one.first != period.first)
    if any(late and late.outcome == LateOutcome.HALVED for late in others):
        raise BadValue(_("Un autre avis de ce dossier est déjà réduit de moitié."))


def _reduced(period: Period, previous: date) -> bool:
    """Whether the law reduces the notice of a period, after a late one prescribed on `previous`."""
    found = lateness(period.prescribed_on, period.sent_on, previous, parameters.load(), DEFAULT)
    return found.reduced is not None


def _value(late: Late) -> dict[str, str | None]:
    return {
        "outcome": late.outcome.value,
        "prescribed_on": late.prescribed_on.isoformat(),
        "sent_on": late.sent_on.isoformat(),
        "previous": late.previous.isoformat() if late.previous else None,
    }


def _warn(case: Case, period: Period, *, actor: Actor, now: datetime) -> None:
    known = parameters.load()
    months = int(known.on("late_notice_memory_months", period.prescribed_on).value)
    content = letters.late_warning(
        case,
        period,
        allowed_days=int(known.on("notice_sending_days", period.prescribed_on).value),
        until=add_months(period.prescribed_on, months),
        ordinal=next_ordinals([case])[case.id],
        today=localdate(now),
    )
    letter = NewLetter(new_id(), case, "ij_late_warning", content)
    append(write([letter], now=now), actor=actor, now=now)
