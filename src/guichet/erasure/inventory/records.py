"""Files, letters, work of agents."""

from django.db.models import BinaryField, Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from guichet.cases import models as cases
from guichet.erasure.declared import Table, Whom, before_colon, gone
from guichet.erasure.enums import KeptBecause as Because
from guichet.letters.models import Letter
from guichet.tasks.models import Task


def subjects_of(whom: Whom) -> Q:
    """Tasks and messages about the person, one of their files, or what is not attached yet."""
    return Q(person_id=whom.person_id) | Q(case_id__in=whom.cases)


def tasks_of(whom: Whom) -> Q:
    notices = [f"notice:{one}" for one in whom.notices]
    stops = [f"stop:{one}" for one in whom.stops]
    return subjects_of(whom) | Q(subject__in=notices + stops)


_NO_BYTES = Value(b"", output_field=BinaryField())

TABLES = (
    Table(
        cases.ProcedureVersion,
        {Because.PROGRAM: ("id", "code", "version", "valid_from", "content", "digest")},
    ),
    Table(cases.LawVersion, {Because.PROGRAM: ("version", "parameters", "first_used_at")}),
    Table(cases.Counter, {Because.PROGRAM: ("name", "last")}),
    Table(
        cases.Case,
        rows=lambda whom: cases.Case.objects.filter(pk__in=whom.cases).exclude(duplicate_reason=""),
        erases={"duplicate_reason": gone("duplicate_reason")},
        keeps={
            Because.LINK: ("id", "number", "procedure", "person", "decision"),
            Because.OTHERS: ("employer",),
            Because.CODE: ("procedure_code", "event_key", "channel", "state", "closing_reason"),
            Because.DATE: ("state_since", "opened_at", "to_assess_since"),
        },
        what=_("Dossiers : pourquoi il y en a deux, écrit par un agent"),
    ),
    Table(
        cases.Fact,
        rows=lambda whom: cases.Fact.objects.filter(case__in=whom.cases).exclude(reason=""),
        erases={"reason": gone("reason")},
        keeps={
            Because.LINK: ("id", "case", "document", "line", "source_id"),
            Because.LAW: ("key", "value", "source"),
            Because.DATE: ("recorded_at", "superseded_at"),
            Because.OTHERS: ("recorded_by",),
        },
        what=_("Informations : pourquoi un agent les a changées"),
    ),
    Table(
        cases.Piece,
        {
            Because.LINK: ("id", "case", "organisation"),
            # the months or the first days that are asked for
            Because.CODE: ("code", "owed_by", "detail", "state"),
            Because.DATE: ("asked_at", "due_on", "reminded_at", "ended_at"),
        },
    ),
    Table(
        cases.Clock,
        {Because.LINK: ("id", "case", "kind"), Because.DATE: ("started_at", "stopped_at")},
    ),
    Table(
        cases.Pause,
        {
            Because.LINK: ("id", "clock"),
            Because.CODE: ("reason", "owed_by"),
            Because.DATE: ("started_at", "ended_at"),
        },
    ),
    Table(
        cases.Decision,
        rows=lambda whom: cases.Decision.objects.filter(case__in=whom.cases).exclude(
            reason_text=""
        ),
        erases={"reason_text": gone("reason_text")},
        keeps={
            Because.LINK: ("id", "case", "number"),
            Because.LAW: (
                "outcome",
                "unfavourable",
                "provisional",
                "reason_code",
                "rule",
                "law_version",
                "facts",
                "facts_digest",
                "inputs",
                "result",
                "explanation",
            ),
            Because.DATE: ("decided_at",),
            Because.OTHERS: ("decided_by",),
        },
        what=_("Décisions : ce que l'agent a écrit"),
    ),
    Table(
        Letter,
        # those to the employer name the person too
        rows=lambda whom: Letter.objects.filter(Q(case__in=whom.cases) | Q(person=whom.person_id)),
        erases={"content": {}, "pdf": Case(When(pdf=None, then=F("pdf")), default=_NO_BYTES)},
        keeps={
            Because.LINK: ("id", "number", "case", "person", "organisation", "decision"),
            Because.CODE: ("code", "version", "title", "unfavourable", "appeal", "state"),
            Because.DATE: ("written_at", "sent_at", "read_at"),
            Because.PROOF: ("pdf_sha256",),
        },
        what=_("Courriers : le texte et le PDF"),
    ),
    Table(
        Task,
        rows=lambda whom: Task.objects.filter(tasks_of(whom), outcome__contains=":"),
        erases={"outcome": before_colon("outcome")},
        keeps={
            Because.LINK: ("id", "subject", "case_id", "person_id"),
            Because.CODE: ("kind", "data", "state"),
            Because.DATE: ("opened_at", "due_on", "closed_at"),
            Because.OTHERS: ("assigned_to", "closed_by"),
        },
        what=_("Tâches : ce que l'agent a écrit en les fermant"),
    ),
)
