"""Writing letters: kept with all that they say, queued to be made into PDF and sent."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from guichet.cases.service import Case, Decision, draft
from guichet.journal.service import Draft, insert
from guichet.letters.catalogue.declarations import latest_version
from guichet.letters.content import Letter as Content
from guichet.letters.models import Letter
from guichet.outbox.service import MessageKind, ToSend, enqueue
from guichet.people.service import Organisation


@dataclass(frozen=True)
class NewLetter:
    """A letter to the insured person of a file, or to an employer."""

    id: uuid.UUID
    case: Case
    code: str
    content: Content
    decision: Decision | None = None
    organisation: Organisation | None = None


def next_ordinals(cases: Sequence[Case]) -> dict[uuid.UUID, int]:
    """The rank that the next letter of each locked file takes."""
    counted = (
        Letter.objects.filter(case__in=[case.id for case in cases])
        .values("case_id")
        .annotate(n=Count("id"))
        .values_list("case_id", "n")
    )
    ordinals: dict[uuid.UUID, int] = defaultdict(lambda: 1)
    ordinals.update({case_id: n + 1 for case_id, n in counted})
    return ordinals


def write(new: Sequence[NewLetter], *, now: datetime) -> list[Draft]:
    """Keep letters and queue them; answers their events. Called inside the benefit's action."""
    rows = [_row(letter, now) for letter in new]
    insert(rows)
    enqueue(
        [
            ToSend(
                f"letter:{row.number}",
                MessageKind.LETTER,
                {"letter": str(row.id)},
                case_id=row.case_id,
                person_id=row.person_id,
            )
            for row in rows
        ],
        now=now,
    )
    return [
        draft(
            letter.case,
            "letter.written",
            letter=str(row.id),
            code=row.code,
            to_employer=letter.organisation is not None,
        )
        for letter, row in zip(new, rows, strict=True)
    ]


def _row(letter: NewLetter, now: datetime) -> Letter:
    content = letter.content
    return Letter(
        id=letter.id,
        number=content.header.letter_number,
        code=letter.code,
        version=latest_version(letter.code),
        case=letter.case,
        person=None if letter.organisation else letter.case.person,
        organisation=letter.organisation,
        decision=letter.decision,
        title=content.subject,
        content=content.to_json(),
        unfavourable=content.unfavourable,
        appeal=_committee(content),
        written_at=now,
    )


def _committee(content: Content) -> str:
    """The committee that an unfavourable letter names; nothing for any other."""
    block = getattr(content, "appeal", None)
    return block.committee.name if content.unfavourable and block else ""
