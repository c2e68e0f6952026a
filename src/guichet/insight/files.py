"""Rows about files: entries, decisions, delays, stock, payments, tasks, letters, pieces."""

from datetime import timedelta

from django.db.models import (
    Case as Choice,
)
from django.db.models import (
    CharField,
    Exists,
    Expression,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from guichet.benefits.sick_leave.service import Notice
from guichet.cases.enums import CaseChannel
from guichet.cases.models import Case, Clock, Decision, Pause, Piece
from guichet.declarations.service import Channel as CertificateChannel
from guichet.declarations.service import certificates_received
from guichet.insight.civil import CivilDay, DayNumber
from guichet.insight.declared import Population, Rows, at, month_of, open_at, standing
from guichet.insight.enums import Dimension
from guichet.insight.periods import Period, ending
from guichet.ledger.enums import BankVerdict
from guichet.ledger.models import BankAnswer, PaymentOrder
from guichet.letters.models import Letter
from guichet.people.models import Account, Person
from guichet.people.service import Role
from guichet.tasks.models import Task

EPOCH_ORDINAL = 719_163  # date(1970, 1, 1).toordinal()
AGES = ((0, 7), (8, 15), (16, 30), (31, 60), (61, 90))  # civil days, both ends in
OLDEST = "91+"

OF_CASE = {Dimension.PROCEDURE: "procedure_code", Dimension.CHANNEL: "channel"}
THROUGH_CASE = {Dimension.PROCEDURE: "case__procedure_code", Dimension.CHANNEL: "case__channel"}


def last_day(period: Period) -> int:
    return period.last.toordinal() - EPOCH_ORDINAL


# --- entries, decisions ---
def _taken() -> Rows:
    """What was taken over: it had entered, and was decided, in the system before this one.

    Few among all; asked apart, no other file is opened to know that it is not one of them.
    """
    return Case.objects.filter(channel=CaseChannel.TAKEOVER).values("pk")


entries = Population(
    "cases.Case",
    lambda: Case.objects.exclude(state="draft").exclude(channel=CaseChannel.TAKEOVER),
    at("opened_at"),
    cuts={**OF_CASE, Dimension.MONTH: month_of("opened_at")},
)


def _first_notices() -> Rows:
    """Of each file, the notice that begins first."""
    before = Notice.objects.filter(case_id=OuterRef("case_id")).filter(
        Q(first_day__lt=OuterRef("first_day"))
        | Q(first_day=OuterRef("first_day"), pk__lt=OuterRef("pk"))
    )
    return Notice.objects.filter(~Exists(before), case_id__isnull=False)


def _begun(rows: Rows, period: Period) -> Rows:
    return rows.filter(first_day__range=(period.first, period.last))


begun = Population(
    "sick_leave.Notice",
    _first_notices,
    _begun,
    opens="case_id",
    cuts={Dimension.MONTH: month_of("first_day", civil=True)},
)
decisions = Population(
    "cases.Decision",
    lambda: Decision.objects.filter(number=1).exclude(case__in=_taken()),
    at("decided_at"),
    opens="case_id",
    cuts={
        **THROUGH_CASE,
        Dimension.OUTCOME: "outcome",
        Dimension.MONTH: month_of("decided_at"),
    },
)


def by_rule(_: Period) -> Q:
    return Q(decided_by__isnull=True)


# --- delays: each time that a file goes from received to decided ---
treatments = Population(
    "cases.Clock",
    lambda: Clock.objects.filter(kind="decision", case__decision__isnull=False).exclude(
        case__in=_taken()
    ),
    at("stopped_at"),
    opens="case_id",
    cuts=THROUGH_CASE,
)


def gross(_: Period) -> Expression:
    return CivilDay(F("stopped_at")) - CivilDay(F("started_at"))


def net(period: Period) -> Expression:
    """Gross, less the civil days during which the file waited for somebody."""
    paused = (
        Pause.objects.filter(clock=OuterRef("pk"), ended_at__isnull=False)
        .order_by()
        .values("clock")
        .annotate(days=Sum(CivilDay(F("ended_at")) - CivilDay(F("started_at"))))
        .values("days")
    )
    return gross(period) - Coalesce(Subquery(paused, output_field=IntegerField()), 0)


# --- stock: files received and not decided when the period ends ---
def _ages(period: Period) -> Expression:
    """Told by the instants that bound them, which is quicker than counting each file's days."""
    buckets = [
        When(
            started_at__gte=ending(period.last - timedelta(days=most), 1).starts_at,
            then=Value(f"{least}-{most}"),
        )
        for least, most in AGES
    ]
    return Choice(*buckets, default=Value(OLDEST), output_field=CharField())


def _owner(period: Period) -> Expression:
    open_pause = Pause.objects.filter(
        open_at(period.ends_at, "started_at", "ended_at"), clock=OuterRef("pk")
    )
    return Coalesce(
        Subquery(open_pause.order_by("started_at").values("owed_by")[:1]), Value("fund")
    )


stock = Population(
    "cases.Clock",
    lambda: Clock.objects.filter(kind="decision"),
    standing("started_at", "stopped_at"),
    opens="case_id",
    cuts={**THROUGH_CASE, Dimension.AGE: _ages, Dimension.OWNER: _owner},
)


def age(period: Period) -> Expression:
    return Value(last_day(period)) - CivilDay(F("started_at"))


# --- payments ---
def _orders() -> Rows:
    """Orders that the bank has not sent back: the few that it has are read once, by their index."""
    back = BankAnswer.objects.filter(verdict=BankVerdict.REJECTED)
    return PaymentOrder.objects.exclude(pk__in=back.values("order_id"))


def on_run(rows: Rows, period: Period) -> Rows:
    return rows.filter(run__run_on__range=(period.first, period.last))


orders = Population(
    "ledger.PaymentOrder",
    _orders,
    on_run,
    opens="case_id",
    cuts={
        **THROUGH_CASE,
        Dimension.PAYEE: "payee_kind",
        Dimension.MONTH: month_of("run__run_on", civil=True),
    },
)


def net_cents(_: Period) -> Expression:
    """What the days give, whatever is withheld of it for a debt."""
    return F("net_cents") + F("withheld_cents")


def gross_cents(_: Period) -> Expression:
    return F("gross_cents")


def _ever_paid() -> Rows:
    return Case.objects.filter(Exists(PaymentOrder.objects.filter(case=OuterRef("pk"))))


def _paid(_: Rows, period: Period) -> Rows:
    """From the period's orders to their files, so that no other file is looked at."""
    return Case.objects.filter(pk__in=on_run(_orders(), period).values("case_id"))


paid_files = Population("ledger.PaymentOrder", _ever_paid, _paid, cuts=OF_CASE)


def _firsts(period: Period, **first: bool) -> Rows:
    """The first order of each file, of those that stand, where the period holds it."""
    # what was taken over may have been paid before
    return on_run(PaymentOrder.objects.filter(**first), period).exclude(case__in=_taken())


def _first_payments(_: Rows, period: Period) -> Rows:
    """Of what was decided: an advance shortens no delay, though it is an income."""
    return _firsts(period, is_first=True)


first_payments = Population(
    "ledger.PaymentOrder",
    PaymentOrder.objects.all,
    _first_payments,
    opens="case_id",
    cuts=THROUGH_CASE,
)


def first_payment_delay(_: Period) -> Expression:
    return DayNumber(F("run__run_on")) - CivilDay(F("case__opened_at"))


def first_wait(period: Period) -> Expression:
    """Days that the file of an order waited for the fund before it was first decided."""
    clocks = Clock.objects.filter(
        case=OuterRef("case_id"), kind="decision", stopped_at__isnull=False
    ).order_by("started_at")
    waited = clocks.annotate(waited=net(period)).values("waited")[:1]
    return Coalesce(Subquery(waited, output_field=IntegerField()), 0)


def _insured_paid(_: Rows, period: Period) -> Rows:
    notices = Notice.objects.filter(case_id=OuterRef("case_id")).order_by()
    stopped_from = notices.values("case_id").annotate(day=Min("first_day")).values("day")
    paid = _firsts(period, is_first_income=True)
    return paid.filter(Exists(notices)).annotate(stopped_from=Subquery(stopped_from))


incomes = Population(
    "ledger.PaymentOrder, sick_leave.Notice",
    PaymentOrder.objects.all,
    _insured_paid,
    opens="case_id",
    cuts=THROUGH_CASE,
)


def days_without(_: Period) -> Expression:
    return DayNumber(F("run__run_on")) - DayNumber(F("stopped_from"))


# --- work, pieces, letters, accounts ---
tasks_opened = Population(
    "tasks.Task", Task.objects.all, at("opened_at"), opens="case_id",
    cuts={Dimension.REASON: "kind"},
)  # fmt: skip
tasks_done = Population(
    "tasks.Task", lambda: Task.objects.filter(state="done"), at("closed_at"), opens="case_id",
    cuts={Dimension.REASON: "kind"},
)  # fmt: skip
tasks_open = Population(
    "tasks.Task", Task.objects.all, standing("opened_at", "closed_at"), opens="case_id",
    cuts={Dimension.REASON: "kind"},
)  # fmt: skip


def task_days(_: Period) -> Expression:
    return CivilDay(F("closed_at")) - CivilDay(F("opened_at"))


def _overdue(rows: Rows, period: Period) -> Rows:
    return standing("opened_at", "closed_at")(rows, period).filter(due_on__lt=period.last)


tasks_overdue = Population(
    "tasks.Task", Task.objects.all, _overdue, opens="case_id", cuts={Dimension.REASON: "kind"}
)

pieces_asked = Population(
    "cases.Piece",
    Piece.objects.all,
    at("asked_at"),
    opens="case_id",
    cuts={**THROUGH_CASE, Dimension.OWNER: "owed_by"},
)
pieces_received = Population(
    "cases.Piece",
    lambda: Piece.objects.filter(state="received"),
    at("ended_at"),
    opens="case_id",
    cuts={**THROUGH_CASE, Dimension.OWNER: "owed_by"},
)


def piece_days(_: Period) -> Expression:
    return CivilDay(F("ended_at")) - CivilDay(F("asked_at"))


letters = Population(
    "letters.Letter",
    lambda: Letter.objects.filter(sent_at__isnull=False),
    at("sent_at"),
    opens="case_id",
    cuts={**THROUGH_CASE, Dimension.LETTER: "code"},
)


def opened_online(_: Period) -> Q:
    return Q(read_at__isnull=False)


def _known(rows: Rows, period: Period) -> Rows:
    return rows.filter(created_at__lt=period.ends_at)


insured = Population("people.Person", Person.objects.all, _known, kind="person")


def _accounts() -> Rows:
    """One a person, by a constraint."""
    return Account.objects.filter(role=Role.INSURED)


accounts = Population(
    "people.Account", _accounts, at("created_at"), opens="person_id", kind="person"
)
holders = Population("people.Account", _accounts, _known, opens="person_id", kind="person")

certificates = Population(
    "declarations.DeclaredStop",
    certificates_received,
    at("declared_at"),
    opens="case_id",
    cuts={Dimension.CHANNEL: "deposit__channel", Dimension.MONTH: month_of("declared_at")},
)


def without_paper(_: Period) -> Q:
    return ~Q(deposit__channel=CertificateChannel.PAPER)
