"""Salary certificates dropped as a file: the controls of the form, its facts, its consequences."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from guichet.benefits.sick_leave.service import import_deposit
from guichet.cases.models import Case, Fact
from guichet.declarations.models import DeclaredPay, DeclaredStop
from guichet.declarations.service import Deposit, deposit_dsij
from guichet.documents.service import AlreadyDeposited, Upload
from guichet.people.models import Organisation, Person
from guichet.tasks.models import Task
from tests.support import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS_DIR = tmp_path / "documents"


def said(person: Person, **changed: str) -> dict[str, str]:
    """What `world.form_of` says, in the columns of a file."""
    pays = {
        f"{name}_{n}": value
        for n, month in enumerate(world.MONTHS, 1)
        for name, value in (("month", month), ("gross", "2 000,00"), ("hours", "151,67"))
    }
    return {
        "nir": person.nir,
        "birth_date": person.birth_date.isoformat(),
        "family_name": person.family_name,
        "given_names": person.given_names,
        "contract_number": "00001",
        "contract_start": "01/09/2018",
        "reason": "01",
        "last_day_worked": world.LAST_WORKED.isoformat(),
        "expected_end": world.LAST.isoformat(),
        **pays,
        **changed,
    }


def as_csv(*certificates: dict[str, str]) -> bytes:
    names = {name: None for one in certificates for name in one}
    text = io.StringIO()
    writer = csv.DictWriter(text, list(names), delimiter=";")
    writer.writeheader()
    writer.writerows(certificates)
    return text.getvalue().encode()


def send(content: bytes, employer: Organisation | None, *, hours: int = 0) -> Deposit:
    now = world.at(hours=hours)
    deposit = deposit_dsij(Upload("dsij.csv", content), organisation=employer, actor=None, now=now)
    import_deposit(deposit.id, now=now)
    return Deposit.objects.get(pk=deposit.id)


def places(deposit: Deposit) -> list[tuple[int, str]]:
    return [(fault["line"], fault["rubric"]) for fault in deposit.faults]


def facts_of(case: Case) -> dict[str, Any]:
    return dict(Fact.objects.filter(case=case, superseded_at=None).values_list("key", "value"))


def test_a_file_gives_the_facts_and_the_decision_that_the_form_gives() -> None:
    by_form = world.make_case_decided()
    person = world.make_person()
    world.send_notice(person)
    deposit = send(as_csv(said(person)), by_form.employer)
    case = world.case_of(person)
    assert (deposit.state, deposit.faults, case.state) == ("taken", [], "decided")
    assert facts_of(case) == facts_of(by_form.case)
    fact = Fact.objects.get(case=case, key="wage.2026-09", superseded_at=None)
    assert (fact.source, fact.line, fact.document) == ("file", 2, deposit.document)
    stop = Fact.objects.get(case=case, key="employer.last_day_worked", superseded_at=None)
    assert (stop.source, stop.line) == ("file", 2)


def test_json_says_the_same() -> None:
    employer, people = world.make_employer(), [world.make_person(), world.make_person()]
    flat = said(people[1])
    pays = [
        {name: flat.pop(f"{name}_{n}") for name in ("month", "gross", "hours")} for n in (1, 2, 3)
    ]
    send(as_csv(said(people[0])), employer)
    send(json.dumps([{**flat, "subrogation": False, "pays": pays}]).encode(), employer)
    one, two = (facts_of(world.case_of(person)) for person in people)
    assert one == two


def test_the_same_file_again_is_seen_and_not_redone() -> None:
    employer, person = world.make_employer(), world.make_person()
    send(as_csv(said(person)), employer)
    with pytest.raises(AlreadyDeposited):
        send(as_csv(said(person)), employer)
    assert send(as_csv(said(person)), world.make_employer()).state == "taken"


def test_the_same_certificate_in_another_file_changes_nothing_and_another_replaces_it() -> None:
    employer, person = world.make_employer(), world.make_person()
    world.send_notice(person, siret=employer.siret)
    send(as_csv(said(person)), employer)
    again = send(as_csv(said(person, expected_end="")) + b"\n", employer, hours=1)
    assert (again.summary["stops"], DeclaredStop.objects.count()) == (1, 2)
    send(as_csv(said(person, gross_3="2 100,00")), employer, hours=2)
    assert facts_of(world.case_of(person))["wage.2026-09"]["gross_cents"] == 210_000
    live = DeclaredPay.objects.filter(superseded_at=None, kind="001")
    assert sorted(live.values_list("amount_cents", flat=True)) == [200_000, 200_000, 210_000]
    assert not Task.objects.filter(kind="sick_leave.wages_differ").exists()


def test_a_file_that_differs_from_the_messages_is_compared_like_a_form() -> None:
    employer, person = world.make_employer(), world.make_person()
    world.send_months(person, employer)
    world.send_notice(person, siret=employer.siret)
    send(as_csv(said(person, gross_3="2 300,00")), employer, hours=1)
    task = Task.objects.get(case_id=world.case_of(person).id, state="open")
    assert (task.kind, task.data["months"]) == ("sick_leave.wages_differ", ["2026-09"])


def test_a_certificate_with_a_fault_is_refused_and_its_neighbours_are_taken() -> None:
    employer, people = world.make_employer(), [world.make_person() for _ in range(3)]
    lines = [said(one) for one in people]
    lines[1] |= {"last_day_worked": "31/02/2026", "gross_1": "beaucoup"}
    deposit = send(as_csv(*lines), employer)
    assert (deposit.state, deposit.summary["refused"]) == ("partly", 1)
    assert places(deposit) == [(3, "last_day_worked"), (3, "gross_1")]
    assert set(DeclaredStop.objects.values_list("nir", flat=True)) == {people[0].nir, people[2].nir}


def test_the_same_stop_twice_in_a_file_is_refused_the_second_time() -> None:
    employer, person = world.make_employer(), world.make_person()
    deposit = send(as_csv(said(person), said(person, gross_1="1")), employer)
    assert (deposit.state, places(deposit)) == ("partly", [(3, "nir")])
    assert "ligne 2" in deposit.faults[0]["message"]
    assert DeclaredPay.objects.filter(amount_cents=200_000).count() == 3


KEPT = {
    "subrogation": "oui",
    "subrogation_from": "2026-10-05",
    "subrogation_to": "2026-10-25",
    "iban": world.EMPLOYER_IBAN,
}
WRONG: dict[str, tuple[dict[str, str], str]] = {
    "a number that is none": ({"nir": "12"}, "nir"),
    "no name": ({"family_name": " "}, "family_name"),
    "a name too long": ({"given_names": "x" * 81}, "given_names"),
    "a contract number too long": ({"contract_number": "x" * 21}, "contract_number"),
    "born tomorrow": ({"birth_date": "2027-01-01", "contract_start": "2028-01-01"}, "birth_date"),
    "a contract before the birth": ({"contract_start": "1979-01-01"}, "contract_start"),
    "a benefit of others": ({"reason": "02"}, "reason"),
    "a day to come": ({"last_day_worked": "2026-12-01"}, "last_day_worked"),
    "the last day there is": ({"last_day_worked": "9999-12-31"}, "last_day_worked"),
    "a day before the contract": ({"contract_start": "2026-10-03"}, "last_day_worked"),
    "an end before the stop": ({"expected_end": "2026-10-02"}, "expected_end"),
    "a return before the stop": ({"returned_on": "2026-10-01"}, "returned_on"),
    "a return to part-time without its day": ({"returned_part_time": "oui"}, "returned_on"),
    "neither yes nor no": ({"subrogation": "peut-être"}, "subrogation"),
    "a wage kept without dates": ({**KEPT, "subrogation_from": ""}, "subrogation_from"),
    "a wage kept without account": ({**KEPT, "iban": ""}, "iban"),
    "a wage kept backwards": ({**KEPT, "subrogation_to": "2026-10-01"}, "subrogation_to"),
    "an account that is none": ({**KEPT, "iban": "FR76"}, "iban"),
    "a bank that is none": ({**KEPT, "bic": "?"}, "bic"),
    "a wage left out": ({"gross_2": ""}, "gross_2"),
    "a wage below zero": ({"gross_2": "-1"}, "gross_2"),
    "a wage of three decimals": ({"gross_2": "1,234"}, "gross_2"),
    "a wage in other figures": ({"gross_2": "١٢"}, "gross_2"),
    "a million": ({"gross_2": "1000000", "confirmed": "oui"}, "gross_2"),
    "an unusual wage unchecked": ({"gross_2": "30000,01"}, "gross_2"),
    "too many hours": ({"hours_2": "400,01"}, "hours_2"),
    "a restored wage that lowers": ({"restored_2": "1999,99"}, "restored_2"),
    "a month that is none": ({"month_2": "2026-13"}, "month_2"),
    "a month of the stop": ({"month_2": "2026-10"}, "month_2"),
    "a month twice": ({"month_2": "2026-07"}, "month_2"),
    "another employer": ({"siret": "73282932000074"}, "siret"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_the_form_refuses_is_refused_in_words_by_its_column(what: str) -> None:
    changed, column = WRONG[what]
    deposit = send(as_csv(said(world.make_person(), **changed)), world.make_employer())
    assert (deposit.state, places(deposit)[0]) == ("refused", (2, column))
    assert deposit.faults[0]["message"].endswith((".", "confirmed."))
    assert not DeclaredStop.objects.exists()


RIGHT: dict[str, dict[str, str]] = {
    "an unusual wage that was checked": {"gross_2": "30000,01", "confirmed": "Oui"},
    "a wage kept": KEPT,
    "a restored wage": {"restored_2": "2000,00 €"},
    "nothing paid": {"gross_2": "0", "hours_2": ""},
    "a month before the three": {"month_4": "06/2026", "gross_4": "1234.5"},
    "a reason of one figure": {"reason": "6"},
    "the day before": {"last_day_worked": "2026-11-20", "expected_end": "", "month_1": "2026-10"},
}


@pytest.mark.parametrize("what", RIGHT)
def test_what_lies_beside_is_taken(what: str) -> None:
    deposit = send(as_csv(said(world.make_person(), **RIGHT[what])), world.make_employer())
    assert (deposit.faults, deposit.state) == ([], "taken")


def test_a_reference_month_left_out_is_named() -> None:
    without = dict.fromkeys(("month_2", "gross_2", "hours_2"), "")
    deposit = send(as_csv(said(world.make_person(), **without)), world.make_employer())
    assert "août 2026" in deposit.faults[0]["message"]


def test_the_documented_example_is_taken() -> None:
    page = (Path(__file__).parents[3] / "docs" / "dsij_file.md").read_text(encoding="utf-8")
    example = page.split("```\n")[3]
    deposit = send(example.encode(), world.make_employer())
    assert (deposit.state, deposit.faults, deposit.summary["stops"]) == ("taken", [], 1)


def test_the_fund_must_say_of_which_establishment() -> None:
    person = world.make_person()
    assert places(send(as_csv(said(person)), None)) == [(2, "siret")]
    taken = send(as_csv(said(person, siret="732 829 320 00074")), None)
    assert taken.state == "taken"
    assert DeclaredStop.objects.get().organisation.siret == "73282932000074"


def test_no_name_nor_number_is_repeated_in_a_fault() -> None:
    person = world.make_person(family_name="SECRETE")
    changed = dict.fromkeys(("birth_date", "contract_start", "reason", "month_1"), "x")
    deposit = send(as_csv(said(person, **changed)), world.make_employer())
    assert deposit.fault_count >= len(changed)
    assert "SECRETE" not in str(deposit.faults)
    assert person.nir not in str(deposit.faults)
