"""One fault planted in a conforming file: found once, on its line, under its name."""

import pytest

from tests.formats.dsn.files import (
    BASES,
    MADE_UP,
    Edit,
    Row,
    bytes_of,
    drop,
    edited,
    insert,
    nir_of,
    place,
    put,
    reading,
    repeat,
    swap,
)

KEPT_WAGE = (
    put("S21.G00.60.004", "01"),
    put("S21.G00.60.005", "07032025"),
    put("S21.G00.60.006", "14032025"),
    put("S21.G00.60.007", "FR1420041010050500013M02606"),
    put("S21.G00.60.008", "BDFEFRPPCCT"),
)
INJURED = (put("S21.G00.60.001", "06"), put("S21.G00.60.012", "06032025"))
REPLACING = (put("S20.G00.05.002", "03"), put("S20.G00.05.006", "08032025250308090001"))


def valued(rubric: str, value: str, code: str, *, base: str = "stop") -> object:
    """A wrong value in a rubric is a fault of that rubric."""
    return pytest.param(
        base, (put(rubric, value),), rubric, rubric, code, id=f"{base}-{rubric}-{code}-{value[:12]}"
    )


def planted(
    name: str, edits: tuple[Edit, ...], rubric: str, code: str, *, at: str = "", base: str = "stop"
) -> object:
    """`at`: the rubric on whose line the fault stands, when it is another."""
    return pytest.param(base, edits, at or rubric, rubric, code, id=name)


VALUES = [
    valued("S10.G00.00.005", "03", "value"),
    valued("S10.G00.00.006", "P99V01", "value"),
    valued("S10.G00.01.001", "12345678", "length"),
    valued("S10.G00.01.003", "X" * 61, "length"),
    valued("S10.G00.02.004", "paie.exemple.invalid", "CSL-00"),
    valued("S20.G00.05.001", "77", "value"),
    valued("S20.G00.05.003", "12", "CCH-11"),
    valued("S20.G00.05.004", "0250310", "CSL-00"),
    valued("S20.G00.05.007", "31022025", "calendar"),
    valued("S20.G00.05.007", "10031925", "CSL-00"),
    valued("S20.G00.05.009", "2800193901006", "CCH-11"),
    valued("S20.G00.07.003", "paie@@exemple.invalid", "CSL-00"),
    valued("S20.G00.07.004", "55", "value"),
    valued("S21.G00.06.001", "00041230", "length"),
    valued("S21.G00.11.001", "00000", "CSL-00"),
    valued("S21.G00.30.001", "3800193901006", "CSL-00"),
    valued("S21.G00.30.001", "2801593901006", "CSL-00"),
    valued("S21.G00.30.001", "280019390100612", "length"),
    valued("S21.G00.30.001", MADE_UP, "CCH-13"),
    valued("S21.G00.30.001", "2800193999999", "CCH-16"),
    valued("S21.G00.30.001", nir_of("20"), "CCH-11"),
    valued("S21.G00.30.001", nir_of("96"), "CCH-11"),
    valued("S21.G00.30.002", "-EXEMPLE", "CSL-00"),
    valued("S21.G00.30.002", "EXEMPLE  DOUBLE", "CSL-00"),
    valued("S21.G00.30.002", "MME EXEMPLE", "CSL-00"),
    valued("S21.G00.30.004", "CLAIRE--ANNE", "CSL-00"),
    valued("S21.G00.30.004", "CLAIRE'", "CSL-00"),
    valued("S21.G00.30.006", "20011981", "CCH-11"),
    valued("S21.G00.30.006", "31021980", "calendar"),
    valued("S21.G00.30.006", "20011880", "CCH-12"),
    valued("S21.G00.40.001", "19011980", "CCH-15"),
    valued("S21.G00.40.009", "000#1", "CSL-00"),
    valued("S21.G00.40.009", "0001", "length"),
    valued("S21.G00.60.001", "08", "value"),
    valued("S21.G00.60.001", "99", "CCH-12"),
    valued("S21.G00.60.001", "15", "CCH-14"),
    valued("S21.G00.60.002", "31082018", "CCH-18"),
    valued("S21.G00.60.002", "11032025", "SIG-14"),
    valued("S21.G00.60.002", "6 mars 2025", "length"),
    valued("S21.G00.60.003", "14033025", "CSL-00"),
    valued("S21.G00.60.003", "14031925", "CSL-00"),
    valued("S21.G00.60.004", "03", "value"),
    valued("S21.G00.60.012", "06032025", "CCH-11"),
    valued("S90.G00.90.001", "abc", "CSL-00"),
    valued("S21.G00.60.010", "05032025", "CCH-11", base="return"),
    valued("S21.G00.60.011", "02", "CCH-12", base="return"),
    valued("S21.G00.60.010", "13032025", "SIG-13", base="return"),
    valued("S20.G00.05.005", "02022025", "CSL-00", base="monthly"),
    valued("S21.G00.50.006", "5,00", "CSL-00", base="monthly"),
    valued("S21.G00.50.007", "98", "value", base="monthly"),
]

