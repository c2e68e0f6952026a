"""Every family of legal clocks, against dates worked by hand."""

from datetime import date, timedelta
from typing import Any

import pytest

from guichet.law.deadlines.answers import FAMILIES, answer
from guichet.law.deadlines.words import sentences
from guichet.law.options import Options
from tests.law.deadlines.edges import EDGES
from tests.law.deadlines.worked import CASES

ALL = [*CASES, *EDGES]
HELD = "dat_and_certificate_held"


def solved(family: str, **given: Any) -> dict[str, Any]:
    (found,) = answer([{"id": "x", "family": family, "input": given}])["cases"]
    assert "error" not in found, found
    return found


def result(family: str, **given: Any) -> dict[str, Any]:
    found: dict[str, Any] = solved(family, **given)["result"]
    return found


def refused(family: str, **given: Any) -> dict[str, Any]:
    (found,) = answer([{"id": "x", "family": family, "input": given}])["cases"]
    error: dict[str, Any] = found["error"]
    return error


@pytest.mark.parametrize(("family", "given", "expected"), ALL)
def test_a_family_gives_the_dates_worked_by_hand(
    family: str, given: dict[str, Any], expected: dict[str, Any]
) -> None:
    found = result(family, **given)
    assert {key: found.get(key) for key in expected} == expected


def test_every_family_of_the_contract_is_worked_here() -> None:
    assert {family for family, _, _ in CASES} == set(FAMILIES)


@pytest.mark.parametrize(("family", "given", "expected"), ALL)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_date_is_told_with_its_text(
    family: str, given: dict[str, Any], expected: dict[str, Any], language: str
) -> None:
    steps = solved(family, **given)["explanation"]
    if "last_day_not_before" not in expected:
        assert steps
    for step, said in zip(steps, sentences(steps, language), strict=True):
        assert step["article"] in said
        assert "_" not in said


def test_the_days_passed_over_are_named() -> None:
    (step,) = solved("reserves", dat_made="2025-04-01")["explanation"]
    assert step["skipped"] == [
        {"day": "2025-04-12", "why": "samedi"},
        {"day": "2025-04-13", "why": "dimanche"},
    ]
    assert (step["unit"], step["count"], step["starts_from"]) == ("clear days", "10", "dat_made")


@pytest.mark.parametrize(
    ("family", "key", "day"),
    [
        ("accident_no_investigation", "investigation", "2025-04-04"),
        ("accident_investigation", "investigation", "2025-04-04"),
        ("fund", "investigation", "2025-04-04"),
        ("disease", "committee", "2025-07-03"),
    ],
)
def test_what_comes_after_the_time_to_decide_is_told_to_lengthen_nothing(
    family: str, key: str, day: str
) -> None:
    """3 March 2025 + 31 days is 3 April, + 121 days is 2 July."""
    held = "declaration_certificate_and_tests_held" if family == "disease" else HELD
    told = [step["key"] for step in solved(family, **{held: "2025-03-03", key: day})["explanation"]]
    assert f"late_{key}" in told
    in_time = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    other = solved(family, **{held: "2025-03-03", key: in_time})["explanation"]
    assert f"late_{key}" not in [step["key"] for step in other]


def test_the_sentences_of_spring_2020_can_be_redone_by_hand() -> None:
    """Three days after 12 March is Sunday the 15th; two months run from 23 June, not from April."""
    told = solved("declaration_48h", employer_informed="2020-03-10T10:00")["explanation"]
    assert (
        "3 jours après la limite ordinaire (12/03/2020) ; jours passés : 15/03/2020 (dimanche)"
        in (sentences(told)[-1])
    )
    received = {"decision_received": "2020-02-03", "decision_shows_appeal_routes": True}
    appeal = solved("appeal_cra", **received)["explanation"]
    assert sentences(appeal)[-1].startswith(
        "Contester jusqu'au 24/08/2020 : 2 mois après la fin de la période protégée (23/06/2020)"
        " ; jours passés : 23/08/2020 (dimanche)."
    )
    assert sentences(appeal, "en")[-1].startswith(
        "Appeal until 24/08/2020: 2 months after the end of the protected period (23/06/2020)"
        "; days passed over: 23/08/2020 (Sunday)."
    )


def test_the_calendar_of_alsace_moselle_moves_a_limit() -> None:
    """26 December 2025, a Friday, is a day off there: eleven days after the 15th."""
    assert result("reserves", dat_made="2025-12-15")["reserves_until"] == "2025-12-26"
    there = result("reserves", dat_made="2025-12-15", calendar="FR-ALSACE-MOSELLE")
    assert there["reserves_until"] == "2025-12-29"


def test_a_point_that_the_texts_leave_open_is_an_option() -> None:
    case = {"id": "x", "family": "victim_declares", "input": {"accident": "2024-03-10"}}
    (found,) = answer([case], Options(victim_declaration="end_of_second_year"))["cases"]
    assert found["result"]["victim_may_declare_until"] == "2026-12-31"
    assert "10/03/2026" in found["explanation"][0]["note"]


