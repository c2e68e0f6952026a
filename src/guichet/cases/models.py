"""Files: their procedure version, their life, their facts, pieces, clocks and decisions."""

from django.db import models
from django.db.models import F, Q

from guichet.cases.enums import (
    LIVE_STATES,
    OPEN_PIECES,
    CaseChannel,
    CaseState,
    Outcome,
    Owner,
    PieceState,
    SourceKind,
)
from guichet.documents.models import Document
from guichet.journal.ids import new_id
from guichet.people.models import Organisation, Person


class ProcedureVersion(models.Model):
    """A benefit's procedure as it stood at a time: declared in code, kept here, immutable."""

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="procedure_version_once"),
        ]


class LawVersion(models.Model):
    """The dated parameters of a version of the law, kept so that decisions can be replayed."""

    version = models.CharField(max_length=80, primary_key=True)
    parameters = models.JSONField()
    first_used_at = models.DateTimeField()


class Counter(models.Model):
    """The last number given in a year; locked by whoever gives the next ones."""

    name = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField()


class Case(models.Model):
    """A file. `event_key` names the event it is about: the same event has one live file."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    procedure = models.ForeignKey(ProcedureVersion, models.RESTRICT)
    procedure_code = models.CharField(max_length=40)
    person = models.ForeignKey(Person, models.RESTRICT, db_index=False)
    employer = models.ForeignKey(Organisation, models.RESTRICT, null=True)
    event_key = models.CharField(max_length=40)
    duplicate_reason = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=8, choices=CaseChannel.choices)
    state = models.CharField(max_length=9, choices=CaseState.choices)
    state_since = models.DateTimeField()
    opened_at = models.DateTimeField()
    decision = models.ForeignKey("Decision", models.RESTRICT, null=True, related_name="+")
    closing_reason = models.CharField(max_length=60, blank=True)
    to_assess_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "procedure_code", "event_key"],
                name="one_live_file_for_an_event",
                condition=Q(state__in=LIVE_STATES, duplicate_reason=""),
            ),
            models.CheckConstraint(
                name="case_decided_has_a_decision",
                condition=~Q(state="decided") | Q(decision__isnull=False),
            ),
            models.CheckConstraint(
                name="case_ended_has_a_reason",
                condition=Q(state__in=("closed", "withdrawn")) & ~Q(closing_reason="")
                | ~Q(state__in=("closed", "withdrawn")) & Q(closing_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-opened_at"], name="case_person"),
            models.Index(fields=["state", "state_since"], name="case_stock"),
            models.Index(fields=["opened_at", "state"], name="case_opened"),
            models.Index(fields=["channel"], name="case_channel"),
            models.Index(
                fields=["to_assess_since"],
                name="case_to_assess",
                condition=Q(to_assess_since__isnull=False),
            ),
        ]


class Fact(models.Model):
    """One thing known of a file, with its source. Never changed: a newer one supersedes it."""

    case = models.ForeignKey(Case, models.RESTRICT, related_name="facts", db_index=False)
    key = models.CharField(max_length=60)
    value = models.JSONField()
    source = models.CharField(max_length=8, choices=SourceKind.choices)
    document = models.ForeignKey(Document, models.RESTRICT, null=True, db_index=False)
    line = models.PositiveIntegerField(null=True)
    source_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "key"],
                name="one_live_fact_for_a_key",
                condition=Q(superseded_at=None),
            ),
            models.CheckConstraint(
                name="fact_of_an_agent_has_author_and_reason",
                condition=~Q(source="agent") | ~Q(reason="") & Q(recorded_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["case", "key"], name="fact_case")]


class Piece(models.Model):
    """Something asked of somebody; open until received or no longer needed.

    While it is only expected, nobody is asked: it comes by itself by `due_on`, and `asked_at` says
    since when the file waits for it. `reminded_at`: when it was asked again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="pieces")
    code = models.CharField(max_length=40)
    owed_by = models.CharField(max_length=12, choices=Owner.choices)
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True)
    detail = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=PieceState.choices, default=PieceState.ASKED)
    asked_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"],
                name="one_open_request_for_a_piece",
                condition=Q(state__in=OPEN_PIECES),
            ),
            models.CheckConstraint(
                name="piece_ended_has_a_date",
                condition=Q(state__in=OPEN_PIECES, ended_at=None)
                | ~Q(state__in=OPEN_PIECES) & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="piece_expected_has_a_day",
                condition=~Q(state="expected") | Q(due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="piece_is_asked_before_it_is_asked_again",
                condition=Q(reminded_at=None)
                | ~Q(state="expected") & Q(reminded_at__gte=F("asked_at")),
            ),
            models.CheckConstraint(
                name="piece_of_an_employer_names_it",
                condition=~Q(owed_by="employer") | Q(organisation__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation"], name="piece_asked_of", condition=Q(state="asked")
            ),
            models.Index(fields=["ended_at", "asked_at", "state", "case"], name="piece_ended"),
        ]


class Clock(models.Model):
    """The time a file takes: it runs from reception to decision, pauses taken out."""

    case = models.ForeignKey(Case, models.RESTRICT, related_name="clocks")
    kind = models.CharField(max_length=20, default="decision")
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], name="one_running_clock", condition=Q(stopped_at=None)
            ),
            models.CheckConstraint(
                name="clock_stops_after_it_starts",
                condition=Q(stopped_at=None) | Q(stopped_at__gte=F("started_at")),
            ),
        ]
        # figures of the stock and of delays find all that they need of a clock here
        indexes = [
            models.Index(fields=["stopped_at", "started_at", "kind", "case"], name="clock_stopped")
        ]