OTHERS = [
    planted("event-cancelled", (put("S20.G00.05.002", "04"),), "S20.G00.05.002", "CCH-14"),
    planted("event-without-person", (put("S20.G00.05.002", "02"),), "S20.G00.05.002", "CCH-13"),
    planted(
        "replaced-by-nothing",
        (put("S20.G00.05.006", "08032025250308090001"),),
        "S20.G00.05.006",
        "CCH-12",
    ),
    planted(
        "nothing-to-declare-yet-a-stop", (put("S10.G00.00.008", "02"),), "S10.G00.00.008", "CCH-11"
    ),
    planted(
        "no-number-of-person",
        (drop("S21.G00.30.001"),),
        "S21.G00.30.020",
        "CCH-12",
        at="S21.G00.30.002",
    ),
    planted(
        "temporary-number-of-another-firm",
        (drop("S21.G00.30.001"), put("S21.G00.30.020", "2000900217A001")),
        "S21.G00.30.020",
        "CCH-13",
    ),
    planted(
        "temporary-number-with-space",
        (drop("S21.G00.30.001"), put("S21.G00.30.020", "2000412304A 01")),
        "S21.G00.30.020",
        "CSL-00",
    ),
    planted(
        "stop-that-ends-before-it-begins",
        (put("S21.G00.60.003", "05032025"),),
        "S21.G00.60.002",
        "CCH-12",
    ),
    planted(
        "wage-kept-without-first-day",
        (*KEPT_WAGE, drop("S21.G00.60.005")),
        "S21.G00.60.005",
        "CCH-11",
        at="S21.G00.60.001",
    ),
    planted(
        "wage-kept-without-last-day",
        (*KEPT_WAGE, drop("S21.G00.60.006")),
        "S21.G00.60.006",
        "CCH-11",
        at="S21.G00.60.001",
    ),
    planted(
        "wage-kept-without-account",
        (*KEPT_WAGE, drop("S21.G00.60.007")),
        "S21.G00.60.007",
        "CCH-11",
        at="S21.G00.60.001",
    ),
    planted(
        "wage-kept-without-bank",
        (*KEPT_WAGE, drop("S21.G00.60.008")),
        "S21.G00.60.008",
        "CCH-11",
        at="S21.G00.60.001",
    ),
    planted(
        "wage-kept-backwards",
        (*KEPT_WAGE, put("S21.G00.60.006", "06032025")),
        "S21.G00.60.006",
        "CCH-12",
    ),
    planted(
        "wage-kept-on-a-wrong-account",
        (*KEPT_WAGE, put("S21.G00.60.007", "FR1420041010050500013M02607")),
        "S21.G00.60.007",
        "iban-key",
    ),
    planted(
        "wage-kept-in-the-future",
        (*KEPT_WAGE, put("S21.G00.60.005", "11032025")),
        "S21.G00.60.005",
        "SIG-12",
    ),
    planted(
        "dates-of-a-wage-not-kept",
        (put("S21.G00.60.005", "07032025"),),
        "S21.G00.60.005",
        "CCH-11",
    ),
    planted(
        "accident-without-date",
        (put("S21.G00.60.001", "06"),),
        "S21.G00.60.012",
        "CCH-11",
        at="S21.G00.60.001",
    ),
    planted(
        "accident-before-the-contract",
        (*INJURED, put("S21.G00.60.012", "06032015")),
        "S21.G00.60.012",
        "SIG-14",
    ),
    planted(
        "accident-in-the-future",
        (*INJURED, put("S21.G00.60.012", "11032025")),
        "S21.G00.60.012",
        "SIG-13",
    ),
    planted("unknown-rubric", (put("S21.G00.60.099", "X"),), "S21.G00.60.099", "unknown-rubric"),
    planted(
        "rubric-gone-from-the-norm",
        (insert("S21.G00.30.006", ("S21.G00.30.021", "2")),),
        "S21.G00.30.021",
        "unknown-rubric",
    ),
    planted("empty-value", (put("S21.G00.30.002", ""),), "S21.G00.30.002", "empty-value"),
    planted("blank-value", (put("S21.G00.30.002", "   "),), "S21.G00.30.002", "empty-value"),
    planted("sex-in-an-event", (put("S21.G00.30.005", "02"),), "S21.G00.30.005", "usage-I"),
    planted(
        "main-month-in-an-event", (put("S20.G00.05.005", "01032025"),), "S20.G00.05.005", "usage-I"
    ),
    planted(
        "return-without-date",
        (drop("S21.G00.60.010"),),
        "S21.G00.60.010",
        "usage-O",
        at="S21.G00.60.001",
        base="return",
    ),
    planted(
        "stop-without-subrogation",
        (drop("S21.G00.60.004"),),
        "S21.G00.60.004",
        "usage-O",
        at="S21.G00.60.001",
    ),
    planted(
        "stop-without-reason",
        (drop("S21.G00.60.001"),),
        "S21.G00.60.001",
        "usage-O",
        at="S21.G00.60.002",
    ),
    planted(
        "contact-without-phone",
        (drop("S20.G00.07.002"),),
        "S20.G00.07.002",
        "usage-O",
        at="S20.G00.07.001",
    ),
    planted("no-stop", (drop("S21.G00.60"),), "S21.G00.60", "cardinality", at="S21.G00.40.001"),
    planted("no-contact", (drop("S20.G00.07"),), "S20.G00.07", "cardinality", at="S20.G00.05.001"),
    planted(
        "pay-in-an-event",
        (insert("S21.G00.60.004", ("S21.G00.65.001", "200"), ("S21.G00.65.002", "01032025")),),
        "S21.G00.65",
        "cardinality",
        at="S21.G00.65.001",
    ),
    planted(
        "rubrics-swapped", (swap("S21.G00.60.002", "S21.G00.60.003"),), "S21.G00.60.002", "order"
    ),
    planted(
        "pay-of-no-person",
        (drop("S21.G00.51"), drop("S21.G00.53")),
        "S21.G00.51",
        "cardinality",
        at="S21.G00.50.001",
        base="monthly",
    ),
]


