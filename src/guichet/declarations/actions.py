"""Taking employers' declarations: each deposit is read once, in one transaction."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.db.models import Q, QuerySet

from guichet.declarations.certificates import StopForm, form_fingerprint, pay_rows, stop_row
from guichet.declarations.dsij import read_dsij
from guichet.declarations.enums import Channel, DepositState, MatchState
from guichet.declarations.models import DeclaredPay, DeclaredStop, Deposit
from guichet.declarations.reading import NewPay, Reading, Said, organisations, read_file
from guichet.documents.service import Document, DocumentKind, Upload, deposit, path_of
from guichet.journal.service import Actor, insert, insert_rows
from guichet.people.service import Organisation


def deposit_dsn(
    upload: Upload, *, organisation: Organisation | None, actor: Actor | None, now: datetime
) -> Deposit:
    """Keep a DSN file as it came; it is read by `parse_deposit`.

    Raises AlreadyDeposited when the very same file was taken before.
    """
    document: Document = deposit(
        upload, DocumentKind.DSN, actor=actor, now=now, organisation=organisation
    )
    return Deposit.objects.create(
        channel=Channel.DSN, document=document, organisation=organisation, received_at=now
    )


def deposit_dsij(
    upload: Upload, *, organisation: Organisation | None, actor: Actor | None, now: datetime
) -> Deposit:
    """Keep a file of salary certificates as it came; the same is read and refused alike."""
    document: Document = deposit(
        upload, DocumentKind.DSIJ, actor=actor, now=now, organisation=organisation
    )
    return Deposit.objects.create(
        channel=Channel.FILE, document=document, organisation=organisation, received_at=now
    )


def parse_deposit(
    deposit_id: uuid.UUID, *, now: datetime, said: Said | None = None
) -> Reading | None:
    """Read a deposit's file, outside any transaction: a long file keeps no other writer waiting.

    None for a deposit already read. `said`: what its file says, where that was read beforehand.
    """
    row = Deposit.objects.select_related("document", "organisation").get(pk=deposit_id)
    if row.state != DepositState.RECEIVED or row.document is None:
        return None
    path = path_of(row.document.storage_key)
    if row.channel == Channel.FILE:
        return read_dsij(row, path.read_bytes(), now=now)
    siren = row.organisation.siret[:9] if row.organisation else None
    return read_file(row, path, now=now, allowed_siren=siren, said=said)


@transaction.atomic
def keep_deposit(deposit_id: uuid.UUID, reading: Reading, *, now: datetime) -> list[DeclaredStop]:
    """Keep the stops and pay of a deposit just read; answers the stops that say something new.

    If another has kept it meanwhile, nothing is new.
    """
    row = Deposit.objects.select_for_update().get(pk=deposit_id)
    if row.state != DepositState.RECEIVED:
        return []
    stops = _keep(reading, deposit_id, now=now)
    row.read_at, row.norm = now, reading.phase
    row.faults, row.fault_count = reading.faults, reading.fault_count
    row.state = _state(reading)
    row.summary = {
        "natures": dict(reading.natures),
        "stops": len(reading.stops),
        "new_stops": len(stops),
        "pays": len(reading.pays),
        "refused": reading.refused,
        "tests": reading.tests,
    }
    row.save()
    return stops


def _state(reading: Reading) -> DepositState:
    if reading.natures:
        return DepositState.PARTLY if reading.refused else DepositState.TAKEN
    return DepositState.REFUSED


def _keep(reading: Reading, deposit_id: uuid.UUID, *, now: datetime) -> list[DeclaredStop]:
    sirets = {s for s, _ in reading.stops} | {pay.siret for pay in reading.pays}
    known = organisations(sirets, now)
    _one_at_a_time(known.values())
    for siret, stop in reading.stops:
        stop.organisation = known[siret]
        if reading.certificates:
            stop.fingerprint = form_fingerprint(stop)
    for siret, month in reading.replaced_months:
        DeclaredPay.objects.filter(
            organisation__siret=siret, month=month, certificate=False, superseded_at=None
        ).update(superseded_at=now)
    firms = {siret: organisation.pk for siret, organisation in known.items()}
    channel = Channel.FILE if reading.certificates else Channel.DSN
    _keep_pays(reading.pays, deposit_id, firms, channel=channel, now=now)
    return keep_stops([stop for _, stop in reading.stops])


def _one_at_a_time(declaring: Iterable[Organisation]) -> None:
    """Two declarations of one establishment are kept one after the other, in one order for all."""
    ids = [organisation.pk for organisation in declaring]
    list(Organisation.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


PAY = (
    "deposit_id", "organisation_id", "nir", "contract_number", "month", "kind", "period_from",
    "period_to", "amount_cents", "hours", "line", "contract_nature", "nature_line", "certificate",
    "paper", "declared_at", "superseded_at",
)  # fmt: skip
PERIOD = ("nir", "organisation_id", "contract_number", "kind", "period_from")
SAID = ("amount_cents", "hours")
Period = tuple[str, uuid.UUID, str, str, date]


def _keep_pays(
    pays: Sequence[NewPay],
    deposit_id: uuid.UUID,
    firms: Mapping[str, uuid.UUID],
    *,
    channel: Channel,
    now: datetime,
) -> None:
    """Keep pay lines; said twice in a file, the last holds. `firms` gives the key of each SIRET.

    A line supersedes what it repeats, and a certificate the one before for the same months, unless
    one of them alone is on paper. Lines that differ otherwise stay side by side: which of them is
    right is not chosen here.
    """
    certificate, paper = channel != Channel.DSN, channel == Channel.PAPER
    latest = {(p.nir, firms[p.siret], p.contract_number, p.kind, p.period_from): p for p in pays}
    live = DeclaredPay.objects.filter(
        superseded_at=None,
        certificate=certificate,
        paper=paper,
        nir__in={p.nir for p in pays},
        month__in={p.month for p in pays},
    )
    superseded = (
        _same_months(live, latest.values(), firms) if certificate else _same_lines(live, latest)
    )
    if superseded:
        DeclaredPay.objects.filter(pk__in=superseded).update(superseded_at=now)
    insert_rows(
        DeclaredPay,
        PAY,
        (
            (deposit_id, firms[p.siret], *p[1:], certificate, paper, now, None)
            for p in latest.values()
        ),
    )


def _same_lines(live: QuerySet[DeclaredPay], latest: Mapping[Period, NewPay]) -> list[int]:
    """Lines of the monthly messages that a new one repeats."""
    rows = live.values_list("pk", *SAID, *PERIOD)
    return [
        pk
        for pk, amount, hours, *period in rows
        if (new := latest.get(cast(Period, tuple(period))))
        and (new.amount_cents, new.hours) == (amount, hours)
    ]


def _same_months(
    live: QuerySet[DeclaredPay], pays: Iterable[NewPay], firms: Mapping[str, uuid.UUID]
) -> list[int]:
    """Lines of certificates for the months of a new one, which says all that is known of them."""
    named = {(p.nir, firms[p.siret], p.contract_number, p.month) for p in pays}
    rows = live.values_list("pk", "nir", "organisation_id", "contract_number", "month")
    return [pk for pk, *month in rows if tuple(month) in named]


def keep_stops(stops: list[DeclaredStop]) -> list[DeclaredStop]:
    """Keep stops that were not said before, and mark those that they replace."""
    unique = {stop.fingerprint: stop for stop in stops}
    known = set(
        DeclaredStop.objects.filter(fingerprint__in=unique).values_list("fingerprint", flat=True)
    )
    new = [stop for key, stop in unique.items() if key not in known]
    insert(new)
    for stop in new:
        if stop.replaces:
            _mark_replaced(stop)
    return new


def _mark_replaced(stop: DeclaredStop) -> None:
    """Type 03: same person, contract and establishment, lower order number (formats.md 1.2)."""
    earlier = (
        DeclaredStop.objects.filter(
            organisation=stop.organisation,
            nir=stop.nir,
            contract_number=stop.contract_number,
            nature=stop.nature,
        )
        .exclude(pk=stop.pk)
        .exclude(match=MatchState.REPLACED)
        .filter(Q(declared_at__lte=stop.declared_at))
        .order_by("-declared_at", "-id")
    )
    named = earlier.filter(declaration=stop.replaces_declaration)
    replaced = named.first() if stop.replaces_declaration else earlier.first()
    if replaced is not None:
        DeclaredStop.objects.filter(pk=replaced.pk).update(match=MatchState.REPLACED)
        stop.case_id, stop.person = replaced.case_id, replaced.person
        DeclaredStop.objects.filter(pk=stop.pk).update(
            case_id=replaced.case_id, person=replaced.person
        )


def establishment(siret: str, now: datetime) -> Organisation:
    """The establishment of a SIRET, made known to the fund the first time."""
    return organisations({siret}, now)[siret]


@transaction.atomic
def declare_form(
    form: StopForm, *, organisation: Organisation, channel: Channel, now: datetime
) -> tuple[Deposit, list[DeclaredStop]]:
    """Take a DSIJ form or paper: the rows that a DSN file would give, it being their source."""
    _one_at_a_time([organisation])
    row = Deposit.objects.create(
        channel=channel,
        organisation=organisation,
        state=DepositState.TAKEN,
        received_at=now,
        read_at=now,
        summary={"stops": 1, "pays": len(form.pays)},
    )
    stop = stop_row(form, deposit=row, now=now)
    stop.organisation = organisation
    stop.fingerprint = form_fingerprint(stop)
    firms = {organisation.siret: organisation.pk}
    _keep_pays(pay_rows(form, organisation.siret), row.id, firms, channel=channel, now=now)
    return row, keep_stops([stop])
