"""What the constraints on files of an old system refuse, and the nearest thing that they accept."""

from guichet.benefits.sick_leave.models import TakenFile
from tests.guarantees.tries import COPY, SET, Try

SHADOW = {"state": "shadow"}

TAKEOVER_TRIES: dict[str, Try] = {
    "one_live_takeover_of_a_number": Try(TakenFile, COPY, {}, {"number": "A-3"}, SHADOW),
    "taken_file_switched_has_its_file": Try(
        TakenFile, COPY, {"number": "A-3", "state": "switched"}, {"number": "A-3"}, SHADOW
    ),
    "taken_file_back_says_why": Try(
        TakenFile, COPY, {"number": "A-3", "back_reason": "x"}, {"number": "A-3"}, SHADOW
    ),
    "taken_file_different_has_a_cause": Try(
        TakenFile, SET, {"verdict": "different"}, {"verdict": "different", "cause": "amount"},
        SHADOW,
    ),
    "taken_file_slot_of_100": Try(
        TakenFile, COPY, {"number": "A-3", "slot": 100}, {"number": "A-3", "slot": 99}, SHADOW
    ),
}  # fmt: skip
