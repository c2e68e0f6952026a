"""The stage on which processes die: one warm process that forks an actor for every order.

    python -m tests.kill.rehearsal     (orders and answers are lines of JSON)

An actor works on a database and an outgoing folder of its own, and may be killed by SIGKILL at a
named boundary, or after some seconds; the next one finds what it left.
"""

import json
import os
import select
import signal
import sys
import traceback
from pathlib import Path
from typing import Any


def main() -> None:
    import django

    from tests.support.haste import hasten

    hasten()
    django.setup()
    from tests.kill import acts  # noqa: F401  warm before any fork

    for line in sys.stdin:
        sys.stdout.write(json.dumps(perform(json.loads(line))) + "\n")
        sys.stdout.flush()


def perform(order: dict[str, Any]) -> dict[str, Any]:
    """Forks an actor, waits for its end; answers how it ended and what it said."""
    reader, writer = os.pipe()
    actor = os.fork()
    if actor == 0:
        os.close(reader)
        act(order, writer)
    os.close(writer)
    if order.get("kill_after") is not None:
        ready, _, _ = select.select([reader], [], [], order["kill_after"])
        if not ready:
            os.kill(actor, signal.SIGKILL)
    with os.fdopen(reader) as stream:
        said = stream.read()
    _, status = os.waitpid(actor, 0)
    return {"status": os.waitstatus_to_exitcode(status), "said": json.loads(said) if said else None}


def act(order: dict[str, Any], writer: int) -> None:
    """Plays one act and ends the process, whatever happens."""
    status = 1
    try:
        set_stage(order)
        from django.db import connections

        from tests.kill import acts

        said = acts.ACTS[order["act"]](**order.get("with", {}))
        connections.close_all()
        os.write(writer, json.dumps(said).encode())
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def set_stage(order: dict[str, Any]) -> None:
    """Points this process at its database and its folders, and at the boundary of its death."""
    from django.conf import settings
    from django.db import connections

    boundary = sys.modules["guichet.journal.checkpoint"]
    target, _, count = order.get("kill_at", "").partition(":")
    boundary._target, boundary._left = target, int(count or 1)  # type: ignore[attr-defined]
    connections.databases["default"]["NAME"] = order["database"]
    settings.OUTGOING_DIR = Path(order["outgoing"])
    settings.SMTP_URL, settings.SMS_URL = order.get("smtp", ""), order.get("sms", "")


if __name__ == "__main__":
    main()
