"""Un million de fichiers DSN abîmés : ni erreur, ni lenteur, ni faute sans ligne."""

import io
import random
import time

import pytest

from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.judge import read
from tests.formats.dsn.files import BASES
from tests.formats.dsn.test_bad_input import KINDS, mutated

pytestmark = pytest.mark.soak

ROUNDS, FILES = 100, 10_000
SLOWEST = 5.0


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_ten_thousand_broken_files_are_read_and_each_fault_has_its_line(seed):
    chosen = random.Random(seed)  # noqa: S311
    contents = [made() for made in BASES.values()]
    for _ in range(FILES):
        draws = [
            (chosen.choice(KINDS), chosen.randrange(10_000), chosen.randrange(256))
            for _ in range(chosen.randrange(1, 7))
        ]
        content = mutated(chosen.choice(contents), draws)
        lines = max(1, content.count(b"\n") + 1)
        began = time.perf_counter()
        mode = chosen.choice(["strict", "tolerant"])
        for item in read(io.BytesIO(content), mode=mode, keep_persons=False):
            if isinstance(item, Fault):
                assert 1 <= item.line <= lines, (seed, draws)
                assert item.message
                assert item.code
        assert time.perf_counter() - began < SLOWEST, (seed, draws)
