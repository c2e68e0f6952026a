"""The forecast on years that no bound was set on, and the staff that it says keeps a delay.

.venv/bin/python tools/bench_forecast_held_out.py                as the page says it, with --write
.venv/bin/python tools/bench_forecast_held_out.py --seeds 102 --only spring   one of them
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import law_report  # noqa: E402

SEEDS, WEEKS, MIDDLE = (101,), 8, 4
RISE = {3: 65, 4: 86}
FIRST, EVERY, TIMES = (3, 1), timedelta(weeks=4), 5  # the Sundays on which one stands
PROMISE, KEEP_DAYS = "promise", 10
PAID_BY_THEN = timedelta(weeks=3)  # who came in the last week, even with too few agents
YEARS = {
    "spring": "the spring of 2020",
    "gusts": "2023, weeks 30 % more or less, 2 to 4 files a day",
    "rule": "a rule decides 60 % of twice as many files",
    "before": "with the year before in the records, no peak",
}
BEGIN = "<!-- forecast held out: tools/bench_forecast_held_out.py writes from here -->"
END = "<!-- forecast held out: to here -->"


def living(name: str, seed: int) -> Any:
    from tests.replay.held_out import Living
    from tests.replay.staffed import Staff

    found = {
        "spring": Living(name, seed, peaks=RISE),
        "gusts": Living(name, seed, 2023, staff=Staff(3, varies=1), gusts=30),
        "rule": Living(name, seed, a_week=26, staff=Staff(2, by_rule=60), peaks=RISE),
        "before": Living(name, seed, before=True),
        PROMISE: Living(name, seed, a_week=26, staff=Staff(6), peaks=RISE, before=True),
    }
    return found[name]


def inside(name: str, seed: int) -> None:
    """In a process and on a database of its own: live the year, forecast, tell both."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    lived = living(name, seed)
    if name == PROMISE:
        print(json.dumps(promise(lived)))
        return
    lived.live()
    print(json.dumps(stood_in(lived)))