@pytest.mark.parametrize(("base", "edits", "at", "rubric", "code"), [*VALUES, *OTHERS])
def test_a_planted_fault_is_found_on_its_line(
    base: str, edits: tuple[Edit, ...], at: str, rubric: str, code: str
) -> None:
    rows = edited(base, *edits)
    if rubric == "S90.G00.90.001":
        (edit,) = edits
        rows = edit(rows)
    found = [(f.line, f.rubric, f.code) for f in reading(bytes_of(rows)).faults]
    assert found == [(place(rows, at) + 1, rubric, code)]


@pytest.mark.parametrize("base", sorted(BASES))
def test_a_conforming_file_has_no_fault(base: str) -> None:
    found = reading(BASES[base]())
    assert not found.faults
    assert [d.has_blocking_faults for d in found.declarations] == [False]


@pytest.mark.parametrize("edits", [KEPT_WAGE, INJURED, REPLACING])
def test_what_the_norm_allows_is_not_a_fault(edits: tuple[Edit, ...]) -> None:
    assert not reading(bytes_of(edited("stop", *edits))).faults


@pytest.mark.parametrize(
    ("prefix", "second"), [("S21.G00.60", 4), ("S21.G00.11", 1), ("S90.G00.90", 2)]
)
def test_a_block_once_too_often_is_found_at_the_second(prefix: str, second: int) -> None:
    rows = edited("stop", repeat(prefix))
    found = [f for f in reading(bytes_of(rows)).faults if f.code in ("cardinality", "order")]
    assert (place(rows, f"{prefix}.001") + 1 + second) in {f.line for f in found}


