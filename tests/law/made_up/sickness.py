"""Made-up sickness stops: a plain stop, then one theme of the law (rarely two) laid over it."""

from datetime import date, timedelta
from random import Random

from tests.law.made_up.common import (
    a_length,
    a_start,
    amount,
    between,
    later,
    near_edge,
    opening,
    periodic_pay,
    poor_wages,
    restored,
    season,
    wages,
)

FIRST = date(2012, 1, 6)
COVID_EDGES = [
    date(2020, 2, 1),
    date(2020, 3, 10),
    date(2020, 3, 24),
    date(2020, 7, 10),
    date(2020, 10, 10),
    date(2021, 1, 10),
    date(2022, 12, 31),
    date(2023, 1, 31),
]
COVID = ["positive_test", "contact_isolation", "childcare", "vulnerable", "cohabitant_vulnerable"]
DEATHS, PREGNANCIES = date(2020, 7, 1), [date(2024, 1, 1), date(2024, 7, 1)]
INTERRUPTED = [
    "interruption_spontanee_grossesse_avant_22_sa",
    "interruption_medicale_grossesse",
]


def draw(benefit: str, random: Random) -> dict:
    theme = random.choice(THEMES)
    start = theme.start(random) if theme.start else a_start(random, theme.first)
    case = plain(random, start)
    case["benefit"] = benefit
    theme.lay(case, start, random)
    return {key: given for key, given in case.items() if given is not None}


def plain(random: Random, start: date) -> dict:
    case: dict = {"stop_start": start.isoformat(), "kind": "initial", **opening(random)}
    length = a_length(random)
    if random.random() < 0.1:
        case["stop_ends"] = [later(start, n) for n in (0, 2, 3, length)]
    elif random.random() < 0.9:
        case["stop_end"] = later(start, length - 1)
    count = random.choice([3, 3, 6, 12])
    lines = wages(random, start, count, hours=random.random() < 0.5)
    if random.random() < 0.15:
        lines = poor_wages(random, start, 12)
    case["reference_wages"] = lines
    return case


def nothing(case: dict, start: date, random: Random) -> None:
    if random.random() < 0.1:
        case["carence_waived"] = True
    if random.random() < 0.1:
        case |= {"sjb_given": amount(random, 30_000), "reference_wages": None}
    elif random.random() < 0.05:
        del case["reference_wages"][-1]  # a month that nobody gave


def pays(case: dict, start: date, random: Random) -> None:
    case |= {"reference_wages": None, **periodic_pay(random, start, (12, 6), 5_000_000)}


def month_cut_short(case: dict, start: date, random: Random) -> None:
    case["reference_wages"] = wages(random, start, 3)
    case |= restored(random, case["reference_wages"])


def prolongation(case: dict, start: date, random: Random) -> None:
    """A chain of one or two stops before, a few days of work between, and sometimes too many."""
    case["kind"] = "prolongation"
    end, history = start, []
    kinds = ["initial"] if random.random() < 0.7 else ["prolongation", "initial"]
    for kind in kinds:
        gap = random.choice([0, 0, 0, 1, 2, 3, 9])
        last = end - timedelta(days=gap + 1)
        first = last - timedelta(days=random.choice([0, 1, 2, 3, 20, 45]))
        history.insert(0, _stop(first, last, kind))
        end = first
    if random.random() < 0.15:
        history[0]["carence_served"] = random.randint(0, 3)
    if random.random() < 0.1:
        history[-1]["resumed_on"] = later(start, -random.randint(0, 4))
        history[-1]["resumed_on"] = max(history[-1]["resumed_on"], later(_last(history), 1))
    case["previous_stops"] = history
    case["reference_wages"] = wages(random, start, 12)


def _last(history: list[dict]) -> date:
    return date.fromisoformat(history[-1]["end"])


def _stop(first: date, last: date, kind: str = "initial", **more: object) -> dict:
    given = {"benefit": "maladie", "start": first.isoformat(), "end": last.isoformat()}
    return {**given, "kind": kind, **more}


