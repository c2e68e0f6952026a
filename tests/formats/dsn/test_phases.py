"""The norm is data by phase, and a feed is not judged as a deposit is."""

import pytest

from guichet.formats.dsn.norm import TABLED, load, phase_of
from tests.formats.dsn.files import (
    bytes_of,
    drop,
    edited,
    insert,
    message,
    place,
    put,
    reading,
    record,
    staff,
)

PHASES = [f"P{year}V01" for year in range(19, 27)]


@pytest.mark.parametrize("version", PHASES)
def test_each_phase_reads_a_message_written_for_it(version):
    found = reading(staff(version))
    assert found.places == []
    assert found.declarations[0].phase == version[:3]


@pytest.mark.parametrize("version", PHASES)
def test_phases_without_their_own_tables_are_marked_derived(version):
    norm = load(phase_of(version))
    assert norm.derived is (norm.phase not in TABLED)


@pytest.mark.parametrize(
    ("version", "rubric", "value", "known"),
    [
        ("P19V01", "S21.G00.50.011", "0.00", False),
        ("P22V01", "S21.G00.50.011", "0.00", True),
        ("P24V01", "S21.G00.06.009", "12", True),
        ("P26V01", "S21.G00.06.009", "12", False),
        ("P25V01", "S21.G00.40.082", "30", False),
        ("P26V01", "S21.G00.40.082", "30", True),
    ],
)
def test_a_rubric_exists_in_its_phases_only(version, rubric, value, known):
    rows = edited("monthly", put("S10.G00.00.006", version), put(rubric, value))
    places = reading(bytes_of(rows)).places
    expected = [] if known else [(place(rows, rubric) + 1, rubric, "unknown-rubric")]
    assert [p for p in places if p[1] == rubric] == expected


@pytest.mark.parametrize(("version", "known"), [("P19V01", True), ("P26V01", False)])
def test_a_code_exists_in_its_phases_only(version, known):
    rows = edited("stop", put("S10.G00.00.006", version), put("S21.G00.60.001", "08"))
    assert [code for *_, code in reading(bytes_of(rows)).places] == ([] if known else ["value"])


@pytest.mark.parametrize("version", ["P99V01", "P18V01", "p25v01", "P25V99"])
def test_an_unknown_phase_is_refused_strictly_and_warned_of_in_a_feed(version):
    rows = edited("stop", put("S10.G00.00.006", version))
    (strict,) = reading(bytes_of(rows)).faults
    (tolerant,) = reading(bytes_of(rows), "tolerant").faults
    assert (strict.line, strict.rubric, strict.blocking) == (5, "S10.G00.00.006", True)
    assert (tolerant.line, tolerant.blocking) == (5, False)


# --- a feed, as a fund receives it ---

PLATFORM = (
    insert("S20.G00.05.007", ("S20.G00.05.901", "20250310")),
    insert("S10.G00.02.005", ("S10.G00.95.001", "X"), ("S10.G00.95.002", "Y")),
    insert("S20.G00.05.901", ("S20.G00.96.901", "Z")),
)


def test_what_a_platform_adds_is_let_through_in_a_feed_and_refused_in_a_deposit():
    rows = [("S05.G00.00.001", "1"), *edited("stop", *PLATFORM), ("S95.G00.00.001", "1")]
    feed = reading(bytes_of(rows), "tolerant")
    assert [f for f in feed.faults if f.code != "CST-11"] == []
    assert not any(fault.blocking for fault in feed.faults)
    assert not feed.declarations[0].has_blocking_faults
    strict = reading(bytes_of(rows)).faults
    assert {fault.code for fault in strict} >= {"unknown-rubric"}
    assert sum(fault.code == "unknown-rubric" for fault in strict) == 6


