"""Shared reads of what employers declared."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Min, QuerySet

from guichet.declarations.enums import Channel, MatchState
from guichet.declarations.models import DeclaredPay, DeclaredStop, Deposit

UNMATCHED = (MatchState.NEW, MatchState.WAITING_NOTICE, MatchState.UNKNOWN_PERSON)


class KnownPay(NamedTuple):
    """A live pay line: by whom, of which month and kind (001, 002, 003), and where it was said."""

    pk: int
    month: str
    kind: str
    amount_cents: int
    hours: Decimal | None
    line: int | None
    organisation_id: uuid.UUID
    siret: str
    contract_number: str
    period_from: date
    deposit_id: uuid.UUID
    channel: str
    document_id: uuid.UUID | None
    contract_nature: str = ""
    nature_line: int | None = None


def pays_of(nirs: Iterable[str], months: Iterable[str]) -> dict[str, list[KnownPay]]:
    """Live pay lines by NIR for some months, every establishment and contract.

    Lines of the same period that differ are all there, the last said with the greatest key.
    """
    found: dict[str, list[KnownPay]] = defaultdict(list)
    rows = _live_pay(nirs, months)
    columns = (
        "nir", "id", "month", "kind", "amount_cents", "hours", "line", "organisation_id",
        "organisation__siret", "contract_number", "period_from", "deposit_id", "deposit__channel",
        "deposit__document_id", "contract_nature", "nature_line",
    )  # fmt: skip
    for nir, *pay in rows.order_by("month", "kind", "period_from").values_list(*columns):
        found[nir].append(KnownPay(*pay))
    return found


def standing_pays(nirs: Iterable[str], months: Iterable[str]) -> set[int]:
    """The keys of what `pays_of` gives: while they are the same, so are the lines."""
    return set(_live_pay(nirs, months).values_list("id", flat=True))


def filings_of(organisation_id: uuid.UUID, months: Iterable[str]) -> dict[str, datetime]:
    """When an establishment filed its monthly message of each of some months, the first time."""
    rows = DeclaredPay.objects.filter(
        organisation=organisation_id, month__in=set(months), certificate=False
    )
    return dict(rows.values_list("month").annotate(first=Min("declared_at")))


def employees_in(siren: str, month: str) -> int:
    """How many persons the establishments of a firm declared pay of in a month's messages."""
    rows = DeclaredPay.objects.filter(
        organisation__siret__startswith=siren, month=month, certificate=False, superseded_at=None
    )
    return rows.values("nir").distinct().count()


def _live_pay(nirs: Iterable[str], months: Iterable[str]) -> QuerySet[DeclaredPay]:
    return DeclaredPay.objects.filter(nir__in=set(nirs), month__in=set(months), superseded_at=None)


def stops_of_case(case_id: uuid.UUID) -> QuerySet[DeclaredStop]:
    return (
        DeclaredStop.objects.filter(case_id=case_id)
        .select_related("deposit", "organisation")
        .order_by("declared_at", "id")
    )


def deposits_of(organisation_id: uuid.UUID) -> QuerySet[Deposit]:
    """What an establishment sent itself; papers are typed by agents."""
    return (
        Deposit.objects.filter(organisation_id=organisation_id)
        .exclude(channel=Channel.PAPER)
        .select_related("document")
        .order_by("-received_at")
    )


def deposit_of_document(document_id: uuid.UUID) -> Deposit | None:
    return Deposit.objects.filter(document=document_id).first()


def stops_of_deposit(deposit_id: uuid.UUID) -> QuerySet[DeclaredStop]:
    """What a deposit said of stops and returns that nothing had said before."""
    return (
        DeclaredStop.objects.filter(deposit=deposit_id)
        .select_related("organisation")
        .order_by("family_name", "given_names", "last_day_worked", "id")
    )


def pays_of_deposit(deposit_id: uuid.UUID) -> QuerySet[DeclaredPay]:
    """The pay lines of a deposit, in the order of the months."""
    return DeclaredPay.objects.filter(deposit=deposit_id).order_by("month", "nir", "kind", "id")


def employees_of_forms(deposit_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Whom each deposit that was a form is about."""
    rows = DeclaredStop.objects.filter(deposit__in=set(deposit_ids), deposit__channel=Channel.FORM)
    named = rows.values_list("deposit_id", "given_names", "family_name")
    return {deposit_id: f"{given} {family}" for deposit_id, given, family in named}
