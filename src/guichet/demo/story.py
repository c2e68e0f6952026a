"""What has happened in the made-up fund: told through the real actions, on days before today."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from guichet.benefits.sick_leave.service import (
    HardshipChannel,
    NewNotice,
    NoticeChannel,
    NoticeKind,
    declare,
    say_hardship,
    send_notices,
    tell_news,
)
from guichet.cases.service import cases_of
from guichet.declarations.service import FormPay, StopForm
from guichet.demo import files
from guichet.demo.people import INSURED, Insured, made_up_iban
from guichet.formats.calendars import next_working_day
from guichet.formats.dsn.extract import DsnStop
from guichet.journal.service import rule
from guichet.law.sickness import reference_months
from guichet.ledger.service import employer_account, record_person_account, run_payments
from guichet.people.service import Account, Professional, actor_of

HOURS = Decimal("151.67")
Progress = Callable[[str], None]


class Story:
    """The fund's last weeks, day by day; `today` is the day that the demonstration opens."""

    def __init__(self, accounts: dict[str, Account], today: date) -> None:
        self.accounts = accounts
        self.today = today
        self.people = {insured.login: insured for insured in INSURED}
        self.doctor = Professional.objects.get(rpps="99700218896")

    def tell(self, progress: Progress) -> None:
        progress("coordonnées bancaires")
        self._bank_details()
        progress("avis d'arrêt et déclarations des employeurs")
        self._stops_that_are_paid()
        progress("première journée de paiement")
        self._pay(self.today - timedelta(days=14))
        self._what_changes_after_a_payment()
        progress("dossiers qui attendent et dossiers à regarder")
        self._stops_that_wait()
        self._stops_that_an_agent_must_see()
        progress("nouvelles à qui attend")
        self._news_of_who_waits()

    def at(self, days_ago: int, hour: int = 10) -> datetime:
        day = self.today - timedelta(days=days_ago)
        return timezone.make_aware(datetime.combine(day, time(hour)))

    def monday(self, weeks_ago: int) -> date:
        """A Monday, some weeks before the present one."""
        return self.today - timedelta(days=self.today.weekday() + 7 * weeks_ago)

    def _bank_details(self) -> None:
        atelier = self.accounts["atelier"].organisation
        if atelier is not None:
            employer_account(atelier, iban=made_up_iban(900), bic="", now=self.at(60))
        for number, insured in enumerate(INSURED, start=1):
            if insured.login == "lucie":
                continue  # her payment waits for them
            person = self.accounts[insured.login].person
            if person is not None:
                record_person_account(
                    person,
                    holder=person.full_name,
                    iban=made_up_iban(number),
                    now=self.at(60),
                )

    def notice(
        self, login: str, first: date, days: int, *, kind: NoticeKind = NoticeKind.INITIAL
    ) -> None:
        """The doctor's notice, sent on the first day."""
        insured, account = self.people[login], self.accounts["docteur"]
        ago = (self.today - first).days
        send_notices(
            [
                NewNotice(
                    channel=NoticeChannel.DOCTOR_ONLINE,
                    kind=kind,
                    nir=insured.nir,
                    birth_date=insured.birth,
                    family_name=insured.family_name,
                    given_names=insured.given_names,
                    first_day=first,
                    last_day=first + timedelta(days=days - 1),
                    prescribed_on=first,
                    sent_on=first,
                    professional=self.doctor,
                )
            ],
            actor=actor_of(account),
            now=self.at(ago, 11),
        )

    def employer(
        self,
        login: str,
        last_day_worked: date,
        end: date,
        *,
        by: str = "boulangerie",
        paid: bool = True,
        subrogation: bool = False,
        returned_on: date | None = None,
        reason: str = "01",
        days_ago: int | None = None,
    ) -> None:
        """The employer's form, some days after the last day worked."""
        insured, account = self.people[login], self.accounts[by]
        organisation = account.organisation
        if organisation is None:
            raise LookupError(by)
        first = last_day_worked + timedelta(days=1)
        absent_from = next_working_day(first)
        form = StopForm(
            nir=insured.nir,
            birth_date=insured.birth,
            family_name=insured.family_name,
            given_names=insured.given_names,
            contract_number="00001",
            contract_start=date(2018, 9, 1),
            reason=reason,
            last_day_worked=last_day_worked,
            expected_end=end,
            subrogation=subrogation,
            subrogation_from=first if subrogation else None,
            subrogation_to=end if subrogation else None,
            iban=made_up_iban(900) if subrogation else "",
            returned_on=returned_on,
            pays=self._pays(insured, absent_from) if paid else (),
        )
        ago = (self.today - last_day_worked).days - 3 if days_ago is None else days_ago
        declare(form, organisation=organisation, actor=actor_of(account), now=self.at(ago, 15))

    def _pays(self, insured: Insured, first: date) -> tuple[FormPay, ...]:
        hours = HOURS if insured.wage > 1_000 else Decimal("32.00")
        return tuple(FormPay(month, insured.wage * 100, hours) for month in reference_months(first))

    def _stops_that_are_paid(self) -> None:
        start = self.monday(5)
        bakers = [self.people[login] for login in ("claire", "marc")]
        for month in reference_months(start):
            due = date.fromisoformat(f"{month}-01") + timedelta(days=35)
            files.monthly(
                self.accounts["boulangerie"], bakers, month, now=self.at((self.today - due).days)
            )
        self._notice_and_event("claire", start, 33)
        self._notice_and_event("marc", start, 26)
        for login, days, by in (("karim", 19, "atelier"), ("lucie", 12, "boulangerie")):
            self.notice(login, start, days)
            self.employer(
                login,
                start - timedelta(days=3),
                start + timedelta(days=days - 1),
                by=by,
                subrogation=by == "atelier",
                days_ago=(self.today - start).days - 4,
            )
        self.notice("lucie", start + timedelta(days=12), 21, kind=NoticeKind.PROLONGATION)

    def _notice_and_event(self, login: str, start: date, days: int) -> None:
        """The doctor's notice, then the employer's DSN event three days later."""
        self.notice(login, start, days)
        stop = DsnStop(
            reason="01",
            last_day_worked=start - timedelta(days=3),
            expected_end=start + timedelta(days=days - 1),
            subrogation=False,
        )
        files.stop_event(
            self.accounts["boulangerie"],
            self.people[login],
            stop,
            now=self.at((self.today - start).days - 3, 16),
        )

    def _pay(self, on: date) -> None:
        moment = timezone.make_aware(datetime.combine(on, time(9)))
        run_payments(on, actor=rule("payment.run"), clock=lambda: moment)

    def _what_changes_after_a_payment(self) -> None:
        """Marc went back to work before days that were already paid: an agent must look."""
        start = self.monday(5)
        stop = DsnStop(
            reason="01",
            last_day_worked=start - timedelta(days=3),
            expected_end=start + timedelta(days=25),
            returned_on=start + timedelta(days=14),
            return_kind="01",
        )
        files.stop_event(
            self.accounts["boulangerie"], self.people["marc"], stop, now=self.at(10, 15)
        )

    def _stops_that_wait(self) -> None:
        start = self.monday(2)
        self.notice("hugo", start, 12)
        self.employer(
            "hugo",
            start - timedelta(days=3),
            start + timedelta(days=11),
            paid=False,
            by="atelier",
            days_ago=8,
        )
        self.employer("ines", start - timedelta(days=3), start + timedelta(days=8), days_ago=9)

    def _stops_that_an_agent_must_see(self) -> None:
        start = self.monday(3)
        self.notice("paul", start, 15)
        self.employer(
            "paul", start - timedelta(days=4), start + timedelta(days=14), by="atelier", days_ago=12
        )
        self.notice("nora", start, 10)
        self.employer("nora", start - timedelta(days=3), start + timedelta(days=9), days_ago=13)
        self.notice("sofia", start, 3)
        self.employer("sofia", start - timedelta(days=3), start + timedelta(days=2), days_ago=14)
        self.notice("yann", start, 8)
        self.employer(
            "yann",
            start - timedelta(days=3),
            start + timedelta(days=7),
            reason="06",
            by="atelier",
            days_ago=14,
        )

    def _news_of_who_waits(self) -> None:
        """Each morning since; and Hugo, whose employer is late, says that he has nothing left."""
        for days_ago in range(13, 0, -1):
            tell_news(self.at(days_ago, 9))
        account = self.accounts["hugo"]
        for case in cases_of(account.person_id) if account.person_id else ():
            say_hardship(
                case.id, HardshipChannel.ACCOUNT, actor=actor_of(account), now=self.at(1, 18)
            )