class Pause(models.Model):
    """Time during which the file waits for somebody else, with the reason."""

    clock = models.ForeignKey(Clock, models.RESTRICT, related_name="pauses", db_index=False)
    reason = models.CharField(max_length=60)
    owed_by = models.CharField(max_length=12, choices=Owner.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], name="one_open_pause", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(name="pause_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="pause_ends_after_it_starts",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
        ]
        # what figures read of the pauses of a clock
        indexes = [
            models.Index(fields=["clock", "started_at", "ended_at", "owed_by"], name="pause_clock")
        ]


class Decision(models.Model):
    """What was decided, from which facts, by which law, by whom. Append-only.

    `facts` holds the identifiers of the facts used, `result` what the law answered,
    `explanation` its steps. A later decision of the same file supersedes it by its number.
    `provisional`: payslips stand in for what the employer has not said yet.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="decisions", db_index=False)
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    unfavourable = models.BooleanField()
    provisional = models.BooleanField(default=False)
    reason_code = models.CharField(max_length=60)
    reason_text = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    rule = models.CharField(max_length=60, blank=True)
    law_version = models.ForeignKey(LawVersion, models.RESTRICT)
    facts = models.JSONField()
    facts_digest = models.CharField(max_length=64)
    inputs = models.JSONField()
    result = models.JSONField()
    explanation = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="decision_numbered_once"),
            models.CheckConstraint(
                name="decision_has_one_author",
                condition=Q(decided_by=None) & ~Q(rule="") | Q(decided_by__isnull=False, rule=""),
            ),
            models.CheckConstraint(name="decision_has_a_reason", condition=~Q(reason_code="")),
            models.CheckConstraint(
                name="no_unfavourable_decision_by_a_rule",
                condition=Q(unfavourable=False) | Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="refusal_is_unfavourable",
                condition=~Q(outcome__in=("refused", "partly")) | Q(unfavourable=True),
            ),
            models.CheckConstraint(
                name="provisional_decision_is_a_grant_by_a_person",
                condition=Q(provisional=False)
                | Q(decided_by__isnull=False, outcome__in=("granted", "partly")),
            ),
        ]
        # figures of a period read this and not the decisions, each of which is long
        indexes = [
            models.Index(
                fields=["number", "decided_at", "decided_by", "case"], name="decision_decided"
            ),
            models.Index(
                fields=["decided_at"],
                name="decision_provisional",
                condition=Q(provisional=True),
            ),
        ]
