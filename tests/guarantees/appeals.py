"""What the triggers of appeals refuse."""

from datetime import date

from guichet.benefits.sick_leave.models import Appeal
from guichet.journal.service import new_id
from tests.guarantees.trying import COPY, Guard
from tests.support.world import NOW

THAT_WAITS = {"waits_for__isnull": False}
GUARDS: dict[str, list[Guard]] = {
    "sick_leave_appeal_only_answered": [
        Guard(
            Appeal,
            {"outcome": "withdrawn"},
            {"outcome": "reversed"},
            {"outcome": ""},
            {"silence_told_at": NOW},
        ),
        Guard(Appeal, {"outcome": ""}, {"silent_from": date(2031, 1, 1)}, {}, {}),
    ],
    "sick_leave_appeal_waits_for_its_medical_one": [
        Guard(
            Appeal,
            {"outcome": "withdrawn"},
            {"waits_for_id": new_id()},
            {"outcome": "withdrawn"},
            {},
            COPY,
        ),
    ],
    "sick_leave_appeal_waits_as_said": [
        Guard(
            Appeal,
            THAT_WAITS,
            {"waits_for_id": None},
            THAT_WAITS,
            {"silence_told_at": NOW},
        ),
    ],
}
