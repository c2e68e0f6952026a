"""What the constraints on persons, organisations and accounts refuse."""

from guichet.people.models import Account, Organisation, Person, SmsNumber
from tests.guarantees.rows import other
from tests.guarantees.trying import COPY, SET, Try
from tests.support.world import NOW

OF_PEOPLE: dict[str, Try] = {
    "person_nir_has_13_characters": Try(
        Person, SET, {"nir": "280019390199"}, {"nir": "2800193999901"}
    ),
    "organisation_siret_has_14_digits": Try(
        Organisation, SET, {"siret": "0001"}, {"siret": "00099999900019"}
    ),
    "one_sms_number": Try(SmsNumber, COPY, {}, {"withdrawn_at": NOW, "withdrawn_by": other()}),
    "sms_goes_to_a_mobile": Try(
        SmsNumber, SET, {"number": "+33123456789"}, {"number": "+262692123456"}
    ),
    "sms_number_of_an_agent_has_a_reason": Try(
        SmsNumber,
        SET,
        {"given_through": "agent"},
        {"given_through": "agent", "given_reason": "dit"},
    ),
    "sms_number_withdrawn_says_when_and_by_whom": Try(
        SmsNumber, SET, {"withdrawn_at": NOW}, {"withdrawn_at": NOW, "withdrawn_by": other()}
    ),
    "account_acts_for_what_its_role_says": Try(
        Account,
        SET,
        {"role": "agent", "staff_number": "x"},
        {"role": "agent", "staff_number": "x", "person_id": None},
        {"role": "insured"},
    ),
    "one_account_for_a_person": Try(
        Account,
        COPY,
        {"login": "x"},
        {"login": "x", "role": "agent", "staff_number": "x", "person_id": None},
        {"role": "insured"},
    ),
    "staff_and_they_alone_have_a_number": Try(
        Account, SET, {"staff_number": ""}, {"staff_number": "x"}, {"role": "agent"}
    ),
    "one_account_for_a_staff_number": Try(
        Account, COPY, {"login": "x"}, {"login": "x", "staff_number": "x"}, {"role": "agent"}
    ),
}
