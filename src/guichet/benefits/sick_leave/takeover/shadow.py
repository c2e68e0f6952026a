"""In shadow: what the law gives for the days that the system before this one paid, compared."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.timezone import localdate

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.context import Context
from guichet.benefits.sick_leave.decide import Assessment, assess_many
from guichet.benefits.sick_leave.enums import LeftOut, ShadowCause, ShadowVerdict, TakeoverState
from guichet.benefits.sick_leave.facts import StopFacts, read_facts
from guichet.benefits.sick_leave.models import TakenFile
from guichet.benefits.sick_leave.payees import payee_of
from guichet.benefits.sick_leave.situation import COUNTED_YEARS
from guichet.benefits.sick_leave.takeover.content import OldFile, from_json, values_of
from guichet.journal.service import update
from guichet.law.counters import window_start
from guichet.law.dates import DAY
from guichet.ledger.service import claimed_days

CHUNK = 500
COMPARED = ["verdict", "cause", "paid_cents", "law_cents"]


@dataclass(frozen=True)
class Compared:
    verdict: ShadowVerdict
    cause: str
    paid_cents: int
    law_cents: int


def compare_portfolio(*, clock: Callable[[], datetime]) -> int:
    """Compare each file that is still in shadow; answers how many. Nothing is paid by it."""
    done, last = 0, None
    while True:
        rows = TakenFile.objects.filter(state=TakeoverState.SHADOW).select_related("employer")
        if last is not None:
            rows = rows.filter(id__gt=last)
        some = list(rows.order_by("id")[:CHUNK])
        if not some:
            return done
        for row, found in zip(some, compared(some, today=localdate(clock())), strict=True):
            row.verdict, row.cause = found.verdict, found.cause
            row.paid_cents, row.law_cents = found.paid_cents, found.law_cents
        _keep(some)
        done, last = done + len(some), some[-1].id


def _keep(rows: Sequence[TakenFile]) -> None:
    """A file that was replaced or switched meanwhile is left as it is."""
    still = TakenFile.objects.filter(pk__in=[row.pk for row in rows], state=TakeoverState.SHADOW)
    here = set(still.values_list("pk", flat=True))
    update([row for row in rows if row.pk in here], COMPARED)


def old_of(row: TakenFile) -> OldFile:
    return from_json(row.number, row.employer.siret if row.employer else "", row.content)


def compared(rows: Sequence[TakenFile], *, today: date) -> list[Compared]:
    """The law is asked once for all of them, as it will be when they are ours."""
    files = [old_of(row) for row in rows]
    # the law answers of the whole stop, as if nothing had been paid
    facts = [replace(read_facts(values_of(old)), taken_until=None) for old in files]
    counted = claimed_days(
        {
            row.id: (
                row.person_id, window_start(old.first_day, COUNTED_YEARS), old.first_day - DAY,
            )
            for row, old in zip(rows, files, strict=True)
        },
        procedure.KIND,
    )  # fmt: skip
    contexts = [Context(today, paid_before=tuple(counted.get(row.id, ()))) for row in rows]
    answers = assess_many(list(zip(facts, contexts, strict=True)))
    return [
        _compared(old, known, answer)
        for old, known, answer in zip(files, facts, answers, strict=True)
    ]


def _compared(old: OldFile, facts: StopFacts, answer: Assessment) -> Compared:
    paid = {
        day: {payee.value: line.daily_cents for payee, line in some.items()}
        for day, some in old.paid_days().items()
    }
    sums = {day: sum(some.values()) for day, some in paid.items()}
    total = sum(sums.values())
    if answer.proposal is None:
        why = ShadowCause.MISSING if answer.missing else ShadowCause.REFUSED
        return Compared(ShadowVerdict.UNANSWERED, why, total, 0)
    until = old.paid_until
    given = {d: c for d, c in answer.proposal.days.items() if until and d <= until}
    law = sum(given.values())
    cause = _cause(facts, answer, sums, given) or _payee(facts, paid)
    verdict = ShadowVerdict.DIFFERENT if cause else ShadowVerdict.EQUAL
    return Compared(verdict, cause, total, law)


def _cause(
    facts: StopFacts, answer: Assessment, paid: Mapping[date, int], given: Mapping[date, int]
) -> str:
    """The first cause of a difference; empty where every day is paid as the law says."""
    if paid == given:
        return ""
    law = answer.proposal.law if answer.proposal else None
    if law is not None and not law.right_open:
        return ShadowCause.RIGHT_NOT_OPEN
    too_many, too_few = paid.keys() - given.keys(), given.keys() - paid.keys()
    waiting = set(facts.covered_days[: law.carence_days]) if law else set()
    if too_many & waiting:
        return ShadowCause.WAITING_DAYS
    if too_many:
        return ShadowCause.NOT_DUE
    return ShadowCause.UNPAID if too_few else ShadowCause.AMOUNT


def _payee(facts: StopFacts, paid: Mapping[date, Mapping[str, int]]) -> str:
    same = all(set(some) == {payee_of(facts, day).value} for day, some in paid.items())
    return "" if same else ShadowCause.PAYEE


@dataclass(frozen=True)
class Group:
    """Files compared alike; `paid_cents` by the system before this one, `law_cents` by the law."""

    verdict: str
    cause: str
    files: int
    paid_cents: int
    law_cents: int

    @property
    def words(self) -> str:
        words = ShadowCause(self.cause) if self.cause else ShadowVerdict(self.verdict)
        return str(words.label)


@dataclass(frozen=True)
class Standing:
    """Where the portfolio stands."""

    states: dict[str, int]
    left_out: dict[str, int]
    groups: list[Group]
    not_compared: int


def standing() -> Standing:
    """Files by state, why some were left out, and the comparison by cause, the costliest first."""
    live = TakenFile.objects.exclude(state=TakeoverState.REPLACED)
    counts = dict(live.values_list("state").annotate(n=Count("id")).order_by())
    left = live.filter(state=TakeoverState.SHADOW).exclude(left_out="")
    groups = [
        Group(*line)
        for line in live.exclude(verdict="")
        .values_list("verdict", "cause")
        .annotate(n=Count("id"), paid=Sum("paid_cents"), law=Sum("law_cents"))
        .order_by()
    ]
    return Standing(
        {str(s.label): counts[s.value] for s in TakeoverState if counts.get(s.value)},
        {
            str(LeftOut(why).label): n
            for why, n in left.values_list("left_out").annotate(n=Count("id")).order_by("left_out")
        },
        sorted(groups, key=lambda g: (-abs(g.paid_cents - g.law_cents), -g.files)),
        live.filter(Q(verdict=""), state=TakeoverState.SHADOW).count(),
    )


def differences() -> Any:
    """The files that differ, the largest sums first."""
    rows = TakenFile.objects.exclude(state=TakeoverState.REPLACED).exclude(
        verdict__in=("", ShadowVerdict.EQUAL)
    )
    rows = rows.annotate(gap=Sum("paid_cents") - Sum("law_cents"))
    return rows.select_related("case").order_by("-gap", "number")
