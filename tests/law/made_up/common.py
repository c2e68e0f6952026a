"""Days, amounts and wages for the made-up cases."""

from datetime import date, timedelta
from random import Random

EDGES = [
    date(2015, 2, 1),
    date(2018, 2, 1),
    date(2019, 2, 1),
    date(2020, 2, 29),
    date(2020, 3, 24),
    date(2020, 7, 1),
    date(2020, 7, 11),
    date(2021, 1, 1),
    date(2021, 10, 1),
    date(2021, 11, 1),
    date(2022, 5, 1),
    date(2022, 6, 1),
    date(2023, 1, 1),
    date(2023, 2, 1),
    date(2024, 1, 1),
    date(2024, 2, 28),
    date(2025, 1, 31),
    date(2025, 4, 1),
    date(2026, 1, 1),
    date(2026, 2, 1),
    date(2026, 6, 1),
    date(2026, 7, 1),
]
AMOUNTS = [
    *("0.00", "0.01", "123.45", "1500.00", "1999.99", "2000.00", "2000.01", "9999.99", "15000.00"),
    *("2522.52", "2552.24", "2552.25", "2613.83", "3180.46", "3243.24", "3664.01"),  # sickness
    *("3311.00", "3428.00", "3925.00", "4005.00"),  # ceilings
]
LENGTHS = [1, 2, 3, 4, 5, 7, 10, 27, 28, 29, 30, 31, 32, 60]


def near_edge(random: Random, edges: list[date], spread: int = 2) -> date:
    return random.choice(edges) + timedelta(days=random.randint(-spread, spread))


def between(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=random.randint(0, (last - first).days))


def a_start(random: Random, first: date, last: date = date(2027, 6, 30)) -> date:
    edges = [edge for edge in EDGES if edge - timedelta(days=3) >= first]
    return near_edge(random, edges) if random.random() < 0.5 else between(random, first, last)


def later(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()


def a_length(random: Random, most: int = 120) -> int:
    return random.choice([*LENGTHS, random.randint(1, most), random.randint(1, most)])


def amount(random: Random, most: int = 600_000) -> str:
    if random.random() < 0.4:
        return random.choice(AMOUNTS)
    return f"{random.randrange(most) / 100:.2f}"


def months(day: date, count: int) -> list[str]:
    """The civil months before, oldest first."""
    number = day.year * 12 + day.month - 1
    return [f"{n // 12}-{n % 12 + 1:02d}" for n in range(number - count, number)]


def wages(random: Random, day: date, count: int, *, hours: bool = False) -> list[dict]:
    """One line a month; now and then the same pay, two employers, or round months."""
    same = amount(random) if random.random() < 0.4 else None
    employers = ["A", "B"] if random.random() < 0.15 else [None]
    lines = []
    for month in months(day, count):
        for employer in employers:
            line = {"month": month, "gross": same or amount(random)}
            if employer:
                line["employer"] = employer
            if hours:
                line["hours"] = f"{random.randrange(0, 9000) / 100:.2f}"
            lines.append(line)
    return lines


def poor_wages(random: Random, day: date, count: int) -> list[dict]:
    """Pay and hours about the thresholds of opening, where the right is won or lost."""
    pay = random.choice(["10.00", "1003.00", f"{random.randrange(160_000, 220_000) / 100:.2f}"])
    least = random.choice([45, 50, 51, 12])
    return [
        {"month": month, "gross": pay, "hours": str(random.choice([0, least, 50]))}
        for month in months(day, count)
    ]


def opening(random: Random) -> dict:
    """The right: given now and then, mostly left to be judged."""
    given = random.choice([None, None, None, True, True, False])
    return {} if given is None else {"opening_conditions_met": given}


def periodic_pay(random: Random, day: date, counts: tuple[int, int], yearly: int) -> dict:
    """The reference pay of somebody who is not paid by the month."""
    kind = random.choice(["weekly", "fortnightly", "discontinuous"])
    if kind == "discontinuous":
        if random.random() < 0.5:
            return {"pay_periodicity": kind, "reference_wages": wages(random, day, 12)}
        total = f"{random.choice([random.randrange(yearly), random.randrange(250_000)]) / 100:.2f}"
        within = {"no_month_above_cap": True} if random.random() < 0.3 else {}
        most = {"reference_total_12_months": "25000.00" if within else total}
        return {"pay_periodicity": kind, **most, **within}
    count = counts[kind == "fortnightly"]
    each = f"{random.randrange(150_000) / 100:.2f}"
    return {"pay_periodicity": kind, "reference_pays_count": count, "reference_pay_each": each}


def restored(random: Random, lines: list[dict], contract: float = 0.4) -> dict:
    """One month cut short: restored by the employer, by the contract, or by the average."""
    line = random.choice(lines)
    if random.random() < 0.3:
        return started(random, lines, line)
    line["absent"] = random.choice(["sickness", "maternity", "unemployment"])
    drawn = random.random()
    if drawn < 0.4:
        line["reestablished"] = amount(random)
    elif drawn < 0.4 + contract:
        return {"contract_monthly_gross": amount(random)}
    elif drawn < 0.9 + contract / 10:
        return {}
    for one in lines:
        one["absent"] = "sickness"
    last = date.fromisoformat(f"{lines[-1]['month']}-28") + timedelta(days=4)
    since = {"month": f"{last:%Y-%m}", "gross": amount(random)}
    begun = {"activity_from": f"{last:%Y-%m}-{random.randrange(1, 20):02d}"}
    lines.append({**since, **(begun if random.random() < 0.5 else {})})
    return {}


def started(random: Random, lines: list[dict], line: dict) -> dict:
    """A job that began or ended within a month, alone or between two; no job before the hire."""
    month, drawn = line["month"], random.random()
    first, last = sorted(random.sample(range(1, 29), 2))
    if drawn < 0.5:
        line["activity_from"] = f"{month}-{first:02d}"
        if drawn < 0.3:
            for one in lines:
                if one["month"] < month:
                    one.update(
                        gross="0.00", absent=random.choice(["before_hire", "avant embauche"])
                    )
                    one.pop("reestablished", None)
        return {}
    line["activity_until"] = f"{month}-{first:02d}"
    if drawn < 0.8:
        line["employer"] = "first"
        other = {"month": month, "gross": amount(random), "employer": "second"}
        lines.append({**other, "activity_from": f"{month}-{last:02d}"})
    elif drawn < 0.9:
        line["absent"] = random.choice(["before_hire", "sickness"])
    return {}


def season(case: dict, start: date, random: Random) -> None:
    """Work of a season: little in the last six months, enough or not in the twelve.

    With the nine months before those, for a right judged long before the day.
    """
    case |= {"pay_periodicity": "discontinuous", "opening_conditions_met": None}
    year = [{"month": month} for month in months(start, 12 + 9)]
    month_of_season = random.choice(["300.00", "3900.00", "4100.00", "5000.00"])
    hours = random.choice([None, "0", "100", "12"])
    for rank, line in enumerate(year):
        recent = rank >= 6 + 9
        line["gross"] = "0.00" if recent else month_of_season
        if hours:
            line["hours"] = "0" if recent else hours
    case["reference_wages"] = year
