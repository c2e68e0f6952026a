"""Parameters are dated data: each day has one value, and a fault in the tables is told."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from guichet.law.names import NAMES
from guichet.law.parameters import (
    AfterLastKnownDate,
    BeforeFirstKnownDate,
    Parameter,
    ParameterFault,
    Parameters,
    UnknownParameter,
    law_version,
    load,
    read,
)
from guichet.law.sickness import evaluate
from tests.law.facts import answered, stop

FIRST = Parameter(
    name="made_up",
    value=Decimal(1),
    unit="days",
    effective_from=date(2020, 1, 1),
    effective_to=date(2020, 12, 31),
    article="A.1",
    source="décret",
    certainty="A",
    date_key="day in force",
)
SECOND = replace(FIRST, value=Decimal(2), effective_from=date(2021, 1, 1), effective_to=None)


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2020, 1, 1), 1), (date(2020, 12, 31), 1), (date(2021, 1, 1), 2), (date(2099, 1, 1), 2)],
)
def test_the_value_in_force_on_a_day(day, value):
    assert Parameters([SECOND, FIRST]).on("made_up", day).value == value


def test_a_day_before_the_first_value_is_refused():
    with pytest.raises(BeforeFirstKnownDate, match="à partir du 01/01/2020"):
        Parameters([FIRST, SECOND]).on("made_up", date(2019, 12, 31))


def test_a_day_after_the_last_value_is_refused():
    with pytest.raises(AfterLastKnownDate, match="jusqu'au 31/12/2020"):
        Parameters([FIRST]).on("made_up", date(2021, 1, 1))


def test_an_unknown_name_is_refused():
    with pytest.raises(UnknownParameter, match="smic_monthly"):
        load().on("smic_monthly", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("faulty", "words"),
    [
        (replace(SECOND, effective_from=date(2021, 1, 2)), "aucune valeur à partir du 2021-01-01"),
        (replace(SECOND, effective_from=date(2020, 12, 31)), "deux valeurs"),
        (replace(SECOND, unit="francs"), "unité inconnue"),
        (replace(SECOND, certainty="Z"), "certitude inconnue"),
        (replace(SECOND, effective_to=date(2020, 6, 1)), "la fin précède le début"),
    ],
)
def test_a_fault_in_the_tables_is_told_when_they_are_loaded(faulty, words):
    with pytest.raises(ParameterFault, match=words):
        Parameters([FIRST, faulty])
    Parameters([FIRST, SECOND])


def test_an_open_value_followed_by_another_is_told():
    with pytest.raises(ParameterFault, match="deux valeurs"):
        Parameters([replace(FIRST, effective_to=None), SECOND])


def test_a_data_file_without_an_article_is_told():
    value = {"value": 1, "from": FIRST.effective_from, "to": None}
    with pytest.raises(ParameterFault, match=r"x\.yaml : la clé 'article' manque"):
        read({"parameters": [{"name": "a", "unit": "days", "values": [value]}]}, "x.yaml")


def test_every_shipped_value_has_an_article_and_a_source():
    known = load()
    for name in known.names():
        for value in known.named(name):
            assert value.article
            assert value.source
            assert value.date_key


def test_all_the_values_of_a_day():
    found = {value.name: value.value for value in load().all_on(date(2020, 4, 1))}
    assert found["carence_days"] == 0
    assert found["smic_hourly"] == Decimal("10.15")


def test_the_version_of_the_law_moves_with_a_parameter():
    changed = Parameters([*everything()[:-1], replace(everything()[-1], source="autre décret")])
    assert changed.digest != load().digest
    assert load().digest[:12] in law_version()
    assert law_version() == law_version()


def test_a_future_value_is_added_without_code():
    last = load().named("sickness_cap_smic_multiple")[-1]
    others = [value for value in everything() if value is not last]
    decree = replace(last, value=Decimal("1.65"), effective_from=date(2027, 1, 1))
    until = replace(last, effective_to=date(2026, 12, 31))
    what_if = Parameters([*others, until, decree])
    facts = stop(date(2027, 1, 1), sjb_given_cents=99_999)
    (found,) = evaluate([facts], what_if)
    assert found.monthly_cap_cents == 308_058
    assert answered(facts).monthly_cap_cents == 261_383
    assert "1.65" in str(found.explanation)


def everything():
    return [value for name in load().names() for value in load().named(name)]


def test_every_dated_value_has_its_words_in_both_languages() -> None:
    """A refusal for a day that is not covered names the value to a person."""
    assert [name for name in load().names() if not all(NAMES.get(name, ("", "")))] == []
    assert all("_" not in words for name in load().names() for words in NAMES[name])
