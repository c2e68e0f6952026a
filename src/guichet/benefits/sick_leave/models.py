"""The prescriber's notice (avis d'arrêt de travail)."""

from django.db import models
from django.db.models import F, Q

from guichet.benefits.sick_leave.enums import (
    AppealOutcome,
    Committee,
    NewsMark,
    NoticeChannel,
    NoticeKind,
    NoticeState,
)
from guichet.cases.models import Case, Decision
from guichet.documents.models import Document
from guichet.journal.ids import new_id
from guichet.people.models import Person, Professional


class Notice(models.Model):
    """A notice as it was sent. Prescribed, sent and received are three facts (R.321-2)."""

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
    received_at = models.DateTimeField()
    siret = models.CharField(max_length=14, blank=True)
    professional = models.ForeignKey(Professional, models.RESTRICT, null=True)
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

    case = models.ForeignKey(Case, models.RESTRICT, related_name="news")
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

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                name="one_open_appeal_against_a_decision",
                condition=Q(outcome=""),
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
