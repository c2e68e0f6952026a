"""Les contrôles déclarés en table : chacun se lit, dit sa phrase, et juge dans les deux sens.

Files are made small around a block: what is tried is the condition, not the whole message.
"""

import pytest

from guichet.formats.dsn.coverage import MESSAGES, coverage, not_evaluated, reasons
from guichet.formats.dsn.declared import WRITTEN
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.tree import Node
from tests.formats.dsn.blocks import RULES, block, told
from tests.formats.dsn.files import bytes_of, edited, place, put, reading


def test_a_control_is_declared_in_one_place():
    written = {(control.rubric, control.code) for control in WRITTEN}
    assert written.isdisjoint((control.rubric, control.code) for control in RULES)


@pytest.mark.parametrize("control", RULES, ids=lambda c: f"{c.rubric}/{c.code}")
def test_a_declared_control_says_what_to_mend_and_runs_on_an_empty_block(control):
    assert control.message[0].isupper() or control.message.startswith("«")
    assert control.message.count(". ") >= 1
    assert control.message.endswith(".")
    assert "(" in control.message
    assert control.source
    assert control.natures <= {"01", "04", "05", "07", "08", "09"}
    assert list(control.check(Node(control.block, 1), Head("01", "01", None, ""))) is not None


@pytest.mark.parametrize(
    ("rubric", "code", "sound", "wrong"),
    [
        ("62.003", "CCH-12", {"r002": "059", "r003": "01092026"}, {"r002": "059"}),
        ("62.003", "CCH-12", {"r002": "031"}, {"r002": "117"}),
        (
            "62.005",
            "CCH-11",
            {"r001": "02092026", "r005": "02092026"},
            {"r001": "02092026", "r005": "03092026"},
        ),
        ("62.018", "CCH-11", {"r002": "114", "r018": "3"}, {"r002": "059", "r018": "3"}),
        ("62.018", "CCH-11", {"r002": "059"}, {"r002": "114"}),
        ("40.010", "CCH-12", {"r007": "02", "r010": "01102026"}, {"r007": "02"}),
        ("40.011", "CCH-13", {"r011": "10", "r012": "250.00"}, {"r011": "10", "r012": "250.01"}),
        ("40.012", "CCH-11", {"r011": "10", "r012": "0.01"}, {"r011": "10", "r012": "0.00"}),
        ("40.009", "CCH-15", {"r007": "03", "r009": "00001"}, {"r007": "03", "r009": "00000"}),
        ("50.008", "CCH-11", {"r007": "13"}, {"r007": "01"}),
        (
            "50.009",
            "CCH-11",
            {"r006": "10.00", "r009": "201.00", "r013": "2000.00"},
            {"r006": "10.00", "r009": "201.01", "r013": "2000.00"},
        ),
        ("50.001", "CCH-13", {"r001": "31102026"}, {"r001": "01112026"}),
        (
            "51.002",
            "CCH-11",
            {"r001": "30092026", "r002": "30092026"},
            {"r001": "30092026", "r002": "29092026"},
        ),
        ("60.002", "CCH-16", {"r002": "30092026"}, {"r002": "01102026"}),
        (
            "78.003",
            "CCH-16",
            {"r002": "01012026", "r003": "31122026"},
            {"r002": "31122025", "r003": "01012026"},
        ),
        (
            "78.003",
            "SIG-11",
            {"r001": "31", "r002": "01092026", "r003": "30092026"},
            {"r001": "31", "r002": "31082026", "r003": "30092026"},
        ),
        ("81.002", "CCH-11", {"r001": "059"}, {"r001": "059", "r002": "P0942"}),
        ("73.005", "CCH-11", {"r005": "01011907"}, {"r005": "01011906"}),
        (
            "30.014",
            "CCH-11",
            {"r006": "01011976", "r014": "2A"},
            {"r006": "31121975", "r014": "2A"},
        ),
        ("41.001", "CCH-12", {"r001": "01092026", "r002": "x"}, {"r001": "01092026"}),
        ("56.001", "CCH-11", {"r001": "092026"}, {"r001": "102026"}),
        ("13.004", "CCH-11", {"r004": "2026"}, {"r004": "2027"}),
        ("86.003", "CCH-11", {"r002": "03", "r003": "98"}, {"r002": "03", "r003": "99"}),
        (
            "20.012",
            "CCH-12",
            {"r010": "06", "r012": "00041230400024"},
            {"r010": "06", "r012": "00041230400016"},
        ),
        ("30.029", "CCH-11", {"r014": "99", "r029": "MALI"}, {"r014": "99"}),
        ("30.029", "CCH-11", {"r007": "BAMAKO", "r014": "99"}, {"r014": "99"}),
        ("31.011", "CCH-12", {"r011": "01011907"}, {"r011": "01011906"}),
        ("40.020", "CCH-12", {"r007": "20", "r020": "120"}, {"r007": "02", "r020": "120"}),
        (
            "40.040",
            "CCH-12",
            {"r039": "200", "r040": "752EE", "r046": "00041230400024"},
            {"r039": "200", "r040": "158CA", "r046": "00041230400024"},
        ),
        (
            "51.002",
            "SIG-14",
            {"r002": "30092026", "r011": "013"},
            {"r002": "01102026", "r011": "013"},
        ),
        ("55.004", "CCH-11", {"r004": "2026M10"}, {"r004": "2026M11"}),
        ("55.004", "CCH-11", {"r004": "2026T04"}, {"r004": "2027T01"}),
        ("55.004", "CCH-11", {"r004": "2026S02"}, {"r004": "2027S01"}),
        ("55.004", "CCH-11", {"r004": "2026A00"}, {"r004": "2027A00"}),
        ("55.004", "CCH-11", {"r004": "2030E00"}, {"r004": "2026M12"}),
        ("56.002", "CCH-15", {"r002": "02", "r004": "1.00"}, {"r002": "01", "r004": "1.00"}),
        ("56.002", "CCH-15", {"r002": "03"}, {"r002": "03", "r015": "1.00"}),
        ("56.002", "CCH-18", {"r002": "01", "r010": "1.00"}, {"r002": "02", "r010": "1.00"}),
        (
            "56.002",
            "CCH-16",
            {"r001": "012026", "r002": "01"},
            {"r001": "122025", "r002": "01"},
        ),
        ("56.002", "CCH-16", {"r001": "122025", "r002": "03"}, {"r001": "122025", "r002": "02"}),
    ],
)
def test_a_condition_inside_a_block(rubric, code, sound, wrong):
    name, full = f"S21.G00.{rubric[:2]}", f"S21.G00.{rubric}"
    assert not told(block(name, **sound), full, code)
    assert told(block(name, **wrong), full, code)


