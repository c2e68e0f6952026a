"""Facts of files: recording, correcting, reading. A fact never changes; a newer supersedes it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from guichet.cases.enums import SourceKind
from guichet.cases.models import Case, Fact
from guichet.journal.service import digest_of, insert_rows


@dataclass(frozen=True)
class Source:
    """Where a value comes from: what kind, which document and line, which row, or which agent."""

    kind: SourceKind
    document_id: uuid.UUID | None = None
    line: int | None = None
    source_id: uuid.UUID | None = None
    agent_id: uuid.UUID | None = None
    reason: str = ""


@dataclass(frozen=True)
class NewFact:
    key: str
    value: Any
    source: Source


class LiveFact(NamedTuple):
    """What a decision needs of a fact: its name, value and source, its key once it is recorded."""

    pk: int | None
    key: str
    value: Any
    source: str


KnownFacts = dict[uuid.UUID, dict[str, LiveFact]]


def live_facts(case_ids: Iterable[uuid.UUID]) -> KnownFacts:
    """The facts that hold now, by file and key."""
    facts: KnownFacts = defaultdict(dict)
    ids = list(case_ids)
    if not ids:
        return facts
    rows = Fact.objects.filter(case__in=ids, superseded_at=None)
    for case_id, pk, key, value, source in rows.values_list("case_id", *LiveFact._fields):
        facts[case_id][key] = LiveFact(pk, key, value, source)
    return facts


def standing_facts(case_ids: Iterable[uuid.UUID]) -> set[int | None]:
    """The keys of the facts that hold now: while they are the same, so are the facts."""
    rows = Fact.objects.filter(case__in=list(case_ids), superseded_at=None)
    return set(rows.values_list("id", flat=True))


def values_before(case_ids: Iterable[uuid.UUID], key: str) -> dict[uuid.UUID, list[LiveFact]]:
    """What facts whose key begins by `key` have said and no longer do, by file."""
    found: dict[uuid.UUID, list[LiveFact]] = defaultdict(list)
    rows = Fact.objects.filter(
        case__in=list(case_ids), key__startswith=key, superseded_at__isnull=False
    )
    for case_id, *fact in rows.values_list("case_id", "id", "key", "value", "source"):
        found[case_id].append(LiveFact(*fact))
    return found


def facts_with_sources(case_id: uuid.UUID) -> dict[str, Fact]:
    """The facts of a file that hold now, each with all that is known of where it comes from."""
    return {fact.key: fact for fact in Fact.objects.filter(case=case_id, superseded_at=None)}


def record(
    new: Mapping[uuid.UUID, Sequence[NewFact]], *, now: datetime, live: KnownFacts | None = None
) -> dict[uuid.UUID, list[str]]:
    """Record facts of locked files; answers the keys whose value is new or changed, by file.

    `live` gives the facts that hold, where the caller has read them since it locked the files. A
    value that says what is known already is not recorded again, unless an agent confirms it. What
    an agent has set is not overwritten by a file that comes later: only an agent changes it. What
    was read on payslips stands in: whatever comes takes its place, even to say the same.
    """
    live = live_facts(new) if live is None else live
    changed = news(new, live)
    superseded = [
        live[case_id][fact.key].pk
        for case_id, facts in changed.items()
        for fact in facts
        if fact.key in live.get(case_id, {})
    ]
    if superseded:
        Fact.objects.filter(pk__in=superseded).update(superseded_at=now)
    insert_rows(
        Fact,
        COLUMNS,
        [_row(case_id, fact, now) for case_id, facts in changed.items() for fact in facts],
    )
    return {case_id: [fact.key for fact in facts] for case_id, facts in changed.items()}


def news(
    new: Mapping[uuid.UUID, Sequence[NewFact]], live: KnownFacts
) -> dict[uuid.UUID, list[NewFact]]:
    """Of some facts, by file, those that change what is known: what `record` would record."""
    changed: dict[uuid.UUID, list[NewFact]] = defaultdict(list)
    for case_id, facts in new.items():
        for fact in {fact.key: fact for fact in facts}.values():
            known = live.get(case_id, {}).get(fact.key)
            if known is None or _replaces(known, fact):
                changed[case_id].append(fact)
    return dict(changed)


def drop(case: Case, keys: Iterable[str], *, now: datetime) -> int:
    """Facts that no longer hold and have no successor."""
    return Fact.objects.filter(case=case, key__in=list(keys), superseded_at=None).update(
        superseded_at=now
    )


def digest(facts: Mapping[str, Any]) -> str:
    """SHA-256 of key and value pairs, in the order of the keys."""
    return digest_of(dict(facts))


def _replaces(known: LiveFact, new: NewFact) -> bool:
    by_agent = new.source.kind == SourceKind.AGENT
    if SourceKind.PAYSLIP in (known.source, new.source.kind):
        if known.source == new.source.kind:
            return bool(known.value != new.value)
        return known.source == SourceKind.PAYSLIP
    if known.source == SourceKind.AGENT:
        return by_agent and bool(known.value != new.value)
    return by_agent or bool(known.value != new.value)


COLUMNS = (
    "case_id", "key", "value", "source", "document_id", "line", "source_id", "reason",
    "recorded_at", "recorded_by", "superseded_at",
)  # fmt: skip


def _row(case_id: uuid.UUID, fact: NewFact, now: datetime) -> list[Any]:
    """A fact in the order of COLUMNS."""
    source = fact.source
    return [
        case_id, fact.key, fact.value, source.kind, source.document_id, source.line,
        source.source_id, source.reason, now, source.agent_id, None,
    ]  # fmt: skip
