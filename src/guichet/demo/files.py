"""The DSN files that the made-up employers send: written, deposited and read as real ones."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from guichet.benefits.sick_leave.service import import_deposit
from guichet.declarations.service import deposit_dsn
from guichet.demo.people import Insured
from guichet.documents.service import Upload
from guichet.formats.dsn import write as dsn
from guichet.formats.dsn.extract import DsnContract, DsnDeclaration, DsnPay, DsnRecord, DsnStop
from guichet.people.service import Account, actor_of

CONTRACT = DsnContract("00001", date(2018, 9, 1), None, 0)


def monthly(account: Account, staff: Sequence[Insured], month: str, *, now: datetime) -> None:
    """The monthly message of an employer: the pay and hours of its staff."""
    records = [
        _record(
            insured,
            pays=dsn.month_pays(
                month, gross_cents=insured.wage * 100, contract_number=CONTRACT.number
            ),
        )
        for insured in staff
    ]
    declaration = dsn.declaration(
        "01",
        _siret(account),
        records,
        order_number=month.replace("-", ""),
        file_date=localdate(now),
        main_month=month,
    )
    _send(account, f"dsn-mensuelle-{month}.dsn", declaration, now=now)


def stop_event(account: Account, insured: Insured, stop: DsnStop, *, now: datetime) -> None:
    """The event of a stop (nature 04), or of a return (05) where it says one."""
    nature = "05" if stop.returned_on else "04"
    declaration = dsn.declaration(
        nature,
        _siret(account),
        [_record(insured, stops=(stop,))],
        order_number=f"{now:%Y%m%d}{insured.order:03d}",
        file_date=localdate(now),
    )
    _send(account, f"dsn-evenement-{insured.login}-{nature}.dsn", declaration, now=now)


def _record(
    insured: Insured,
    *,
    stops: Sequence[DsnStop] = (),
    pays: Sequence[DsnPay] = (),
) -> DsnRecord:
    return dsn.person_record(
        nir=insured.nir,
        family_name=insured.family_name,
        given_names=insured.given_names,
        birth_date=insured.birth,
        contract=CONTRACT,
        stops=stops,
        pays=pays,
    )


def _siret(account: Account) -> str:
    if account.organisation is None:
        raise LookupError(account.login)
    return account.organisation.siret


def _send(account: Account, name: str, declaration: DsnDeclaration, *, now: datetime) -> None:
    siret = _siret(account)
    sender = dsn.Sender(siret[:9], siret[9:], account.display_name)
    deposit = deposit_dsn(
        Upload(name, dsn.write(dsn.Sending(sender, [declaration]))),
        organisation=account.organisation,
        actor=actor_of(account),
        now=now,
    )
    import_deposit(deposit.id, now=now)
