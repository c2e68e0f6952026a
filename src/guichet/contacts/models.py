"""Contacts: every exchange between somebody and the fund; and the places where it receives."""

from django.db import models
from django.db.models import F, Q

from guichet.cases.models import Case
from guichet.contacts.enums import ContactChannel, ContactMode, ContactOutcome, ContactPublic
from guichet.journal.ids import new_id
from guichet.people.models import Account, Person


class Site(models.Model):
    """A place where the fund receives people."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(name="site_has_a_name", condition=~Q(code="") & ~Q(name="")),
        ]


class Contact(models.Model):
    """An exchange that took place. Append-only; it holds codes and instants, never what was said.

    `motive` is a code of motives.yaml in use that day: a list that grows as data, so that the
    action checks it and no constraint does. `answered_at`: when what is answered later (a message,
    a letter) was answered. `person` and `taken_by`, where they are known. That `taken_by` is of
    the staff is the action's to check: a role may change, the contact stays.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=9, choices=ContactChannel.choices)
    public = models.CharField(max_length=12, choices=ContactPublic.choices)
    motive = models.CharField(max_length=40)
    site = models.ForeignKey(Site, models.RESTRICT, null=True)
    mode = models.CharField(max_length=11, choices=ContactMode.choices, default=ContactMode.NONE)
    outcome = models.CharField(max_length=9, choices=ContactOutcome.choices)
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    duration_seconds = models.PositiveIntegerField(null=True)
    person = models.ForeignKey(Person, models.RESTRICT, null=True, db_index=False)
    case = models.ForeignKey(Case, models.RESTRICT, null=True)
    taken_by = models.ForeignKey(Account, models.RESTRICT, null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contact_is_of_a_known_kind",
                condition=Q(channel__in=ContactChannel.values)
                & Q(public__in=ContactPublic.values)
                & Q(outcome__in=ContactOutcome.values)
                & ~Q(motive=""),
            ),
            models.CheckConstraint(
                name="contact_at_the_desk_alone_has_a_mode",
                condition=Q(channel="desk", mode__in=("walk_in", "appointment"))
                | ~Q(channel="desk") & Q(mode="none"),
            ),
            models.CheckConstraint(
                name="contact_at_the_desk_alone_has_a_site",
                condition=Q(channel="desk") | Q(site=None),
            ),
            models.CheckConstraint(
                name="contact_lasts",
                condition=Q(duration_seconds=None) | Q(duration_seconds__gt=0),
            ),
            models.CheckConstraint(
                name="contact_is_answered_after_it_came",
                condition=Q(answered_at=None)
                | Q(channel__in=("message", "post"), answered_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="contact_is_recorded_after_it_took_place",
                condition=Q(started_at__lte=F("recorded_at"))
                & (Q(answered_at=None) | Q(answered_at__lte=F("recorded_at"))),
            ),
        ]
        indexes = [
            # what figures of a period read of a contact
            models.Index(
                fields=["started_at", "channel", "motive", "outcome", "mode"], name="contact_time"
            ),
            models.Index(
                fields=["person", "started_at"],
                name="contact_person",
                condition=Q(person__isnull=False),
            ),
        ]
