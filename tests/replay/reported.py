"""What the report of a lived year says, beside what its profile says, key by key."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from guichet.insight.measure import share
from guichet.insight.report.declared import chapters
from guichet.insight.service import Report, make_report
from guichet.replay.plan import Year
from guichet.replay.profile import Profile
from guichet.replay.services.previous_year import before_growth
from guichet.replay.spread import motives_of, scaled
from guichet.replay.stops import entries_by_month
from guichet.replay.told import simulation_of
from tests.support import world

Values = Mapping[str, int | Decimal | None]
WORKING_DAYS_2020 = 253  # of 262 that are no week-end, nine are public holidays

# What the report says by itself: which of its figures each key of a profile is.
SAID = {
    "insured.accounts": "accounts",
    "insured.account_rate_pct": "adhesion",
    "reception.visits": "visits",
    "reception.visits_previous_year": "visits.before",
    "reception.visits_by_appointment": "booked",
    "reception.motives_pct": "visit_motives",
    "phone.calls": "calls",
    "phone.calls_previous_year": "calls.before",
    "phone.calls_per_day": "calls_a_day",
    "phone.motives_pct": "call_motives",
    "messages.received": "messages",
    "messages.growth_pct": "messages.growth",
    "messages.motives_pct": "message_motives",
    "sick_leave.stops_paid": "paid",
    "sick_leave.growth_pct": "begun.growth",
    "sick_leave.peaks_pct": "begun_months",
    "reception.sites_open_by_appointment": "sites_booked",
}
# What no service does yet: under which word the report says so.
ABSENT = {
    "ame": "state_medical_aid",
    "reception.sites_alternating": "openings",
    "reception.sites_not_reopened": "openings",
    "reception.closed": "openings",
    "phone.opening": "routing",
    "phone.routing_from": "routing",
    "sick_leave.covid_share_of_entries_pct": "exceptional_stops",
    "sick_leave.covid_prescriptions": "exceptional_stops",
    "professionals_compensation": "activity_loss",
    "reimbursement_days": "reimbursements",
    "establishments": "establishments",
    "work_accidents": "work_accidents",
    "account": "account_uses",
    "professional_services": "professional_services",
    "teleconsultation": "teleconsultation",
}
# Of the year and the fund themselves; and what the profile says of a thing that it does not count.
SHAPE = ("fund",)
NOT_COUNTED = ("employers.paperless_rate_pct", "employers.paperless_growth_as_printed")


def keys_of(profile: Profile) -> set[str]:
    """Every key that says something."""
    return {
        *profile.figures, *profile.shares, *profile.texts, *profile.days, *profile.names,
        *profile.months,
    }  # fmt: skip


def unknown_keys(profile: Profile) -> set[str]:
    """Those of a profile that neither the report nor its list of what is missing tells."""
    known = (*SAID, *ABSENT, *SHAPE, *NOT_COUNTED)
    return {
        key for key in keys_of(profile) if not any(f"{key}.".startswith(f"{k}.") for k in known)
    }


def absent_codes() -> set[str]:
    sections = [section for chapter in chapters() for section in chapter.sections]
    return {absent.code for section in sections for absent in section.absent}


def report_of(year: Year) -> Report:
    return make_report(year.number, now=world.NOW, simulation=simulation_of(year.number))


def said(report: Report) -> Values:
    """Values by figure, and by part of a table; years before and growth too."""
    figures = report.figures()
    found = {code: told.value for code, told in figures.items()}
    found |= {f"{code}.before": t.before.value for code, t in figures.items() if t.before}
    return found | {f"{code}.growth": told.growth for code, told in figures.items() if told.before}


def contacts_expected(year: Year) -> Values:
    """Counts at the scale, by the rule of the replay; shares and growth are of these counts."""
    accounts, visits, booked = (
        year.count(f"{path}")
        for path in ("insured.accounts", "reception.visits", "reception.visits_by_appointment")
    )
    calls, messages = year.count("phone.calls"), year.count("messages.received")
    printed = year.profile.figures["messages.growth_pct"].value
    before = scaled(before_growth(year.profile.count("messages.received"), printed), year.scale)
    found = {
        "accounts": accounts,
        "adhesion": share(accounts, year.persons),
        "visits": visits,
        "visits.before": year.count("reception.visits_previous_year"),
        "booked": booked,
        "booked_share": share(booked, visits),
        "calls": calls,
        "calls.before": year.count("phone.calls_previous_year"),
        "calls_a_day": a_day(calls),
        "messages": messages,
        "messages.before": before,
        "messages.growth": growth(messages, before),
    }
    for table, total, path in (
        ("visit_motives", visits, "reception.motives_pct"),
        ("call_motives", calls, "phone.motives_pct"),
        ("message_motives", messages, "messages.motives_pct"),
    ):
        of_motives = motives_of(total, year.profile.shares[path])
        found |= {f"{table}.{motive}": n for motive, n in of_motives.items() if n}
    return found


def stops_expected(year: Year) -> Values:
    entries = entries_by_month(year)
    peaks = year.profile.months["sick_leave.peaks_pct"]
    found: dict[str, int | Decimal | None] = {
        "paid": year.count("sick_leave.stops_paid"),
        "begun": sum(entries.values()),
    }
    for month, n in entries.items():
        code = f"begun_months.{year.number}-{month:02d}"
        found[code] = n
        if f"{year.number}-{month:02d}" in peaks:
            before = before_growth(n, peaks[f"{year.number}-{month:02d}"])
            found |= {f"{code}.before": before, f"{code}.growth": growth(n, before)}
    return found


def a_day(count: int) -> Decimal:
    value = Decimal(count) / WORKING_DAYS_2020
    return value.quantize(Decimal(1) if value >= 100 else Decimal("0.1"), ROUND_HALF_UP)


def growth(now: int, before: int) -> Decimal:
    return (Decimal(100 * (now - before)) / before).quantize(Decimal("0.01"), ROUND_HALF_UP)
