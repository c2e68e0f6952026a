"""What the stops before it change in an injury's allowance: prolongation, relapse, work resumed."""

from guichet.law.explanation import Step, render_short
from guichet.law.options import Options
from tests.law.injuries import FIRST_STOP, result, solve, told


def test_a_prolongation_keeps_the_base_of_the_initial_stop_and_goes_on_counting():
    # 20 days were paid: 8 days are left at 60 %, then 80 % within the net wage of December.
    found = result(
        accident_date="2026-01-12",
        stop_start="2026-02-02",
        stop_end="2026-02-20",
        kind="prolongation",
        previous_stops=[FIRST_STOP],
        reference_wages=[{"month": "2025-12", "gross": 2000}, {"month": "2026-01", "gross": 500}],
    )
    assert (found["sjb"], found["days_1_28"], found["days_29_plus"]) == ("65.75", 8, 11)


def test_days_paid_that_are_told_count_instead_of_the_dates():
    later = {"stop_start": "2026-02-02", "stop_end": "2026-02-20", "kind": "prolongation"}
    later |= {"reference_wages": [{"month": "2025-12", "gross": 2000}], "accident_date": None}
    told_days = [{**FIRST_STOP, "paid_days": 5}]
    assert result(**later, previous_stops=told_days)["days_1_28"] == 19
    on_first_day = {**later, "accident_date": "2026-01-13"}
    assert result(**on_first_day, previous_stops=[FIRST_STOP])["days_1_28"] == 9


def test_a_prolongation_past_28_days_begins_at_the_second_rate():
    long = {**FIRST_STOP, "end": "2026-03-02"}
    found = result(
        accident_date="2026-01-12",
        kind="prolongation",
        previous_stops=[long],
        reference_wages=[{"month": "2025-12", "gross": 2000}],
    )
    assert (found["days_1_28"], found["total_29_plus"]) == (0, "2077.60")  # 40 x 51.94


RELAPSE = {
    "accident_date": "2026-01-12",
    "previous_stops": [FIRST_STOP],
    "reference_wages": [{"month": "2025-12", "gross": 2000}, {"month": "2026-02", "gross": 1500}],
}


def test_a_relapse_takes_the_wage_before_it_but_never_less_than_the_first_stop():
    found = result(**RELAPSE)
    assert (found["sjb"], found["ij_daily_gross_1_28"]) == ("49.31", "39.45")
    assert found["ij_daily_gross_29"] == "51.94"
    raised = [{"month": "2025-12", "gross": 2000}, {"month": "2026-02", "gross": 2500}]
    assert result(**{**RELAPSE, "reference_wages": raised})["ij_daily_gross_1_28"] == "49.31"


def test_a_relapse_held_up_by_the_first_stop_is_told_so_to_the_insured_person():
    for lang, words in (("fr", "celle du premier arrêt"), ("en", "that of the first stop")):
        steps = [Step.from_dict(step) for step in solve(**RELAPSE)["explanation"]]
        assert words in " ".join(render_short(steps, lang))
    raised = [{"month": "2025-12", "gross": 2000}, {"month": "2026-02", "gross": 2500}]
    steps = solve(**{**RELAPSE, "reference_wages": raised})["explanation"]
    told_short = " ".join(render_short([Step.from_dict(step) for step in steps]))
    assert "60 % de ce salaire" in told_short


def test_the_count_of_28_days_begins_again_with_a_relapse_unless_the_option_says_otherwise():
    assert result(**RELAPSE)["days_1_28"] == 28
    assert result(Options(injury_relapse_count="continues"), **RELAPSE)["days_1_28"] == 8


def test_work_resumed_before_healing_changes_the_base_and_not_the_count():
    # A prolongation after weeks of work: R.433-7, healing not fixed.
    found = solve(**RELAPSE, kind="prolongation")
    (link,) = told(found, "injury_link")
    assert link["value"] == "interrupted"
    assert (found["result"]["sjb"], found["result"]["days_1_28"]) == ("49.31", 8)
    assert found["result"]["ij_daily_gross_1_28"] == "39.45"


def test_work_is_resumed_from_the_day_that_is_told():
    # A stop that ended on Friday; the work began again on Monday, for one day or for three.
    def link(day):
        back = [{**FIRST_STOP, "resumed_on": day}]
        later = {"stop_start": "2026-02-05", "stop_end": "2026-02-09", "kind": "prolongation"}
        known = {**RELAPSE, "previous_stops": back, **later}
        known["reference_wages"] = [{"month": m, "gross": 2000} for m in ("2025-12", "2026-01")]
        return told(solve(**known), "injury_link")[0]["value"]

    assert link("2026-02-04") == link("2026-02-03") == "prolongation"
    assert link("2026-02-02") == link(None) == "interrupted"


def test_stops_after_work_resumed_keep_the_base_of_the_first_of_them():
    again = {"benefit": "at", "start": "2026-02-16", "end": "2026-03-02", "kind": "prolongation"}
    found = result(
        accident_date="2026-01-12",
        kind="prolongation",
        previous_stops=[FIRST_STOP, again],
        reference_wages=[{"month": "2025-12", "gross": 1000}, {"month": "2026-01", "gross": 2000}],
    )
    assert (found["sjb"], found["days_1_28"]) == ("65.75", 0)  # 20 days, then 15


def test_a_relapse_whose_first_wage_is_not_known_says_so():
    found = solve(**{**RELAPSE, "reference_wages": [{"month": "2026-02", "gross": 1500}]})
    assert found["result"]["ij_daily_gross_1_28"] == "29.59"
    (link,) = told(found, "injury_link")
    assert link["inputs"]["first_stop_wage"] == "unknown"


def test_another_accident_begins_anew():
    found = solve(previous_stops=[FIRST_STOP])
    assert found["result"] == result()
    assert not told(found, "injury_link")
    assert solve(previous_stops=[FIRST_STOP], accident_date=None)["result"] == result()
    sickness = {**FIRST_STOP, "benefit": "maladie"}
    assert result(accident_date="2026-01-12", previous_stops=[sickness]) == result()


def test_a_prolongation_of_a_relapse_is_held_up_by_the_first_stop():
    history = [FIRST_STOP, {"benefit": "at", "start": "2026-03-03", "end": "2026-03-12"}]
    found = result(
        **{**RELAPSE, "previous_stops": history},
        stop_start="2026-03-13",
        kind="prolongation",
    )
    assert (found["sjb"], found["ij_daily_gross_1_28"]) == ("49.31", "39.45")
    assert found["days_1_28"] == 18
