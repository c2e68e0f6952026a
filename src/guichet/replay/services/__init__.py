"""What a year is lived through: one module a service, found here by being here.

Each has `CODE`, and `chunks(year)`: the pieces of its year. A later service plugs in as one file.
"""

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

from guichet.replay.plan import Chunk, Year


class Service(Protocol):
    CODE: str
    RANK: int

    def chunks(self, year: Year) -> Sequence[Chunk]: ...


def services() -> list[Service]:
    """Every service; of a same day, those of the lowest RANK are lived first.

    What has RANK 0 is there before anything else begins.
    """
    found: list[Service] = [
        import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)
    ]
    return sorted(found, key=lambda service: (service.RANK, service.CODE))
