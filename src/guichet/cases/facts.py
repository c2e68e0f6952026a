"""Facts of files: recording, correcting, reading. A fact never changes; a newer supersedes it."""

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guichet.cases.enums import SourceKind
from guichet.cases.models import Case, Fact
from guichet.journal.service import insert


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


def live_facts(case_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, Fact]]:
    """The facts that hold now, by file and key."""
    facts: dict[uuid.UUID, dict[str, Fact]] = defaultdict(dict)
    for fact in Fact.objects.filter(case__in=list(case_ids), superseded_at=None):
        facts[fact.case_id][fact.key] = fact
    return facts


def record(
    new: Mapping[uuid.UUID, Sequence[NewFact]], *, now: datetime
) -> dict[uuid.UUID, list[str]]:
    """Record facts of locked files; answers the keys whose value is new or changed, by file.

    A value that says what is known already is not recorded again. What an agent has set is not
    overwritten by a file that comes later: only an agent changes it.
    """
    live = live_facts(new)
    rows: list[Fact] = []
    superseded: list[int] = []
    changed: dict[uuid.UUID, list[str]] = defaultdict(list)
    for case_id, facts in new.items():
        latest = {fact.key: fact for fact in facts}
        for key, fact in latest.items():
            known = live.get(case_id, {}).get(key)
            if known is not None and not _replaces(known, fact):
                continue
            if known is not None:
                superseded.append(known.pk)
            rows.append(_row(case_id, fact, now))
            changed[case_id].append(key)
    Fact.objects.filter(pk__in=superseded).update(superseded_at=now)
    insert(rows)
    return dict(changed)


def drop(case: Case, keys: Iterable[str], *, now: datetime) -> int:
    """Facts that no longer hold and have no successor."""
    return Fact.objects.filter(case=case, key__in=list(keys), superseded_at=None).update(
        superseded_at=now
    )


def digest(facts: Mapping[str, Any]) -> str:
    """SHA-256 of key and value pairs, in the order of the keys."""
    text = json.dumps(dict(facts), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _replaces(known: Fact, new: NewFact) -> bool:
    if known.source == SourceKind.AGENT and new.source.kind != SourceKind.AGENT:
        return False
    return bool(known.value != new.value)


def _row(case_id: uuid.UUID, fact: NewFact, now: datetime) -> Fact:
    return Fact(
        case_id=case_id,
        key=fact.key,
        value=fact.value,
        source=fact.source.kind,
        document_id=fact.source.document_id,
        line=fact.source.line,
        source_id=fact.source.source_id,
        reason=fact.source.reason,
        recorded_at=now,
        recorded_by=fact.source.agent_id,
    )