@pytest.mark.parametrize(
    ("family", "given", "key"),
    [
        ("reserves", {}, "dat_made"),
        ("reserves", {"dat_made": "31/12/2025"}, "dat_made"),
        ("reserves", {"dat_made": "2025-02-30"}, "dat_made"),
        ("reserves", {"dat_made": "2025-04-01", "sent": "2025-04-02"}, "sent"),
        ("reserves", {"dat_made": "2025-04-01", "calendar": "GES"}, "calendar"),
        ("reserves", {"dat_made": "2019-11-30"}, "dat_made"),
        ("recovery", {"notified_on": "2021-03-24"}, "notified_on"),
        (
            "disease",
            {"declaration_received": "2019-11-02", "certificate_received": "2019-11-03"},
            "certificate_received",
        ),
        ("appeal_cra", {"appeal_received": "2018-12-31"}, "appeal_received"),
        (
            "questionnaire",
            {"questionnaire_received": "2019-11-30", "subject": "relapse"},
            "questionnaire_received",
        ),
        ("declaration_48h", {"employer_informed": "2025-04-01"}, None),
        ("declaration_48h", {"employer_informed": "yesterday"}, "employer_informed"),
        (
            "silence",
            {
                "procedure": "css",
                "complete_on": "2026-01-01",
                "pauses": [{"asked_on": "2026-01-02"}],
            },
            "pauses",
        ),
        (
            "silence",
            {"procedure": "ame", "requested": "2026-01-05", "pauses": [{"asked_on": "2026-01-04"}]},
            "pauses[1].asked_on",
        ),
        ("silence", {"procedure": "rsa", "requested": "2026-01-01"}, "procedure"),
        ("late_notice", {"prescribed_on": "2026-03-02", "sent_on": "2026-03-01"}, "sent_on"),
        ("payment_prescription", {"benefit": "x", "reference_date": "2026-03-02"}, "benefit"),
        (
            "payment_prescription",
            {"benefit": "at", "reference_date": "9999-03-02"},
            "reference_date",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_key(
    family: str, given: dict[str, Any], key: str | None
) -> None:
    if key is None:
        # a day without an hour is its first instant, in YAML's own dates as in a text
        assert result(family, **given)["declare_before"] == "2025-04-03T00:00:00"
        (step,) = solved(family, employer_informed=date(2025, 4, 1))["explanation"]
        assert step["value"] == "2025-04-03T00:00:00"
        assert "minuit" in step["note"]
        return
    error = refused(family, **given)
    assert error["key"] == key
    assert error["expected"]
    assert error["message"]


@pytest.mark.parametrize(
    ("family", "given", "key"),
    [
        (
            "declaration_late",
            {"employer_informed": "2025-03-05T09:00", "declared": "2025-03-05T08:59"},
            "declared",
        ),
        ("reserves", {"dat_made": "2025-04-02", "reserves_sent": "2025-04-01"}, "reserves_sent"),
        (
            "fund",
            {"dat_and_certificate_held": "2025-04-02", "decision_notified": "2025-04-01"},
            "decision_notified",
        ),
        (
            "accident_investigation",
            {"dat_and_certificate_held": "2025-04-02", "file_opened": "2025-04-01"},
            "file_opened",
        ),
        (
            "disease",
            {"declaration_certificate_and_tests_held": "2025-04-02", "committee": "2025-04-01"},
            "committee",
        ),
        (
            "disease",
            {
                "declaration_certificate_and_tests_held": "2025-04-02",
                "decisions_notified": "2025-04-01",
            },
            "decisions_notified",
        ),
        (
            "appeal_cra",
            {"decision_received": "2025-04-02", "appeal_received": "2025-04-01"},
            "appeal_received",
        ),
        ("appeal_cmra", {"appeal_received": "2025-04-02", "answered": "2025-04-01"}, "answered"),
        (
            "silence",
            {"procedure": "css", "requested": "2025-04-02", "complete_on": "2025-04-01"},
            "complete_on",
        ),
        (
            "silence",
            {
                "procedure": "ame",
                "requested": "2025-04-02",
                "pauses": [{"asked_on": "2025-04-05", "received_on": "2025-04-04"}],
            },
            "pauses[1].received_on",
        ),
        (
            "appeal_cra",
            {"appeal_received": "2025-04-02", "pieces_received": "2025-04-01"},
            "pieces_received",
        ),
        ("recovery", {"notified_on": "2025-04-02", "contested_on": "2025-04-01"}, "contested_on"),
        (
            "late_notice",
            {"prescribed_on": "2026-03-02", "stop_end": "2026-03-01"},
            "stop_end",
        ),
    ],
)
def test_dates_in_the_wrong_order_are_refused(family: str, given: dict[str, Any], key: str) -> None:
    """Counted as they stand, they would give a date that means nothing."""
    error = refused(family, **given)
    assert error["key"] == key
    assert "précède" in error["expected"] or "ou après" in error["expected"]


def test_one_bad_case_never_hides_the_others() -> None:
    good = {"id": "g", "family": "reserves", "input": {"dat_made": "2025-04-01"}}
    found = answer([3, {"id": "b", "family": "?"}, good, {"family": "fund"}])["cases"]
    assert ["error" in one for one in found] == [True, True, False, True]
    assert [one["id"] for one in found] == [1, "b", "g", 4]
    assert found[1]["error"]["key"] == "family"
