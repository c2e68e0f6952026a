"""Changed parameters take the place of what was in force on their days, and of nothing else."""

import json
from datetime import date
from decimal import Decimal

import pytest

from guichet.law.changes import read_changes, with_changes
from guichet.law.documents import parse_json, parse_yaml
from guichet.law.parameters import ParameterFault, Parameters, load

RATE = "sickness_rate"


def changed(text: str) -> Parameters:
    return with_changes(load(), read_changes(parse_yaml(text), load()))


def one(values: str, more: str = "") -> str:
    return f"parameters:\n- name: {RATE}\n{more}  values:\n  - {values}\n"


def test_a_change_without_end_holds_from_its_day_and_the_past_stands() -> None:
    law = changed(one("{from: 2027-01-01, value: 0.45}"))
    assert law.on(RATE, date(2026, 12, 31)).value == Decimal("0.50")
    assert law.on(RATE, date(2027, 1, 1)).value == Decimal("0.45")
    assert law.on(RATE, date(2050, 1, 1)).value == Decimal("0.45")
    assert law.digest != load().digest


def test_a_change_that_ends_leaves_what_comes_after() -> None:
    law = changed(one("{from: 2026-02-01, to: 2026-02-28, value: 0.6}"))
    assert [law.on(RATE, date(2026, 2, d)).value for d in (1, 28)] == [Decimal("0.6")] * 2
    assert law.on(RATE, date(2026, 1, 31)).value == Decimal("0.50")
    assert law.on(RATE, date(2026, 3, 1)).value == Decimal("0.50")


def test_a_change_over_several_values_replaces_them_all_between_its_dates() -> None:
    name = "carence_days"
    law = changed(
        f"parameters:\n- name: {name}\n  values:\n"
        "  - {from: 2020-01-01, to: 2020-12-31, value: 1}\n"
    )
    asked = (date(2019, 12, 31), date(2020, 1, 1), date(2020, 4, 1), date(2020, 12, 31))
    assert [int(law.on(name, day).value) for day in asked] == [3, 1, 1, 1]
    assert int(law.on(name, date(2021, 1, 1)).value) == 3


def test_a_new_parameter_says_its_unit_its_article_and_its_date_key() -> None:
    law = changed(
        "parameters:\n- {name: bonus, unit: ratio, article: projet, date_key: day, "
        "values: [{from: 2027-01-01, value: 0.1}]}\n"
    )
    assert law.on("bonus", date(2027, 1, 1)).article == "projet"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cases: []", "« parameters »"),
        ("parameters: []", "« parameters »"),
        ("parameters: [3]", "parameters[1] : un ensemble de clés"),
        ("parameters: [{values: []}]", "« name »"),
        (f"parameters: [{{name: {RATE}}}]", "« values »"),
        (one("{from: 2027-01-01, value: yes}"), "« value » doit être un nombre"),
        (one("{from: 2027-01-01, value: -1}"), "de 0 à 1000000"),
        (one('{from: 2027-01-01, value: "1e9999999"}'), "de 0 à 1000000"),
        (one('{from: 2027-01-01, value: "0.1234567"}'), "6 décimales au plus"),
        (one("{from: 2027-01-01, value: 101}").replace(RATE, "ald_most_years"), "de 0 à 100"),
        (
            one("{from: 2027-01-01, value: 0}").replace(RATE, "reference_divisor_year"),
            "un diviseur",
        ),
        (one("{from: 0001-01-01, value: 1}"), "du 01/01/1900 au 31/12/2200"),
        (one("{from: 2027-01-01, to: 9999-12-31, value: 1}"), "du 01/01/1900 au 31/12/2200"),
        (
            one("{from: 2027-01-01, value: 1}") + "\n  - {from: 2027-01-01, value: 0}",
            "deux valeurs commencent le même jour",
        ),
        (one('{from: 2027-01-01, value: "NaN"}'), "« value » doit être un nombre"),
        (one("{from: 2027-01-01, value: half}"), "« value » doit être un nombre"),
        (
            one("{from: 2027-01-01, value: 3.5}").replace(RATE, "carence_days"),
            "« value » doit être un nombre entier",
        ),
        (one("{from: soon, value: 1}"), "« from » doit être une date"),
        (one("{from: 2027-01-01, to: 2026-01-01, value: 1}"), "« to » doit être une date"),
        (one("{from: 2027-01-01, valeur: 1}"), "clé inconnue « valeur »"),
        (one("{from: 2027-01-01, value: 1}", "  unit: days\n"), "est en « ratio »"),
        ("parameters: [{name: bonus, values: [{}]}]", "pour un nouveau, donnez aussi unit"),
    ],
)
def test_a_change_that_cannot_be_read_names_its_place_and_what_was_expected(
    text: str, said: str
) -> None:
    with pytest.raises(ParameterFault) as refused:
        changed(text)
    assert said in str(refused.value)


def test_a_change_is_the_same_written_in_json() -> None:
    """JSON has no dates, and a number as a text is exact: both are read as in YAML."""
    text = json.dumps(
        {
            "parameters": [
                {
                    "name": RATE,
                    "values": [{"from": "2026-02-01", "to": "2026-02-28", "value": "0.6"}],
                }
            ]
        }
    )
    written = with_changes(load(), read_changes(parse_json(text), load()))
    assert written.digest == changed(one("{from: 2026-02-01, to: 2026-02-28, value: 0.6}")).digest


def test_a_divisor_of_days_may_have_decimals() -> None:
    law = changed(
        "parameters:\n- name: injury_divisor_month\n  values:\n"
        "  - {from: 2027-01-01, value: 30.5}\n"
    )
    assert law.on("injury_divisor_month", date(2027, 1, 1)).value == Decimal("30.5")


def test_a_change_with_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ParameterFault, match="unité inconnue"):
        changed(
            "parameters:\n- {name: bonus, unit: apples, article: a, date_key: d, "
            "values: [{from: 2027-01-01, value: 1}]}\n"
        )
