"""What employers declare: their deposits, the stops and the pay found in them, line by line."""

from django.db import models
from django.db.models import F, Q

from guichet.declarations.enums import Channel, DepositState, MatchState, StopNature
from guichet.documents.models import Document
from guichet.journal.ids import new_id
from guichet.people.models import Organisation, Person

TO_PART_TIME = "02"  # S21.G00.60.011


class Deposit(models.Model):
    """One sending by an employer: a DSN file, or a DSIJ form (which has no document)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=5, choices=Channel.choices)
    document = models.OneToOneField(Document, models.RESTRICT, null=True)
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True, db_index=False)
    state = models.CharField(
        max_length=8, choices=DepositState.choices, default=DepositState.RECEIVED
    )
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    norm = models.CharField(max_length=8, blank=True)
    faults = models.JSONField(default=list)
    fault_count = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="deposit_read_has_a_date",
                condition=Q(state="received", read_at=None)
                | ~Q(state="received") & Q(read_at__isnull=False),
            ),
        ]
        indexes = [models.Index(F("organisation"), F("received_at").desc(), name="deposit_list")]


class DeclaredStop(models.Model):
    """A stop, a return or a cancellation as an employer declared it; never changed, only replaced.

    `lines` maps each field to its line in the file, `part_times` holds the periods of therapeutic
    part-time with the gross pay lost (`first`, `last`, `lost_cents`, `line`). Rows of one
    establishment, person and contract replace one another by order number (DSN type 03) or by
    cancellation (reason 99).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deposit = models.ForeignKey(Deposit, models.RESTRICT, related_name="stops")
    organisation = models.ForeignKey(Organisation, models.RESTRICT)
    nature = models.CharField(max_length=4, choices=StopNature.choices)
    replaces = models.BooleanField(default=False)
    order_number = models.CharField(max_length=15, blank=True)
    declaration = models.CharField(max_length=23, blank=True)
    replaces_declaration = models.CharField(max_length=23, blank=True)
    nir = models.CharField(max_length=13, blank=True)
    birth_date = models.DateField(null=True)
    family_name = models.CharField(max_length=80)
    given_names = models.CharField(max_length=80)
    contract_number = models.CharField(max_length=20)
    contract_start = models.DateField()
    reason = models.CharField(max_length=2)
    last_day_worked = models.DateField()
    expected_end = models.DateField(null=True)
    subrogation = models.BooleanField(null=True)
    subrogation_from = models.DateField(null=True)
    subrogation_to = models.DateField(null=True)
    iban = models.CharField(max_length=34, blank=True)
    bic = models.CharField(max_length=11, blank=True)
    returned_on = models.DateField(null=True)
    return_kind = models.CharField(max_length=2, blank=True)
    part_times = models.JSONField(default=list)
    lines = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, unique=True)
    declared_at = models.DateTimeField()
    match = models.CharField(max_length=14, choices=MatchState.choices, default=MatchState.NEW)
    person = models.ForeignKey(Person, models.RESTRICT, null=True)
    case_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="declared_stop_matched_has_a_file",
                condition=~Q(match="matched") | Q(case_id__isnull=False, person__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["nir", "last_day_worked"], name="declared_stop_person"),
            models.Index(fields=["case_id"], name="declared_stop_case"),
            models.Index(fields=["match"], name="declared_stop_match"),
        ]

    @property
    def returned_part_time(self) -> bool:
        """Whether the return that is declared is to therapeutic part-time: the leave goes on."""
        return self.returned_on is not None and self.return_kind == TO_PART_TIME


class DeclaredPay(models.Model):
    """One pay line of a month: gross (001) or restored salary (003), with its hours and line.

    What a salary certificate says (form, file) stands beside what the monthly messages say, a
    paper beside both, and two messages that differ beside one another: see
    `benefits.sick_leave.certificate`. `certificate` and `paper` (a certificate too) repeat the
    channel of the deposit, which a constraint cannot read. `contract_nature` is that of the
    contract paid (S21.G00.40.007), which the monthly message alone tells; `nature_line` its line.
    """

    deposit = models.ForeignKey(Deposit, models.RESTRICT, related_name="pays")
    organisation = models.ForeignKey(Organisation, models.RESTRICT)
    nir = models.CharField(max_length=13)
    contract_number = models.CharField(max_length=20)
    month = models.CharField(max_length=7)
    kind = models.CharField(max_length=3)
    period_from = models.DateField()
    period_to = models.DateField()
    amount_cents = models.BigIntegerField()
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    line = models.PositiveIntegerField(null=True)
    contract_nature = models.CharField(max_length=2, blank=True)
    nature_line = models.PositiveIntegerField(null=True)
    certificate = models.BooleanField(default=False)
    paper = models.BooleanField(default=False)
    declared_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nir", "organisation", "contract_number", "kind", "period_from", "deposit"],
                name="one_live_pay_for_a_period",
                condition=Q(superseded_at=None),
            ),
            models.UniqueConstraint(
                fields=["nir", "organisation", "contract_number", "kind", "period_from", "paper"],
                name="one_live_certificate_for_a_period",
                condition=Q(superseded_at=None, certificate=True),
            ),
            models.CheckConstraint(
                name="declared_pay_of_a_paper_is_of_a_certificate",
                condition=Q(paper=False) | Q(certificate=True),
            ),
            models.CheckConstraint(
                name="declared_pay_period_in_order",
                condition=Q(period_to__gte=F("period_from")),
            ),
        ]
        indexes = [models.Index(fields=["nir", "month"], name="declared_pay_person")]
