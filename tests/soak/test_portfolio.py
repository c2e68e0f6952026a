"""Fifty thousand files of an old system, switched mid-month, killed in the middle, paid once.

The suspended program that this one learns from paid twice and left thousands with nothing at its
switch. PORTFOLIO_FILES says another size.
"""

import faulthandler
import json
import os

import pytest

from tests.kill.conftest import house
from tests.kill.theatre import KILLED, Theatre

pytestmark = [pytest.mark.database, pytest.mark.soak]

FILES = int(os.environ.get("PORTFOLIO_FILES", "50000"))
__all__ = ["house"]


def test_a_portfolio_is_switched_mid_month_and_killed_in_the_middle(
    house: Theatre, capsys: pytest.CaptureFixture[str]
) -> None:
    faulthandler.cancel_dump_traceback_later()  # longer than any other test may be
    stage, told = house.stage(), {}
    stage.play("big_make", files=FILES)
    for act in ("big_import", "big_compare"):
        told[act] = stage.play(act)
        assert told[act]["said"] == FILES
    half = max(FILES // 400, 1)
    assert stage.interrupt("big_switch", kill_at=f"takeover.days_claimed:{half}") == KILLED
    told["big_pay of what is switched"] = stage.play("big_pay", days=0)
    batch = max(half // 2, 1)
    for at in ("takeover.batch_committed", "decision.letters_written", "takeover.files_opened"):
        assert stage.interrupt("big_switch", kill_at=f"{at}:{batch // 2 + 1}", later=30) == KILLED
    told["big_switch"] = stage.play("big_switch", later=60)
    told["big_pay"] = stage.play("big_pay", days=1)
    told["big_seen"] = stage.play("big_seen")
    with capsys.disabled():
        print(json.dumps(told, indent=1))  # noqa: T201  what docs/benchmarks.md tells
    seen = told["big_seen"]["said"]
    ended, differ = len(range(0, FILES, 13)), len(range(0, FILES, 7))
    assert seen == {
        "switched": FILES,
        "files": FILES,
        "decided": FILES,
        "days elsewhere": FILES * 36,
        "days here": (FILES - ended) * 18,
        "days twice": 0,
        "ordered elsewhere": 0,
        "first days paid": ["2026-11-13"],
        "orders that do not sum": 0,
        "payees paid": FILES - ended,
        "recoveries": 0,
        "differences": differ,
        "breaks": [],
    }
    stage.close()
