"""Every declared control: a file that passes beside the same file that does not."""

from dataclasses import dataclass

import pytest

from guichet.formats.dsn.coverage import coverage, known, not_evaluated
from guichet.formats.dsn.declared import BY_THE_READER, WRITTEN
from tests.formats.dsn.files import (
    IBAN,
    MADE_UP,
    SIRET,
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
)

NTT = "S21.G00.30.020"
KEPT = (
    put("S21.G00.60.004", "01"),
    put("S21.G00.60.005", "07032025"),
    put("S21.G00.60.006", "14032025"),
    put("S21.G00.60.007", "FR7630006000011234567890189"),
    put("S21.G00.60.008", "BDFEFRPPCCT"),
)
INJURED = (put("S21.G00.60.001", "06"), put("S21.G00.60.012", "06032025"))
BY_P24 = put("S10.G00.00.006", "P24V01")
REPLACED = put("S20.G00.05.006", "10032025250310090001")


@dataclass(frozen=True)
class Case:
    """`base` and `around`: the file; then the edits that are refused, beside those that pass."""

    base: str
    bad: tuple[Edit, ...]
    good: tuple[Edit, ...] = ()
    around: tuple[Edit, ...] = ()
    blocking: bool = True


def without_persons(rows: list[Row]) -> list[Row]:
    return rows[: place(rows, "S21.G00.30.001")] + rows[place(rows, "S90.G00.90.001") :]


def ended(day: str) -> Edit:
    """The contract of the ill person ends that day."""
    return insert("S21.G00.60.008", ("S21.G00.62.001", day), ("S21.G00.62.002", "059"))


def with_another(order: str) -> Edit:
    """A second declaration of the sending, that replaces the one with this order number."""

    def edit(rows: list[Row]) -> list[Row]:
        start, end = place(rows, "S20.G00.05.001"), place(rows, "S90.G00.90.001")
        second = dict(rows[start:end])
        second |= {"S20.G00.05.002": "03", "S20.G00.05.004": "250310090002"}
        second["S20.G00.05.006"] = second["S20.G00.05.007"] + order
        return [*rows[:end], *sorted(second.items()), rows[end], ("S90.G00.90.002", "2")]

    return edit


def lent(place_of_work: str) -> Edit:
    """The employee works elsewhere, in a place that the file describes."""
    rows = ("001", place_of_work), ("002", "1071C"), ("010", "02"), ("011", "93008")
    return insert("S21.G00.86.005", *((f"S21.G00.85.{suffix}", value) for suffix, value in rows))


ELSEWHERE = "00041230400024"
LENT = (lent(ELSEWHERE), put("S21.G00.85.010", "01"))


def changed(siret: str) -> Edit:
    """The contract was in another establishment before."""
    return insert("S21.G00.40.043", ("S21.G00.41.001", "01092026"), ("S21.G00.41.012", siret))


def earlier(siret: str) -> Edit:
    """The contract was declared by another establishment before."""
    return insert("S21.G00.40.037", ("S21.G00.45.001", siret))


def paid(iban: str) -> Edit:
    """Contributions are paid from this account."""
    rows = (
        ("001", SIRET),
        ("005", "0.00"),
        ("006", "01092026"),
        ("007", "30092026"),
        ("010", "04"),
    )
    named = [(f"S21.G00.20.{suffix}", value) for suffix, value in rows]
    return insert("S21.G00.11.022", *sorted([*named, ("S21.G00.20.004", iban)]))


def fees(nic: str) -> Edit:
    """Somebody who is not an employee was paid fees."""
    return insert(
        "S21.G00.86.005",
        ("S89.G00.32.001", "CONSEIL"),
        ("S89.G00.32.004", "000412304"),
        ("S89.G00.32.005", nic),
        ("S89.G00.32.006", "CABINET"),
        ("S89.G00.32.017", "2026"),
        ("S89.G00.43.001", "01"),
        ("S89.G00.43.002", "100.00"),
    )


def case(base, *bad, good=(), around=(), blocking=True) -> Case:
    return Case(base, bad, good, around, blocking)


def warning(base, *bad, good=(), around=()) -> Case:
    return Case(base, bad, good, around, False)


