"""The prescriber's notice (avis d'arrêt de travail)."""

from django.db import models
from django.db.models import F, Q

from guichet.benefits.sick_leave.enums import (
    AppealOutcome,
    Committee,
    LeftOut,
    NewsMark,
    NoticeChannel,
    NoticeKind,
    NoticeState,
    ShadowCause,
    ShadowVerdict,
    TakeoverState,
)
from guichet.cases.models import Case, Decision
from guichet.documents.models import Document
from guichet.journal.ids import new_id
from guichet.people.models import Organisation, Person, Professional


class Notice(models.Model):
    """A notice as it was sent. Prescribed, sent and received are three facts (R.321-2).

    `part_time_from`: from which of its days on it prescribes therapeutic part-time; None for a
    full stop.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=8, choices=NoticeChannel.choices)
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    nir = models.CharField(max_length=13)
    birth_date = models.DateField()
    family_name = models.CharField(max_length=80)
    given_names = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()
    prescribed_on = models.DateField()
    sent_on = models.DateField()
    part_time_from = models.DateField(null=True)
    received_at = models.DateTimeField()
    siret = models.CharField(max_length=14, blank=True)
    professional = models.ForeignKey(Professional, models.RESTRICT, null=True, db_index=False)
    document = models.ForeignKey(Document, models.RESTRICT, null=True)
    sent_by = models.UUIDField()
    fingerprint = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=14, choices=NoticeState.choices, default=NoticeState.NEW)
    person = models.ForeignKey(Person, models.RESTRICT, null=True)
    case_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notice_ends_after_it_starts", condition=Q(last_day__gte=F("first_day"))
            ),
            models.CheckConstraint(
                name="notice_part_time_is_within_it",
                condition=Q(part_time_from=None)
                | Q(part_time_from__gte=F("first_day"), part_time_from__lte=F("last_day")),
            ),
            models.CheckConstraint(
                name="notice_matched_has_a_file",
                condition=~Q(state="matched") | Q(case_id__isnull=False, person__isnull=False),
            ),
            models.CheckConstraint(
                name="notice_on_paper_has_its_scan",
                condition=~Q(channel__in=("scan", "posted")) | Q(document__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["case_id", "first_day"], name="notice_case"),
            models.Index(fields=["professional", "-received_at"], name="notice_professional"),
        ]


class News(models.Model):
    """What a person was told of a file that is not paid yet. `about`: what it waits for.

    One a day at most, and the news of the seventh and of the twentieth day once.
    """

    case = models.ForeignKey(Case, models.RESTRICT, related_name="news", db_index=False)
    mark = models.CharField(max_length=6, choices=NewsMark.choices)
    about = models.CharField(max_length=60)
    told_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "told_on"], name="one_news_a_day"),
            models.UniqueConstraint(
                fields=["case", "mark"],
                name="the_week_and_the_twentieth_day_are_told_once",
                condition=~Q(mark="change"),
            ),
        ]


class Appeal(models.Model):
    """A first appeal against a decision, heard by a committee. Its clock: received, answered.

    `silent_from`: the first day when silence rejects it; the committee may still answer after it.
    `text`: the person's own words, read on the file only.
    `waits_for`: of a dispute of both natures, the medical appeal of it (R.142-9-1).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="appeals")
    decision = models.ForeignKey(Decision, models.RESTRICT, related_name="appeals")
    committee = models.CharField(max_length=4, choices=Committee.choices)
    received_on = models.DateField()
    silent_from = models.DateField()
    text = models.CharField(max_length=2000, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField()
    outcome = models.CharField(max_length=10, choices=AppealOutcome.choices, blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.UUIDField(null=True)
    silence_told_at = models.DateTimeField(null=True)
    waits_for = models.ForeignKey(
        "self", models.RESTRICT, null=True, related_name="waited_for", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                name="one_open_appeal_against_a_decision",
                condition=Q(outcome="", waits_for=None),
            ),
            models.UniqueConstraint(
                fields=["waits_for"], name="one_appeal_waits_for_a_medical_one"
            ),
            models.CheckConstraint(
                name="appeal_that_waits_is_administrative",
                condition=Q(waits_for=None) | Q(committee=Committee.CRA),
            ),
            models.CheckConstraint(
                name="appeal_answered_says_when_and_by_whom",
                condition=Q(outcome="", answered_on=None, answered_by=None)
                | ~Q(outcome="") & Q(answered_on__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="appeal_ends_after_it_begins",
                condition=Q(silent_from__gt=F("received_on"))
                & (Q(answered_on=None) | Q(answered_on__gte=F("received_on"))),
            ),
        ]


class TakeoverImport(models.Model):
    """A portfolio of the system before this one, as its export was on an evening; the same, once.

    `files`: how many it tells, those too that were switched before it and are left aside.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, unique=True)
    as_of = models.DateField()
    files = models.PositiveIntegerField()
    taken_at = models.DateTimeField()


class TakenFile(models.Model):
    """A file of the system before this one, followed from its import to its switch, or back.

    `content`: what that system says of it. `slot`: of a hundred, the same for all files of a
    person. `verdict`, `cause` and the two sums compare what it paid with what the law gives.
    `left_out`: why the last switch did not take it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(TakeoverImport, models.RESTRICT, related_name="taken")
    number = models.CharField(max_length=40)
    person = models.ForeignKey(Person, models.RESTRICT)
    employer = models.ForeignKey(Organisation, models.RESTRICT, null=True, db_index=False)
    slot = models.PositiveSmallIntegerField()
    content = models.JSONField()
    state = models.CharField(
        max_length=8, choices=TakeoverState.choices, default=TakeoverState.SHADOW
    )
    verdict = models.CharField(max_length=10, choices=ShadowVerdict.choices, blank=True)
    cause = models.CharField(max_length=20, choices=ShadowCause.choices, blank=True)
    paid_cents = models.PositiveIntegerField(default=0)
    law_cents = models.PositiveIntegerField(default=0)
    left_out = models.CharField(max_length=12, choices=LeftOut.choices, blank=True)
    case = models.OneToOneField(Case, models.RESTRICT, null=True, related_name="taken_from")
    switched_at = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)
    back_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="one_live_takeover_of_a_number",
                condition=Q(state__in=("shadow", "switched")),
            ),
            models.CheckConstraint(
                name="taken_file_switched_has_its_file",
                condition=Q(state__in=("shadow", "replaced"), case=None, switched_at=None)
                | Q(state__in=("switched", "back"))
                & Q(case__isnull=False, switched_at__isnull=False),
            ),
            models.CheckConstraint(
                name="taken_file_back_says_why",
                condition=Q(state="back", back_at__isnull=False) & ~Q(back_reason="")
                | ~Q(state="back") & Q(back_at=None, back_reason=""),
            ),
            models.CheckConstraint(
                name="taken_file_different_has_a_cause",
                condition=Q(verdict__in=("", "equal"), cause="")
                | Q(verdict__in=("different", "unanswered")) & ~Q(cause=""),
            ),
            models.CheckConstraint(name="taken_file_slot_of_100", condition=Q(slot__lt=100)),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="taken_file_state"),
        ]
