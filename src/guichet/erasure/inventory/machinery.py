"""The journal, the outbox, sessions, and the tables of the program itself."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_tasks_db.models import DBTaskResult
from dsfr.models import DsfrConfig, DsfrSocialMedia

from guichet.erasure.declared import Table, Whom
from guichet.erasure.enums import KeptBecause as Because
from guichet.erasure.inventory.records import subjects_of
from guichet.insight.models import Aggregate
from guichet.journal import models as journal
from guichet.outbox.models import ERASED, Attempt, Message

if TYPE_CHECKING:
    from django.db.models import QuerySet

# Tables of what the program is built on, that hold nothing of a person; a job holds identifiers.
WHOLE: frozenset[type[Model]] = frozenset(
    {
        Group,
        Permission,
        Group.permissions.through,
        ContentType,
        DBTaskResult,
        DsfrConfig,
        DsfrSocialMedia,
    }
)


def _sessions(whom: Whom) -> "QuerySet[Any]":
    """The sessions that the person's account has open; those that are over go with them."""
    over = Session.objects.filter(expire_date__lt=whom.now)
    mine = {str(one) for one in whom.accounts}
    live = Session.objects.filter(expire_date__gte=whom.now) if mine else Session.objects.none()
    found = [one.pk for one in live.iterator() if one.get_decoded().get("_auth_user_id") in mine]
    return over | Session.objects.filter(pk__in=found)


TABLES = (
    # no name, NIR or health fact enters an event: its chain stays whole
    Table(
        journal.Event,
        {
            Because.PROOF: ("id", "stream", "sequence", "gesture", "previous_hash", "hash"),
            Because.LINK: ("case_id", "person_id"),
            Because.CODE: ("kind", "actor_kind", "rule", "data"),
            Because.DATE: ("at",),
            Because.OTHERS: ("actor_id",),
        },
    ),
    Table(journal.StreamHead, {Because.PROOF: ("stream", "sequence", "hash", "sealed_sequence")}),
    Table(journal.Seal, {Because.PROOF: ("id", "at", "heads", "previous_digest", "digest")}),
    Table(journal.SealedHead, {Because.PROOF: ("id", "seal", "stream", "sequence", "hash")}),
    Table(
        journal.Reading,
        {
            Because.PROOF: ("id", "at", "actor_kind", "actor_id", "page"),
            Because.LINK: ("person_id", "case_id", "document_id"),
        },
    ),
    Table(
        Message,
        rows=lambda whom: Message.objects.filter(subjects_of(whom)),
        erases={"payload": ERASED},
        keeps={
            Because.LINK: ("id", "key", "case_id", "person_id"),
            Because.CODE: ("kind", "state"),
            Because.DATE: ("created_at", "not_before"),
        },
        what=_("Messages partis : adresse et texte"),
    ),
    # `detail` is a sentence of ours or the name of an error, never what a server answered
    Table(
        Attempt,
        {
            Because.LINK: ("id", "message", "number"),
            Because.CODE: ("outcome", "detail"),
            Because.DATE: ("started_at", "finished_at"),
        },
    ),
    Table(
        TOTPDevice,
        rows=lambda whom: TOTPDevice.objects.filter(user__in=whom.accounts),
        erases=dict.fromkeys(
            (
                "id",
                "user",
                "name",
                "confirmed",
                "key",
                "step",
                "t0",
                "digits",
                "tolerance",
                "drift",
                "last_t",
                "throttling_failure_count",
                "throttling_failure_timestamp",
                "created_at",
                "last_used_at",
            )
        ),
        deletes=True,
        what=_("Téléphone relié au compte"),
    ),
    Table(
        Session,
        rows=_sessions,
        erases=dict.fromkeys(("session_key", "session_data", "expire_date")),
        deletes=True,
        what=_("Sessions ouvertes, et toutes celles qui sont finies"),
    ),
    Table(
        Aggregate,
        {
            Because.PROGRAM: (
                "id",
                "code",
                "first",
                "last",
                "dimension",
                "key",
                "value",
                "source",
                "imported_at",
                "superseded_at",
            ),
        },
    ),
    Table(
        apps.get_model("replay.Replay"),
        {
            Because.PROGRAM: (
                "id",
                "year",
                "profile_digest",
                "scale",
                "seed",
                "started_at",
                "ended_at",
            )
        },
    ),
    Table(
        apps.get_model("replay.LivedChunk"),
        {Because.PROGRAM: ("id", "replay", "service", "number", "size")},
    ),
)