CASES = {
    ("S10.G00.00.008", "CCH-11"): case(
        "monthly",
        put("S10.G00.00.008", "02"),
        good=(without_persons, put("S20.G00.05.002", "02"), put("S10.G00.00.008", "02")),
    ),
    ("S10.G00.01.002", "siret-key"): warning("stop", put("S10.G00.01.002", "00018")),
    ("S10.G00.02.004", "CSL-00"): case("stop", put("S10.G00.02.004", "paie@@exemple.invalid")),
    ("S20.G00.05.002", "CCH-13"): case(
        "stop", put("S20.G00.05.002", "02"), good=(put("S20.G00.05.002", "03"),)
    ),
    ("S20.G00.05.002", "CCH-14"): case("return", put("S20.G00.05.002", "04")),
    ("S20.G00.05.002", "CCH-15"): case(
        "stop",
        put("S20.G00.05.001", "08"),
        around=(put("S20.G00.05.002", "03"),),
    ),
    ("S20.G00.05.002", "CCH-16"): case(
        "monthly", without_persons, good=(without_persons, put("S20.G00.05.002", "02"))
    ),
    ("S20.G00.05.003", "CCH-11"): case("stop", put("S20.G00.05.003", "12")),
    ("S20.G00.05.006", "CCH-12"): case(
        "stop", REPLACED, good=(REPLACED, put("S20.G00.05.002", "03"))
    ),
    ("S20.G00.05.009", "CCH-11"): case(
        "staff",
        put("S20.G00.05.009", "1750293902017"),
        good=(put("S20.G00.05.009", "REF17"),),
    ),
    ("S20.G00.07.003", "CSL-00"): case("stop", put("S20.G00.07.003", "paie chez exemple")),
    ("S21.G00.11.001", "siret-key"): warning("stop", put("S21.G00.11.001", "00017")),
    ("S21.G00.30.001", "CCH-11"): case(
        "stop",
        put("S21.G00.30.001", nir_of("20")),
        good=(put("S21.G00.30.001", nir_of("2A")),),
    ),
    ("S21.G00.30.001", "CCH-13"): case("stop", put("S21.G00.30.001", MADE_UP)),
    ("S21.G00.30.001", "CCH-14"): case(
        "staff",
        put("S21.G00.30.006", "20011980", nth=1),
        put("S21.G00.30.001", "2800193901006", nth=1),
        good=(
            put("S21.G00.30.006", "20011980", nth=1),
            put("S21.G00.30.001", "2800193901007", nth=1),
        ),
    ),
    ("S21.G00.30.001", "CCH-16"): case(
        "stop",
        put("S21.G00.30.001", "2800193999999"),
        good=(put("S21.G00.30.001", "2800193989999"),),
    ),
    ("S21.G00.30.002", "CSL-00"): case(
        "stop",
        put("S21.G00.30.002", "EXEMPLE-"),
        good=(put("S21.G00.30.002", "EXEMPLE--ESSAI"),),
    ),
    ("S21.G00.30.003", "CSL-00"): case(
        "stop", put("S21.G00.30.003", "MME ESSAI"), good=(put("S21.G00.30.003", "M'ESSAI"),)
    ),
    ("S21.G00.30.004", "CSL-00"): case(
        "stop",
        put("S21.G00.30.004", "ANNE--CLAIRE"),
        good=(put("S21.G00.30.004", "ANNE-CLAIRE"),),
    ),
    ("S21.G00.30.006", "CCH-11"): case("stop", put("S21.G00.30.006", "20011981")),
    ("S21.G00.30.006", "CCH-12"): case(
        "stop", put("S21.G00.30.006", "20011880"), good=(put("S21.G00.30.006", "99991980"),)
    ),
    ("S21.G00.30.018", "CSL-00"): case(
        "monthly",
        put("S21.G00.30.018", "claire.exemple.invalid"),
        good=(put("S21.G00.30.018", "claire@exemple.invalid"),),
    ),
    (NTT, "CCH-12"): case(
        "stop",
        drop("S21.G00.30.001"),
        good=(drop("S21.G00.30.001"), put(NTT, "2000412304A1")),
    ),
    (NTT, "CCH-13"): case(
        "stop",
        put(NTT, "2000900217A1"),
        good=(put(NTT, "2000412304A1"),),
        around=(drop("S21.G00.30.001"), put(NTT, "2000412304A1")),
    ),
    (NTT, "CSL-00"): case(
        "stop",
        put(NTT, "2000412304 A1"),
        good=(put(NTT, "2000412304A1"),),
        around=(drop("S21.G00.30.001"), put(NTT, "2000412304A1")),
    ),
    ("S21.G00.40.001", "CCH-15"): case("stop", put("S21.G00.40.001", "01091979")),
    ("S21.G00.40.009", "CSL-00"): case(
        "stop", put("S21.G00.40.009", "0000#"), good=(put("S21.G00.40.009", "é-.@/_ 1"),)
    ),
    ("S21.G00.40.009", "CCH-12"): case("staff", put("S21.G00.40.009", "00002", nth=2)),
    ("S21.G00.51.002", "period-order"): warning(
        "monthly", put("S21.G00.51.002", "31082026"), around=(BY_P24,)
    ),
    ("S21.G00.51.013", "large-pay"): warning("monthly", put("S21.G00.51.013", "30000.01")),
    ("S21.G00.60.001", "CCH-12"): case("stop", put("S21.G00.60.001", "99")),
    ("S21.G00.60.001", "CCH-14"): case("return", put("S21.G00.60.001", "15")),
    ("S21.G00.60.002", "CCH-12"): case("stop", put("S21.G00.60.003", "05032025")),
    ("S21.G00.60.002", "CCH-17"): case("staff", ended("05092026"), good=(ended("06092026"),)),
    ("S21.G00.60.002", "CCH-18"): case("stop", put("S21.G00.40.001", "07032025")),
    ("S21.G00.60.002", "SIG-14"): warning("stop", put("S21.G00.60.002", "11032025")),
    ("S21.G00.60.005", "CCH-11"): case("stop", drop("S21.G00.60.005"), around=KEPT),
    ("S21.G00.60.005", "SIG-12"): warning("stop", put("S21.G00.60.005", "11032025"), around=KEPT),
    ("S21.G00.60.006", "CCH-11"): case("stop", put("S21.G00.60.006", "14032025")),
    ("S21.G00.60.006", "CCH-12"): case("stop", put("S21.G00.60.006", "06032025"), around=KEPT),
    ("S21.G00.60.007", "CCH-11"): case("stop", drop("S21.G00.60.007"), around=KEPT),
    ("S21.G00.60.007", "iban-key"): warning(
        "stop", put("S21.G00.60.007", "FR7630006000011234567890188"), around=KEPT
    ),
    ("S21.G00.60.008", "CCH-11"): case("stop", drop("S21.G00.60.008"), around=KEPT),
    ("S21.G00.60.008", "bic-form"): warning(
        "stop", put("S21.G00.60.008", "BDF1FRPPCCT"), around=KEPT
    ),
    ("S21.G00.60.010", "CCH-11"): case("return", put("S21.G00.60.010", "05032025")),
    ("S21.G00.60.010", "SIG-13"): warning("return", put("S21.G00.60.010", "13032025")),
    ("S21.G00.60.011", "CCH-12"): case(
        "return", put("S21.G00.60.011", "02"), good=(put("S21.G00.60.011", "03"),)
    ),
    ("S21.G00.60.012", "CCH-11"): case("stop", drop("S21.G00.60.012"), around=INJURED),
    ("S21.G00.60.012", "SIG-13"): warning(
        "stop", put("S21.G00.60.012", "11032025"), around=INJURED
    ),
    ("S21.G00.60.012", "SIG-14"): warning(
        "stop", put("S21.G00.60.012", "31082018"), around=INJURED
    ),
    ("S20.G00.05.002", "CCH-11"): case(
        "stop", with_another("250310090001"), good=(with_another("250310090003"),)
    ),
    ("S21.G00.40.019", "CCH-11"): case(
        "monthly",
        put("S21.G00.40.019", "CHANTIER1"),
        good=(put("S21.G00.40.019", "CHANTIER1"), lent("CHANTIER1")),
    ),
    ("S21.G00.40.046", "CCH-13"): case(
        "monthly",
        put("S21.G00.40.046", ELSEWHERE),
        good=(put("S21.G00.40.046", ELSEWHERE), *LENT),
        around=(put("S21.G00.40.040", "745BD"),),
    ),
    ("S21.G00.06.002", "siret-key"): warning(
        "stop", put("S21.G00.06.002", "00017"), good=(put("S21.G00.06.002", "00016"),)
    ),
    ("S21.G00.85.001", "siret-key"): warning(
        "monthly",
        put("S21.G00.85.001", "00041230400025"),
        good=(put("S21.G00.85.001", ELSEWHERE),),
        around=LENT,
    ),
    ("S21.G00.85.001", "CCH-13"): case(
        "monthly",
        put("S21.G00.85.010", "03"),
        good=(put("S21.G00.85.001", "DOMICILE1"), put("S21.G00.85.010", "03")),
        around=LENT,
    ),
    ("S21.G00.41.012", "siret-key"): warning(
        "monthly", changed("00041230400025"), good=(changed(ELSEWHERE),)
    ),
    ("S21.G00.45.001", "siret-key"): warning(
        "end", earlier("00041230400025"), good=(earlier(ELSEWHERE),)
    ),
    ("S21.G00.20.004", "iban-key"): warning(
        "monthly", paid("FR7630006000011234567890188"), good=(paid(IBAN),)
    ),
    ("S89.G00.32.005", "siret-key"): warning("monthly", fees("00017"), good=(fees("00016"),)),
    ("S21.G00.40.006", "CSL-00"): case(
        "monthly",
        put("S21.G00.40.006", "Caisssier"),
        good=(put("S21.G00.40.006", "Agent III, niveau 111"),),
    ),
    ("S21.G00.60.600", "siret-key"): warning(
        "stop",
        put("S21.G00.60.600", "00041230400017"),
        good=(put("S21.G00.60.600", "00041230400016"),),
    ),
}


