"""The history of a file as an agent reads it: why it came to a person, what was corrected."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from guichet.cases.service import Case, Correction, corrections_of
from guichet.journal.service import Event, of_case, tell
from guichet.people.service import names_of
from guichet.tasks.service import Task, kind_of, opened_for_case
from guichet.web.desk import words

IN_REVIEW, CORRECTED = "case.in_review", "case.fact_corrected"


def entries_of(case: Case) -> list[dict[str, Any]]:
    """What happened to a file, the latest first."""
    events = list(of_case(case.id))
    names = names_of(event.actor_id for event in events)
    tasks = list(opened_for_case(case.id))
    corrections = {(one.key, one.at): one for one in corrections_of(case.id)}
    return [
        {
            "when": event.at,
            "text": _told(event, tasks, corrections),
            "who": names.get(event.actor_id, "") if event.actor_id else "",
        }
        for event in reversed(events)
    ]


def _told(
    event: Event, tasks: Sequence[Task], corrections: dict[tuple[str, datetime], Correction]
) -> str:
    """The sentence of the event, then what it was about: it keeps no value and no reason itself."""
    sentence = tell(event)
    if event.kind == IN_REVIEW:
        reasons = [kind_of(one.kind).title(one.data) for one in tasks if one.opened_at == event.at]
        return " ".join([sentence, *reasons])
    correction = corrections.get((event.data.get("key", ""), event.at))
    if event.kind != CORRECTED or correction is None:
        return sentence
    changed = _("Avant : {before}. Maintenant : {after}. « {reason} »").format(
        before=_value(correction.key, correction.before),
        after=_value(correction.key, correction.after),
        reason=correction.reason,
    )
    return f"{sentence} {changed}"


def _value(key: str, value: Any) -> str:
    return _("non connu") if value is None else words.fact_in_words(key, value)
