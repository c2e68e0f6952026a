"""The letter that gives news of a file to a person without an e-mail address."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import override

from guichet.benefits.sick_leave.enums import NewsMark
from guichet.benefits.sick_leave.letters import fund, header, recipient
from guichet.benefits.sick_leave.news_words import next_steps, standing_words
from guichet.cases.service import Case, Outcome
from guichet.letters.content import NewsLetter

SOME_GRANTED = (Outcome.GRANTED, Outcome.PARTLY)


def news_letter(
    case: Case, data: Mapping[str, Any], mark: NewsMark, ordinals: Mapping[uuid.UUID, int]
) -> NewsLetter:
    """`data`: what `standing_words` reads."""
    granted = case.decision is not None and case.decision.outcome in SOME_GRANTED
    with override(case.person.language):
        sentences, advice = standing_words(data), next_steps(data)
    return NewsLetter(
        fund=fund(),
        recipient=recipient(case.person),
        header=header(case, ordinals[case.id], date.fromisoformat(data["today"])),
        insured_name=case.person.full_name,
        opened_on=localdate(case.opened_at),
        sentences=tuple(sentences),
        advice=tuple(advice),
        in_need=mark == NewsMark.TWENTY,
        partly_decided=granted,
    )
