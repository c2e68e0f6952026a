"""The small made-up world of the tests of pages: one account a role, and whom each acts for."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from guichet.ledger.service import employer_account
from guichet.people.actions import open_account
from guichet.people.models import Account, Organisation, Person, Professional
from guichet.people.service import Role
from tests.support.world import EMPLOYER_IBAN

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PASSWORD = "une phrase bien longue"
KEY = "3132333435363738393031323334353637383930"


@dataclass
class World:
    """`made` is for the samples: what one of them has created and another one needs."""

    person: Person
    organisation: Organisation
    professional: Professional
    accounts: dict[str, Account]
    made: dict[str, Any] = field(default_factory=dict)


def make_world() -> World:
    person = Person.objects.create(
        nir="2850193901001",
        birth_date=date(1985, 1, 14),
        family_name="Exemple",
        given_names="Camille",
        address=["Camille Exemple", "3 rue des Essais", "93901 VALLOMBRE"],
        email="camille@exemple.invalid",
        created_at=AT,
    )
    organisation = Organisation.objects.create(
        siret="00000000100019",
        name="Menuiserie Exemple",
        email="paie@menuiserie.invalid",
        created_at=AT,
    )
    employer_account(organisation, iban=EMPLOYER_IBAN, bic="", now=AT)
    professional = Professional.objects.create(
        rpps="10000000001",
        name="Dr Alix Modèle",
        speciality="médecine générale",
        email="cabinet@modele.invalid",
        created_at=AT,
    )
    whose: dict[Role, dict[str, Any]] = {
        Role.INSURED: {"person": person, "display_name": "Camille Exemple"},
        Role.EMPLOYER: {"organisation": organisation, "display_name": "Menuiserie Exemple"},
        Role.PROFESSIONAL: {"professional": professional, "display_name": "Dr Alix Modèle"},
        Role.AGENT: {"display_name": "Dominique Agent", "staff_number": "00001"},
        Role.MANAGER: {"display_name": "Sacha Responsable", "staff_number": "00002"},
        Role.MEDICAL: {"display_name": "Dr Camille Conseil", "staff_number": "00003"},
    }
    accounts = {
        role.value: open_account(login=role.value, password=PASSWORD, role=role, at=AT, **about)
        for role, about in whose.items()
    }
    return World(person, organisation, professional, accounts)


def verified_device(account: Account) -> TOTPDevice:
    """The authenticator of an agent of the tests."""
    return TOTPDevice.objects.get_or_create(user=account, key=KEY, name="totp", confirmed=True)[0]


def sign_in(client: Client, account: Account) -> Client:
    """Opens the session of `account`, second factor shown where it is owed."""
    client.force_login(account)
    if account.needs_second_factor:
        session: SessionBase = client.session
        session[DEVICE_ID_SESSION_KEY] = verified_device(account).persistent_id
        session.save()
    return client
