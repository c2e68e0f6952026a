"""The certificate rebuilt from the monthly messages, beside the one that the employer declares."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from guichet.benefits.sick_leave.certificate import versions
from guichet.benefits.sick_leave.service import correct_fact, replay
from guichet.cases.models import Case, Decision, Fact
from guichet.declarations.service import KnownPay
from guichet.journal.models import Event
from guichet.journal.service import new_id
from guichet.tasks.models import Task
from guichet.tasks.service import kind_of
from tests.support import world

pytestmark = pytest.mark.django_db
SEPTEMBER = "2026-09"
ABOVE_THE_CAP = 400_000


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS_DIR = tmp_path / "documents"


def tasks(case: Case) -> set[str]:
    return set(Task.objects.filter(case_id=case.id, state="open").values_list("kind", flat=True))


def told(case: Case) -> list[str]:
    """What the history says of wages."""
    kinds = Event.objects.filter(kind__startswith="sick_leave.wages_").order_by("sequence")
    return list(kinds.filter(case_id=case.id).values_list("kind", flat=True))


def live(case: Case, key: str) -> Fact:
    return Fact.objects.get(case=case, key=key, superseded_at=None)


def others(case: Case) -> dict[str, int]:
    """The other things said of each month, in cents."""
    found = Fact.objects.filter(case=case, key__startswith="other_wage.", superseded_at=None)
    return {fact.key: fact.value["gross_cents"] for fact in found}


def pays(*, september: int) -> tuple[world.FormPay, ...]:
    return (*world.pays_of_months(200_000, world.MONTHS[:2]), *form_month(september))


def form_month(cents: int, hours: Decimal | None = Decimal("151.67")) -> tuple[world.FormPay, ...]:
    return (world.FormPay(SEPTEMBER, cents, hours),)


def make_leave(rebuilt: int = 200_000, **said: Any) -> world.SickLeave:
    """Monthly messages, a notice, then the employer's form."""
    person, employer = world.make_person(), world.make_employer()
    world.give_account(person)
    world.send_months(person, employer, rebuilt)
    world.send_notice(person, siret=employer.siret)
    world.send_form(person, employer, now=world.at(hours=1), **said)
    return world.SickLeave(world.case_of(person), person, employer, world.make_agent())


def test_what_is_the_same_to_the_cent_is_decided_and_nothing_is_said_of_it() -> None:
    made = make_leave()
    assert (made.case.state, tasks(made.case), told(made.case)) == ("decided", set(), [])
    assert others(made.case) == {}


def test_a_cent_above_what_is_paid_is_kept_with_both_sources_and_stops_nothing() -> None:
    """Above the cap of the wage both give the same allowance."""
    declared = world.pays_of_months(ABOVE_THE_CAP + 1)
    made = make_leave(ABOVE_THE_CAP, pays=declared)
    assert (made.case.state, tasks(made.case)) == ("decided", set())
    assert told(made.case) == ["sick_leave.wages_differ"]
    said, other = live(made.case, f"wage.{SEPTEMBER}"), live(made.case, f"other_wage.{SEPTEMBER}.1")
    assert (said.value["gross_cents"], said.source) == (ABOVE_THE_CAP + 1, "form")
    assert (other.value["gross_cents"], other.source) == (ABOVE_THE_CAP, "dsn")
    assert other.document is not None
    assert other.line is not None
    assert replay(made.case.id) == []


@pytest.mark.parametrize("september", [150_000, 230_000])
def test_what_changes_the_payment_is_a_persons_to_settle(september: int) -> None:
    made = make_leave(pays=pays(september=september))
    assert (made.case.state, tasks(made.case)) == ("in_review", {"sick_leave.wages_differ"})
    assert (told(made.case), Decision.objects.count()) == (["sick_leave.wages_differ"], 0)
    task = Task.objects.get(case_id=made.case.id)
    rebuilt, declared = 32_87 * 18, made_total(september)
    assert task.data == {
        "months": [SEPTEMBER],
        "least_cents": min(rebuilt, declared),
        "most_cents": max(rebuilt, declared),
    }
    words = kind_of(task.kind)
    assert words.title(task.data).endswith("septembre 2026.")
    assert "selon le salaire retenu" in words.next_step(task.data)


def made_total(september: int) -> int:
    """18 days of half a 91.25th of the three months, cut to the cent (R.323-4, R.323-5)."""
    daily = Decimal(400_000 + september) / Decimal("91.25")
    return int(daily.quantize(Decimal(1)) / 2) * 18


