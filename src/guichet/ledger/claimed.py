"""Shared reads of the days that files hold: by others, by kind, as granted."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case as Choice
from django.db.models import F, When

from guichet.cases.service import Case
from guichet.law.counters import Interval, spans
from guichet.ledger.models import Claim, Share


def claimed_by_others(
    wanted: Mapping[uuid.UUID, tuple[Case, Sequence[date]]], group: str
) -> dict[uuid.UUID, list[date]]:
    """Days that files want and another file of the same person already holds, by file."""
    days = {day for _, asked in wanted.values() for day in asked}
    if not days:
        return {}
    held: dict[uuid.UUID, dict[date, uuid.UUID]] = defaultdict(dict)
    rows = Claim.objects.filter(
        person__in={case.person_id for case, _ in wanted.values()},
        exclusion_group=group,
        closed_at=None,
        day__range=(min(days), max(days)),
    ).values_list("person_id", "day", "case_id")
    for person_id, day, case_id in rows:
        held[person_id][day] = case_id
    found = {
        case.id: [day for day in asked if held[case.person_id].get(day, case.id) != case.id]
        for case, asked in wanted.values()
    }
    return {case_id: clash for case_id, clash in found.items() if clash}


def claimed_days(
    windows: Mapping[uuid.UUID, tuple[uuid.UUID, date, date]], kind: str
) -> dict[uuid.UUID, list[Interval]]:
    """Days of a kind of benefit that other files of the same person hold in a window, by file.

    `windows` maps a file to its person and the first and last day counted (R.323-1: 360 days).
    """
    if not windows:
        return {}
    rows = Claim.objects.filter(
        person__in={person_id for person_id, _, _ in windows.values()},
        kind=kind,
        closed_at=None,
        day__gte=min(first for _, first, _ in windows.values()),
    ).values_list("person_id", "case_id", "day")
    by_person: dict[uuid.UUID, list[tuple[uuid.UUID, date]]] = defaultdict(list)
    for person_id, case_id, day in rows:
        by_person[person_id].append((case_id, day))
    return {
        case_id: spans(
            sorted(
                day
                for other, day in by_person[person_id]
                if other != case_id and first <= day <= last
            )
        )
        for case_id, (person_id, first, last) in windows.items()
    }


def held_days(
    people: Collection[uuid.UUID], first: date, last: date, group: str
) -> set[tuple[uuid.UUID, date]]:
    """The days that persons' files hold between two days."""
    rows = Claim.objects.filter(
        person__in=list(people), exclusion_group=group, closed_at=None, day__range=(first, last)
    )
    return set(rows.values_list("person_id", "day"))


@dataclass(frozen=True)
class Granted:
    """What a file's claim in force gives for a day, to whom, and whether some of it was paid.

    `shares`: cents by payee, named "insured", "employer" for the employer of the file, or the SIRET
    of another one. `ibans`: the account named for what is still to be paid of a share, by payee.
    `due`: some of it is still to be paid.
    """

    cents: int
    shares: Mapping[str, int]
    paid: bool
    ibans: Mapping[str, str] = field(default_factory=dict)
    due: bool = False

    @property
    def payees(self) -> frozenset[str]:
        """Who has a part of the day."""
        return frozenset(self.shares)


def granted_days(case_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[date, Granted]]:
    """What each file's claims in force grant, by day, but for days that were paid elsewhere."""
    found: dict[uuid.UUID, dict[date, Granted]] = defaultdict(dict)
    shares = Share.objects.filter(
        claim__case__in=case_ids, claim__closed_at=None, claim__paid_elsewhere_on=None
    )
    iban = Choice(When(order=None, cents__gt=F("settled_cents"), then="bank_details__iban"))
    rows = shares.order_by("claim__day", "id").values_list(
        "claim__case", "claim__day", "claim__amount_cents", "order", "settled_cents", "cents", iban,
        "payee_kind", "organisation", "organisation__siret",
    )  # fmt: skip
    paid_firms = {case_id for case_id, *_, firm, _ in rows if firm}
    # apart: joined to the days, PostgreSQL reads all files to find those of a chunk
    employers = dict(Case.objects.filter(pk__in=paid_firms).values_list("pk", "employer"))
    for case_id, day, cents, order, settled, share, account, kind, firm, siret in rows:
        name = kind if firm is None or firm == employers[case_id] else siret
        before = found[case_id].get(day) or Granted(cents, {}, False)
        found[case_id][day] = Granted(
            cents,
            {**before.shares, name: share},
            bool(order or settled or before.paid),
            {**before.ibans, **({name: account} if account else {})},
            bool((order is None and share > settled) or before.due),
        )
    return dict(found)