def _sunday(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def stood_in(lived: Any) -> list[dict[str, Any]]:
    """What a forecast was worth on some Sundays of a year that is lived."""
    first = _sunday(date(lived.number, *FIRST))
    return [stood(first + n * EVERY, lived.staff.a_day) for n in range(TIMES)]


def stood(day: date, a_day: int) -> dict[str, Any]:
    """How far what was said on a day was from what was lived, in files and in days."""
    from guichet.insight.service import Supposed, as_it_goes, known, measured_first_payment, what_if
    from tests.replay.staffed import informed, met, paid_after, waited

    found = known(day, WEEKS)
    usual, told = met(found), met(informed(found, a_day))
    same = Supposed(agents=5 * a_day, minutes_a_file=30, minutes_a_week=30)
    week = what_if(informed(found, a_day), same, measured_first_payment(day)).weeks[MIDDLE - 1]
    bounds = [(one.least, one.most) for one in as_it_goes(found).weeks]
    within = [
        least - 1 < one < most + 1 for (least, most), one in zip(bounds, usual.lived, strict=True)
    ]
    return {
        "stock": float(usual.mean),
        "usual": float(usual.error),
        "told": float(told.error),
        "still": float(usual.error_if_still),
        "wait": _apart(week.waits, waited(week.period)),
        "paid": _apart(week.first_payment, paid_after(week.period)),
        "within": sum(within) / len(within),
    }


def _apart(said: Fraction | None, lived: Fraction | None) -> float | None:
    return None if said is None or lived is None else float(abs(said - lived))


def promise(lived: Any, only: str = "") -> dict[str, Any]:
    """Stand before the rise, ask who keeps the delay, and live it with them and with one fewer."""
    from guichet.insight.service import Supposed, known, measured_first_payment, what_if

    day = _sunday(date(lived.number, *FIRST))
    lived.live_on(date.min, day, lived.staff)
    lived.receive_before()
    asked = {
        "minutes_a_file": 30, "minutes_a_week": 150, "keep_days": KEEP_DAYS,
        "percents": {(lived.number, month): Fraction(more) for month, more in RISE.items()},
    }  # fmt: skip
    found, paid = known(day, WEEKS), measured_first_payment(day)
    told = what_if(found, Supposed(agents=lived.staff.a_day, **asked), paid)
    staffs = {
        "as now": lived.staff.a_day,
        "nine times in ten": told.agents_to_be_sure or 0,
        "as foreseen": told.agents_to_keep or 0,
        "one fewer": (told.agents_to_keep or 0) - 1,
    }
    rows = {}
    for name, agents in staffs.items():
        if only in ("", name):
            said = what_if(found, Supposed(agents=agents, **asked), paid).weeks
            rows[name] = {"agents": agents, **_lived_on(lived, day, said, agents)}
    return rows


def _lived_on(lived: Any, day: date, said: Sequence[Any], agents: int) -> dict[str, Any]:
    """The weeks foreseen, lived with so many agents of a file a day, then undone."""
    from django.db import transaction

    from tests.replay.staffed import Staff, waiting_on

    last = said[-1].period.last
    with transaction.atomic():
        lived.live_on(day, last + PAID_BY_THEN, Staff(agents))
        found = {
            "said": [float(week.first_payment or 0) for week in said],
            "lived": [_whole(week.period) for week in said],
            "stock_said": float(said[-1].stock),
            "stock_lived": waiting_on(last),
        }
        transaction.set_rollback(True)
    return found


def _whole(received: Any) -> float | None:
    """The mean delay of the first payment of a week's files; None while one of them waits."""
    from guichet.cases.models import Clock
    from tests.replay.staffed import paid_after

    waits = Clock.objects.filter(
        started_at__gte=received.starts_at, started_at__lt=received.ends_at, stopped_at=None
    )
    return None if waits.exists() else float(paid_after(received) or 0)


def lived_apart(name: str, seed: int) -> Any:
    kept = {key: value for key, value in os.environ.items() if key[:8] != "GUICHET_"}
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as data:
        environment = {
            **kept, "GUICHET_VAR": data, "DJANGO_SETTINGS_MODULE": "guichet.project.settings",
        }  # fmt: skip
        command = [sys.executable, __file__, "--only", name, "--seeds", str(seed), "--inside"]
        told = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
    return json.loads(told.splitlines()[-1])


def row(name: str, seed: int, stood: Sequence[dict[str, Any]]) -> str:
    keys = ("stock", "usual", "still", "told", "wait", "paid")
    cells = [f"{_mean(one[key] for one in stood):.1f}" for key in keys]
    within = f"{100 * _mean(one['within'] for one in stood):.0f} %"
    return "| " + " | ".join([YEARS[name], str(seed), *cells, within]) + " |"


def _mean(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else float("nan")


def promise_rows(seed: int, found: dict[str, Any]) -> list[str]:
    rows = []
    for name, one in found.items():
        weeks = list(zip(one["said"], one["lived"], strict=True))
        ended = [(said, lived) for said, lived in weeks if lived is not None]
        over = sum(lived is None or lived > KEEP_DAYS for _, lived in weeks)
        slowest = [f"{max(days):.1f}" for days in zip(*ended, strict=True)]
        told = [f"{over} of {WEEKS}", f"{one['stock_said']:.0f}", f"{one['stock_lived']}"]
        rows.append(
            "| " + " | ".join([str(seed), name, str(one["agents"]), *slowest, *told]) + " |"
        )
    return rows


def section(years: Sequence[str], promises: Sequence[str], seeds: Sequence[int]) -> str:
    told = " ".join(map(str, seeds))
    return (
        f"`.venv/bin/python tools/bench_forecast_held_out.py --seeds {told}` on"
        f" {datetime.now(UTC):%d %B %Y}, commit {law_report.commit()}. Means of {TIMES} Sundays,"
        f" {WEEKS} weeks ahead of each; days are those of who came in the week {MIDDLE}.\n\n"
        "| year | seed | files in stock | by itself, off by | if nothing moved | told both"
        " | wait of a person, told both, off by days | first payment | in the bounds told |\n"
        "|---|---|---|---|---|---|---|---|---|\n" + "\n".join(years) + "\n\n"
        f"What if +65 % in March and +86 % in April, first payment within {KEEP_DAYS} days:\n\n"
        "| seed | agents | | slowest week all paid, said | lived | weeks over | stock, said"
        " | lived |\n"
        "|---|---|---|---|---|---|---|---|\n" + "\n".join(promises) + "\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS))
    parser.add_argument("--only", choices=[*YEARS, PROMISE])
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help="in docs/benchmarks.md")
    asked = parser.parse_args()
    if asked.inside:
        inside(asked.only, asked.seeds[0])
        return
    names = [asked.only] if asked.only else [PROMISE, *YEARS]
    with ThreadPoolExecutor(2) as pool:
        waits = {
            (name, seed): pool.submit(lived_apart, name, seed)
            for name in names for seed in asked.seeds
        }  # fmt: skip
        found = {key: wait.result() for key, wait in waits.items()}
    years = [row(*key, one) for key, one in sorted(found.items()) if key[0] != PROMISE]
    promises = [
        line
        for key, one in found.items()
        if key[0] == PROMISE
        for line in promise_rows(key[1], one)
    ]
    text = section(years, promises, asked.seeds)
    print(text)
    if asked.write:
        law_report.write(text, BEGIN, END)


if __name__ == "__main__":
    main()
