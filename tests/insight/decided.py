"""Files decided by a rule or by a person, and paid, written straight into the tables."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from guichet.cases.models import Case, Clock, Decision, LawVersion
from guichet.ledger.models import PaymentFile, PaymentOrder, PaymentRun
from tests.insight.made import make_files_received
from tests.support import world


def make_files_of_a_week(moment: datetime) -> None:
    """Ten files received: a rule decides six at once, a person three next day, one waits."""
    for n, case in enumerate(_received(moment, 10)):
        days = None if n == 9 else int(n > 5)
        _clocked(case, moment, days)
        if days is not None:
            _decided(case, moment + timedelta(days=days), by_person=n > 5)


def make_files_decided_next_day(moment: datetime, count: int) -> None:
    """Files received, which a person decides the day after."""
    for case in _received(moment, count):
        _clocked(case, moment, 1)
        _decided(case, moment + timedelta(days=1), by_person=True)


def make_file_paid(moment: datetime, *, decided: int, paid: int) -> None:
    """A file received, decided by a person so many days later, and paid so many days after."""
    (case,) = _received(moment, 1)
    world.give_account(case.person)
    _clocked(case, moment, decided)
    _decided(case, moment + timedelta(days=decided), by_person=True)
    run_on = localdate(moment) + timedelta(days=paid)
    run = PaymentRun.objects.create(run_on=run_on, started_at=moment)
    sent = PaymentFile.objects.create(
        run=run, name="f", content=b"x", sha256="0", orders=1, total_cents=1, made_at=moment
    )
    PaymentOrder.objects.create(
        is_first=True, is_first_income=True, number="p", run=run, file=sent, case=case,
        payee_kind="insured", person=case.person, holder="X", iban=world.IBAN, first_day=run_on,
        last_day=run_on, days=1, gross_cents=107, csg_cents=5, crds_cents=2, net_cents=100,
        ordered_at=moment,
    )  # fmt: skip


def _received(moment: datetime, count: int) -> list[Case]:
    before = set(Case.objects.values_list("pk", flat=True))
    make_files_received([moment] * count)
    return list(Case.objects.exclude(pk__in=before))


def _clocked(case: Case, moment: datetime, days: int | None) -> None:
    stopped = None if days is None else moment + timedelta(days=days)
    Clock.objects.create(case=case, started_at=moment, stopped_at=stopped)


def _decided(case: Case, moment: datetime, *, by_person: bool) -> None:
    law, _ = LawVersion.objects.get_or_create(
        version="v", defaults={"parameters": {}, "first_used_at": moment}
    )
    case.decision = Decision.objects.create(
        case=case, number=1, outcome="granted", unfavourable=False, reason_code="r",
        decided_at=moment, decided_by=world.make_agent().id if by_person else None,
        rule="" if by_person else "sick_leave.automatic", law_version=law, facts=[],
        facts_digest="0", inputs={}, result={}, explanation=[],
    )  # fmt: skip
    case.state = "decided"
    case.save()
