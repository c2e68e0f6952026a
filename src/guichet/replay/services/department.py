"""The department before its year begins: persons, employers, prescribers, agents, sites."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial

from django.contrib.auth.hashers import make_password

from guichet.contacts.service import Site
from guichet.insight.service import mark_simulated
from guichet.journal.service import insert, rule
from guichet.people.importing import import_employers, import_people
from guichet.people.service import Account, Professional, Role
from guichet.replay.fund import agent_login, prescriber_login, rpps, siret
from guichet.replay.plan import Chunk, Year, at
from guichet.replay.sites import all_sites

CODE, RANK = "department", 0
OPERATOR = rule("replay.department")
TOGETHER = 2_000
Live = Callable[[Year, range, datetime], None]
PEOPLE = ("nir", "birth_date", "family_name", "given_names", "address_1", "address_2")
EMPLOYERS = ("siret", "name", "address_1")


def chunks(year: Year) -> Sequence[Chunk]:
    day = date(year.number - 1, 11, 1)
    fund = year.fund
    pieces: list[tuple[Live, int, int]] = [(_staff, 0, fund.agents)]
    pieces += [(_employers, n, fund.employers) for n in range(0, fund.employers, TOGETHER)]
    pieces += [(_people, n, fund.persons) for n in range(0, fund.persons, TOGETHER)]
    return [
        Chunk(
            CODE,
            number,
            day,
            min(TOGETHER, end - start),
            partial(live, year, range(start, min(start + TOGETHER, end)), at(day, 8)),
            step="department",
        )
        for number, (live, start, end) in enumerate(pieces)
    ]


def _staff(year: Year, _numbers: range, now: datetime) -> None:
    """Nobody can sign in by these accounts: they have no password."""
    fund = year.fund
    source = f"guichet replay, échelle {year.scale}, graine {year.seed}"
    mark_simulated(year.number, source=source, actor=OPERATOR, now=now)
    insert([Site(code=code, name=name) for code, name in all_sites(year.profile)])
    nobody = make_password(None)
    prescribers = [
        Professional(rpps=rpps(n), name=f"Dr Fictif {n + 1}", created_at=now)
        for n in range(fund.prescribers)
    ]
    insert(prescribers)
    accounts = [
        Account(
            login=prescriber_login(n),
            password=nobody,
            role=Role.PROFESSIONAL,
            display_name=one.name,
            professional=one,
            created_at=now,
        )
        for n, one in enumerate(prescribers)
    ]
    accounts += [
        Account(
            login=agent_login(n),
            password=nobody,
            role=Role.AGENT,
            display_name=f"Agent {n + 1}",
            staff_number=f"INV{n:05d}",
            created_at=now,
        )
        for n in range(fund.agents)
    ]
    insert(accounts)


def _employers(year: Year, numbers: range, now: datetime) -> None:
    rows = [(siret(n), f"Entreprise fictive {n + 1}", "1 rue des Essais") for n in numbers]
    import_employers(_table(EMPLOYERS, rows), actor=OPERATOR, now=now)


def _people(year: Year, numbers: range, now: datetime) -> None:
    people = {number: year.fund.person(number) for number in numbers}
    rows = [
        (p.nir, p.birth.isoformat(), p.family_name, p.given_names, p.street, p.town)
        for p in people.values()
    ]
    import_people(_table(PEOPLE, rows), actor=OPERATOR, now=now)
    with_account = [number for number in numbers if number < year.fund.accounts]
    found = year.fund.found(with_account)
    nobody = make_password(None)
    insert(
        [
            Account(
                login=f"assure-invente-{number}",
                password=nobody,
                role=Role.INSURED,
                display_name=found[number].full_name,
                person=found[number],
                created_at=now,
            )
            for number in with_account
        ]
    )


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as a fund hands it over."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([titles, *rows])
    return text.getvalue().encode()
