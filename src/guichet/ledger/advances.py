"""Advances (acomptes): certain days of an undecided file, paid at their least, by two agents.

The days are claims of the advance, so that none is paid twice; the decision that follows closes
them, and `claims.apply` settles what was paid into what it grants, or asks the rest back.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import F

from guichet.cases.service import Case
from guichet.journal.service import Actor, checkpoint, insert_rows, new_id
from guichet.law.counters import day_runs
from guichet.ledger.claims import CLAIM, SHARE
from guichet.ledger.enums import AdvanceState, PayeeKind
from guichet.ledger.models import Advance, Claim, PaymentOrder, Share

OF_ADVANCE = (*CLAIM, "advance_id")


class RefusedAdvance(ValueError):
    """This advance cannot be proposed or given; the text says why, in words for the agent."""


class SameAgent(PermissionError):
    """An agent does not give the advance that they proposed themself."""


def propose_advance(
    case: Case, days: Mapping[date, int], *, actor: Actor, now: datetime
) -> Advance:
    """An agent proposes an advance for days of a locked file, in gross cents."""
    if actor.id is None or not actor.is_agent:
        raise PermissionError("only an agent proposes an advance")
    runs = [[first.isoformat(), last.isoformat(), cents] for first, last, cents in day_runs(days)]
    return Advance.objects.create(
        case=case, days=runs, cents=sum(days.values()), proposed_at=now, proposed_by=actor.id
    )


def give_advance(
    advance: Advance,
    days: Mapping[date, int],
    *,
    kind: str,
    exclusion_group: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Another agent gives an advance: its days are claimed, and the next payment day pays them.

    Raises SameAgent.
    """
    if actor.id is None or not actor.is_agent:
        raise PermissionError("only an agent gives an advance")
    if actor.id == advance.proposed_by:
        raise SameAgent
    _settle(advance, AdvanceState.GIVEN, actor=actor, now=now)
    claims, shares = [], []
    for day, cents in sorted(days.items()):
        claim_id = new_id()
        person = advance.case.person_id
        shares.append((claim_id, PayeeKind.INSURED, person, None, None, cents, 0, None))
        claims.append(
            (
                claim_id, person, day, exclusion_group, kind, advance.case_id, None, cents,
                None, None, advance.id,
            )
        )  # fmt: skip
    insert_rows(Share, SHARE, shares)
    insert_rows(Claim, OF_ADVANCE, claims)
    checkpoint("advance.claimed")


def drop_advance(advance: Advance, *, actor: Actor, now: datetime) -> None:
    """An advance that was proposed is not given."""
    _settle(advance, AdvanceState.DROPPED, actor=actor, now=now)


def drop_proposed_advances(case_ids: Sequence[uuid.UUID], *, actor: Actor, now: datetime) -> int:
    """The decision of files leaves nothing to advance."""
    waiting = Advance.objects.filter(case__in=case_ids, state=AdvanceState.PROPOSED)
    return waiting.update(state=AdvanceState.DROPPED, settled_at=now, settled_by=actor.id)


def _settle(advance: Advance, state: AdvanceState, *, actor: Actor, now: datetime) -> None:
    advance.state, advance.settled_at, advance.settled_by = state, now, actor.id
    advance.save(update_fields=["state", "settled_at", "settled_by"])


def due_anew(order: PaymentOrder, *, now: datetime) -> bool:
    """A transfer of a file with an advance came back after its days became others': paid anew.

    Each day is claimed again by its own decision, less of it settled. False, and nothing is done,
    where a day is no longer granted to the same person for as much: then a person looks.
    """
    given = Advance.objects.filter(case=order.case_id, state=AdvanceState.GIVEN)
    if order.payee_kind != PayeeKind.INSURED or not given.exists():
        return False
    paid = list(Share.objects.filter(order=order).select_related("claim").order_by("claim__day"))
    live = {
        share.claim.day: share
        for share in Share.objects.select_related("claim").filter(
            claim__case=order.case_id,
            claim__closed_at=None,
            claim__decision__isnull=False,
            payee_kind=order.payee_kind,
            person=order.person_id,
        )
    }
    pairs = [(share.cents - share.settled_cents, live.get(share.claim.day)) for share in paid]
    if any(one is None or _had(one) < cents for cents, one in pairs):
        return False
    if any(_shared(one) for _cents, one in pairs if one):
        return False
    _claim_again([(one, cents) for cents, one in pairs if one], now=now)
    return True


def _had(share: Share) -> int:
    """What counts as paid of a share."""
    return share.cents if share.order_id else share.settled_cents


def _shared(share: Share) -> bool:
    """Another payee has a part of the day."""
    return share.claim.amount_cents != share.cents


def _claim_again(pairs: Sequence[tuple[Share, int]], *, now: datetime) -> None:
    """The same days by the same decisions, `cents` of each no longer settled."""
    ids = [share.claim_id for share, _cents in pairs]
    Claim.objects.filter(pk__in=ids, closed_at=None).update(closed_at=now, closed_by=F("decision"))
    claims, shares = [], []
    for share, cents in pairs:
        claim, claim_id = share.claim, new_id()
        settled = _had(share) - cents
        shares.append(
            (
                claim_id, share.payee_kind, share.person_id, share.organisation_id,
                share.bank_details_id, share.cents, settled, None,
            )
        )  # fmt: skip
        claims.append(
            (
                claim_id, claim.person_id, claim.day, claim.exclusion_group, claim.kind,
                claim.case_id, claim.decision_id, claim.amount_cents, None, None,
            )
        )  # fmt: skip
    insert_rows(Share, SHARE, shares)
    insert_rows(Claim, CLAIM, claims)
