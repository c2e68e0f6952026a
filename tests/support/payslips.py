"""A file whose employer was asked twice for its wages, and the payslips that stand in for them."""

from datetime import UTC, date, datetime
from typing import Any

from guichet.benefits.sick_leave.service import Payslips, read_payslips, remind_employers
from guichet.cases.service import Case, Owner, open_pieces
from guichet.documents.service import Upload
from guichet.people.models import Organisation, Person
from tests.support import world
from tests.support.pdf import pdf

FIRST, LAST, WORKED = date(2026, 11, 2), date(2026, 11, 20), date(2026, 10, 30)
ASKED, AGAIN = date(2026, 11, 19), date(2026, 11, 29)
MONTHS = ("2026-08", "2026-09", "2026-10")


def morning(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def make_asked_twice(*, known: int = 2, **person: Any) -> world.SickLeave:
    """A stop of November; its employer declared it with `known` months, or nothing at -1."""
    who, employer = world.make_person(**person), world.make_employer()
    world.give_account(who)
    day = date(2026, 11, 3)
    siret = employer.siret if known < 0 else ""
    world.send_notice(who, FIRST, LAST, now=morning(day), siret=siret)
    if known >= 0:
        world.send_form(
            who,
            employer,
            pays=world.pays_of_months(months=MONTHS[:known]),
            last_day_worked=WORKED,
            expected_end=LAST,
            now=morning(day),
        )
    for one in (ASKED, AGAIN):
        remind_employers(morning(one))
    return world.SickLeave(world.case_of(who), who, employer, world.make_agent())


def payslips(*months: str, gross_cents: int = 200_000, **said: Any) -> Payslips:
    """What an agent reads, with its scan."""
    scan = Upload("bulletins.pdf", pdf())
    pays = world.pays_of_months(gross_cents, months or MONTHS[2:])
    return Payslips(pays, **{"scan": scan, **said})


def read(made: world.SickLeave, *months: str, day: date = date(2026, 11, 30), **said: Any) -> None:
    what = payslips(*months, **said)
    read_payslips(made.case.id, what, actor=made.agent, now=morning(day))


def make_provisional(**said: Any) -> world.SickLeave:
    """Granted by an agent on payslips: 16 days of 32,87 €."""
    made = make_asked_twice()
    read(made, **said)
    world.agent_decides(made, days=10, hours=1)
    return made


def make_lacking(
    person: Person | None = None, employer: Organisation | None = None, *, unknown: bool = False
) -> world.SickLeave:
    """A stop of October that lacks the wage of September, asked for twice, on the usual days.

    `unknown`: nobody knows the employer, and nothing was asked of it.
    """
    who, firm = person or world.make_person(), employer or world.make_employer()
    world.send_notice(who)
    if not unknown:
        world.send_form(who, firm, pays=world.pays_of_months(months=world.MONTHS[:2]))
    case = world.case_of(who) if person is None else Case.objects.filter(person=who).latest("id")
    open_pieces(case).filter(owed_by=Owner.EMPLOYER).update(reminded_at=world.NOW)
    return world.SickLeave(case, who, firm, world.make_agent())
