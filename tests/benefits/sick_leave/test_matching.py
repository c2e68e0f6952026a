"""Notice and employer's data meet surely, or a person is asked."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from guichet.benefits.sick_leave.doubts import meeting
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


# What the employer says it last worked, the first day of the notice, the leave that the employer
# has shown, and why the two are one stop; none: a person is asked. 5 October 2026 is a Monday.
PAIRS = [
    # the day after, whatever days they are
    ("2026-10-04", "2026-10-05", None, "day_after"),
    ("2026-10-05", "2026-10-06", None, "day_after"),
    ("2026-10-02", "2026-10-03", None, "day_after"),
    ("2026-12-31", "2027-01-01", None, "day_after"),
    ("2028-02-28", "2028-02-29", None, "day_after"),
    ("2028-02-29", "2028-03-01", None, "day_after"),
    # the same day: begun at work, the employer's
    ("2026-10-05", "2026-10-05", None, "day_begun"),
    ("2026-10-03", "2026-10-03", None, "day_begun"),
    ("2026-12-25", "2026-12-25", None, "day_begun"),
    # rest days and public holidays alone
    ("2026-10-02", "2026-10-05", None, "days_off"),
    ("2026-10-02", "2026-10-04", None, "days_off"),
    ("2026-10-03", "2026-10-05", None, "days_off"),
    ("2026-11-10", "2026-11-12", None, "days_off"),
    ("2026-04-30", "2026-05-04", None, "days_off"),
    ("2026-12-24", "2026-12-28", None, "days_off"),
    ("2026-05-13", "2026-05-15", None, "days_off"),
    ("2027-03-26", "2027-03-30", None, "days_off"),
    # a day that should have been worked lies between
    ("2026-10-01", "2026-10-05", None, None),
    ("2026-11-09", "2026-11-12", None, None),
    ("2026-09-25", "2026-10-05", None, None),
    ("2026-10-02", "2026-10-06", None, None),
    ("2026-05-13", "2026-05-18", None, None),
    # the employer says work after the stop began
    ("2026-10-06", "2026-10-05", None, None),
    ("2026-10-09", "2026-10-05", None, None),
    # the employer has shown leave that covers those days, to the last of them
    ("2026-10-01", "2026-10-05", "2026-10-02", "leave"),
    ("2026-09-25", "2026-10-05", "2026-10-02", "leave"),
    ("2026-09-25", "2026-10-05", "2026-10-04", "leave"),
    ("2026-09-25", "2026-10-05", "2026-10-01", None),
    ("2026-09-25", "2026-10-06", "2026-10-02", None),
    ("2026-07-31", "2026-08-31", "2026-08-28", "leave"),
    ("2026-08-28", "2026-10-05", "2026-10-02", "leave"),
    ("2026-08-27", "2026-10-05", "2026-10-02", None),
    # leave changes nothing where the dates meet without it, nor where work came after
    ("2026-10-02", "2026-10-05", "2026-10-02", "days_off"),
    ("2026-10-04", "2026-10-05", "2026-10-02", "day_after"),
    ("2026-10-06", "2026-10-05", "2026-10-12", None),
]


@pytest.mark.parametrize(("last_worked", "first", "leave", "why"), PAIRS)
def test_the_last_day_worked_and_the_first_day_of_a_stop_meet_for_a_reason_or_a_person_looks(
    last_worked: str, first: str, leave: str | None, why: str | None
) -> None:
    day = date.fromisoformat
    assert meeting(day(last_worked), day(first), day(leave) if leave else None) == why


def test_the_table_of_pairs_is_as_long_as_the_trade_needs() -> None:
    assert len(PAIRS) == len(set(PAIRS)) >= 30


OCTOBER = period("2026-10-05", "2026-10-25")


@pytest.mark.parametrize(
    ("kind", "first", "last", "known", "found", "doubt"),
    [
        ("initial", "2026-10-05", "2026-10-25", {}, False, ""),
        ("initial", "2026-10-05", "2026-10-25", employer("2026-10-02"), True, ""),
        ("initial", "2026-10-20", "2026-10-30", OCTOBER, False, "sick_leave.notice_overlaps"),
        ("initial", "2026-10-26", "2026-11-08", OCTOBER, False, "sick_leave.notice_adjoins"),
        ("initial", "2026-10-28", "2026-11-08", OCTOBER, False, "sick_leave.notice_adjoins"),
        ("initial", "2026-10-29", "2026-11-08", OCTOBER, False, ""),
        ("initial", "2026-09-20", "2026-10-04", OCTOBER, False, "sick_leave.notice_adjoins"),
        ("initial", "2026-09-20", "2026-10-01", OCTOBER, False, ""),
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
        ("2026-10-27", SIRET, OCTOBER, False, "sick_leave.stop_not_sure"),
        ("2026-10-28", SIRET, OCTOBER, False, ""),
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
