"""Whatever the facts about its days, a sickness stop is explained by sums that can be redone."""

import re
from decimal import Decimal
from random import Random

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.explanation import Step, render_full, render_short
from tests.law.made_up import draw
from tests.law.redoing import redone

# told in words: what was judged is in their inputs
NOT_SUMS = {
    *("kind", "reference_months", "right_open", "right_open_beyond", "without_effect"),
    *("majorated_from", "maternity_days", "days_sent_after_end", "days_after_ald"),
    "covid_derogation",
}
SEVERAL = {"retained_wage", "period"}  # one step for each month, each period
MIXED = ("dependent_children", "part_time", "lost_gross", "notice_sent_on", "retired_since")
MIXED += ("previous_late_notice_prescribed_on", "ald")


def mixed(random: Random) -> dict:
    """A made-up case with, now and then, the facts of another of the same start."""
    case, other = draw("maladie", random), draw("maladie", random)
    if other["stop_start"][:7] == case["stop_start"][:7] or "ald" in other:
        case = {**{key: other[key] for key in MIXED if key in other}, **case}
    return case


def explained(seed: int, count: int = 400) -> list[tuple[dict, list[Step]]]:
    random = Random(seed)  # noqa: S311
    cases = [mixed(random) for _ in range(count)]
    answers = answer([{"input": case} for case in cases])["cases"]
    return [
        (found["result"], [Step.from_dict(step) for step in found["explanation"]])
        for case, found in zip(cases, answers, strict=True)
        if "result" in found and "stop_ends" not in case
    ]


def test_every_sum_gives_its_value_and_every_input_is_that_of_its_step():
    for _, steps in explained(31):
        said = [step for step in steps if step.key not in SEVERAL]
        values = {(step.key, step.inputs.get("month")): step.value for step in said}
        for step in steps:
            if step.key not in NOT_SUMS:
                assert redone(step) == Decimal(step.value), step
            for name, value in step.inputs.items():
                own = values.get((name, step.inputs.get("month")), value)
                assert values.get((name, None), own) == value, (step, name)


def test_the_steps_end_on_the_amounts_of_the_answer():
    for result, steps in explained(32):
        told = {step.key: step.value for step in steps}
        told["ij_daily_gross"] = told.get("ij_daily_asked", told["ij_daily_gross"])
        for key in ("ij_daily_gross", "carence_days", "paid_days", "ij_total_gross"):
            assert str(result.get(key)) == str(told.get(key)), (key, result)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_word_is_plain(lang):
    for _, steps in explained(33):
        text = " ".join(render_full(steps, lang) + render_short(steps, lang))
        assert not re.findall(r"\b[a-z]+_[a-z_0-9]+\b", text), text
