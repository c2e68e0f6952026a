"""A Dask cluster answers the parts: its scheduler gives those of a dead worker to another one."""

from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass

from distributed import Client, as_completed
from distributed.scheduler import KilledWorker

from guichet.batches.engines import Doing, EngineFault
from guichet.batches.parts import Part


@dataclass(frozen=True)
class Dask:
    """The workers of the scheduler at `address` (tcp:// or tls://); all see the same folders.

    `patience`: seconds for the scheduler to answer. With no worker left the batch waits for one.
    """

    address: str
    patience: int = 30

    def run(self, work: Doing, parts: Sequence[Part]) -> Iterator[int]:
        """See `engines.Engine`."""
        try:
            client = Client(  # type: ignore[no-untyped-call]
                self.address, timeout=self.patience, set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise EngineFault(f"aucun ordonnanceur Dask ne répond à {self.address}") from error
        with client:
            try:
                # not pure: what a part left may have been taken away since
                futures = client.map(work, parts, pure=False)
                for done in as_completed(  # type: ignore[no-untyped-call]
                    futures, loop=client.loop
                ):
                    yield done.result()
            except KilledWorker as error:
                raise EngineFault(
                    "une partie a fait mourir plusieurs travailleurs : la mémoire des machines"
                    " suffit-elle ?"
                ) from error
            except CancelledError as error:
                raise EngineFault(f"l'ordonnanceur {self.address} ne répond plus") from error
