"""Files that people deposit. Kept under a random name; opened through access only."""

from django.db import models
from django.db.models import Q

from guichet.documents.enums import DocumentKind, ScanState
from guichet.journal.ids import new_id
from guichet.people.models import Organisation, Person


class Document(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=DocumentKind.choices)
    storage_key = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveSmallIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(Person, models.RESTRICT, null=True)
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True, db_index=False)
    case_id = models.UUIDField(null=True)
    deposited_at = models.DateTimeField()
    deposited_by = models.UUIDField(null=True)
    scan = models.CharField(max_length=10, choices=ScanState.choices, default=ScanState.PENDING)
    scanned_at = models.DateTimeField(null=True)
    scan_detail = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="document_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="document_scanned_has_a_date",
                condition=Q(scan="pending", scanned_at=None)
                | ~Q(scan="pending") & Q(scanned_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                name="dsn_file_taken_once_by_employer",
                condition=Q(kind="dsn", organisation__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["sha256"],
                name="dsn_file_taken_once_by_fund",
                condition=Q(kind="dsn", organisation=None),
            ),
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                name="dsij_file_taken_once_by_employer",
                condition=Q(kind="dsij", organisation__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["sha256"],
                name="dsij_file_taken_once_by_fund",
                condition=Q(kind="dsij", organisation=None),
            ),
        ]
        indexes = [
            models.Index(fields=["case_id"], name="document_case"),
            models.Index(fields=["organisation", "-deposited_at"], name="document_organisation"),
        ]
