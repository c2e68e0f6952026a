"""Named boundaries at which a rehearsal may kill the process.

Every gesture that moves money passes through some. In service they do nothing: the name is looked
up only where GUICHET_KILL_AT is set, which the kill tests do in a process of their own.
"""

import os
import signal

_target, _, _count = os.environ.get("GUICHET_KILL_AT", "").partition(":")
_left = int(_count or 1)


def checkpoint(name: str) -> None:
    """Die here, as by a power cut, if the rehearsal chose this boundary (`name` or `name:N`)."""
    global _left  # noqa: PLW0603  one process, one rehearsal
    if name != _target:
        return
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
