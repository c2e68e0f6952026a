"""Cases of the contracts with a value that nobody should give: far dates, odd amounts, wrong types.

What a YAML, JSON or CSV file can hold, and nothing else: no float, no key that is not a text.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from random import Random
from typing import Any

from guichet.law.contract import BENEFITS, CHECKS, KEYS, PERIODICITIES
from guichet.law.daily_allowance import ALLOWANCES
from guichet.law.deadlines.answers import FAMILIES
from guichet.law.parameters import load
from tests.law.made_up import draw

Draw = Callable[[Random], Any]

DAYS = [
    *(date(1, 1, 1), date(1, 12, 31), date(3, 2, 1), date(1582, 10, 15), date(1899, 12, 31)),
    *(date(1969, 12, 31), date(1970, 1, 1), date(1984, 12, 31), date(1985, 1, 1)),
    *(date(2010, 12, 31), date(2012, 1, 1), date(2016, 2, 29), date(2020, 2, 29)),
    *(
        date(2021, 4, 13),
        date(2021, 4, 14),
        date(2024, 2, 29),
        date(2026, 2, 2),
        date(2026, 12, 31),
    ),
    *(date(2027, 1, 1), date(2030, 1, 31), date(2199, 12, 31), date(2200, 12, 31)),
    *(date(2201, 1, 1), date(2262, 4, 12), date(9990, 1, 1), date(9999, 12, 1), date(9999, 12, 31)),
]
# The eve, the first and the last day of each value of each parameter.
EDGES = sorted(
    {
        day.fromordinal(day.toordinal() + apart)
        for name in load().names()
        for value in load().named(name)
        for day in (value.effective_from, value.effective_to or value.effective_from)
        for apart in (-1, 0, 1)
    }
)
NEAR = [date(2015, 1, 1) + timedelta(days=n) for n in range(13 * 365)]
AMOUNTS = [
    *(0, 1, -1, 10**6, 10**29, -(10**29), Decimal("0.00"), Decimal("-0.0"), Decimal("0.01")),
    *(Decimal("0.001"), Decimal("1E+29"), Decimal("1E-29"), Decimal("-1E+29")),
    *("0", "0.00", "-0", "-1", "1e3", "1e29", "1e999", "0.005", "1000000", "1000000.01", "1_000"),
    *("NaN", "sNaN", "-Infinity", "٣", " 7 ", "+5", "1,5", "9" * 31),
]
COUNTS = [0, 1, 2, 3, 7, 20, 21, 52, 366, 1000, 10**6, 10**18, 10**29, -1, "3", "0", Decimal("1.5")]
WRONG = [
    *("", " ", "x", "é" * 200, "\ud800", "\x00", "2026-02-30", "2026-2-3", "٢٠٢٦-٠٢-٠٢", "2026-13"),
    *(True, False, [], {}, [[]], [None], [{}], ["x"], {"x": 1}, [date(2026, 2, 2)], b"x", {"x"}),
    *(
        datetime.fromisoformat("2026-02-02T09:30"),
        datetime(2026, 2, 2, tzinfo=UTC),
        [{"month": None}],
        [["a", 1]],
    ),
]
WORDS: dict[str, list[Any]] = {
    "benefit": [*BENEFITS, "MALADIE"],
    "kind": ["initial", "prolongation", "relapse"],
    "covid": [
        *(False, True, "positive_test", "contact_isolation", "childcare", "vulnerable"),
        "cohabitant_vulnerable",
    ],
    "reason": [
        "deces_enfant_moins_25_ans",
        "interruption_spontanee_grossesse_avant_22_sa",
        "interruption_medicale_grossesse",
    ],
    "pay_periodicity": list(PERIODICITIES),
    "category": ["artisan_commercant_plnr", "liberal_cnavpl", "conjoint_collaborateur"],
    "check": list(CHECKS),
    "micro_allowance": ["0.71", "0.50", "0.34", Decimal("0.5")],
}
FLAGS = {
    *("ald", "carence_waived", "opening_conditions_met", "hospitalised", "no_month_above_cap"),
    "child_hospitalised",
}
MONEY = {
    *("sjb_given", "contract_monthly_gross", "reference_total_12_months", "lost_gross", "raam"),
    *("mean_turnover_3_years", "reference_pay_each"),
}
NUMBERS = {
    *("dependent_children", "day_of_stop", "rank_of_stop_since_death", "children_born"),
    *("paid_days", "reference_pays_count"),
}
LINES = {"reference_wages", "previous_stops"}
PERIODS = {"stop_ends", "reference_period"}
WAGE_KEYS = (
    "month",
    "gross",
    "hours",
    "absent",
    "employer",
    "reestablished",
    "grosss",
    "activity_from",
    "activity_until",
)
STOP_KEYS = (
    *("benefit", "start", "end", "kind", "ald", "affection", "paid_days", "carence_served"),
    *("resumed_on", "begin"),
)


def a_day(random: Random) -> Any:
    """A civil date, near or far, as a date or as its text."""
    found = random.choice(random.choice([DAYS, EDGES, NEAR]))
    return found.isoformat() if random.random() < 0.5 else found


def a_month(random: Random) -> Any:
    if random.random() < 0.3:
        return random.choice(WRONG)
    return random.choice(["0000-01", "0001-01", "9999-12", "2026-00", "2026-01", "2025-12", "1-1"])


def a_value(key: str, random: Random) -> Any:
    """A value for a key of contract 1: well-typed and extreme, or of another type."""
    if random.random() < 0.15:
        return random.choice([*WRONG, *AMOUNTS, *DAYS])
    return DRAWS.get(key, a_day)(random)


def one_of(choices: Sequence[Any]) -> Draw:
    return lambda random: random.choice(choices)


def some_of(draw: Draw, most: int) -> Draw:
    return lambda random: [draw(random) for _ in range(random.randrange(most + 1))]


def a_period(random: Random) -> Any:
    return {"from": a_day(random), "to": a_day(random)}


def a_wage(random: Random) -> Any:
    given = {
        "month": a_month(random),
        "gross": random.choice(AMOUNTS),
        "hours": random.choice(AMOUNTS),
        "absent": random.choice(["sickness", "before_hire", True, False, 3]),
        "employer": random.choice(["A", 12345678900011, True]),
        "reestablished": random.choice(AMOUNTS),
        "activity_from": random.choice(["2026-01-02", "9999-12-31", a_day(random)]),
        "activity_until": random.choice(["2026-01-01", "2025-12-31", a_day(random)]),
    }
    return a_line(given, WAGE_KEYS, 2, random)


def a_previous_stop(random: Random) -> Any:
    given = {
        "benefit": random.choice([*BENEFITS, "x"]),
        "start": a_day(random),
        "end": a_day(random),
        "kind": random.choice(["initial", "prolongation"]),
        "ald": random.choice([True, False]),
        "affection": random.choice(["A", "B", "\ud800"]),
        "paid_days": random.choice(COUNTS),
        "carence_served": random.choice(COUNTS),
        "resumed_on": a_day(random),
    }
    return a_line(given, STOP_KEYS, 3, random)


DRAWS: dict[str, Draw] = {
    **{key: one_of(words) for key, words in WORDS.items()},
    **dict.fromkeys(FLAGS, one_of([True, False])),
    **dict.fromkeys(MONEY, one_of(AMOUNTS)),
    **dict.fromkeys(NUMBERS, one_of(COUNTS)),
    **dict.fromkeys(PERIODS, some_of(a_day, 3)),
    "part_time": a_period,
    "reference_wages": some_of(a_wage, 4),
    "previous_stops": some_of(a_previous_stop, 3),
}


def a_line(given: dict[str, Any], keys: tuple[str, ...], needed: int, random: Random) -> Any:
    """A line of a list with its first keys, some of the others, now and then a wrong value."""
    if random.random() < 0.05:
        return random.choice(WRONG)
    kept = {key: one for key, one in list(given.items())[:needed] if random.random() < 0.95}
    kept |= {key: one for key, one in given.items() if random.random() < 0.3}
    if random.random() < 0.2:
        kept[random.choice(keys)] = random.choice(WRONG)
    return kept


def spoilt_line(line: dict[str, Any], fresh: Any, random: Random) -> Any:
    """One value of a sound line from another."""
    if not isinstance(fresh, dict) or not fresh:
        return fresh
    key = random.choice(list(fresh))
    return {**line, key: fresh[key]}


def spoilt(case: dict[str, Any], random: Random) -> dict[str, Any]:
    """A sound input with one to four keys changed, added or taken away."""
    found = dict(case)
    keys = sorted(KEYS)
    known = sorted(ALLOWANCES[found["benefit"]].keys) if "benefit" in found else keys
    for _ in range(random.choice([1, 1, 1, 2, 2, 3, 4])):
        key = random.choice(random.choice([keys, known, list(found) or keys]))
        lines = found.get(key)
        if key in LINES and isinstance(lines, list) and lines and random.random() < 0.7:
            rank = random.randrange(len(lines))
            fresh = a_wage(random) if key == "reference_wages" else a_previous_stop(random)
            line = (
                spoilt_line(lines[rank], fresh, random) if isinstance(lines[rank], dict) else fresh
            )
            found[key] = [*lines[:rank], line, *lines[rank + 1 :]]
        elif random.random() < 0.08:
            found.pop(key, None)
        else:
            found[key] = a_value(key, random)
    return found


def case(kind: str, random: Random) -> dict[str, Any]:
    """The input of a case of a benefit (or of a `check`) that nobody should send."""
    if random.random() < 0.85:
        return spoilt(draw(kind, random), random)
    keys = random.sample(sorted(KEYS), random.randrange(1, len(KEYS)))
    wild = {key: a_value(key, random) for key in keys}
    if kind == "check":
        return {**wild, "check": random.choice(CHECKS)}
    wild.pop("check", None)
    return {**wild, "benefit": kind}


INSTANTS = [
    *("0001-01-01T00:00", "9999-12-31T23:59", "9999-12-31T23:59-12:00", "2025-03-30T02:30"),
    *("2025-10-26T02:30", "2025-04-18T10:00", "2025-04-18T24:00", "2025-04-18T10:00+99:00"),
    *("2025-04-18T10:00:00.000001Z", "1899-12-31T23:59-05:00", "T", "2025-04-18T", "2025-W16-5T10"),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
    datetime.fromisoformat("2020-04-10T09:30"),
]
DEADLINE_WORDS: dict[str, list[Any]] = {
    "calendar": ["FR", "FR-ALSACE-MOSELLE", "GES"],
    "subject": ["accident", "relapse", "disease", "x"],
    "procedure": ["css", "ame", "rsa"],
    "benefit": [*BENEFITS, "x"],
    "decision_shows_appeal_routes": [True, False],
    "committee": [True, False],
    "investigation": [True, False],
}


def a_deadline_value(key: str, random: Random) -> Any:
    """A value for a key of contract 2."""
    drawn = random.random()
    if drawn < 0.15:
        return random.choice([*WRONG, *AMOUNTS])
    if key in DEADLINE_WORDS and drawn < 0.8:
        return random.choice(DEADLINE_WORDS[key])
    if key == "pauses":
        dates = ("asked_on", "received_on")
        given = {one: a_day(random) for one in dates}
        return [a_line(given, dates, 2, random) for _ in range(random.randrange(4))]
    if key == "decisions_notified" and drawn < 0.6:
        return [a_day(random) for _ in range(random.randrange(4))]
    return random.choice(INSTANTS) if drawn < 0.4 else a_day(random)


def deadline(family: str, given: dict[str, Any], random: Random) -> dict[str, Any]:
    """A case of contract 2 with one to three keys of a sound input changed, or all drawn."""
    keys = [*FAMILIES[family][1], "calendar"]
    found = dict(given) if random.random() < 0.8 else dict.fromkeys(keys)
    changed = random.sample(keys, min(len(keys), random.choice([1, 1, 2, 3])))
    for key in changed if any(found.values()) else keys:
        if random.random() < 0.1:
            found.pop(key, None)
        else:
            found[key] = a_deadline_value(key, random)
    return {"id": "x", "family": family, "input": found}
