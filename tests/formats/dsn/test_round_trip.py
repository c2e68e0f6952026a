"""What is written is what is read: read(write(x)) = x, line numbers aside."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet.formats.dsn.extract import (
    DsnContract,
    DsnDeclaration,
    DsnPartTime,
    DsnPay,
    DsnPerson,
    DsnRecord,
    DsnStop,
    amount_text,
    cents,
    contract_ends,
    events,
)
from guichet.formats.dsn.write import Sending, write
from tests.formats.dsn.files import (
    IBAN,
    SENDER,
    SIRET,
    bytes_of,
    contract,
    edited,
    message,
    pays,
    place,
    put,
    reading,
    record,
)

FILED = date(2026, 10, 5)
days = st.dates(date(2026, 1, 1), date(2026, 9, 1))
numbers = st.text("ABCDEF0123456789-@/_.", min_size=5, max_size=20)
letters = st.text("ABCDÉÈÀÇÔabcdéèàçô", min_size=1, max_size=12)
names = st.one_of(
    letters,
    st.tuples(letters, letters).map("-".join),
    st.tuples(letters, letters).map("'".join),
    st.tuples(letters, letters).map(" ".join),
).filter(lambda name: name.upper() not in ("M", "MR", "MME"))


def _stop(first: date, nature: str, reason: str, kept: bool) -> DsnStop:
    stop = DsnStop(reason, first, first + timedelta(days=9))
    if nature == "05":
        return replace(stop, returned_on=first + timedelta(days=5), return_kind="01")
    stop = replace(stop, subrogation=kept)
    if reason == "15":
        lost = (DsnPartTime(first, first + timedelta(days=4), 12_345),)
        stop = replace(
            stop,
            part_times=(
                *lost,
                DsnPartTime(first + timedelta(days=5), first + timedelta(days=9), 0),
            ),
        )
    if kept:
        end = stop.expected_end
        stop = replace(stop, subrogation_from=first, subrogation_to=end, iban=IBAN)
        stop = replace(stop, bic="BDFEFRPPCCT")
    return stop


def _pays(number: str, gross: int, hours: str) -> tuple[DsnPay, ...]:
    first, second, *others = pays(number, gross)
    return (first, replace(second, hours=Decimal(hours)), *others)


@st.composite
def records(draw, nature: str, order: int) -> DsnRecord:
    born = draw(st.dates(date(1950, 1, 1), date(2000, 12, 31)))
    nir = f"{draw(st.sampled_from('12'))}{born:%y%m}93901{order:03d}"
    person = DsnPerson(
        nir=nir,
        ntt=None,
        family_name=draw(names),
        name_in_use=draw(st.none() | names),
        given_names=draw(names),
        birth_date=born,
        birth_text=f"{born:%d%m%Y}",
        line=0,
    )
    count = draw(st.integers(1, 3)) if nature == "01" else 1
    nature_of = draw(st.sampled_from(["01", "09"])) if nature == "01" else None
    held = [
        DsnContract(number, date(2020, 1, 1), None, 0, nature=nature_of)
        for number in draw(st.lists(numbers, min_size=count, max_size=count, unique=True))
    ]
    stops = [
        (one, _stop(draw(days), nature, draw(_reasons(nature)), draw(st.booleans())))
        for one in held
        if nature != "01" or draw(st.booleans())
    ]
    paid: tuple[DsnPay, ...] = ()
    if nature == "01":
        hours = f"{draw(st.integers(0, 30_000)) / 100:.2f}"
        for one in held:
            paid += _pays(one.number, draw(st.integers(-10_000, 9_999_999)), hours)
    return DsnRecord(person, tuple(held), tuple(stops), paid)


def _reasons(nature: str) -> st.SearchStrategy[str]:
    monthly = ["01", "02", "03", "15", "99"]
    return st.sampled_from(monthly if nature == "01" else ["01", "02", "03"])


@st.composite
def declarations(draw) -> DsnDeclaration:
    nature = draw(st.sampled_from(["01", "04", "05"]))
    replacing = draw(st.booleans())
    count = draw(st.integers(1, 3)) if nature == "01" else 1
    return DsnDeclaration(
        nature=nature,
        kind="03" if replacing else "01",
        fraction="11",
        order_number=str(draw(st.integers(1, 10**15 - 1))),
        main_month="2026-09" if nature == "01" else None,
        replaces=f"04102026{draw(st.integers(1, 999))}" if replacing and nature != "01" else None,
        file_date=FILED,
        siret=SIRET,
        contact_email="paie@exemple.invalid",
        test=False,
        phase="P26",
        line=0,
        persons=[draw(records(nature, order + 1)) for order in range(count)],
    )


def _without_lines(stop: DsnStop) -> DsnStop:
    parts = tuple(replace(part, line=0) for part in stop.part_times)
    return replace(stop, lines={}, part_times=parts)


def _bare(found: DsnDeclaration) -> DsnDeclaration:
    """The same without line numbers."""

    def one(held: DsnContract) -> DsnContract:
        return replace(held, line=0, end_line=0, nature_line=0)

    persons = [
        DsnRecord(
            replace(kept.person, line=0),
            tuple(one(held) for held in kept.contracts),
            tuple((one(held), _without_lines(stop)) for held, stop in kept.stops),
            tuple(replace(pay, line=0) for pay in kept.pays),
        )
        for kept in found.persons
    ]
    return replace(found, line=0, persons=persons)


@settings(max_examples=200, deadline=None)
@given(st.lists(declarations(), min_size=1, max_size=3))
def test_what_is_written_is_read_without_a_fault(written):
    found = reading(write(Sending(SENDER, written)))
    assert [place for place in found.places if place[-1] != "large-pay"] == []
    assert [_bare(one) for one in found.declarations] == written


def test_an_ended_contract_is_written_and_told_as_an_event():
    held = contract(ended_on=date(2026, 9, 30), end_reason="059")
    found = reading(message([record(contract=held), record("2800193901007")]))
    assert found.places == []
    (declared,) = found.declarations
    (end,) = contract_ends(declared)
    assert (end.contract.ended_on, end.contract.end_reason) == (date(2026, 9, 30), "059")
    assert end.contract.end_line > end.contract.line > 0
    assert list(events(declared)) == []


def test_every_value_read_keeps_its_line():
    stop = DsnStop("01", date(2026, 9, 6), date(2026, 9, 14))
    content = message([record(stops=[stop])])
    lines = content.decode("latin-1").splitlines()
    (event,) = events(reading(content).declarations[0])
    assert lines[event.stop.lines["002"] - 1] == "S21.G00.60.002,'06092026'"
    assert lines[event.contract.line - 1].startswith("S21.G00.40.001")
    for pay in event.record.pays:
        assert lines[pay.line - 1] == "S21.G00.51.013,'2100.00'"


def test_hours_come_from_the_activities_where_the_pay_has_none():
    rows = edited("monthly", put("S21.G00.53.002", "140.00"))
    at = place(rows, "S21.G00.53.003") + 1
    unpaid = [("S21.G00.53.001", "02"), ("S21.G00.53.002", "11.67"), ("S21.G00.53.003", "10")]
    content = bytes_of([*rows[:at], *unpaid, *rows[at:]])
    (declared,) = reading(content).declarations
    gross, unemployment, *_ = declared.persons[0].pays
    assert (gross.hours, unemployment.hours) == (None, Decimal("140.00"))


@pytest.mark.parametrize("text", ["12", "12.5", "12.50", "-3.07", "0012.00", "0.00"])
def test_amounts_are_whole_cents(text):
    assert amount_text(cents(text)) == f"{Decimal(text):.2f}"


@pytest.mark.parametrize("text", [None, "", "1,5", "1.234", "+1", "1e3", "NaN", "9" * 30, "²"])
def test_what_is_not_an_amount_is_none(text):
    assert cents(text) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"given_names": "Zoé\r\nS21.G00.30.006,'x'"}, "control character"),
        ({"given_names": ""}, "S21.G00.30.004"),
        ({"given_names": "Łucja"}, "ISO-8859-1"),
        ({"pays": ()}, "S21.G00.50.001"),
    ],
)
def test_what_cannot_be_written_is_refused_in_words(changes, words):
    with pytest.raises(ValueError, match=words):
        message([record(**changes)])


def test_an_unknown_version_cannot_be_written():
    with pytest.raises(ValueError, match="P99V01"):
        message([record()], "P99V01")
