"""What the ordinary way does not answer is a task of its own, never a silent wait."""

from datetime import date

import pytest

from guichet.benefits.sick_leave.circumstances import (
    SAID,
    WITHOUT_EMPLOYER,
    doubts_of_circumstances,
)
from guichet.benefits.sick_leave.enums import Circumstance, PaperProof
from guichet.benefits.sick_leave.facts import CONTRACT_NATURE, read_facts
from guichet.benefits.sick_leave.foreseeing import enters_fifth_month
from guichet.benefits.sick_leave.service import (
    WithdrawalReason,
    assess_cases,
    correct_fact,
    keys_to_add,
    view_of,
    withdraw_case,
)
from guichet.cases.models import Case, Fact
from guichet.cases.service import live_facts, open_pieces
from guichet.documents.service import path_of
from guichet.journal.service import of_case, tell_insured
from guichet.ledger.models import Claim, Recovery
from guichet.letters.models import Letter
from guichet.tasks.models import Task
from guichet.tasks.service import finish
from tests.formats.dsn.files import bytes_of, insert, put, rows_of
from tests.support import world

pytestmark = pytest.mark.django_db


def said(case: Case, one: Circumstance, answer: str = "yes") -> Case:
    """An agent says it in the file."""
    key = f"circumstance.{one.value}"
    agent = world.make_agent()
    correct_fact(case.id, key, answer, reason="dit au téléphone", actor=agent, now=world.NOW)
    return Case.objects.get(pk=case.pk)


def kinds(case: Case) -> set[str]:
    return set(Task.objects.filter(case_id=case.id, state="open").values_list("kind", flat=True))


def noticed() -> Case:
    """A notice alone: the person is asked who employs them."""
    person = world.make_person()
    world.send_notice(person)
    return world.case_of(person)


@pytest.mark.parametrize("one", Circumstance)
def test_what_an_agent_says_is_a_task_and_asks_no_employer_where_there_is_none(
    one: Circumstance,
) -> None:
    case = noticed()
    assert (case.state, kinds(case)) == ("waiting", set())
    case = said(case, one)
    assert SAID[one] in kinds(case)
    awaited = list(open_pieces(case).values_list("code", flat=True))
    if one in WITHOUT_EMPLOYER:
        assert (case.state, awaited) == ("in_review", [])
        assert kinds(case) == {SAID[one]}  # that the wages lack is no second task
    else:
        assert (case.state, awaited) == ("waiting", ["salary_certificate"])
    case = said(case, one, "no")
    assert SAID[one] not in kinds(case)
    assert [p.code for p in open_pieces(case)] == ["salary_certificate"]


@pytest.mark.parametrize("one", Circumstance)
def test_a_file_that_was_certain_is_a_persons_to_decide_once_it_is_said(one: Circumstance) -> None:
    case = world.make_sick_leave(pays=world.pays_of_months(months=world.MONTHS[1:])).case
    case = said(case, one)
    world.send_form(case.person, case.employer)  # type: ignore[arg-type]
    case.refresh_from_db()
    assert (case.state, case.decision) == ("in_review", None)
    assert SAID[one] in kinds(case)


USER = "41816609600069"
NATURE = "S21.G00.40.007"


def of_agency(content: bytes) -> bytes:
    """The message of an agency: an open-ended contract of temporary work, and where it is done."""
    rows = rows_of(content)
    for edit in (
        put(NATURE, "08"),
        put("S21.G00.40.040", "745BD"),
        put("S21.G00.40.046", USER),
        insert(
            "S21.G00.86.005",
            ("S21.G00.85.001", USER),
            ("S21.G00.85.002", "6202A"),
            ("S21.G00.85.010", "01"),
            ("S21.G00.85.011", "93048"),
        ),
    ):
        rows = edit(rows)
    return bytes_of([*rows[:-2], ("S90.G00.90.001", str(len(rows))), rows[-1]])


def test_an_agency_is_known_by_its_monthly_message_until_an_agent_says_otherwise() -> None:
    """Events cannot tell the nature of a contract: the pay of the months before does."""
    made = world.make_sick_leave(pays=world.pays_of_months(months=world.MONTHS[1:]))
    deposit = world.send_month(
        made.person, made.employer, world.MONTHS[0], changed=of_agency, now=world.at(hours=1)
    )
    fact = live_facts([made.case.id])[made.case.id][CONTRACT_NATURE]
    row = Fact.objects.get(pk=fact.pk)
    lines = path_of(deposit.document.storage_key).read_bytes().splitlines()  # type: ignore[union-attr]
    assert (row.value, row.source) == ("08", "dsn")
    assert lines[row.line - 1] == f"{NATURE},'08'".encode()  # type: ignore[operator]
    assert made.now().state == "in_review"
    assert kinds(made.case) == {"sick_leave.agency_worker"}
    said(made.case, Circumstance.AGENCY, "no")
    assert kinds(made.case) == {"sick_leave.proposed"}


def test_an_ordinary_contract_adds_nothing_to_the_file() -> None:
    made = world.make_sick_leave(pays=world.pays_of_months(months=world.MONTHS[1:]))
    deposit = world.send_month(made.person, made.employer, world.MONTHS[0])
    assert made.now().state == "decided"
    assert CONTRACT_NATURE not in live_facts([made.case.id])[made.case.id]
    assert set(deposit.pays.values_list("contract_nature", flat=True)) == {"01"}


HIRED = date(2026, 8, 10)


