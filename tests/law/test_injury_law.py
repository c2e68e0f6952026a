"""Work injuries: published maxima, the explanation redone, the limit of 2027, segments."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.explanation import Refusal, Step, render_full, render_short
from guichet.law.injury import InjuryResult, InjuryStop, evaluate
from guichet.law.options import Options, choices
from guichet.law.parameters import Parameters, load
from guichet.law.reference_pay import MonthlyWage, PayBasis, months_before
from guichet.law.stop_days import PartTime
from tests.law.redoing import redone

FILE = Path(__file__).parent / "data" / "ij_parameters.csv"
ROWS = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
KEYS = {
    "at_mp_salaire_journalier_max": "sjb_cap",
    "at_mp_ij_max_60": "ij_daily_gross_1_28",
    "at_mp_ij_max_80": "ij_daily_gross_29",
}
NOT_SUMS = {"injury_link", "reference_months", "recognised_on"}
DAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=f"{row['parameter']}-{row['effective_from']}")
        for row in ROWS
        if row["parameter"] in KEYS
    ],
)
def test_the_published_maxima_come_out_of_the_formulas(row):
    for day in (row["effective_from"], row["effective_to"]):
        case = {"benefit": "at", "stop_start": day}
        month = months_before(date.fromisoformat(day), 1)[0]
        paid = {**case, "reference_wages": [{"month": month, "gross": 50_000}]}
        bounds, at_cap = answer([{"input": {**case, "check": "bounds"}}, {"input": paid}])["cases"]
        assert Decimal(bounds["result"][KEYS[row["parameter"]]]) == Decimal(row["value"])
        assert Decimal(at_cap["result"][KEYS[row["parameter"]]]) == Decimal(row["value"])


def test_bounds_are_explained_and_refused_beyond_the_known_ceilings():
    case = {"benefit": "trajet", "check": "bounds", "stop_start": "2026-03-03"}
    late = {**case, "stop_start": "2027-03-03"}
    found, refused = answer([{"input": case}, {"input": late}])["cases"]
    assert found["result"] == {
        "sjb_cap": "400.82",
        "ij_daily_gross_1_28": "240.49",
        "ij_daily_gross_29": "320.66",
        "ij_daily_max": "320.66",
    }
    for step in map(Step.from_dict, found["explanation"]):
        assert redone(step) == Decimal(step.value)
    assert refused["error"]["key"] == "stop_start"


def wages(*days: date, cents: int = 200_000) -> tuple[MonthlyWage, ...]:
    months = {month for day in days for month in months_before(day, 12)}
    return tuple(MonthlyWage(month, cents) for month in sorted(months))


def stops() -> list[InjuryStop]:
    """Every kind of stop, within the cap and above it."""
    found = []
    first = date(2025, 12, 2)
    held = {"kind": "prolongation", "origin_start": first, "counted_days": 9}
    links = (
        {},
        {**held, "reference_start": first},
        {**held, "resumed_days": 20},
        {"origin_start": first, "earlier_days": 50, "accident_date": date(2025, 12, 1)},
        {"accident_date": DAY, "day_of_stop": 1},
        {"benefit": "mp", "recognised_on": date(2026, 5, 1)},
    )
    for link, cents, days in product(links, (0, 204_642, 1_240_000, 2_000_000), (1, 28, 60)):
        stop = InjuryStop("at", DAY, DAY + timedelta(days=days - 1), wages=wages(DAY, first))
        found.append(replace(stop, **link, wages=wages(DAY, first, cents=cents)))
    part = PartTime(DAY + timedelta(days=20), DAY + timedelta(days=40), 70_000)
    found += [replace(one, part_time=part) for one in found[::5]]
    found += [replace(one, sjb_given_cents=cents) for one in found[:3] for cents in (7_777, 99_999)]
    found += [replace(one, basis=PayBasis("discontinuous")) for one in found[::7]]
    found += [replace(one, basis=PayBasis("weekly", (50_000,) * 4)) for one in found[::7]]
    return [*found, replace(found[0], stop_end=None)]


def every_option() -> list[Options]:
    names = ("injury_daily_rounding", "injury_ceiling_day", "injury_net_limit")
    names += ("injury_relapse_count", "all_months_at_cap", "prolongation_reference")
    changed = [replace(Options(), **{name: one}) for name in names for one in choices(name)]
    rounding = Options(injury_daily_rounding="half_up_unrounded_base", all_months_at_cap="ordinary")
    return [*changed, rounding]


@pytest.mark.parametrize("options", every_option(), ids=str)
def test_each_step_redone_by_hand_gives_its_value(options):
    for found in evaluate(stops(), options=options):
        assert isinstance(found, InjuryResult), found
        values = {}
        for step in found.explanation:
            if step.key not in NOT_SUMS:
                assert redone(step) == Decimal(step.value), step
            for name, value in step.inputs.items():
                assert values.get(name, value) == value, (step, name)
            values |= {} if step.key == "retained_wage" else {step.key: step.value}
        assert Decimal(values["ij_daily_gross"]) * 100 == found.daily_cents


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_word_is_told_in_both_languages(lang):
    for found in evaluate(stops()):
        told = " ".join(render_full(found.explanation, lang))
        assert "_" not in told + " ".join(render_short(found.explanation, lang)), told


def test_the_paid_days_cut_in_segments_add_up_to_the_totals():
    for found in evaluate(stops()):
        days = sum((one.last - one.first).days + 1 for one in found.segments)
        total = sum(((one.last - one.first).days + 1) * one.daily_cents for one in found.segments)
        if found.paid_days is not None:
            assert (days, total) == (found.paid_days, found.total_gross_cents)


def test_one_stop_alone_is_answered_as_among_many():
    many = stops()
    assert [evaluate([one])[0] for one in many] == evaluate(many)
    assert evaluate([]) == []


def test_the_short_explanation_tells_the_two_rates_and_the_net_limit():
    stop = InjuryStop(
        "at", DAY, date(2026, 4, 11), accident_date=DAY, wages=wages(DAY, cents=200_000)
    )
    (found,) = evaluate([stop])
    assert render_short(found.explanation) == [
        "Nous partons de votre salaire de février 2026.",
        "Pour février 2026 : 2\u202f000,00\u00a0€.",
        "Le total, 2\u202f000,00\u00a0€, est divisé par 30,42 : votre salaire journalier de base"
        " est de 65,75\u00a0€.",
        "Pendant les 28 premiers jours, l'indemnité est de 60 % de ce salaire : 39,45\u00a0€ par"
        " jour avant prélèvements.",
        "À partir du 29e jour, elle est limitée à votre salaire net : 51,94\u00a0€ par jour.",
        "Il n'y a pas de jour de carence.",
        "Le jour de l'accident est payé par l'employeur. 39 jours sont payés, du 4 mars 2026 au"
        " 11 avril 2026.",
        "Total avant prélèvements : 1\u202f675,94\u00a0€.",
    ]


def with_ceilings_kept() -> Parameters:
    """The parameters as they are, the ceiling of 2026 standing for the years after it."""
    known = load()
    values = [p for name in known.names() for p in known.named(name)]
    return Parameters(
        replace(p, effective_to=None) if p == known.named("pass_annual")[-1] else p for p in values
    )


@pytest.mark.parametrize(
    ("accident", "end", "answered"),
    [
        (date(2027, 1, 1), date(2030, 1, 3), True),  # within three years of the stop
        (date(2027, 1, 1), date(2030, 1, 4), False),  # the decree may have set the limit here
        (date(2026, 12, 31), date(2030, 1, 4), True),  # no limit before 2027
    ],
)
def test_from_2027_a_stop_longer_than_the_least_maximum_is_refused(accident, end, answered):
    start = date(2027, 1, 4)
    stop = InjuryStop("at", start, end, accident_date=accident, wages=wages(start))
    (found,) = evaluate([stop], with_ceilings_kept())
    assert isinstance(found, InjuryResult) == answered
    if isinstance(found, Refusal):
        assert found.key == "stop_end"
        assert "décret" in found.message


def test_the_first_wage_of_an_accident_before_the_known_ceilings_is_not_known():
    old = {"origin_start": date(2014, 5, 5), "accident_date": date(2014, 5, 4), "earlier_days": 9}
    (found,) = evaluate([InjuryStop("at", DAY, None, wages=wages(DAY, date(2014, 5, 5)), **old)])
    (link,) = [step for step in found.explanation if step.key == "injury_link"]
    assert link.inputs["first_stop_wage"] == "unknown"
    assert "peut augmenter" in render_short(found.explanation)[0]
