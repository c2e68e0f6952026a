"""What a forecast said beside what was lived: a replayed year whose files agents decide.

.venv/bin/python tools/bench_forecast.py                   as the page says it, and writes it
.venv/bin/python tools/bench_forecast.py --scale 0.0005    shorter, writes nothing
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import law_report  # noqa: E402

PROFILE, SCALE, SEED = "cpam93-2020", Decimal("0.001"), 1
WEEKS, MIDDLE = 8, 4
# Files that the agents decide on a working day, at scale 1: a fifth more than come in a usual week.
A_DAY = 3_000
STOOD = tuple(date(2020, month, day) for month, day in
              ((2, 2), (3, 1), (3, 29), (4, 26), (5, 24), (6, 21), (7, 19)))  # fmt: skip
BEGIN = "<!-- forecast: tools/bench_forecast.py writes from here -->"
END = "<!-- forecast: to here -->"


@dataclass(frozen=True)
class Stood:
    """A day on which a forecast was made: files that wait that day, said and lived after it.

    `told`: the same once it is told what nobody knew, the arrivals and what agents can do. `waits`,
    `waited`: days that the files of the fourth week wait for a person, so told, and did.
    """

    day: str
    still: int
    said: list[float]
    told: list[float]
    lived: list[int]
    waits: float
    waited: float

    def off(self, said: list[float]) -> float:
        """The mean distance, in files."""
        return sum(abs(a - b) for a, b in zip(said, self.lived, strict=True)) / len(self.lived)

    def row(self) -> str:
        last = (self.said[-1], self.told[-1], self.lived[-1])
        off = [self.off(one) for one in (self.said, self.told, [self.still] * len(self.lived))]
        cells = [self.day, f"{self.still}", *(f"{one:.0f}" for one in last)]
        days = (f"{self.waits:.0f}", f"{self.waited:.0f}")
        return "| " + " | ".join([*cells, *(f"{one:.1f}" for one in off), *days]) + " |"


def inside(scale: Decimal) -> None:
    """In a process and on a database of its own: live the year, forecast, tell both."""
    import django

    django.setup()
    from django.core.management import call_command

    from guichet.replay.plan import Year
    from guichet.replay.profile import read_profile
    from tests.replay.staffed import Staff, lived_with_staff

    call_command("migrate", verbosity=0)
    year = Year(read_profile(PROFILE), scale, SEED)
    last = max(STOOD).toordinal() + 7 * WEEKS
    a_day = max(1, round(A_DAY * scale))
    lived_with_staff(year, date.fromordinal(last), Staff(a_day))
    print(json.dumps([_stood(day, a_day) for day in STOOD]))


def _stood(day: date, a_day: int) -> dict[str, object]:
    from guichet.insight.service import known
    from tests.replay.staffed import informed, met, wait_of_week

    found = known(day, WEEKS)
    usual, told = met(found), met(informed(found, a_day))
    waits, waited = wait_of_week(informed(found, a_day), MIDDLE)
    return {
        "day": f"{day.day} {day:%B}",
        "still": usual.still,
        "said": [float(one) for one in usual.said],
        "told": [float(one) for one in told.said],
        "lived": usual.lived,
        "waits": float(waits),
        "waited": float(waited),
    }


def measure(scale: Decimal) -> list[Stood]:
    kept = {key: value for key, value in os.environ.items() if key[:8] != "GUICHET_"}
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as data:
        environment = {
            **kept, "GUICHET_VAR": data, "DJANGO_SETTINGS_MODULE": "guichet.project.settings",
        }  # fmt: skip
        command = [sys.executable, __file__, "--scale", str(scale), "--inside"]
        told = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
    return [Stood(**one) for one in json.loads(told.splitlines()[-1])]


def section(found: list[Stood], scale: Decimal) -> str:
    rows = "\n".join(one.row() for one in found)
    return (
        f"`.venv/bin/python tools/bench_forecast.py` on {datetime.now(UTC):%d %B %Y}, commit"
        f" {law_report.commit()}; {PROFILE} at scale {scale}, {round(A_DAY * scale)} files decided"
        f" on a working day, {WEEKS} weeks ahead.\n\n"
        "| stood on | waiting | said after 8 weeks | said, told both | lived"
        " | off by, in files, on average | told both | if nothing moved"
        f" | days waited by who came in the week {MIDDLE}, told | lived |\n"
        f"|---|---|---|---|---|---|---|---|---|---|\n{rows}\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scale", type=Decimal, default=SCALE)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        inside(asked.scale)
        return
    text = section(measure(asked.scale), asked.scale)
    print(text)
    if asked.scale == SCALE:
        law_report.write(text, BEGIN, END)


if __name__ == "__main__":
    main()