def test_the_order_of_arrival_changes_neither_the_doubt_nor_what_is_kept() -> None:
    """A file that the form alone had made certain: the message raises it, a person looks first."""
    made = world.make_case_decided()
    world.send_month(made.person, made.employer, SEPTEMBER, 230_000, now=world.at(hours=2))
    assert (made.now().state, tasks(made.case)) == ("in_review", {"sick_leave.wages_differ"})
    assert others(made.case) == {f"other_wage.{SEPTEMBER}.1": 200_000}
    assert Decision.objects.count() == 1


def test_the_agent_who_confirms_the_wage_has_settled_it_with_a_reason() -> None:
    made = make_leave(pays=pays(september=230_000))
    settle(made, "2300,00")
    fact = live(made.case, f"wage.{SEPTEMBER}")
    assert (fact.source, fact.recorded_by) == ("agent", made.agent.id)
    assert (others(made.case), tasks(made.case)) == ({}, {"sick_leave.proposed"})
    assert told(made.case) == ["sick_leave.wages_differ"]
    world.agent_decides(made)
    assert (made.now().state, tasks(made.case)) == ("decided", set())


def test_what_the_employer_says_anew_of_a_settled_wage_is_not_passed_over() -> None:
    """The agent's wage stands, and the agent did not know of this one."""
    made = make_leave(pays=pays(september=230_000))
    settle(made, "2300,00")
    world.agent_decides(made)
    person, employer = made.person, made.employer
    world.send_form(person, employer, now=world.at(hours=6), pays=pays(september=230_000))
    assert (made.now().state, others(made.case)) == ("decided", {})
    world.send_form(person, employer, now=world.at(hours=7), pays=pays(september=240_000))
    assert "sick_leave.wages_differ" in tasks(made.case)
    assert others(made.case) == {f"other_wage.{SEPTEMBER}.1": 240_000}
    assert live(made.case, f"wage.{SEPTEMBER}").value["gross_cents"] == 230_000
    settle(made, "2300,00", hours=8)
    assert (made.now().state, others(made.case)) == ("in_review", {})
    assert "sick_leave.wages_differ" not in tasks(made.case)
    corrections = Event.objects.filter(kind="case.fact_corrected", case_id=made.case.id)
    assert corrections.count() == 2


def settle(made: world.SickLeave, gross: str, hours: int = 2) -> None:
    wage = {"gross": gross, "hours": "151,67", "restored": "2000,00"}
    reason, now = "bulletin de paie lu", world.at(hours=hours)
    correct_fact(made.case.id, f"wage.{SEPTEMBER}", wage, reason=reason, actor=made.agent, now=now)


@pytest.mark.parametrize("right", ["the messages", "the form"])
def test_the_employer_who_puts_it_right_is_enough(right: str) -> None:
    """A form takes back the form before it, a type 03 message the message before it."""
    made = make_leave(pays=pays(september=230_000))
    if right == "the messages":
        world.send_form(made.person, made.employer, now=world.at(hours=2))
    else:
        person, employer = made.person, made.employer
        world.send_month(person, employer, SEPTEMBER, 230_000, kind="03", now=world.at(hours=2))
    assert (made.now().state, tasks(made.case), others(made.case)) == ("decided", set(), {})
    assert told(made.case) == ["sick_leave.wages_differ", "sick_leave.wages_agree"]


@pytest.mark.parametrize(("kind", "doubted"), [("01", True), ("03", False)])
def test_a_second_message_of_a_month_replaces_the_first_only_where_it_says_so(
    kind: str, doubted: bool
) -> None:
    """A later message may add to a month as well as correct it: the amount alone does not tell."""
    made = make_leave(pays=())
    assert made.case.state == "decided"
    world.send_month(
        made.person, made.employer, SEPTEMBER, 230_000, kind=kind, now=world.at(hours=2)
    )
    assert ("sick_leave.wages_differ" in tasks(made.case)) is doubted
    assert others(made.case) == ({f"other_wage.{SEPTEMBER}.1": 200_000} if doubted else {})
    assert Decision.objects.count() == (1 if doubted else 2)


def test_a_contract_numbered_otherwise_in_the_form_is_not_paid_twice() -> None:
    made = make_leave(contract_number="CDI-7")
    assert (made.case.state, others(made.case)) == ("decided", {})
    assert live(made.case, f"wage.{SEPTEMBER}").value["gross_cents"] == 200_000


def test_hours_that_the_form_leaves_out_are_those_of_the_messages() -> None:
    silent = tuple(world.FormPay(month, 50_000, None) for month in world.MONTHS)
    made = make_leave(50_000, pays=silent)
    assert live(made.case, f"wage.{SEPTEMBER}").value["hours"] == "151.67"
    assert (tasks(made.case), told(made.case)) == (set(), [])


