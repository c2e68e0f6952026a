"""Taking decisions: by the rule for what is certain, by an agent for the rest.

One transaction: the decision with its facts, the days in the ledger, what is asked back, the
letters, the events, the outbox.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guichet.benefits.sick_leave import letters, procedure
from guichet.benefits.sick_leave.decide import Proposal
from guichet.benefits.sick_leave.decision_letters import letters_of
from guichet.benefits.sick_leave.doubts import meeting_of
from guichet.benefits.sick_leave.employers import Keeping
from guichet.benefits.sick_leave.enums import Circumstance
from guichet.benefits.sick_leave.facts import StopFacts, values
from guichet.benefits.sick_leave.late import unsettled
from guichet.benefits.sick_leave.letters import Author, Words
from guichet.benefits.sick_leave.motives import (
    partial_words,
    takes_back_for_a_medical_reason,
)
from guichet.benefits.sick_leave.payees import FIRST, keepings, organisations_of, wanted
from guichet.benefits.sick_leave.situation import Situation, situations
from guichet.cases.service import (
    Case,
    Decision,
    Fact,
    LawVersion,
    LiveFact,
    Outcome,
    PieceState,
    Ruling,
    decide,
    digest,
    draft,
    end_pieces,
    keep_law_version,
    locked_live,
    to_assess,
)
from guichet.journal.service import Actor, Draft, append, checkpoint, rule
from guichet.law.counters import day_runs
from guichet.law.parameters import law_version, load
from guichet.ledger.service import (
    BadAccount,
    DayGrant,
    Grant,
    Lightened,
    Payee,
    PayeeKind,
    Recovery,
    apply,
    drop_proposed_advances,
    employer_account,
    lift_holds,
    of_another_employer,
)
from guichet.letters.content import (
    DecisionLetter,
)
from guichet.letters.service import next_ordinals, write
from guichet.people.service import Organisation
from guichet.tasks.service import close_tasks

AUTOMATIC = rule("sick_leave.automatic")
Live = Mapping[uuid.UUID, Mapping[str, LiveFact]]


class StaleFile(Exception):
    """The file changed, or was decided, since the agent looked at it; nothing was decided."""


class CannotDecide(Exception):
    """The law has no answer for this file as it stands; the text says what lacks."""


@dataclass(frozen=True)
class Taken:
    """A situation with what is decided of it."""

    situation: Situation
    proposal: Proposal
    refusal: Words | None = None
    reason_text: str = ""

    @property
    def days(self) -> dict[date, int]:
        return {} if self.refusal else dict(self.proposal.days)

    @property
    def partly(self) -> Words | None:
        """Why some days are not paid, in the words of the letter."""
        language = self.situation.case.person.language
        return None if self.refusal else partial_words(self.proposal, language)

    @property
    def provisional(self) -> bool:
        """Granted on payslips, until the employer says."""
        granted = self.outcome in (Outcome.GRANTED, Outcome.PARTLY)
        return granted and self.situation.provisional

    @property
    def confirms(self) -> bool:
        """The decision that this one replaces was provisional, and this one is not."""
        return self.refusal is None and self.situation.confirms

    @property
    def lost_cents(self) -> int:
        after = self.days
        before = self.situation.context.granted_before
        return sum(max(0, cents - after.get(day, 0)) for day, cents in before.items())

    @property
    def unfavourable(self) -> bool:
        return self.outcome != Outcome.GRANTED or self.lost_cents > 0

    @property
    def outcome(self) -> Outcome:
        if self.refusal is None:
            return self.proposal.outcome
        cancelled = self.proposal.outcome == Outcome.CANCELLED
        return Outcome.CANCELLED if cancelled else Outcome.REFUSED


def parameters_json() -> dict[str, Any]:
    """The dated parameters, as kept with the version of the law."""
    table = load()
    return {
        name: [
            {
                k: v.isoformat() if isinstance(v, date) else str(v) if v is not None else None
                for k, v in asdict(p).items()
            }
            for p in table.named(name)
        ]
        for name in table.names()
    }


def law_row(now: datetime) -> LawVersion:
    version = law_version()
    return LawVersion.objects.filter(pk=version).first() or keep_law_version(
        version, parameters_json(), now=now
    )


@dataclass(frozen=True)
class Prepared:
    """Decisions with their rulings and letters, composed before the files are locked."""

    taken: Sequence[Taken]
    author: Author
    ordinals: Mapping[uuid.UUID, int]
    rulings: Sequence[Ruling]
    letters: Sequence[DecisionLetter]


def prepare(found: Sequence[Situation], *, now: datetime) -> Prepared:
    """Decisions of what the assessment proposes, by the rule."""
    taken = [Taken(s, s.assessment.proposal) for s in found if s.assessment.proposal]
    return _prepare(taken, Author(), now=now)


def decide_prepared(prepared: Prepared, live: Live, *, actor: Actor, now: datetime) -> None:
    """Take decisions for locked files that are as they were, `live` being all their facts."""
    if next_ordinals([t.situation.case for t in prepared.taken]) != prepared.ordinals:
        prepared = _prepare(prepared.taken, prepared.author, now=now)
    _decide(prepared, live, actor=actor, now=now)


def _prepare(taken: Sequence[Taken], author: Author, *, now: datetime) -> Prepared:
    ordinals = next_ordinals([t.situation.case for t in taken])
    return Prepared(
        taken,
        author,
        ordinals,
        [_ruling(t) for t in taken],
        [_letter(t, ordinals, author, now) for t in taken],
    )


def _letter(
    taken: Taken, ordinals: Mapping[uuid.UUID, int], author: Author, now: datetime
) -> DecisionLetter:
    case = taken.situation.case
    letter = letters.decision_letter(
        case,
        taken.situation.facts,
        taken.proposal,
        ordinal=ordinals.get(case.id, 1),
        today=localdate(now),
        author=author,
        refusal=taken.refusal,
        partly=taken.partly,
        before=taken.situation.context.granted_before if case.decision_id else None,
    )
    return letters.with_standing(letter, provisional=taken.provisional, confirms=taken.confirms)


def fingerprint(case: Case, live: Mapping[str, Fact | LiveFact]) -> str:
    """What an agent looked at: facts and decision in force. A second click finds another one."""
    return digest({"facts": values(live), "decision": str(case.decision_id or "")})


@transaction.atomic
def decide_by_agent(
    case_id: uuid.UUID,
    *,
    actor: Actor,
    author: Author,
    seen: str,
    refusal: Words | None,
    reason_text: str,
    now: datetime,
) -> None:
    """An agent grants what the law gives, if only in part, or refuses it with a reason.

    `seen` is the fingerprint of the file that the agent looked at. Raises StaleFile, CannotDecide.
    """
    situation = situations([locked_live(case_id)], now=now)[0]
    if fingerprint(situation.case, situation.live) != seen:
        raise StaleFile
    proposal = situation.assessment.proposal
    if proposal is None:
        raise CannotDecide
    if refusal is None and (not proposal.days or situation.context.days_taken):
        raise CannotDecide
    if refusal is not None and takes_back_for_a_medical_reason(refusal, proposal):
        raise CannotDecide(
            _("L'avis médical ne retire que les jours à partir de sa date : accordez les autres.")
        )
    if refusal is None and (why := _not_to_be_granted(situation.facts)):
        raise CannotDecide(why)
    taken = Taken(situation, proposal, refusal, reason_text)
    live = {case_id: situation.live}
    try:
        _decide(_prepare([taken], author, now=now), live, actor=actor, now=now)
    except BadAccount as fault:
        raise CannotDecide(str(fault)) from None


def _not_to_be_granted(facts: StopFacts) -> str:
    """Why an agent may not grant a file as it stands, in words; nothing where they may."""
    if unsettled(facts):
        return _("Un avis est arrivé en retard : dites d'abord s'il est excusé, averti ou réduit.")
    if Circumstance.PART_TIME in facts.circumstances and facts.part_time.first is None:
        return _(
            "Le temps partiel thérapeutique est payé dans la limite du salaire perdu : dites "
            "d'abord son premier jour. Les jours d'arrêt complet avant lui peuvent alors être "
            "accordés."
        )
    return ""


def _decide(prepared: Prepared, live: Live, *, actor: Actor, now: datetime) -> None:
    taken = prepared.taken
    cases = [t.situation.case for t in taken]
    confirmed = {t.situation.case.id for t in taken if t.confirms}
    rulings = [replace(r, facts=live[r.case.id]) for r in prepared.rulings]
    decisions = decide(rulings, law=law_row(now), actor=actor, now=now)
    checkpoint("decision.recorded")
    grants = [
        Grant(
            t.situation.case,
            decision,
            procedure.KIND,
            procedure.EXCLUSION_GROUP,
            _days(t, now=now),
        )
        for t, decision in zip(taken, decisions, strict=True)
    ]
    applied = apply(grants, now=now)
    events = [
        _decided(t, d, confirms=d.case.id in confirmed)
        for t, d in zip(taken, decisions, strict=True)
    ]
    new_letters = letters_of(
        decisions, prepared.letters, applied, prepared.ordinals, author=prepared.author, now=now
    )
    checkpoint("decision.letters_composed")
    events += [_recovered(r, "recovery.opened") for r in applied.recoveries]
    events += [_recovered(r, "recovery.prescribed") for r in applied.prescribed]
    events += [_due_again(one) for some in applied.lightened.values() for one in some]
    events += write(new_letters, now=now)
    checkpoint("decision.letters_written")
    end_pieces(cases, None, state=PieceState.CANCELLED, now=now)
    lift_holds([case.id for case in cases], now=now)
    drop_proposed_advances([case.id for case in cases], actor=actor, now=now)
    done = [f"case:{case.id}" for case in cases]
    close_tasks(done + applied.ended, actor=actor, now=now, outcome="decided")
    append(events, actor=actor, now=now)
    # what its days of part-time wait for is looked for once the others are decided
    to_assess([t.situation.case.id for t in taken if t.situation.facts.days_awaiting], now=now)
    checkpoint("decision.events_written")


def _ruling(taken: Taken) -> Ruling:
    situation, law = taken.situation, taken.proposal.law
    code = taken.proposal.reason_code
    if taken.refusal and taken.proposal.days:
        code = "sick_leave.refused_by_agent"
    return Ruling(
        case=situation.case,
        outcome=taken.outcome,
        unfavourable=taken.unfavourable,
        reason_code=code,
        reason_text=taken.reason_text,
        facts=situation.live,
        inputs=situation.context.kept(),
        result={
            "right_open": law.right_open,
            "dates_meet": meeting_of(situation.facts),
            "sjb_cents": law.sjb_cents,
            "daily_cents": law.daily_cents,
            "carence_days": law.carence_days,
            "days": [
                [first.isoformat(), last.isoformat(), cents]
                for first, last, cents in day_runs(taken.days)
            ],
            "total_cents": sum(taken.days.values()),
        },
        explanation=[step.to_dict() for step in taken.proposal.explanation],
        provisional=taken.provisional,
    )


def _days(taken: Taken, *, now: datetime) -> list[DayGrant]:
    facts, case, law = taken.situation.facts, taken.situation.case, taken.proposal.law
    days = wanted(case, facts, law, taken.days)
    paid = {key for shares in days.values() for key in shares}
    firms = {FIRST: case.employer, **{one.siret: one for one in organisations_of(facts)}}
    payees = [Payee(PayeeKind.INSURED, case.person_id)]
    for name, keeping in keepings(facts).items():
        firm = firms.get(name)
        if firm and (PayeeKind.EMPLOYER.value, firm.id) in paid:
            payees.append(_employer(firm, keeping, now=now))
    by_key = {payee.key: payee for payee in payees}
    return [
        DayGrant(day, tuple((by_key[key], cents) for key, cents in shares.items()))
        for day, shares in sorted(days.items())
    ]


def _employer(firm: Organisation, keeping: Keeping, *, now: datetime) -> Payee:
    account = None
    if keeping.iban:
        account = employer_account(firm, iban=keeping.iban, bic=keeping.bic, now=now)
    return Payee(PayeeKind.EMPLOYER, firm.id, account.id if account else None)


def _decided(taken: Taken, decision: Decision, *, confirms: bool) -> Draft:
    standing = {"provisional": True} if decision.provisional else {}
    return draft(
        taken.situation.case,
        "sick_leave.decided",
        decision=str(decision.id),
        number=decision.number,
        outcome=decision.outcome,
        automatic=decision.decided_by is None,
        days=len(taken.days),
        cents=sum(taken.days.values()),
        **({"confirms": True} if confirms else standing),
    )


def _recovered(recovery: Recovery, kind: str) -> Draft:
    return draft(
        recovery.case,
        kind,
        recovery=str(recovery.id),
        cents=recovery.net_cents,
        payee=recovery.payee_kind,
        **of_another_employer(recovery.case, recovery.organisation_id),
    )


def _due_again(lightened: Lightened) -> Draft:
    recovery = lightened.recovery
    return draft(
        recovery.case,
        "recovery.due_again",
        recovery=str(recovery.id),
        cents=lightened.net_cents,
        left_cents=recovery.net_left_cents,
        payee=recovery.payee_kind,
        **of_another_employer(recovery.case, recovery.organisation_id),
    )
