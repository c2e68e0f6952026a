"""The explanation is the computation: each formula, redone with its inputs, gives its value."""

import re
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from guichet.law.deductions import deduction_steps, deductions
from guichet.law.explanation import Step, render_full, render_short
from guichet.law.names import NAMES
from guichet.law.opening_steps import RIGHT_FORMULAS, YEAR_FORMULAS
from guichet.law.options import REASONS
from guichet.law.reference_pay import MonthlyWage
from guichet.law.sickness import evaluate
from guichet.law.wording import OPTION_TEXTS_EN
from tests.law.facts import answered, stop, wages
from tests.law.histories import draw
from tests.law.redoing import redone

NOT_SUMS = {"kind", "reference_months", "right_open"}


def explained(seed: int) -> list[tuple[Step, ...]]:
    random = Random(seed)  # noqa: S311
    found = evaluate([draw(random) for _ in range(300)])
    answers = []
    for one in found:
        steps = one.explanation
        if one.total_gross_cents is not None:
            paid = deductions(one.total_gross_cents, one.trace.stop.stop_start)
            steps += deduction_steps(paid)
        answers.append(steps)
    return answers


def test_every_formula_redone_by_hand_gives_the_value_of_its_step():
    for steps in explained(7):
        for step in steps:
            if step.key not in NOT_SUMS:
                assert redone(step) == Decimal(step.value), step


def test_every_input_that_is_a_step_bears_the_value_of_that_step():
    for steps in explained(8):
        values = {step.key: step.value for step in steps if step.key != "retained_wage"}
        for step in steps:
            for name, value in step.inputs.items():
                assert values.get(name, value) == value, (step, name)


def test_the_right_is_explained_by_a_true_comparison():
    judged = [step for steps in explained(9) for step in steps if step.key == "right_open"]
    compared = [step for step in judged if " >= " in step.formula]
    assert compared
    for step in compared:
        left, right = step.formula.split(" >= ")
        assert Decimal(step.inputs[left]) >= Decimal(step.inputs[right])


def test_a_step_survives_storage():
    steps = answered(stop(date(2026, 2, 2), date(2026, 2, 20))).explanation
    assert tuple(Step.from_dict(step.to_dict()) for step in steps) == steps
    assert set(steps[0].to_dict()) >= {"key", "value", "formula", "inputs", "article", "parameters"}


def test_the_open_points_are_told():
    steps = answered(stop(date(2026, 2, 2), date(2026, 2, 20))).explanation
    told = {option.name: option for step in steps for option in step.options}
    assert told["daily_rounding"].certainty == "U"
    assert "exemple officiel" in " ".join(render_full(steps))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_word_of_every_formula_has_plain_words_in_both_languages(lang):
    for steps in explained(10):
        text = " ".join(render_full(steps, lang) + render_short(steps, lang))
        assert not re.findall(r"\b[a-z]+_[a-z_0-9]+\b", text), text


def test_all_formulas_options_and_names_have_words():
    formulas = [*RIGHT_FORMULAS.values(), *YEAR_FORMULAS.values()]
    tokens = {t for f in formulas for t in re.findall(r"[a-z_0-9]+", f)}
    assert tokens <= set(NAMES)
    assert set(OPTION_TEXTS_EN) == set(REASONS)


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2026, 1, 5), "d'octobre 2025, novembre 2025 et décembre 2025"),
        (date(2025, 11, 3), "d'août 2025, septembre 2025 et octobre 2025"),
        (date(2025, 12, 1), "de septembre 2025, octobre 2025 et novembre 2025"),
    ],
)
def test_french_shortens_de_before_a_month_that_begins_with_a_vowel(day, months):
    told = render_short(answered(stop(day, day + timedelta(days=10))).explanation)
    assert f"Nous partons de vos salaires {months}." in told


def test_short_explanation_in_french():
    day = date(2026, 2, 2)
    known = (MonthlyWage("2025-11", 300_000), *wages(day)[1:])
    found = answered(stop(day, date(2026, 2, 5), wages=known, opening_conditions_met=True))
    paid = deductions(found.total_gross_cents, day)
    assert render_short((*found.explanation, *deduction_steps(paid))) == [
        "Vous avez droit aux indemnités.",
        "Nous partons de vos salaires de novembre 2025, décembre 2025 et janvier 2026.",
        "Pour novembre 2025, votre salaire est retenu dans la limite de 2\u202f552,24\u00a0€.",
        "Pour décembre 2025 : 2\u202f000,00\u00a0€.",
        "Pour janvier 2026 : 2\u202f000,00\u00a0€.",
        "Le total, 6\u202f552,24\u00a0€, est divisé par 91,25 : votre salaire journalier de base"
        " est de 71,81\u00a0€.",
        "L'indemnité est égale à 50 % de ce salaire : 35,90\u00a0€ par jour avant prélèvements.",
        "Les 3 premiers jours ne sont pas payés (carence).",
        "Un jour est payé : le 5 février 2026.",
        "Total avant prélèvements : 35,90\u00a0€.",
        "Après la CSG (2,23\u00a0€) et la CRDS (0,18\u00a0€) : 33,49\u00a0€.",
    ]


def test_short_explanation_in_english_when_the_right_is_closed():
    found = answered(stop(date(2026, 2, 2), date(2026, 2, 20), opening_conditions_met=False))
    sentences = render_short(found.explanation, "en")
    assert sentences[0].startswith("You are not entitled")
    assert "No day is paid." in sentences
