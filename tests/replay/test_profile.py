"""Profiles: every figure as it is meant; a fault is one sentence that begins with its key."""

from decimal import Decimal

import pytest

from guichet.replay.profile import (
    Figure,
    Profile,
    ProfileFault,
    Reading,
    parse_profile,
    read_profile,
)

FUND = 'fund: {name: "CPAM", department: "93", year: 2020}\n'


def read(text: str) -> Profile:
    return parse_profile((FUND + text).encode())


def fault(text: str) -> str:
    with pytest.raises(ProfileFault) as refused:
        read(text)
    return str(refused.value)


def test_a_figure_is_exact_about_or_at_least() -> None:
    said = read(
        "sick_leave: {stops_paid: 700000, growth_pct: {min: 19},"
        " covid_prescriptions: {about: 81000}}"
    ).figures
    assert said["sick_leave.stops_paid"] == Figure(Decimal(700000))
    assert said["sick_leave.growth_pct"] == Figure(Decimal(19), Reading.AT_LEAST)
    assert said["sick_leave.covid_prescriptions"] == Figure(Decimal(81000), Reading.ABOUT)
    between = read("employers: {webinar_satisfied_pct: {min: 94.8, max: 100}}").figures
    assert between["employers.webinar_satisfied_pct"] == Figure(
        Decimal("94.8"), Reading.BETWEEN, Decimal(100)
    )


def test_what_a_group_does_not_detail_is_its_remainder() -> None:
    shares = read("messages: {motives_pct: {css: 60, dossier: 39.5}}").shares
    assert shares["messages.motives_pct"].remainder == Decimal("0.5")


@pytest.mark.parametrize(
    ("key", "wrong", "right"),
    [
        ("phone.call", "phone: {call: 1}", "phone: {calls: 1}"),
        ("lobby", "lobby: {}", "ame: {}"),
        ("insured.account_rate_pct", "insured: {account_rate_pct: 100.1}",
         "insured: {account_rate_pct: 100}"),
        ("insured.account_rate_pct", "insured: {account_rate_pct: -1}",
         "insured: {account_rate_pct: 0}"),
        ("phone.motives_pct.css", "phone: {motives_pct: {css: 101}}",
         "phone: {motives_pct: {css: 100}}"),
        ("phone.motives_pct", "phone: {motives_pct: {css: 60, dossier: 40.01}}",
         "phone: {motives_pct: {css: 60, dossier: 40}}"),
        ("account.uses_pct", "account: {uses_pct: {a: 60, b: 60}}",
         "account: {uses_pct: {exclusive: false, a: 60, b: 60}}"),
        ("phone.motives_pct.meteo", "phone: {motives_pct: {meteo: 1}}",
         "phone: {motives_pct: {ame: 1}}"),
        ("phone.motives_pct.non_precise", "phone: {motives_pct: {non_precise: 1}}",
         "phone: {motives_pct: {}}"),
        ("reception.closed.to", "reception: {closed: {to: 2021-01-01}}",
         "reception: {closed: {to: 2020-12-31}}"),
        ("reception.closed.to", "reception: {closed: {to: mars}}",
         "reception: {closed: {to: 2020-03-01}}"),
        ("sick_leave.peaks_pct.2019-04", "sick_leave: {peaks_pct: {2019-04: 1}}",
         "sick_leave: {peaks_pct: {2020-04: 1}}"),
        ("sick_leave.peaks_pct.2020-13", "sick_leave: {peaks_pct: {2020-13: 1}}",
         "sick_leave: {peaks_pct: {2020-12: 1}}"),
        ("phone.calls", "phone: {calls: 1.5}", "phone: {calls: 1}"),
        ("phone.calls", "phone: {calls: -1}", "phone: {calls: 0}"),
        ("phone.calls", "phone: {calls: {circa: 1}}", "phone: {calls: {about: 1}}"),
        ("phone.calls", "phone: {calls: beaucoup}", "phone: {calls: {max: 1}}"),
        ("reception.sites_not_reopened", "reception: {sites_not_reopened: [1]}",
         "reception: {sites_not_reopened: [Pantin]}"),
    ],
)  # fmt: skip
def test_a_fault_names_its_key(key: str, wrong: str, right: str) -> None:
    assert fault(wrong).startswith(f"{key} : ")
    read(right)


def test_what_is_no_profile_is_refused_in_words() -> None:
    for text, words in {
        "": "fund.year",
        "fund: {year: 1999}": "fund.year",
        "fund: {year: 2020}": "fund.department",
        FUND + "fund: {}": "fund",
        "a: [": "illisible",
    }.items():
        with pytest.raises(ProfileFault, match=words):
            parse_profile(text.encode())


def test_the_profile_that_comes_with_the_program_is_sound() -> None:
    found = read_profile("cpam93-2020")
    assert found.year == 2020
    assert found.count("reception.visits") == 496_831
    assert found.count("lobby.visits") == 0
