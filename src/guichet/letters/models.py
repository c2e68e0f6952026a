"""Letters: what was written to whom, from which template and version, and the PDF that left."""

from django.db import models
from django.db.models import Q

from guichet.cases.models import Case, Decision
from guichet.journal.ids import new_id
from guichet.letters.enums import LetterState
from guichet.people.models import Organisation, Person


class Letter(models.Model):
    """`content` is all that the template needs, so that the same letter can be made again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=30, unique=True)
    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    case = models.ForeignKey(Case, models.RESTRICT, related_name="letters")
    person = models.ForeignKey(Person, models.RESTRICT, null=True, db_index=False)
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True)
    decision = models.ForeignKey(Decision, models.RESTRICT, null=True, related_name="letters")
    title = models.CharField(max_length=160)
    content = models.JSONField()
    unfavourable = models.BooleanField(default=False)
    appeal = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=7, choices=LetterState.choices, default=LetterState.WRITTEN)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    pdf = models.BinaryField(null=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="unfavourable_letter_says_how_to_contest",
                condition=Q(unfavourable=False) | ~Q(appeal=""),
            ),
            models.CheckConstraint(
                name="letter_has_one_addressee",
                condition=Q(person__isnull=False, organisation=None)
                | Q(person=None, organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_sent_has_its_pdf",
                condition=Q(state="written", sent_at=None)
                | Q(state="sent", sent_at__isnull=False, pdf__isnull=False) & ~Q(pdf_sha256=""),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-written_at"], name="letter_person"),
            models.Index(fields=["sent_at", "code"], name="letter_sent"),
        ]

    @property
    def erased(self) -> bool:
        """Whether its words went with the person whom it named."""
        return self.case.person.erased_at is not None
