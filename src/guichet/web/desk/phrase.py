"""What to say on the phone of a file that waits: the very words that the person is written."""

from collections.abc import Sequence

from guichet.benefits.sick_leave.service import UNPAID, next_steps, standing_of, standing_words
from guichet.cases.service import Case, open_pieces_of
from guichet.ledger.service import hold_of
from guichet.project import clock


def phrase_of(case: Case) -> Sequence[str]:
    """Nothing of a file that is decided: its letter says it."""
    if case.state not in UNPAID:
        return ()
    pieces, held = open_pieces_of([case.id]), hold_of(case.id) is not None
    standing = standing_of(case, pieces.get(case.id, []), held=held)
    data = standing.data(clock.today())
    return [*standing_words(data), *next_steps(data)]
