"""The salary certificate that an employer declares (R.323-10), by form or file, and its rows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from guichet.declarations.enums import StopNature
from guichet.declarations.models import TO_PART_TIME, DeclaredStop, Deposit
from guichet.declarations.reading import NewPay, fingerprint, part_time_rows
from guichet.formats.dsn.extract import DsnPartTime


@dataclass(frozen=True)
class FormPay:
    """A month of pay as typed in the form: gross and restored salary in cents, hours."""

    month: str
    gross_cents: int
    hours: Decimal | None = None
    restored_cents: int | None = None


@dataclass(frozen=True)
class StopForm:
    """The DSIJ form (R.323-10): the stop and the pay of the reference months.

    With the reason of part-time, the pay lost in its periods and nothing else. A return may be to
    therapeutic part-time: the leave goes on (`returned_part_time`).
    """

    nir: str
    birth_date: date
    family_name: str
    given_names: str
    contract_number: str
    contract_start: date
    reason: str
    last_day_worked: date
    expected_end: date | None
    subrogation: bool
    subrogation_from: date | None = None
    subrogation_to: date | None = None
    iban: str = ""
    bic: str = ""
    returned_on: date | None = None
    returned_part_time: bool = False
    pays: tuple[FormPay, ...] = field(default_factory=tuple)
    part_times: tuple[DsnPartTime, ...] = ()


def stop_row(
    form: StopForm, *, deposit: Deposit, now: datetime, lines: Mapping[str, int] | None = None
) -> DeclaredStop:
    """The stop that a certificate declares; its establishment and fingerprint come with keeping.

    `lines`: where a file says each field, by the suffix of its DSN rubric.
    """
    return DeclaredStop(
        deposit=deposit,
        nature=StopNature.FORM,
        nir=form.nir,
        birth_date=form.birth_date,
        family_name=form.family_name,
        given_names=form.given_names,
        contract_number=form.contract_number,
        contract_start=form.contract_start,
        reason=form.reason,
        last_day_worked=form.last_day_worked,
        expected_end=form.expected_end,
        subrogation=form.subrogation,
        subrogation_from=form.subrogation_from,
        subrogation_to=form.subrogation_to,
        iban=form.iban,
        bic=form.bic,
        returned_on=form.returned_on,
        return_kind=TO_PART_TIME if form.returned_part_time else "",
        part_times=part_time_rows(form.part_times),
        lines=dict(lines or {}),
        declared_at=now,
    )


def form_fingerprint(stop: DeclaredStop) -> str:
    """The same form twice in a row is one; said again after another, it takes that one back."""
    said = fingerprint(stop.organisation.siret, stop)
    last = (
        DeclaredStop.objects.filter(
            organisation=stop.organisation,
            nature=StopNature.FORM,
            nir=stop.nir,
            contract_number=stop.contract_number,
            last_day_worked=stop.last_day_worked,
        )
        .order_by("-declared_at", "-id")
        .first()
    )
    if last is None or fingerprint(last.organisation.siret, last) == said:
        return last.fingerprint if last else said
    return hashlib.sha256(f"{said}{last.id}".encode()).hexdigest()


def pay_rows(form: StopForm, siret: str, *, line: int | None = None) -> list[NewPay]:
    """The pay lines of a certificate: gross (001) with its hours, restored salary (003)."""
    rows = []
    for pay in form.pays:
        first = date.fromisoformat(f"{pay.month}-01")
        last = (date(first.year + first.month // 12, first.month % 12 + 1, 1)) - date.resolution
        amounts = [("001", pay.gross_cents), ("003", pay.restored_cents)]
        rows += [
            NewPay(
                siret=siret,
                nir=form.nir,
                contract_number=form.contract_number,
                month=pay.month,
                kind=kind,
                period_from=first,
                period_to=last,
                amount_cents=cents,
                hours=pay.hours if kind == "001" else None,
                line=line,
            )
            for kind, cents in amounts
            if cents is not None
        ]
    return rows
