"""What holds an erased person: the triggers tried in test_erased, and the constraint."""

from guichet.people.models import (
    ERASED_FAMILY_NAME,
    ERASED_GIVEN_NAMES,
    NO_BIRTH_DATE,
    Person,
)
from tests.guarantees.trying import SET, Try
from tests.support.world import NOW

GIVEN_NOTHING = ("cases_case", "sick_leave_notice", "ledger_bankdetails", "people_account")
ERASED_TRIGGERS = {
    "people_person_erased_for_ever",
    *(f"{table}_of_nobody_erased" for table in GIVEN_NOTHING),
}
NEUTRAL = {
    "erased_at": NOW,
    "nir": "E0123456789AB",
    "birth_date": NO_BIRTH_DATE,
    "family_name": ERASED_FAMILY_NAME,
    "given_names": ERASED_GIVEN_NAMES,
    "address": [],
    "email": "",
    "phone": "",
}
ERASED_TRIES = {
    "person_erased_says_nothing": Try(
        Person, SET, {**NEUTRAL, "email": "claire@exemple.invalid"}, NEUTRAL
    ),
}
