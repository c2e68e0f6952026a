"""Legal clocks worked by hand: family, input, expected; the working is beside each."""

from typing import Any

CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        # Friday 18 April 10:00 + Saturday 24 h; Easter Sunday and Monday do not count
        "declaration_48h",
        {"employer_informed": "2025-04-18T10:00"},
        {"declare_before": "2025-04-22T10:00:00"},
    ),
    (
        "declaration_late",
        {"employer_informed": "2025-03-03T09:00", "declared": "2025-03-05T15:30"},
        {"declare_before": "2025-03-05T09:00:00", "late": True, "late_by_hours": 6.5},
    ),
    (
        "declaration_late",
        {"employer_informed": "2025-03-03T09:00", "declared": "2025-03-05T09:00"},
        {"late": False, "late_by_hours": 0},
    ),
    (
        # an instant of elsewhere is taken at the clock of France: 08:00 UTC is 10:00 in summer
        "declaration_48h",
        {"employer_informed": "2025-06-03T08:00:00+00:00"},
        {"declare_before": "2025-06-05T10:00:00"},
    ),
    (
        # spring 2020: three days more
        "declaration_48h",
        {"employer_informed": "2020-04-06T09:00"},
        {"declare_before": "2020-04-11T09:00:00", "ordinary_limit": "2020-04-08T09:00:00"},
    ),
    ("victim_declares", {"accident": "2024-03-10"}, {"victim_may_declare_until": "2026-03-10"}),
    (
        # D + 11 is Saturday 12 April: Monday 14 (formats.md 3.1)
        "reserves",
        {"dat_made": "2025-04-01", "reserves_sent": "2025-04-14"},
        {"reserves_until": "2025-04-14", "ordinary_limit": "2025-04-14", "in_time": True},
    ),
    (
        "reserves",
        {"dat_made": "2025-04-01", "reserves_received": "2025-04-15"},
        {"in_time": False},
    ),
    (
        # the ordinary limit, Monday 16 March 2020, is in the period: twelve clear days
        "reserves",
        {"dat_made": "2020-03-05"},
        {"ordinary_limit": "2020-03-16", "reserves_until": "2020-03-18"},
    ),
    (
        # the ordinary limit is Wednesday 11 March 2020: not yet in the period
        "reserves",
        {"dat_made": "2020-02-29"},
        {"ordinary_limit": "2020-03-11", "reserves_until": "2020-03-11"},
    ),
    (
        # the later of the two pieces starts the clock: 5 March + 31
        "accident_no_investigation",
        {"dat_received": "2025-03-03", "certificate_received": "2025-03-05"},
        {
            "clock_start": "2025-03-05",
            "last_day": "2025-04-05",
            "last_day_moved": "2025-04-07",
            "implicit_from": "2025-04-06",
            "implicit_outcome": "recognised",
        },
    ),
    (
        "accident_no_investigation",
        {"dat_and_certificate_held": "2025-03-05", "decision_notified": "2025-04-05"},
        {"implicit_outcome": "none"},
    ),
    (
        "accident_no_investigation",
        {"dat_and_certificate_held": "2025-03-05", "decision_notified": "2025-04-06"},
        {"implicit_outcome": "recognised", "implicit_from": "2025-04-06"},
    ),
    (
        # the accident recognised later than the certificate of relapse came: 61 days from then
        "relapse",
        {"certificate_received": "2025-03-03", "first_accident_recognised_on": "2025-03-20"},
        {"clock_start": "2025-03-20", "last_day": "2025-05-20"},
    ),
    (
        "accident_investigation",
        {
            "dat_and_certificate_held": "2025-03-03",
            "file_opened": "2025-05-06",
            "proof_of_receipt_of_dates": "2025-04-25",
            "decision_notified": "2025-06-02",
        },
        {
            "launch_by": "2025-04-03",
            "file_open_by": "2025-05-13",
            "observe_from": "2025-05-06",
            "observe_until": "2025-05-19",
            "last_day": "2025-06-02",
            "implicit_outcome": "none",
            "in_time": True,
        },
    ),
    (
        # the dates of the consultation came ten days before, not ten clear days
        "accident_investigation",
        {
            "dat_and_certificate_held": "2025-03-03",
            "file_opened": "2025-05-06",
            "proof_of_receipt_of_dates": "2025-04-26",
        },
        {"in_time": False},
    ),
    (
        "consultation_notice",
        {"file_opens": "2025-05-06"},
        {"parties_must_receive_dates_by": "2025-04-25", "observe_until": "2025-05-19"},
    ),
    (
        # 21 days after Friday 2 May is Friday 23
        "questionnaire",
        {"questionnaire_received": "2025-05-02"},
        {"answer_until": "2025-05-23", "ordinary_limit": "2025-05-23"},
    ),
    (
        # 31 days after 2 May is Monday 2 June
        "disease_questionnaire",
        {"questionnaire_received": "2025-05-02"},
        {"answer_until": "2025-06-02"},
    ),
    (
        "questionnaire",
        {"questionnaire_received": "2020-03-10"},
        {"ordinary_limit": "2020-03-31", "answer_until": "2020-04-10"},
    ),
    (
        "questionnaire",
        {"questionnaire_received": "2020-03-10", "subject": "relapse"},
        {"answer_until": "2020-04-06"},  # Sunday 5 April, moved
    ),
    (
        "fund",
        {"dat_and_certificate_held": "2020-02-20"},
        {
            "ordinary_limit": "2020-03-22",
            "extended": True,
            "last_day": "2020-12-01",
            "extended_to_no_later_than": "2020-12-01",
        },
    ),
    (
        # the ordinary limit is 11 March 2020, the day before the period
        "fund",
        {"dat_and_certificate_held": "2020-02-09"},
        {"ordinary_limit": "2020-03-11", "extended": False, "last_day": "2020-03-11"},
    ),
    (
        # 10 November 2020 is the last day of the period, 11 November is out of it
        "fund",
        {"dat_and_certificate_held": "2020-10-11"},
        {"ordinary_limit": "2020-11-11", "extended": False},
    ),
    (
        "disease",
        {
            "declaration_received": "2025-01-10",
            "certificate_received": "2025-01-08",
            "tests_received": "2025-02-03",
        },
        {
            "clock_start": "2025-02-03",
            "file_open_by": "2025-05-15",
            "last_day": "2025-06-04",
            "implicit_outcome": "recognised",
        },
    ),
    (
        # the tests of the table have not come: the clock has not started
        "disease",
        {
            "declaration_received": "2025-01-10",
            "certificate_received": "2025-01-08",
            "tests_received": None,
        },
        {"last_day_not_before": "2025-05-11"},
    ),
    (
        "disease",
        {
            "declaration_certificate_and_tests_held": "2025-01-10",
            "committee": "2025-05-01",
            "decisions_notified": ["2025-05-01", "2025-08-29"],
        },
        {"last_day": "2025-08-30", "implicit_outcome": "none"},
    ),
    (
        # 41 days from 1 September is Sunday 12 October, moved; 111 and 121 days
        "disease_committee",
        {"committee_seized": "2025-09-01"},
        {
            "file_open_until": "2025-10-13",
            "committee_opinion_by": "2025-12-21",
            "last_day": "2025-12-31",
        },
    ),
    ("disease_declaration", {"work_stopped": "2025-03-01"}, {"declare_by": "2025-03-16"}),
    ("disease_declaration", {"work_stopped": "2020-03-01"}, {"declare_by": "2020-03-31"}),
    (
        # two months from 31 December is Saturday 28 February: Monday 2 March
        "appeal_cra",
        {
            "decision_received": "2025-12-31",
            "decision_shows_appeal_routes": True,
            "appeal_received": "2026-01-31",
        },
        {
            "appeal_until": "2026-03-02",
            "implicit_after": "2026-03-31",
            "implicit_outcome": "rejected",
        },
    ),
    (
        "appeal_cra",
        {"decision_received": "2025-12-31", "decision_shows_appeal_routes": False},
        {"appeal_until": None},
    ),
    (
        "appeal_cmra",
        {
            "decision_received": "2026-01-05",
            "appeal_received": "2026-01-31",
            "answered": "2026-05-31",
        },
        {"implicit_after": "2026-05-31", "implicit_outcome": "none"},
    ),
    (
        "silence",
        {"procedure": "css", "requested": "2026-01-05", "complete_on": "2026-01-31"},
        {
            "decide_before": "2026-03-31",
            "implicit_from": "2026-04-01",
            "implicit_outcome": "accepted",
        },
    ),
    (
        "silence",
        {"procedure": "css", "requested": "2026-01-05"},
        {"implicit_outcome": "none"},
    ),
    (
        "silence",
        {"procedure": "ame", "requested": "2026-01-05"},
        {"decide_before": "2026-03-05", "implicit_outcome": "rejected"},
    ),
    (
        "recovery",
        {"notified_on": "2026-01-05"},
        {"observations_until": "2026-01-25", "collect_from": "2026-01-26"},
    ),
    (
        "recovery",
        {"notified_on": "2026-01-05", "contested_on": "2026-01-10"},
        {"collect_from": "2026-02-11"},
    ),
    (
        # asked after the twenty days: nothing is suspended
        "recovery",
        {"notified_on": "2026-01-05", "contested_on": "2026-01-26"},
        {"collect_from": "2026-01-26"},
    ),
    (
        # the quarter that follows begins on 1 April 2024
        "payment_prescription",
        {"benefit": "maladie", "reference_date": "2024-02-10"},
        {"claim_until": "2026-03-31"},
    ),
    (
        "payment_prescription",
        {"benefit": "at", "reference_date": "2024-02-29"},
        {"claim_until": "2026-02-28"},
    ),
    (
        "late_notice",
        {"prescribed_on": "2026-03-02", "sent_on": "2026-03-04"},
        {"send_before": "2026-03-04", "late": False},
    ),
    (
        "late_notice",
        {"prescribed_on": "2026-03-02", "sent_on": "2026-03-05"},
        {"late": True, "warning_only": True},
    ),
    (
        "late_notice",
        {
            "prescribed_on": "2026-03-02",
            "sent_on": "2026-03-10",
            "previous_late_notice_prescribed_on": "2024-03-10",
        },
        {"warning_only": False, "reduced_from": "2026-03-02", "reduced_to": "2026-03-09"},
    ),
    (
        # one day beyond the 24 months
        "late_notice",
        {
            "prescribed_on": "2026-03-02",
            "sent_on": "2026-03-10",
            "previous_late_notice_prescribed_on": "2024-03-09",
        },
        {"warning_only": True},
    ),
]