def test_every_declared_control_has_its_case():
    declared = [(control.rubric, control.code) for control in WRITTEN]
    assert len(declared) == len(set(declared))
    assert set(CASES) == {*declared, *BY_THE_READER}


@pytest.mark.parametrize("name", CASES, ids="/".join)
def test_a_control_lets_the_sound_file_pass_and_tells_the_other(name):
    case = CASES[name]
    sound = reading(bytes_of(edited(case.base, *case.around, *case.good)))
    assert sound.places == []
    found = reading(bytes_of(edited(case.base, *case.around, *case.bad))).faults
    told = [fault for fault in found if (fault.rubric, fault.code) == name]
    assert len(told) == 1, found
    assert told[0].blocking is case.blocking
    assert told[0].message.endswith((".", "?"))


@pytest.mark.parametrize("control", WRITTEN, ids=lambda c: f"{c.rubric}/{c.code}")
def test_a_control_of_the_norm_runs_only_in_the_messages_that_the_norm_gives_it(control):
    named = {(rubric, code): messages for rubric, code, messages in known()}
    if control.code.startswith(("CCH", "SIG")):
        assert control.natures <= named[control.rubric, control.code]
    else:
        assert control.code == "CSL-00" or not control.blocking
    assert control.source
    assert control.certainty in ("A", "B")


def test_what_is_not_evaluated_is_named_and_counted():
    everything = {(rubric, code) for rubric, code, _ in known()}
    evaluated = everything - set(not_evaluated())
    assert ("S21.G00.60.002", "CCH-12") in evaluated
    assert ("S21.G00.40.003", "CCH-16") in not_evaluated()
    counts = coverage()["04"]
    assert counts["known"] == sum("04" in messages for *_, messages in known())
    assert 0 < counts["evaluated"] <= counts["known"]
    month = coverage()["01"]
    assert 0 < month["in_part"] < month["evaluated"] < month["known"]


@pytest.mark.parametrize(("version", "code"), [("P24V01", "period-order"), ("P26V01", "CCH-11")])
def test_a_pay_period_that_ends_before_it_begins_is_told_once(version, code):
    """By our own warning only where the norm has no control that refuses it."""
    edits = put("S10.G00.00.006", version), put("S21.G00.51.002", "31082026")
    told = reading(bytes_of(edited("monthly", *edits))).faults
    assert [fault.code for fault in told] == [code]
