"""What arrives, done by the real actions of the house, at the day and hour of the story."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from guichet.benefits.sick_leave.service import (
    NewNotice,
    NoticeChannel,
    NoticeKind,
    declare,
    import_deposit,
    requests_to_employer,
    send_notices,
    send_posted_notice,
    send_scanned_notice,
)
from guichet.declarations.service import (
    Channel,
    FormPay,
    StopForm,
    deposit_dsij,
    deposit_dsn,
)
from guichet.documents.service import Upload
from guichet.formats.calendars import next_working_day
from guichet.formats.dsn import write as dsn
from guichet.formats.dsn.extract import DsnContract, DsnDeclaration, DsnPartTime, DsnStop
from guichet.law.dates import DAY
from guichet.law.sickness import reference_months
from guichet.people.models import Organisation
from tests.scenarios.cast import Cast
from tests.scenarios.dsij import certificate
from tests.scenarios.phrases import Gesture, Pay
from tests.scenarios.reading import BadBook, day_of
from tests.scenarios.sums import cents
from tests.support import world
from tests.support.pdf import pdf

Act = Callable[[Cast, Gesture, "Details"], None]
HIRED = date(2018, 9, 1)


class Details:
    """The details of a phrase, each taken once; one that nothing takes is a fault."""

    def __init__(self, given: Mapping[str, Any], pays: tuple[Pay, ...], where: str) -> None:
        self.given = dict(given)
        self.left_pays = list(pays)
        self.where = where

    def take(self, name: str, default: Any = None) -> Any:
        return self.given.pop(name, default)

    def pays(self, last_day_worked: date) -> tuple[FormPay, ...]:
        """What the employer says of the months; « par mois » is said of the reference months."""
        said, self.left_pays = self.left_pays, []
        first = next_working_day(last_day_worked + DAY)
        found: list[FormPay] = []
        for pay in said:
            months = (pay.month,) if pay.month else reference_months(first)
            found += [FormPay(one, pay.cents, pay.hours, pay.restored_cents) for one in months]
        silent = self.take("silent", False)
        if silent == bool(found):
            raise BadBook(f"{self.where}: dire les salaires, ou « sans salaires »")
        return tuple(found)

    def end(self) -> None:
        if self.given or self.left_pays:
            left = [*self.given, *self.left_pays]
            raise BadBook(f"{self.where}: détail sans effet ici : {left}")


def _notice(cast: Cast, gesture: Gesture, details: Details, channel: NoticeChannel) -> NewNotice:
    kind, first, last = gesture.held
    first_day, last_day = day_of(first, details.where), day_of(last, details.where)
    prescribed = details.take("prescribed_on", first_day)
    person, unknown = cast.person, details.take("unknown", False)
    return NewNotice(
        channel=channel,
        kind=NoticeKind.PROLONGATION if kind == "prolongation" else NoticeKind.INITIAL,
        nir="2800193999931" if unknown else person.nir,
        birth_date=details.take("birth_date", person.birth_date),
        family_name=person.family_name,
        given_names=person.given_names,
        first_day=first_day,
        last_day=last_day,
        prescribed_on=prescribed,
        sent_on=details.take("sent_on", prescribed),
        siret=cast.other.siret if details.take("other", False) else "",
    )


def notice(cast: Cast, gesture: Gesture, details: Details) -> None:
    other = details.take("other_doctor", False)
    new = _notice(cast, gesture, details, NoticeChannel.DOCTOR_ONLINE)
    details.end()
    signed = replace(new, professional=world.make_professional() if other else cast.prescriber)
    send_notices([signed], actor=cast.doctor, now=cast.now)


def own_notice(cast: Cast, gesture: Gesture, details: Details) -> None:
    new = _notice(cast, gesture, details, NoticeChannel.INSURED_ONLINE)
    details.end()
    send_notices([new], actor=world.insured_actor(cast.person), now=cast.now)


def scanned_notice(cast: Cast, gesture: Gesture, details: Details) -> None:
    new = _notice(cast, gesture, details, NoticeChannel.SCAN)
    details.end()
    paper = Upload("avis.pdf", pdf())
    actor = world.insured_actor(cast.person)
    send_scanned_notice(new, paper, person=cast.person, actor=actor, now=cast.now)


def posted_notice(cast: Cast, gesture: Gesture, details: Details) -> None:
    """The original came by post: an agent scans it and types its dates."""
    new = _notice(cast, gesture, details, NoticeChannel.POSTED)
    details.end()
    paper = Upload("avis.pdf", pdf())
    send_posted_notice(new, paper, person=cast.person, actor=cast.agent, now=cast.now)


def _firm(cast: Cast, details: Details) -> Organisation:
    return cast.other if details.take("other", False) else cast.employer


def _form(cast: Cast, last_day_worked: date, details: Details, *, pays: bool) -> StopForm:
    said = details.pays(last_day_worked) if pays else ()
    kept = details.take("subrogation_from")
    unknown = details.take("unknown", False)
    account = world.OTHER_IBAN if details.take("new_account", False) else world.EMPLOYER_IBAN
    return StopForm(
        nir="2800193999931" if unknown else cast.person.nir,
        birth_date=details.take("birth_date", cast.person.birth_date),
        family_name=details.take("family_name", cast.person.family_name),
        given_names=cast.person.given_names,
        contract_number=details.take("contract_number", "00001"),
        contract_start=details.take("hired_on", HIRED),
        reason=details.take("reason", "01"),
        last_day_worked=last_day_worked,
        expected_end=details.take("expected_end"),
        subrogation=kept is not None,
        subrogation_from=kept,
        subrogation_to=details.take("subrogation_to"),
        iban=account if kept is not None else "",
        returned_on=details.take("returned_on"),
        pays=said,
    )


def employer(cast: Cast, gesture: Gesture, details: Details) -> None:
    how, worked = gesture.held
    firm, dsn_event = _firm(cast, details), how.startswith("DSN")
    form = _form(cast, day_of(worked, details.where), details, pays=not dsn_event)
    details.end()
    if dsn_event:
        _event(cast, firm, form, how, details.where)
    elif how == "fichier DSIJ de l'employeur":
        upload = Upload("dsij.csv", certificate(form))
        deposit = deposit_dsij(upload, organisation=firm, actor=None, now=cast.now)
        import_deposit(deposit.id, now=cast.now)
    elif how == "attestation papier saisie par l'agent":
        declare(form, organisation=firm, channel=Channel.PAPER, actor=cast.agent, now=cast.now)
    else:
        declare(form, organisation=firm, actor=world.employer_actor(firm), now=cast.now)


def _event(cast: Cast, firm: Organisation, form: StopForm, how: str, where: str) -> None:
    """A stop or a return as a DSN file, written then read as a real one."""
    if ("reprise" in how) != (form.returned_on is not None):
        raise BadBook(f"{where}: une reprise, et elle seule, dit son jour")
    again = how in ("DSN, arrêt de remplacement", "DSN, annulation")
    stop = DsnStop(
        reason="99" if how == "DSN, annulation" else form.reason,
        last_day_worked=form.last_day_worked,
        expected_end=form.expected_end,
        subrogation=form.subrogation,
        subrogation_from=form.subrogation_from,
        subrogation_to=form.subrogation_to,
        iban=form.iban or None,
        bic="AGRIFRPPXXX" if form.iban else None,
        returned_on=form.returned_on,
        return_kind="01" if form.returned_on else None,
    )
    order = cast.next_order()
    declaration = dsn.declaration(
        "05" if form.returned_on else "04",
        firm.siret,
        [_record(form, stops=(stop,))],
        order_number=order,
        file_date=cast.now.date(),
        kind="03" if again else "01",
        replaces=cast.last_event if again else None,
    )
    cast.last_event = f"{cast.now:%d%m%Y}{order}"
    _send(cast, firm, declaration)


def _record(form: StopForm, **said: Any) -> Any:
    return dsn.person_record(
        nir=form.nir,
        family_name=form.family_name,
        given_names=form.given_names,
        birth_date=form.birth_date,
        contract=DsnContract(form.contract_number, form.contract_start, None, 0),
        **said,
    )


def month(cast: Cast, gesture: Gesture, details: Details) -> None:
    """A monthly DSN message: all the pay lines of a month."""
    again, number, year, gross, hours = gesture.held
    firm, month_ = _firm(cast, details), f"{year}-{number}"
    contract = details.take("contract_number", "00001")
    stops = _part_time(details)
    details.end()
    paid = dsn.month_pays(
        month_,
        gross_cents=cents(gross, details.where),
        contract_number=contract,
        hours=(hours or "151,67").replace(",", "."),
    )
    order, person = cast.next_order(), cast.person
    record = dsn.person_record(
        nir=person.nir,
        family_name=person.family_name,
        given_names=person.given_names,
        birth_date=person.birth_date,
        contract=DsnContract(contract, HIRED, None, 0),
        stops=stops,
        pays=paid,
    )
    declaration = dsn.declaration(
        "01",
        firm.siret,
        [record],
        order_number=order,
        file_date=cast.now.date(),
        main_month=month_,
        kind="03" if again else "01",
        replaces=f"{cast.now:%d%m%Y}1" if again else None,
    )
    _send(cast, firm, declaration)


def _part_time(details: Details) -> list[DsnStop]:
    """What a monthly message says of part-time: that it begins, and the pay lost in the month."""
    begins, lost, worked = (details.take(name) for name in ("part_time_on", "lost", "worked"))
    if worked is None:
        return []
    sick = DsnStop("01", worked, details.take("expected_end"), subrogation=False)
    stops = [replace(sick, returned_on=begins, return_kind="02")] if begins else []
    if lost:
        first, last = (day_of(one, details.where) for one in lost[:2])
        period = DsnPartTime(first, last, cents(lost[2], details.where))
        stops.append(replace(sick, reason="15", part_times=(period,)))
    return stops


def pay_lost(cast: Cast, gesture: Gesture, details: Details) -> None:
    """The employer answers on its page: the pay lost in the months that are over."""
    firm = _firm(cast, details)
    details.end()
    (asked,) = requests_to_employer(firm.id)
    over = [days for days in asked.part_times if days[1] < cast.now.date()]
    (days,) = over
    lost = DsnPartTime(*days, cents(gesture.held[0], details.where))
    form = StopForm(
        nir=cast.person.nir,
        birth_date=cast.person.birth_date,
        family_name=cast.person.family_name,
        given_names=cast.person.given_names,
        contract_number="00001",
        contract_start=HIRED,
        reason="15",
        last_day_worked=asked.last_day_worked or asked.first_day,
        expected_end=asked.expected_end,
        subrogation=False,
        part_times=(lost,),
    )
    declare(form, organisation=firm, actor=world.employer_actor(firm), now=cast.now)


def _send(cast: Cast, firm: Organisation, declaration: DsnDeclaration) -> None:
    sender = dsn.Sender(firm.siret[:9], firm.siret[9:], firm.name)
    content = dsn.write(dsn.Sending(sender, [declaration]))
    upload = Upload(f"envoi-{declaration.order_number}.dsn", content)
    deposit = deposit_dsn(upload, organisation=firm, actor=None, now=cast.now)
    import_deposit(deposit.id, now=cast.now)
    deposit.refresh_from_db()
    if deposit.state != "taken":
        raise BadBook(f"le fichier est {deposit.state} : {deposit.faults}")


ACTS: dict[str, Act] = {
    "notice": notice,
    "own_notice": own_notice,
    "scanned_notice": scanned_notice,
    "posted_notice": posted_notice,
    "employer": employer,
    "month": month,
    "pay_lost": pay_lost,
}
