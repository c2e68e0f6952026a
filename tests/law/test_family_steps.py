"""The explanation of a family leave: each step redone by hand, in words in both languages."""

from decimal import Decimal

import pytest

from guichet.law.explanation import Step, render_full, render_short
from tests.law.redoing import redone
from tests.law.test_family import BIRTH_LEAVE, DAY, solve, wages

NOT_SUMS = {"right_open", "reference_months"}
TAKEN = [{"benefit": "paternite", "start": "2024-06-01", "end": "2024-06-02"}]
CASES = {
    "maternity": {"period_end": "2024-09-22", "child_birth": "2024-07-15"},
    "above": {"reference_wages": wages(DAY, 9000), "stop_ends": ["2024-06-30", "2025-12-31"]},
    "minimum": {"reference_wages": wages(DAY, 100), "dependent_children": 2},
    "judged": {"reference_wages": wages(DAY, 2000, 6), "opening_conditions_met": None},
    "unknown": {"reference_wages": wages(DAY), "opening_conditions_met": None},
    "closed": {"opening_conditions_met": False, "period_end": "2024-06-30"},
    "too short": {"opening_conditions_met": None, "affiliated_since": "2024-05-01"},
    "given": {"sjb_given": 75, "benefit": "adoption"},
    "twins": {"children_born": 2},
    "triplets": {"children_born": 3},
    "several": {"children_born": 2, "benefit": "adoption"},
    "third": {"dependent_children": 2, "benefit": "adoption"},
    "no minimum": {"leave_start": "2020-03-02"},
    "paternity": {"benefit": "paternite", "paid_days": 25, "previous_stops": TAKEN},
    "paternity of twins": {
        "benefit": "paternite",
        "paid_days": 1,
        "child_birth": "2024-06-01",
        "children_born": 2,
    },
    "mourning": {"benefit": "deuil_enfant", "death_date": "2024-06-01", "paid_days": 0},
    "weekly": {
        "pay_periodicity": "weekly",
        "reference_pays_count": 12,
        "reference_pay_each": 450,
    },
    "year": {
        "pay_periodicity": "discontinuous",
        "reference_total_12_months": 36500,
        "no_month_above_cap": True,
    },
    "late": {
        "benefit": "paternite",
        "child_birth": "2024-06-15",
        "leave_start": "2024-12-10",
        "period_end": "2024-12-20",
    },
    "too late": {
        "benefit": "paternite",
        "child_birth": "2024-06-15",
        "leave_start": "2024-12-16",
        "paid_days": 5,
    },
    "born late": {"child_birth": "2024-07-20", "birth_expected": "2024-07-15"},
    "born late in a leave begun late": {
        "leave_start": "2024-07-18",
        "child_birth": "2024-07-20",
        "birth_expected": "2024-07-15",
    },
    "born very early": {
        "child_birth": DAY,
        "birth_expected": "2024-07-30",
        "child_hospitalised": True,
    },
    "expected under another law": {
        "benefit": "paternite",
        "leave_start": "2021-07-05",
        "child_birth": "2021-06-25",
        "birth_expected": "2021-07-03",
        "paid_days": 25,
    },
    "birth leave of a daily base": {**BIRTH_LEAVE, "sjb_given": 300, "period_end": "2026-08-20"},
    "birth leave": {**BIRTH_LEAVE, "period_end": "2026-08-20"},
    "second month": {
        **BIRTH_LEAVE,
        "previous_stops": [{"benefit": "naissance", "start": "2026-07-01", "end": "2026-07-31"}],
        "leave_start": "2026-09-01",
        "period_end": "2026-09-30",
    },
}


def steps_of(name):
    found = solve(**CASES[name])
    return [Step.from_dict(step) for step in found["explanation"]]


@pytest.mark.parametrize("name", CASES)
def test_each_step_can_be_redone_by_hand_and_is_told_in_words(name):
    steps = steps_of(name)
    assert len(steps) > 5
    for step in steps:
        if step.key not in NOT_SUMS:
            assert redone(step) == Decimal(step.value), step
    for lang in ("fr", "en"):
        assert "_" not in " ".join(render_full(steps, lang) + render_short(steps, lang))


@pytest.mark.parametrize("name", CASES)
def test_every_input_that_is_a_step_bears_the_value_of_that_step(name):
    if name == "above":
        return  # several ends: several values of the same step
    steps = steps_of(name)
    values = {step.key: step.value for step in steps if step.key != "retained_wage"}
    for step in steps:
        for key, value in step.inputs.items():
            assert values.get(key, value) == value, (step, key)


def test_short_explanation_in_french():
    assert render_short(steps_of("maternity")) == [
        "Vous avez droit aux indemnités.",
        "Nous partons de vos salaires de mars 2024, avril 2024 et mai 2024.",
        "Pour mars 2024 : 2\u202f000,00\u00a0€.",
        "Pour avril 2024 : 2\u202f000,00\u00a0€.",
        "Pour mai 2024 : 2\u202f000,00\u00a0€.",
        "Le total, 6\u202f000,00\u00a0€, est diminué de 21 % et divisé par 91,25 : votre gain"
        " journalier de base est de 51,95\u00a0€.",
        "L'indemnité est égale à ce gain : 51,95\u00a0€ par jour avant prélèvements.",
        "Ce congé est indemnisé pendant 112 jours au plus.",
        "Il n'y a pas de jour de carence.",
        "112 jours sont payés, à partir du 3 juin 2024.",
        "Total avant prélèvements : 5\u202f818,40\u00a0€.",
        "Après la CSG (360,74\u00a0€) et la CRDS (29,09\u00a0€) : 5\u202f428,57\u00a0€.",
    ]


def test_short_sentences_tell_the_minimum_the_months_and_what_is_missing():
    said = " ".join(render_short(steps_of("minimum")))
    assert "L'indemnité est au minimum prévu" in said
    both = " ".join(render_short(steps_of("birth leave"), "en"))
    assert "In the first month, the allowance is 70%" in both
    assert "In the second month, the allowance is 60%" in both
    assert "reste à vérifier" in " ".join(render_short(steps_of("unknown")))
    assert "trop récente" in " ".join(render_short(steps_of("too short")))


def test_short_sentences_tell_that_a_leave_comes_too_late():
    """Six months after the birth of 1 June 2024: the last day is 1 December."""
    late = {"benefit": "paternite", "child_birth": "2024-06-01", "leave_start": "2024-12-02"}
    late |= {"period_end": "2024-12-08", "reference_wages": wages("2024-12-02")}
    steps = [Step.from_dict(step) for step in solve(**late)["explanation"]]
    assert "Aucun jour n'est payé : le congé commence après le délai" in " ".join(
        render_short(steps)
    )
    assert "begins after the time" in " ".join(render_short(steps, "en"))
    early = {**late, "leave_start": "2024-12-01", "period_end": "2024-12-01"}
    early["reference_wages"] = wages("2024-12-01")
    said = render_short([Step.from_dict(step) for step in solve(**early)["explanation"]])
    assert "Un jour est payé : le 1er décembre 2024." in said


def test_short_sentences_tell_what_the_day_of_birth_changes():
    late = " ".join(render_short(steps_of("born late")))
    assert "né après la date attendue : le congé dure 5 jours de plus." in late
    assert "indemnisé pendant 117 jours au plus." in late
    early = " ".join(render_short(steps_of("born very early"), "en"))
    assert "very early and stayed in hospital: the leave is 15 days longer." in early