def make_paper_leave(**said: Any) -> world.SickLeave:
    """A notice, then the certificate that the person has on paper."""
    person, employer, agent = world.make_person(), world.make_employer(), world.make_agent()
    world.give_account(person)
    world.send_notice(person)
    world.type_paper(person, employer, by=agent, now=world.at(hours=1), **said)
    return world.SickLeave(world.case_of(person), person, employer, agent)


def test_a_paper_gives_the_facts_of_the_form_and_its_decision_is_a_persons() -> None:
    made = make_paper_leave()
    assert (made.case.state, tasks(made.case)) == ("in_review", {"sick_leave.proposed"})
    assert live(made.case, f"wage.{SEPTEMBER}").source == "paper"
    event = Event.objects.get(kind="sick_leave.stop_declared", case_id=made.case.id)
    assert event.actor_id == made.agent.id
    world.agent_decides(made)
    assert made.now().state == "decided"


def test_only_an_agent_types_a_paper() -> None:
    person, employer = world.make_person(), world.make_employer()
    for actor in (world.insured_actor(person), world.employer_actor(employer)):
        with pytest.raises(PermissionError):
            world.type_paper(person, employer, by=actor)
    assert not Case.objects.exists()
    assert world.type_paper(person, employer, by=world.make_agent())


def test_a_paper_does_not_take_the_place_of_what_the_employer_sent_itself() -> None:
    made = world.make_case_decided()
    agent, later = world.make_agent(), world.at(hours=2)
    paper = pays(september=230_000)
    world.type_paper(made.person, made.employer, by=agent, now=later, pays=paper)
    assert tasks(made.case) == {"sick_leave.wages_differ"}
    assert others(made.case) == {f"other_wage.{SEPTEMBER}.1": 200_000}
    world.type_paper(made.person, made.employer, by=agent, now=world.at(hours=3))
    assert others(made.case) == {}


DSN, FORM, OTHER_DSN = new_id(), new_id(), new_id()


def line(
    deposit: Any, amount: int, kind: str = "001", *, contract: str = "1", day: int = 1
) -> KnownPay:
    channel = "form" if deposit == FORM else "dsn"
    return KnownPay(
        next(line.keys), SEPTEMBER, kind, amount, None, None, deposit, "0" * 14,  # type: ignore[attr-defined]
        contract, date(2026, 9, day), deposit, channel, None,
    )  # fmt: skip


line.keys = iter(range(1, 1_000))  # type: ignore[attr-defined]

SAID: dict[str, tuple[Sequence[tuple[Any, ...]], list[tuple[int, int | None]]]] = {
    "the pay of two halves is one month": (
        [(DSN, 80, "001", "1", 1), (DSN, 70, "001", "1", 16), (FORM, 150, "001", "1", 1)],
        [(150, None)],
    ),
    "a form of one contract leaves the other as the messages say it": (
        [(DSN, 80, "001", "1", 1), (DSN, 50, "001", "2", 1), (FORM, 90, "001", "1", 1)],
        [(140, None), (130, None)],
    ),
    "a restored pay that only the messages give completes the same gross": (
        [(DSN, 80, "001", "1", 1), (DSN, 100, "003", "1", 1), (FORM, 80, "001", "1", 1)],
        [(80, 100)],
    ),
    "a restored pay is not lent to another gross": (
        [(DSN, 80, "001", "1", 1), (DSN, 100, "003", "1", 1), (FORM, 90, "001", "1", 1)],
        [(90, None), (80, 100)],
    ),
    "two messages that differ on the restored pay are two": (
        [(DSN, 80, "001", "1", 1), (DSN, 100, "003", "1", 1), (OTHER_DSN, 110, "003", "1", 1)],
        [(80, 110), (80, 100)],
    ),
    "messages of two periods complete one another": (
        [(DSN, 80, "001", "1", 1), (OTHER_DSN, 70, "001", "1", 16)],
        [(150, None)],
    ),
    "a month without gross says nothing": ([(DSN, 100, "003", "1", 1)], []),
}


@pytest.mark.parametrize("what", SAID)
def test_how_a_month_is_put_together(what: str) -> None:
    said, expected = SAID[what]
    lines = [
        line(deposit, amount, kind, contract=contract, day=day)
        for deposit, amount, kind, contract, day in said
    ]
    assert [(one.gross_cents, one.restored_cents) for one in versions(lines)] == expected