@pytest.mark.parametrize(
    "edit", [drop("S20.G00.07"), drop("S10.G00.02"), drop("S21.G00.60.004"), drop("S21.G00.50.013")]
)
def test_what_is_outside_a_funds_perimeter_is_missing_without_refusal(edit):
    base = "monthly" if edit(edited("stop")) == edited("stop") else "stop"
    rows = edited(base, edit)
    assert any(fault.blocking for fault in reading(bytes_of(rows)).faults)
    feed = reading(bytes_of(rows), "tolerant")
    assert feed.faults
    assert not any(fault.blocking for fault in feed.faults)
    assert not feed.declarations[0].has_blocking_faults


def test_a_wrong_date_blocks_in_a_feed_too():
    feed = reading(bytes_of(edited("stop", put("S21.G00.60.002", "31022025"))), "tolerant")
    assert [fault.code for fault in feed.faults] == ["calendar"]
    assert feed.declarations[0].has_blocking_faults


def test_a_feed_cut_short_blocks_unless_the_platform_closed_it():
    rows = edited("stop")[:-2]
    cut = reading(bytes_of(rows), "tolerant")
    assert cut.declarations[0].has_blocking_faults
    closed = reading(bytes_of([*rows, ("S96.G00.00.001", "1")]), "tolerant")
    assert not closed.declarations[0].has_blocking_faults
    assert not any(fault.blocking for fault in closed.faults)


def test_a_declaration_is_marked_by_its_own_faults_only():
    good, bad = edited("stop"), edited("stop", put("S21.G00.60.002", "31022025"))
    start, last = place(good, "S20.G00.05.001"), place(good, "S90.G00.90.001")
    rows = [*good[:last], *bad[start:last], *good[last:]]
    rows[-2:] = [("S90.G00.90.001", str(len(rows))), ("S90.G00.90.002", "2")]
    found = reading(bytes_of(rows))
    assert [d.has_blocking_faults for d in found.declarations] == [False, True]


def test_persons_may_be_left_out_to_spare_memory():
    content = message([record(), record("1750293902017", record().person.birth_date)])
    assert [len(d.persons) for d in reading(content).declarations] == [2]
    spared = reading(content, keep_persons=False)
    assert [d.persons for d in spared.declarations] == [[]]
    assert spared.places == reading(content).places


@pytest.mark.parametrize(
    ("version", "birth", "code"),
    [
        ("P25V01", "99011980", None),
        ("P26V01", "99991980", None),
        ("P25V01", "00011980", "CSL-00"),
        ("P26V01", "00011980", None),
        ("P26V01", "00001980", None),
        ("P26V01", "31021980", "calendar"),
    ],
)
def test_an_unknown_day_of_birth_is_written_in_the_way_of_its_phase(version, birth, code):
    rows = edited("monthly", put("S10.G00.00.006", version), put("S21.G00.30.006", birth))
    found = reading(bytes_of(rows))
    expected = [] if code is None else [(place(rows, "S21.G00.30.006") + 1, "S21.G00.30.006", code)]
    assert found.places == expected


@pytest.mark.parametrize(("day", "code"), [("99991975", None), ("31021975", "calendar")])
def test_a_former_date_of_birth_is_a_day_too(day, code):
    changes = (("S21.G00.31.001", "01092026"), ("S21.G00.31.011", day))
    rows = edited("monthly", insert("S21.G00.30.015", *changes))
    assert [found for *_, found in reading(bytes_of(rows)).places] == ([code] if code else [])


@pytest.mark.parametrize(
    ("version", "year", "sound"),
    [("P25V01", "2026", True), ("P25V01", "deux", False), ("P26V01", "1026", False)],
)
def test_a_number_is_made_of_digits_even_where_no_form_is_known(version, year, sound):
    taxed = (("S21.G00.44.001", "003"), ("S21.G00.44.003", year))
    rows = edited("monthly", put("S10.G00.00.006", version), insert("S21.G00.86.005", *taxed))
    found = [code for _, rubric, code in reading(bytes_of(rows)).places if rubric[-6:] == "44.003"]
    assert found == ([] if sound else ["CSL-00"])
