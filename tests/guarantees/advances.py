"""What the database refuses of advances: given by one agent, paid otherwise, changed."""

from guichet.ledger.models import Advance
from tests.guarantees.rows import other
from tests.guarantees.trying import COPY, SET, Guard, Try
from tests.support.world import NOW

PROPOSED, GIVEN = {"state": "proposed"}, {"state": "given"}
SETTLED = {"settled_at": NOW, "settled_by": other()}
# in test_advances: their rows need others, written with them
BY_HAND = frozenset({"ledger_claim_of_a_given_advance", "ledger_share_of_an_advance_in_its_order"})

NEVER_REMOVED = {"ledger_advance_no_delete": Advance}
TRIES: dict[str, Try] = {
    "advance_is_given_by_another_agent": Try(
        Advance, SET, {**GIVEN, "settled_at": NOW}, {**GIVEN, **SETTLED}, PROPOSED
    ),
    "advance_is_of_something": Try(Advance, COPY, {**GIVEN, "cents": 0}, {**GIVEN}, GIVEN),
    "one_advance_proposed": Try(
        Advance, COPY, {}, {"state": "dropped", "settled_at": NOW}, PROPOSED
    ),
}
GUARDS: dict[str, list[Guard]] = {
    "ledger_advance_only_settled": [
        Guard(Advance, PROPOSED, {"cents": 1}, PROPOSED, {"state": "dropped", "settled_at": NOW}),
        Guard(Advance, GIVEN, {"state": "dropped"}, {}, {}),
    ],
}
