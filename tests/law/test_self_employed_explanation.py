"""The explanations of the self-employed: each step redone by hand, each word in both languages."""

import re
from datetime import date
from decimal import Decimal

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.explanation import Step, render_full, render_short
from guichet.law.options import Options
from guichet.law.self_employed import Income, SelfEmployedStop, StopAnswer, evaluate_stops
from guichet.law.sickness import SicknessStop
from tests.law.redoing import redone
from tests.law.test_self_employed import GOOD, LIBERAL, SPOUSE, previous
from tests.law.test_self_employed_leaves import MATERNITY, PATERNITY

NOT_SUMS = {"kind", "right_open", "without_effect", "days_after_ald", "maternity_days"}
MICRO = {"raam": None, "mean_turnover_3_years": 50_000, "micro_allowance": 34}
FULL = [previous("2024-01-01", "2024-12-27", paid_days=358)]
CASES = {
    "ordinary": GOOD,
    "open": {**GOOD, "opening_conditions_met": True},
    "closed": {**GOOD, "opening_conditions_met": False},
    "no end": {**GOOD, "stop_end": None},
    "micro": {**GOOD, **MICRO},
    "nil": {**GOOD, "raam": 100},
    "capped": {**GOOD, "raam": 100_000},
    "waived": {**GOOD, "carence_waived": True},
    "covid": {**GOOD, "stop_start": "2020-04-06", "stop_end": "2020-04-16"},
    "short": {**GOOD, "stop_start": "2019-04-06", "stop_end": "2019-04-10"},
    "counter": {**GOOD, "previous_stops": FULL},
    "counter of an illness": {**GOOD, "previous_stops": [{**FULL[0], "ald": True}]},
    "illness": {**GOOD, "ald": True},
    "illness past three years": {**GOOD, "ald": True, "stop_start": "2022-12-01"},
    "second stop of an illness": {
        **GOOD,
        "ald": True,
        "previous_stops": [previous("2025-03-03", "2025-03-30", paid_days=25, ald=True)],
    },
    "maternity leave prevails": {
        **GOOD,
        "previous_stops": [{"benefit": "maternite_ti", "start": "2026-01-01", "end": "2026-02-08"}],
    },
    "first day of affiliation": {**GOOD, "affiliated_since": "2024-01-01"},
    "affiliated too late": {**GOOD, "affiliated_since": "2025-12-01"},
    "prolongation": {
        **GOOD,
        "kind": "prolongation",
        "previous_stops": [previous("2026-01-31", "2026-02-01")],
    },
    "resumed": {
        **GOOD,
        "kind": "prolongation",
        "previous_stops": [previous("2026-01-02", "2026-01-05")],
    },
    "prolongation alone": {**GOOD, "kind": "prolongation"},
    "liberal": {**LIBERAL, "stop_end": "2026-08-20"},
    "liberal without waiting days": {**LIBERAL, "stop_end": "2026-08-20", "carence_waived": True},
    "liberal at the floor": {**LIBERAL, **MICRO, "mean_turnover_3_years": 100},
    "spouse": {**SPOUSE, "raam": 5},
    "maternity": {**MATERNITY, "raam": 40_000},
    "maternity of a low income": {**MATERNITY, "raam": 400},
    "maternity closed": {**MATERNITY, "opening_conditions_met": False},
    "paternity": PATERNITY,
    "paternity of a micro-entrepreneur": {**PATERNITY, **MICRO},
}


def explained(name: str, options: Options | None = None) -> list[Step]:
    inputs = {k: v for k, v in CASES[name].items() if v is not None}
    found = answer([{"id": "x", "input": inputs}], options or Options())["cases"][0]
    assert "error" not in found, found
    return [Step.from_dict(step) for step in found["explanation"]]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("rounding", ["half_up", "truncate"])
def test_every_formula_redone_by_hand_gives_the_value_of_its_step(name, rounding):
    for step in explained(name, Options(self_employed_rounding=rounding)):
        if step.key not in NOT_SUMS:
            assert redone(step) == Decimal(step.value), step


@pytest.mark.parametrize("name", CASES)
def test_every_input_that_is_a_step_bears_the_value_of_that_step(name):
    steps = explained(name)
    values = {step.key: step.value for step in steps}
    for step in steps:
        for key, value in step.inputs.items():
            assert values.get(key, value) == value, (step, key)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", CASES)
def test_every_word_has_plain_words_in_both_languages(name, lang):
    steps = explained(name)
    text = " ".join(render_full(steps, lang) + render_short(steps, lang))
    assert not re.findall(r"\b[a-z]+_[a-z_0-9]+\b", text), text


def test_short_explanation_of_a_stop():
    assert render_short(explained("capped")) == [
        "Votre droit reste à vérifier : il faut 12 mois d'affiliation.",
        "Votre revenu annuel moyen est retenu dans la limite de 48\u202f060,00\u00a0€.",
        "Ce revenu est divisé par 730 : l'indemnité est de 65,84\u00a0€ par jour avant"
        " prélèvements.",
        "Les 3 premiers jours ne sont pas payés (carence).",
        "16 jours sont payés, du 5 février 2026 au 20 février 2026.",
        "Total avant prélèvements : 1\u202f053,44\u00a0€.",
        "Après la CSG (65,31\u00a0€) et la CRDS (5,27\u00a0€) : 982,86\u00a0€.",
    ]


def test_short_explanation_of_an_income_below_the_minimum():
    said = " ".join(render_short(explained("nil"), "en"))
    assert "Your mean yearly income is below €4,582.00: the allowance is nil." in said
    assert "No day is paid." in said


def test_the_mean_ceiling_names_the_three_years_with_their_source():
    (step,) = [s for s in explained("ordinary") if s.key == "minimum_raam"]
    used = [u.in_force_from for u in step.parameters if u.name == "pass_annual"]
    assert used == ["2025-01-01", "2024-01-01", "2023-01-01"]


def answered(options: Options, **changes) -> StopAnswer:
    facts = {"stop_start": date(2026, 1, 1), "stop_end": date(2026, 1, 20), **changes}
    stop = SelfEmployedStop(SicknessStop(**facts), "artisan_commercant_plnr", Income(100_000_00))
    (found,) = evaluate_stops([stop], options=options)
    assert isinstance(found, StopAnswer), found
    return found


def test_options_that_change_the_amount_are_told():
    assert answered(Options()).row.daily == 65_84
    assert answered(Options(self_employed_rounding="truncate")).row.daily == 65_83
    noted = {o.name for s in answered(Options()).explanation for o in s.options}
    assert "self_employed_rounding" in noted


def test_the_reference_of_a_prolongation_is_an_option():
    changes = {"kind": "prolongation", "reference_start": date(2025, 12, 20)}
    assert answered(Options(), **changes).row.daily == 64_52
    assert answered(Options(prolongation_reference="own"), **changes).row.daily == 65_84