def counter(case: dict, start: date, random: Random) -> None:
    """Two or three long stops before, so that the 360th day is at hand."""
    history, last = [], start - timedelta(days=random.choice([5, 30, 100]))
    left = 360 + random.choice([-40, -10, -3, -2, -1, 0, 1, 30])
    for days in random.choice([[left], [left // 2, left - left // 2]]):
        first = last - timedelta(days=days + 2)
        history.insert(0, _stop(first, last, paid_days=days))
        last = first - timedelta(days=random.choice([10, 300, 560, 700]))
    if random.random() < 0.2:
        history[0] |= {"ald": True, "affection": "A"}
    if random.random() < 0.2:
        other = random.choice(["at", "maternite"])
        history.insert(0, {**_stop(last - timedelta(days=90), last), "benefit": other})
    case |= {"previous_stops": history, "stop_ends": None}
    case["stop_end"] = later(start, random.choice([2, 3, 10, 40, 120]))


def rolling(case: dict, start: date, random: Random) -> None:
    """Days paid about three years before, which leave the window while the stop runs."""
    old = start - timedelta(days=random.choice([1085, 1095, 1096, 1097, 1100]))
    recent = start - timedelta(days=20)
    case["previous_stops"] = [
        _stop(old, old + timedelta(days=random.choice([5, 30, 60])), carence_served=3),
        _stop(recent - timedelta(days=345), recent, paid_days=random.choice([300, 330, 343])),
    ]
    case |= {"stop_end": later(start, random.choice([10, 40, 90])), "stop_ends": None}


def leap_start(random: Random) -> date:
    return near_edge(random, [date(2024, 2, 28), date(2027, 2, 28), date(2023, 3, 1)], 12)


def illness(case: dict, start: date, random: Random) -> None:
    """An ALD, alone or after stops of the same affection about one and three years before."""
    case["ald"] = True
    history = []
    for days in random.choice([[], [400], [1094], [1096], [1097, 200], [1500, 1200, 30]]):
        first = start - timedelta(days=days + random.randint(0, 1))
        last = first + timedelta(days=random.choice([0, 4, 20]))
        history.append(_stop(first, last, ald=True, affection="A"))
    case["previous_stops"] = history or None
    if random.random() < 0.1:
        case["ald"] = False


def many_children(case: dict, start: date, random: Random) -> None:
    case |= {"dependent_children": random.choice([2, 3, 3, 4]), "stop_ends": None}
    case["stop_end"] = later(start, random.choice([28, 29, 30, 31, 45, 60]))
    if random.random() < 0.3:
        case["day_of_stop"] = random.choice([4, 30, 31, 32])
    if random.random() < 0.2:
        case["issued_on"] = later(start, random.choice([-1, 0, 1]))
    if random.random() < 0.2:
        prolongation(case, start, random)


def many_children_for_long(case: dict, start: date, random: Random) -> None:
    """A prolongation of the summer of 2020 whose initial stop is of May or June."""
    many_children(case, start, random)
    prolongation(case, start, random)
    first = date(2020, 6, 1) + timedelta(days=random.choice([-30, -1, 0, 1, 2, 20]))
    case["previous_stops"] = [_stop(first, start - timedelta(days=1))]


def july_2020(random: Random) -> date:
    return between(random, date(2020, 6, 28), date(2020, 7, 20))


def summer_2020(random: Random) -> date:
    edges = [date(2020, 5, 31), date(2020, 6, 2), date(2020, 7, 1)]
    return near_edge(random, edges) if random.random() < 0.7 else a_start(random, date(2013, 1, 10))


def epidemic(case: dict, start: date, random: Random) -> None:
    case["covid"] = random.choice([*COVID, "positive_test", "contact_isolation", False])
    vague = date(2020, 3, 10) < start < date(2020, 3, 24)  # the texts give no day for them
    if vague and case["covid"] in ("vulnerable", "cohabitant_vulnerable"):
        case["covid"] = "contact_isolation"
    if random.random() < 0.1:
        case["issued_on"] = later(start, random.choice([-1, 1]))


def covid_start(random: Random) -> date:
    if random.random() < 0.7:
        return near_edge(random, COVID_EDGES, 1)
    return between(random, date(2020, 1, 10), date(2023, 4, 1))


def bereavement(case: dict, start: date, random: Random) -> None:
    died = start - timedelta(days=random.choice([0, 1, 30, 90, 91, 92, 150]))
    case |= {"reason": "deces_enfant_moins_25_ans", "death_date": died.isoformat()}
    if random.random() < 0.6:
        case["rank_of_stop_since_death"] = random.choice([1, 1, 2])


def after_death(random: Random) -> date:
    if random.random() < 0.3:
        return DEATHS + timedelta(days=random.choice([-1, 0, 29, 30, 90, 91]))
    return between(random, date(2020, 5, 1), date(2027, 1, 1))


def pregnancy(case: dict, start: date, random: Random) -> None:
    case["reason"] = random.choice(INTERRUPTED)


def about_pregnancies(random: Random) -> date:
    return near_edge(random, PREGNANCIES, 1)


def part_time(case: dict, start: date, random: Random) -> None:
    length = random.choice([10, 30, 31])
    begins = random.choice([0, 0, 0, 5])
    case["part_time"] = {"from": later(start, begins), "to": later(start, begins + length - 1)}
    case |= {"lost_gross": amount(random, 200_000), "stop_ends": None}
    case["stop_end"] = later(start, begins + length - 1)


def late(case: dict, start: date, random: Random) -> None:
    sent = random.choice([0, 1, 2, 3, 4, 8, 40])
    case |= {"notice_sent_on": later(start, sent), "stop_ends": None}
    case["stop_end"] = later(start, random.choice([3, 10, 20, 60]))
    if random.random() < 0.75:
        first = start.replace(year=start.year - 2, day=min(start.day, 28))
        first += timedelta(days=random.choice([-1, 0, 0, 1, 200]))
        case["previous_late_notice_prescribed_on"] = first.isoformat()
    if random.random() < 0.15:
        case["hospitalised"] = True


def retired(case: dict, start: date, random: Random) -> None:
    since = start - timedelta(days=random.choice([0, 50, 200, 400]))
    days = random.choice([0, 40, 55, 57, 58, 60, 61])
    case |= {"retired_since": since.isoformat(), "stop_ends": None}
    case["stop_end"] = later(start, random.choice([2, 5, 10, 62, 63, 64, 80]))
    if days:
        last = start - timedelta(days=10)
        case["previous_stops"] = [_stop(last - timedelta(days=days + 2), last, paid_days=days)]


def seven_months(case: dict, start: date, random: Random) -> None:
    case |= {
        "stop_end": later(start, random.choice([179, 181, 183, 184, 185, 250])),
        "stop_ends": None,
    }
    case["reference_wages"] = random.choice([poor_wages, wages])(random, start, 12)


def early_return(case: dict, start: date, random: Random) -> None:
    case |= {"stop_end": later(start, 20), "stop_ends": None}
    case["return_on"] = later(start, random.choice([1, 3, 4, 10, 20, 21, 22]))


def overlap(case: dict, start: date, random: Random) -> None:
    """A maternity leave that begins before the stop and ends within it."""
    first = start - timedelta(days=random.choice([10, 60]))
    leave = _stop(first, start + timedelta(days=random.choice([0, 2, 15])))
    case |= {"stop_end": later(start, random.choice([10, 25])), "stop_ends": None}
    case["previous_stops"] = [{**leave, "benefit": "maternite"}]


class Theme:
    def __init__(self, lay, first: date = FIRST, start=None) -> None:
        self.lay, self.first, self.start = lay, first, start


RECENT = date(2015, 3, 10)
THEMES = [
    *[Theme(nothing)] * 4,
    *[Theme(prolongation, date(2013, 1, 10))] * 4,
    Theme(pays, date(2013, 1, 10)),
    Theme(season, RECENT),
    Theme(month_cut_short),
    Theme(counter, RECENT),
    Theme(rolling, start=leap_start),
    Theme(illness, date(2017, 3, 10)),
    Theme(many_children, start=summer_2020),
    Theme(many_children_for_long, start=july_2020),
    Theme(epidemic, start=covid_start),
    Theme(bereavement, start=after_death),
    Theme(pregnancy, start=about_pregnancies),
    Theme(part_time, date(2019, 9, 1)),
    Theme(late, RECENT),
    Theme(retired, date(2021, 6, 1)),
    Theme(seven_months, RECENT),
    Theme(early_return),
    Theme(overlap),
]
BENEFITS = [  # of the bounds
    "maladie",
    "at",
    "trajet",
    "mp",
    "maternite",
    "paternite",
    "adoption",
    "deuil_enfant",
    "maladie_ti",
]


def draw_check(_: str, random: Random) -> dict:
    start = a_start(random, date(2019, 1, 1), date(2026, 12, 31))
    kind = random.choice(["threshold_6_months", "threshold_12_months", "bounds"])
    case = {"check": kind, "stop_start": start.isoformat()}
    return {**case, "benefit": random.choice(BENEFITS)} if kind == "bounds" else case