@pytest.mark.parametrize(("reason", "bad"), [("043", False), ("059", True), ("099", False)])
def test_a_condition_on_a_block_below_the_same_contract(reason, bad):
    person = block("S21.G00.30")
    held = block("S21.G00.40", person, r009="00001")
    other = block("S21.G00.40", person, r009="00002")
    block("S21.G00.62", held, r002=reason)
    block("S21.G00.62", other, r002="059")
    paid = block("S21.G00.50", person)
    bonus = block("S21.G00.52", paid, r001="001", r006="00001")
    assert told(bonus, "S21.G00.52.001", "CCH-21", Head("01", "01", None, "")) is bad


def test_a_number_must_be_that_of_a_contract_and_a_key_comes_once():
    person = block("S21.G00.30")
    block("S21.G00.40", person, r009="00001")
    sound, wrong = (block("S21.G00.86", person, r001="07", r005=n) for n in ("00001", "00009"))
    again = block("S21.G00.86", person, r001="07", r005="00001")
    head = Head("01", "01", None, "")
    assert [told(n, "S21.G00.86.005", "CCH-11", head) for n in (sound, wrong)] == [False, True]
    assert [told(n, "S21.G00.86.001", "CCH-13", head) for n in (sound, again)] == [False, True]


@pytest.mark.parametrize("kind", ["001", "002", "003", "010"])
def test_each_contract_has_its_four_pays_in_a_month(kind):
    rows = edited("monthly", put("S21.G00.51.011", "012", ("001", "002", "003", "010").index(kind)))
    found = {(f.rubric, f.code) for f in reading(bytes_of(rows)).faults}
    assert ("S21.G00.51.011", "CCH-11") in found
    assert ("S21.G00.51.011", "CCH-11") not in {
        p[1:] for p in reading(bytes_of(edited("monthly"))).places
    }


