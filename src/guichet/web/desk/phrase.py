"""What to say on the phone of a file that waits: the very words that the person is written."""

from collections.abc import Sequence

from guichet.benefits.sick_leave.service import UNPAID, next_steps, standing_of, standing_words
from guichet.cases.service import Case, open_pieces_of
from guichet.project import clock


def phrase_of(case: Case) -> Sequence[str]:
    """Nothing of a file that is decided: its letter says it."""
    if case.state not in UNPAID:
        return ()
    standing = standing_of(case, open_pieces_of([case.id]).get(case.id, []))
    data = standing.data(clock.today())
    return [*standing_words(data), *next_steps(data)]