@pytest.mark.parametrize(("rubric", "wrong"), [("S90.G00.90.001", "41"), ("S90.G00.90.002", "2")])
def test_totals_are_exact(rubric: str, wrong: str) -> None:
    rows: list[Row] = put(rubric, wrong)(edited("stop"))
    (fault,) = reading(bytes_of(rows)).faults
    assert (fault.line, fault.rubric, fault.code) == (place(rows, rubric) + 1, rubric, "CST-11")


def test_a_file_cut_short_is_said_at_its_last_line() -> None:
    rows = edited("stop")[:-2]
    (fault,) = reading(bytes_of(rows)).faults
    assert (fault.line, fault.rubric, fault.code) == (len(rows), "S90.G00.90", "cardinality")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"S21.G00.30.002,EXEMPLE", "line-syntax"),
        (b"S21.G00.30.002;'EXEMPLE'", "line-syntax"),
        (b"S21.G00.30.002,'EXEMPLE", "line-syntax"),
        (b"S21.G00.30.2,'EXEMPLE'", "line-syntax"),
        ("S21.G00.30.002,'HÉLÈNE'".encode(), "encoding"),
        (b"S21.G00.30.002,'EX\tEMPLE'", "encoding"),
        (b"S21.G00.30.002,'" + b"X" * 250 + b"'", "line-length"),
    ],
)
def test_a_line_that_is_not_written_as_it_should(line: bytes, code: str) -> None:
    rows = edited("stop")
    number = place(rows, "S21.G00.30.002") + 1
    lines = bytes_of(rows).split(b"\r\n")
    lines[number - 1] = line
    faults = reading(b"\r\n".join(lines)).faults
    assert (faults[0].line, faults[0].code) == (number, code)
    assert {fault.code for fault in faults[1:]} <= {"usage-O"}


def test_the_same_person_twice_in_a_month() -> None:
    rows = edited("monthly")
    first, last = place(rows, "S21.G00.30.001"), place(rows, "S90.G00.90.001")
    doubled = [*rows[:last], *rows[first:last], *rows[last:]]
    doubled[-2] = ("S90.G00.90.001", str(len(doubled)))
    (fault,) = reading(bytes_of(doubled)).faults
    assert (fault.line, fault.code) == (last + 1, "CCH-14")


def test_an_accent_in_iso_8859_1_is_read() -> None:
    rows = edited("stop", put("S21.G00.30.004", "HÉLÈNE"))
    found = reading(bytes_of(rows))
    assert not found.faults
    assert found.declarations[0].persons[0].person.given_names == "HÉLÈNE"


@pytest.mark.parametrize("value", ["D'ESSAI", "O'BRIEN D'ARC", "EXEMPLE--DOUBLE"])
def test_separators_inside_a_family_name_are_allowed(value: str) -> None:
    assert not reading(bytes_of(edited("stop", put("S21.G00.30.002", value)))).faults


@pytest.mark.parametrize("value", ["99991980", "99011980"])
def test_an_unknown_day_of_birth_is_allowed(value: str) -> None:
    found = reading(bytes_of(edited("stop", put("S21.G00.30.006", value))))
    assert not found.faults
    assert found.declarations[0].persons[0].person.birth_date is None
