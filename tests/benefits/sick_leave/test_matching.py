"""Notice and employer's data meet surely, or a person is asked."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from guichet.benefits.sick_leave.doubts import dates_meet
from guichet.benefits.sick_leave.facts import read_facts
from guichet.benefits.sick_leave.matching import Candidate, match_notice, match_stop

SIRET, OTHER = "00000412300016", "00000555500018"


def candidate(**facts: Any) -> Candidate:
    return Candidate(SimpleNamespace(event_key="", employer=None), read_facts(facts))  # type: ignore[arg-type]


def period(first: str, last: str) -> dict[str, Any]:
    return {
        f"period.{first}": {
            "last_day": last,
            "kind": "initial",
            "prescribed_on": first,
            "sent_on": first,
            "channel": "doctor",
        }
    }


def employer(day: str, siret: str = SIRET) -> dict[str, Any]:
    return {"employer.last_day_worked": day, "employer.siret": siret}


@pytest.mark.parametrize(
    ("last_worked", "first", "meet"),
    [
        ("2026-10-04", "2026-10-05", True),
        ("2026-10-05", "2026-10-05", True),
        ("2026-10-02", "2026-10-05", True),
        ("2026-10-01", "2026-10-05", False),
        ("2026-10-06", "2026-10-05", False),
        ("2026-11-10", "2026-11-12", True),
        ("2026-11-09", "2026-11-12", False),
        ("2026-04-30", "2026-05-04", True),
        ("2026-12-24", "2026-12-28", True),
        ("2026-09-25", "2026-10-05", False),
    ],
)
def test_last_day_worked_and_first_day_of_a_stop_meet_over_rest_days_only(
    last_worked: str, first: str, meet: bool
) -> None:
    assert dates_meet(date.fromisoformat(last_worked), date.fromisoformat(first)) is meet


OCTOBER = period("2026-10-05", "2026-10-25")


@pytest.mark.parametrize(
    ("kind", "first", "last", "known", "found", "doubt"),
    [
        ("initial", "2026-10-05", "2026-10-25", {}, False, ""),
        ("initial", "2026-10-05", "2026-10-25", employer("2026-10-02"), True, ""),
        ("initial", "2026-10-20", "2026-10-30", OCTOBER, False, "sick_leave.notice_overlaps"),
        ("initial", "2026-11-10", "2026-11-20", OCTOBER, False, ""),
        ("prolongation", "2026-10-26", "2026-11-08", OCTOBER, True, ""),
        ("prolongation", "2026-10-28", "2026-11-08", OCTOBER, True, ""),
        (
            "initial",
            "2026-10-05",
            "2026-10-25",
            employer("2026-10-01"),
            False,
            "sick_leave.notice_not_sure",
        ),
        ("initial", "2026-10-05", "2026-10-25", employer("2026-09-28"), False, ""),
        (
            "prolongation",
            "2026-10-29",
            "2026-11-08",
            OCTOBER,
            False,
            "sick_leave.prolongation_without_stop",
        ),
        (
            "prolongation",
            "2026-10-20",
            "2026-10-24",
            OCTOBER,
            False,
            "sick_leave.prolongation_without_stop",
        ),
    ],
)
def test_a_notice_joins_its_file_opens_one_or_is_handed_over(  # noqa: PLR0917
    kind: str, first: str, last: str, known: dict[str, Any], found: bool, doubt: str
) -> None:
    candidates = [candidate(**known)] if known else []
    days = date.fromisoformat(first), date.fromisoformat(last)
    answer = match_notice(kind, *days, "", candidates)
    assert (answer.case is not None, answer.doubt) == (found, doubt)


@pytest.mark.parametrize(
    ("day", "siret", "known", "found", "doubt"),
    [
        ("2026-10-02", SIRET, {}, False, ""),
        ("2026-10-02", SIRET, OCTOBER, True, ""),
        ("2026-10-05", SIRET, OCTOBER, True, ""),
        ("2026-10-02", SIRET, employer("2026-10-02"), True, ""),
        ("2026-10-01", SIRET, OCTOBER, False, "sick_leave.stop_not_sure"),
        ("2026-10-10", SIRET, OCTOBER, False, "sick_leave.stop_not_sure"),
        ("2026-08-10", SIRET, OCTOBER, False, ""),
        ("2026-10-02", OTHER, employer("2026-10-02"), False, "sick_leave.stop_not_sure"),
        ("2026-10-02", SIRET, employer("2026-10-01"), False, "sick_leave.stop_not_sure"),
        ("2026-10-02", OTHER, employer("2026-09-02"), False, ""),
        (
            "2026-10-02",
            OTHER,
            {**OCTOBER, **employer("2026-10-02")},
            False,
            "sick_leave.stop_not_sure",
        ),
    ],
)
def test_an_employers_stop_joins_its_file_opens_one_or_is_handed_over(
    day: str, siret: str, known: dict[str, Any], found: bool, doubt: str
) -> None:
    candidates = [candidate(**known)] if known else []
    answer = match_stop(date.fromisoformat(day), siret, candidates)
    assert (answer.case is not None, answer.doubt) == (found, doubt)


@pytest.mark.parametrize("siret", [SIRET, OTHER])
def test_two_files_that_both_meet_are_a_persons_to_choose(siret: str) -> None:
    both = [candidate(**OCTOBER), candidate(**period("2026-10-03", "2026-10-04"))]
    assert match_stop(date(2026, 10, 2), siret, both).doubt == "sick_leave.stop_not_sure"


def test_a_notice_that_names_another_employer_is_not_joined_to_the_one_that_declared() -> None:
    days = date(2026, 10, 5), date(2026, 10, 25)
    waiting = [candidate(**employer("2026-10-02"))]
    assert match_notice("initial", *days, SIRET, waiting).case is not None
    assert match_notice("initial", *days, OTHER, waiting).doubt == "sick_leave.notice_not_sure"