@pytest.mark.parametrize(("numbers", "wrong"), [("--", 1), ("1-", 1), ("12", 0), ("-", 0)])
def test_several_payments_bear_their_numbers(numbers, wrong):
    person = block("S21.G00.30")
    for number in numbers:
        block("S21.G00.50", person, r001="30092026", **({"r003": number} if number != "-" else {}))
    head = Head("01", "01", None, "")
    found = [told(one, "S21.G00.50.003", "CCH-12", head) for one in person.children]
    assert sum(found) == wrong


def test_what_is_too_much_to_be_looked_at_is_not_a_fault():
    person = block("S21.G00.30")
    held = block("S21.G00.40", person, r009="00001", r007="01")
    for _ in range(600):
        block("S21.G00.86", person, r001="07", r005="00002")
    assert not told(held, "S21.G00.86.001", "CCH-14", Head("01", "01", None, ""))


def test_a_fault_of_structure_is_told_alone():
    """A missing rubric is one fault: blocks are compared once they are whole."""
    rows = [row for row in edited("monthly") if row[0] != "S21.G00.40.009"]
    rows[-2] = ("S90.G00.90.001", str(len(rows)))
    assert [code for *_, code in reading(bytes_of(rows)).places] == ["usage-O"]


@pytest.mark.parametrize(("mode", "blocking"), [("strict", True), ("tolerant", False)])
def test_what_a_platform_may_have_dropped_blocks_a_deposit_only(mode, blocking):
    rows = edited("monthly", put("S21.G00.40.003", "01"))
    (fault,) = reading(bytes_of(rows), mode).faults
    assert (fault.line, fault.code) == (place(rows, "S21.G00.40.003") + 1, "CCH-11")
    assert fault.blocking is blocking


def test_the_table_is_applied_to_the_phases_that_it_was_read_for():
    edits = (put("S21.G00.40.003", "01"),)
    for version, count in (("P24V01", 0), ("P25V01", 1), ("P26V01", 1)):
        rows = edited("monthly", put("S10.G00.00.006", version), *edits)
        assert len(reading(bytes_of(rows)).faults) == count, version


def test_a_person_with_many_blocks_is_judged_in_a_straight_line():
    rows = edited("monthly")
    at = place(rows, "S21.G00.86.001")
    more = [
        row
        for n in range(4_000)
        for row in (
            ("S21.G00.86.001", "06"),
            ("S21.G00.86.002", "02"),
            ("S21.G00.86.003", "5"),
            ("S21.G00.86.005", f"{n:05d}"),
        )
    ]
    content = bytes_of([*rows[:at], *more, *rows[at:]])
    assert len(reading(content, max_faults=10).faults) < 40


def test_each_control_not_evaluated_has_its_reason():
    assert set(reasons()) == set(not_evaluated())
    assert all(len(reason) > 10 for reason in reasons().values())


@pytest.mark.parametrize("message", MESSAGES)
def test_most_of_the_known_controls_are_evaluated_for_the_phases_of_the_table(message):
    now, before = coverage()[message], coverage("P24")[message]
    assert before["evaluated"] < now["evaluated"] <= now["known"]
    assert now["evaluated"] > 0.7 * now["known"]


def test_the_same_values_are_judged_anew_in_another_declaration():
    """Verdicts are kept by value within a declaration: the month decides here, and it changes."""
    good = edited("monthly")
    start, last = place(good, "S20.G00.05.001"), place(good, "S90.G00.90.001")
    earlier = [
        ("S20.G00.05.005", "01082026") if name == "S20.G00.05.005" else (name, value)
        for name, value in good[start:last]
    ]
    rows = [*good[:last], *earlier, *good[last:]]
    rows[-2:] = [("S90.G00.90.001", str(len(rows))), ("S90.G00.90.002", "2")]
    found = reading(bytes_of(rows)).places
    late = [line for line, rubric, code in found if (rubric, code) == ("S21.G00.51.002", "SIG-14")]
    assert len(late) == 4
    assert min(late) > last


def test_persons_with_the_same_values_are_each_told():
    rows = edited("staff", put("S21.G00.40.008", "70"), put("S21.G00.40.008", "70", 1))
    found = [p for p in reading(bytes_of(rows)).places if p[1:] == ("S21.G00.40.008", "CCH-12")]
    assert [line - 1 for line, *_ in found] == [place(rows, "S21.G00.40.008", n) for n in (0, 1)]