def test_who_was_hired_in_the_reference_months_is_a_task_and_no_earlier_month_is_asked() -> None:
    late = world.pays_of_months(months=world.MONTHS[1:])
    made = world.make_sick_leave(contract_start=HIRED, pays=late)
    assert (made.case.state, made.case.decision) == ("in_review", None)
    assert kinds(made.case) == {"sick_leave.just_hired"}
    assert not open_pieces(made.case).exists()


def test_the_months_after_the_hire_are_still_asked() -> None:
    made = world.make_sick_leave(contract_start=HIRED, pays=())
    assert made.case.state == "waiting"
    assert open_pieces(made.case).get().detail["months"] == list(world.MONTHS[1:])


@pytest.mark.parametrize("start", [date(2026, 7, 1), HIRED])
def test_who_is_paid_before_by_the_same_employer_was_not_just_hired(start: date) -> None:
    """The contract was only made again; or began with the first of the three months."""
    assert world.make_sick_leave(contract_start=start).case.state == "decided"


def test_a_prolongation_that_another_prescriber_signs_is_a_task() -> None:
    first, other = world.make_professional(), world.make_professional()
    for second, expected in ((first, set()), (other, {"sick_leave.other_prescriber"})):
        made = world.make_case_decided(notice={"professional": first})
        dates = date(2026, 10, 26), date(2026, 11, 8)
        world.send_notice(made.person, *dates, kind="prolongation", professional=second)
        assert kinds(made.case) == expected
        assert made.now().state == ("in_review" if expected else "decided")


@pytest.mark.parametrize("admitted", ["yes", "no"])
def test_only_the_days_of_a_prescriber_who_is_not_admitted_are_left_unpaid(admitted: str) -> None:
    """L.162-4-4: what the first prescriber signed stays paid, and nothing of it is asked back."""
    first, other = world.make_professional(), world.make_professional()
    made = world.make_case_decided(notice={"professional": first})
    dates = date(2026, 10, 26), date(2026, 11, 8)
    world.send_notice(made.person, *dates, kind="prolongation", professional=other)
    key, now = "prescriber.2026-10-26", world.at(hours=1)
    assert key in keys_to_add(view_of(made.now(), now=now))
    correct_fact(made.case.id, key, admitted, reason="appelé", actor=made.agent, now=now)
    asked = "sick_leave.proposed" if admitted == "yes" else "sick_leave.prescriber_refused"
    assert kinds(made.case) == {asked}
    world.agent_decides(made)
    claims = Claim.objects.filter(case=made.case, closed_at=None)
    assert claims.count() == (32 if admitted == "yes" else 18)
    letter = Letter.objects.filter(case=made.case, code="ij_decision").latest("number")
    assert ("médecin traitant" in str(letter.content["reason"])) is (admitted == "no")
    assert not Recovery.objects.exists()


def test_an_original_of_a_doctor_abroad_says_that_the_stop_is_abroad() -> None:
    known = {"original.2026-10-05": {"proof": "abroad", "prescribed_on": "2026-10-05"}}
    facts = read_facts(known)
    assert [one.proof for one in facts.originals.values()] == [PaperProof.ABROAD]
    assert [d.kind for d in doubts_of_circumstances(facts)] == ["sick_leave.stop_abroad"]


@pytest.mark.parametrize(
    ("last", "until"),
    [
        (date(2027, 2, 4), None),
        (date(2027, 2, 5), date(2027, 3, 5)),
        (date(2027, 4, 2), date(2027, 3, 5)),
        (date(2027, 4, 3), None),  # past six months: another task asks for it
    ],
)
def test_the_right_past_six_months_is_checked_from_the_fifth(
    last: date, until: date | None
) -> None:
    period = {
        "last_day": last.isoformat(), "kind": "initial", "prescribed_on": "2026-10-05",
        "sent_on": "2026-10-05", "channel": "doctor",
    }  # fmt: skip
    assert enters_fifth_month(read_facts({"period.2026-10-05": period})) == until


def test_the_check_of_six_months_is_called_once_and_stops_no_payment() -> None:
    made = world.make_case_decided(notice={"last_day": date(2027, 3, 1)})
    task = Task.objects.get(case_id=made.case.id, kind="sick_leave.fifth_month")
    assert (task.state, task.due_on) == ("open", date(2027, 3, 5))
    assert finish(task.id, actor=made.agent, now=world.NOW) == 1
    assess_cases([made.case.id], now=world.at(hours=1))
    assert kinds(made.case) == set()


def test_past_six_months_the_doubt_of_the_stop_takes_the_place_of_the_check() -> None:
    made = world.make_case_decided(notice={"last_day": date(2027, 3, 1)})
    assert kinds(made.case) == {"sick_leave.fifth_month"}
    signed = {"prescribed_on": world.TODAY, "sent_on": world.TODAY}
    dates = date(2027, 3, 2), date(2027, 5, 1)
    world.send_notice(made.person, *dates, kind="prolongation", **signed)
    assert "sick_leave.long_stop" in kinds(made.case)
    assert "sick_leave.fifth_month" not in kinds(made.case)


def test_who_is_of_another_scheme_is_told_that_the_stop_was_sent_on() -> None:
    case = said(noticed(), Circumstance.OTHER_SCHEME)
    agent = world.make_agent()
    withdraw_case(case.id, why=WithdrawalReason.OTHER_SCHEME, actor=agent, now=world.NOW)
    assert kinds(case) == set()
    told = [text for event in of_case(case.id) if (text := tell_insured(event))]
    assert any("nous lui avons transmis votre arrêt" in text for text in told)
