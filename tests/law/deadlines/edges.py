"""Legal clocks at their edges, worked by hand: pieces too late, the limits of 2020."""

from typing import Any

EDGES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        # Tuesday 7 April 2020 + 48 h is Thursday 9; three days more end on Easter Sunday, whose
        # hours do not count, nor Monday's
        "declaration_48h",
        {"employer_informed": "2020-04-07T10:00"},
        {"declare_before": "2020-04-14T10:00:00", "ordinary_limit": "2020-04-09T10:00:00"},
    ),
    (
        # started on the last day of the thirty: ninety clear days
        "accident_no_investigation",
        {"dat_and_certificate_held": "2025-03-03", "investigation": "2025-04-03"},
        {"last_day": "2025-06-02"},
    ),
    (
        # started a day too late: silence had recognised the accident
        "accident_no_investigation",
        {"dat_and_certificate_held": "2025-03-03", "investigation": "2025-04-04"},
        {"last_day": "2025-04-03", "implicit_from": "2025-04-04"},
    ),
    (
        "accident_investigation",
        {"dat_and_certificate_held": "2025-03-03", "investigation": "2025-04-04"},
        {"launch_by": "2025-04-03", "implicit_from": "2025-04-04", "in_time": False},
    ),
    (
        # the limit to investigate, 22 March 2020, is in the period too
        "accident_investigation",
        {"dat_and_certificate_held": "2020-02-20", "investigation": "2020-04-15"},
        {"launch_by": "2020-12-01", "last_day": "2020-12-01", "in_time": True},
    ),
    (
        # a relapse whose pieces are told together
        "relapse",
        {"dat_and_certificate_held": "2025-03-03"},
        {"clock_start": "2025-03-03", "last_day": "2025-05-03"},
    ),
    (
        # 10 January + 121 days is 11 May: the committee seized on the 12th comes too late
        "disease",
        {"declaration_certificate_and_tests_held": "2025-01-10", "committee": "2025-05-12"},
        {"last_day": "2025-05-11", "implicit_from": "2025-05-12"},
    ),
    (
        "disease",
        {"declaration_certificate_and_tests_held": "2025-01-10", "committee": "2025-05-11"},
        {"last_day": "2025-09-09"},
    ),
    (
        # the seizure told to both sides is not the decision
        "disease",
        {
            "declaration_certificate_and_tests_held": "2025-01-10",
            "committee": "2025-05-01",
            "decisions_notified": ["2025-05-01"],
        },
        {"implicit_outcome": "recognised", "implicit_from": "2025-08-31"},
    ),
    (
        "disease",
        {"declaration_certificate_and_tests_held": "2020-01-10"},
        {"ordinary_limit": "2020-05-10", "last_day": "2020-12-01", "extended": True},
    ),
    (
        "disease",
        {
            "declaration_received": "2025-01-10",
            "certificate_received": "2025-01-08",
            "tests_received": False,
        },
        {"last_day_not_before": "2025-05-11"},
    ),
    (
        "disease_committee",
        {"committee_seized": "2020-01-10"},
        {"ordinary_limit": "2020-05-10", "last_day": "2020-12-01"},
    ),
    (
        # 20 March 2020 is in the protected period: two months from 23 June are Sunday 23 August
        "appeal_cra",
        {"decision_received": "2020-01-20"},
        {"ordinary_limit": "2020-03-20", "appeal_until": "2020-08-24"},
    ),
    (
        "appeal_cra",
        {"decision_received": "2020-01-11"},
        {"appeal_until": "2020-03-11"},
    ),
    (
        # ended on 11 March: nothing is suspended; a day later, 104 days more
        "appeal_cra",
        {"decision_received": "2020-01-02", "appeal_received": "2020-01-11"},
        {"implicit_after": "2020-03-11"},
    ),
    (
        "appeal_cra",
        {"decision_received": "2020-01-02", "appeal_received": "2020-01-12"},
        {"implicit_after": "2020-06-24"},
    ),
    (
        "appeal_cmra",
        {"decision_received": "2020-01-02", "appeal_received": "2020-01-12"},
        {"implicit_after": "2020-09-12"},
    ),
    (
        # asked in the period: two months from the day after it
        "silence",
        {"procedure": "ame", "requested": "2020-03-16"},
        {
            "ordinary_limit": "2020-05-16",
            "decide_before": "2020-08-24",
            "implicit_from": "2020-08-25",
        },
    ),
    (
        "silence",
        {"procedure": "css", "requested": "2020-06-24", "complete_on": "2020-06-24"},
        {"decide_before": "2020-08-24", "ordinary_limit": None},
    ),
    (
        # sent after the end of the stop: it could not be checked, and nothing is paid
        "late_notice",
        {"prescribed_on": "2026-03-02", "sent_on": "2026-03-11", "stop_end": "2026-03-10"},
        {"late": True, "warning_only": False, "nothing_paid": True},
    ),
    (
        "late_notice",
        {"prescribed_on": "2026-03-02", "sent_on": "2026-03-10", "stop_end": "2026-03-10"},
        {"late": True, "warning_only": True, "nothing_paid": None},
    ),
    (
        # pieces sent after the appeal: the two months run again from them (R.142-6)
        "appeal_cra",
        {
            "decision_received": "2026-01-02",
            "appeal_received": "2026-01-12",
            "pieces_received": "2026-02-28",
        },
        {"implicit_after": "2026-04-28"},
    ),
    (
        # come when silence had spoken: nothing runs again
        "appeal_cra",
        {
            "decision_received": "2026-01-02",
            "appeal_received": "2026-01-12",
            "pieces_received": "2026-03-13",
        },
        {"implicit_after": "2026-03-12"},
    ),
    (
        # 5 January + two months is 5 March; pieces lack from the 10th to the 20th: ten days
        "silence",
        {
            "procedure": "ame",
            "requested": "2026-01-05",
            "pauses": [{"asked_on": "2026-01-10", "received_on": "2026-01-20"}],
        },
        {
            "ordinary_limit": "2026-03-05",
            "decide_before": "2026-03-15",
            "implicit_from": "2026-03-16",
        },
    ),
    (
        # two pauses that share the days of 15 to 19 January: fifteen days in all
        "silence",
        {
            "procedure": "ame",
            "requested": "2026-01-05",
            "pauses": [
                {"asked_on": "2026-01-15", "received_on": "2026-01-25"},
                {"asked_on": "2026-01-10", "received_on": "2026-01-20"},
            ],
        },
        {"decide_before": "2026-03-20"},
    ),
    (
        # the second, on 10 March, is in time only because of the first
        "silence",
        {
            "procedure": "ame",
            "requested": "2026-01-05",
            "pauses": [
                {"asked_on": "2026-01-10", "received_on": "2026-01-20"},
                {"asked_on": "2026-03-10", "received_on": "2026-03-12"},
            ],
        },
        {"decide_before": "2026-03-17"},
    ),
    (
        # asked after the end of the time: silence had spoken
        "silence",
        {
            "procedure": "ame",
            "requested": "2026-01-05",
            "pauses": [{"asked_on": "2026-03-06", "received_on": "2026-03-20"}],
        },
        {"decide_before": "2026-03-05", "ordinary_limit": None},
    ),
    (
        "silence",
        {
            "procedure": "ame",
            "requested": "2026-01-05",
            "pauses": [{"asked_on": "2026-01-10"}],
        },
        {"implicit_outcome": "none", "decide_before": None},
    ),
    (
        # asked after silence had spoken, and still awaited
        "silence",
        {
            "procedure": "ame",
            "requested": "2026-01-05",
            "pauses": [{"asked_on": "2026-03-06"}],
        },
        {"implicit_outcome": "rejected", "decide_before": "2026-03-05"},
    ),
    (
        # 10 January + two months is 10 March 2020, ten days later the 20th: in the protected
        # period, whose 104 days are added too
        "silence",
        {
            "procedure": "ame",
            "requested": "2020-01-10",
            "pauses": [{"asked_on": "2020-02-01", "received_on": "2020-02-11"}],
        },
        {"ordinary_limit": "2020-03-10", "decide_before": "2020-07-02"},
    ),
]
