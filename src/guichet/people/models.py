"""Persons, organisations, professionals, and the accounts that act for them."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from guichet.journal.ids import new_id
from guichet.people.enums import STAFF, NirStatus, Role, SmsThrough

models.CharField.register_lookup(Length)


# What an erased person is called, and the day that stands for their birth.
ERASED_FAMILY_NAME, ERASED_GIVEN_NAMES = "effacée", "Personne"
NO_BIRTH_DATE = date(1900, 1, 1)


class Person(models.Model):
    """An insured person of this fund. Found by NIR and birth date, never by name alone.

    Once erased (`erased_at`) the row names nobody and never changes: what hangs on it, days, sums,
    files, is of somebody whom nothing tells any more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    nir = models.CharField(max_length=13, unique=True)
    nir_status = models.CharField(
        max_length=12, choices=NirStatus.choices, default=NirStatus.CERTIFIED
    )
    birth_date = models.DateField()
    family_name = models.CharField(max_length=80)
    given_names = models.CharField(max_length=80)
    address = models.JSONField(default=list)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, default="fr")
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_nir_has_13_characters",
                condition=Q(nir__length=13),
                violation_error_message=_("Le NIR doit avoir 13 caractères, sans la clé."),
            ),
            models.CheckConstraint(
                name="person_erased_says_nothing",
                condition=Q(erased_at=None) & ~Q(nir__startswith="E")
                | Q(
                    erased_at__isnull=False,
                    nir__startswith="E",
                    birth_date=NO_BIRTH_DATE,
                    family_name=ERASED_FAMILY_NAME,
                    given_names=ERASED_GIVEN_NAMES,
                    address=[],
                    email="",
                    phone="",
                ),
            ),
        ]
        indexes = [models.Index(fields=["family_name", "given_names"], name="person_name")]

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.family_name}"


class SmsNumber(models.Model):
    """The mobile that a person wants text messages on, from when they agreed until they withdrew.

    Each agreement and its end are kept: they are what the fund shows that it was allowed to send.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.RESTRICT, related_name="sms_numbers")
    number = models.CharField(max_length=13)
    given_at = models.DateTimeField()
    given_by = models.UUIDField()
    given_through = models.CharField(max_length=7, choices=SmsThrough.choices)
    given_reason = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], name="one_sms_number", condition=Q(withdrawn_at=None)
            ),
            models.CheckConstraint(
                name="sms_goes_to_a_mobile",
                condition=(Q(number__startswith="+336") | Q(number__startswith="+337"))
                & Q(number__length=12)
                | (
                    Q(number__startswith="+262")
                    | Q(number__startswith="+590")
                    | Q(number__startswith="+594")
                    | Q(number__startswith="+596")
                )
                & Q(number__length=13),
                violation_error_message=_("Un SMS ne va que sur un mobile français."),
            ),
            models.CheckConstraint(
                name="sms_number_of_an_agent_has_a_reason",
                condition=Q(given_through="account") | ~Q(given_reason=""),
                violation_error_message=_("Dites comment la personne a donné son accord."),
            ),
            models.CheckConstraint(
                name="sms_number_withdrawn_says_when_and_by_whom",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__gte=F("given_at"), withdrawn_by__isnull=False),
                violation_error_message=_("Un retrait dit quand et par qui."),
            ),
        ]


class Organisation(models.Model):
    """An employer's establishment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    siret = models.CharField(max_length=14, unique=True)
    name = models.CharField(max_length=120)
    address = models.JSONField(default=list)
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_siret_has_14_digits",
                condition=Q(siret__length=14),
                violation_error_message=_("Le SIRET doit avoir 14 chiffres."),
            ),
        ]


class Professional(models.Model):
    """A health professional who prescribes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rpps = models.CharField(max_length=11, unique=True)
    name = models.CharField(max_length=120)
    speciality = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField()


TRIES_FROM_AN_ADDRESS = 50


class AddressTries(models.Model):
    """Wrong passwords and codes that came from one network address since an instant."""

    address = models.CharField(max_length=39, unique=True)
    since = models.DateTimeField()
    failures = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tries_from_an_address_are_bounded",
                condition=Q(failures__lte=TRIES_FROM_AN_ADDRESS),
            ),
        ]


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(login=username)


class Account(AbstractBaseUser):
    """A way in, for one role, acting for one person, organisation or professional.

    `staff_number` is the fund's own number of a member of its staff, who has one account for ever:
    two accounts that do not agree, or of which one checks the other, are two persons.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    login = models.CharField(_("Identifiant"), max_length=80, unique=True)
    role = models.CharField(max_length=12, choices=Role.choices)
    display_name = models.CharField(max_length=120)
    person = models.ForeignKey(Person, models.RESTRICT, null=True, blank=True, db_index=False)
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True, blank=True)
    staff_number = models.CharField(max_length=20, blank=True)
    professional = models.ForeignKey(Professional, models.RESTRICT, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    failed_logins = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    # the password was given by the fund: until then it opens the page that changes it, no other
    one_time_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = AccountManager()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_acts_for_what_its_role_says",
                condition=(
                    Q(role=Role.INSURED, person__isnull=False)
                    & Q(organisation=None, professional=None)
                )
                | (
                    Q(role=Role.EMPLOYER, organisation__isnull=False)
                    & Q(person=None, professional=None)
                )
                | (
                    Q(role=Role.PROFESSIONAL, professional__isnull=False)
                    & Q(person=None, organisation=None)
                )
                | Q(role__in=STAFF, person=None, organisation=None, professional=None),
            ),
            models.UniqueConstraint(
                fields=["person"],
                name="one_account_for_a_person",
                condition=Q(person__isnull=False),
            ),
            models.CheckConstraint(
                name="staff_and_they_alone_have_a_number",
                condition=Q(role__in=STAFF) & ~Q(staff_number="")
                | ~Q(role__in=STAFF) & Q(staff_number=""),
            ),
            models.UniqueConstraint(
                fields=["staff_number"],
                name="one_account_for_a_staff_number",
                condition=~Q(staff_number=""),
            ),
        ]

    @property
    def is_staff_of_fund(self) -> bool:
        return self.role in STAFF

    @property
    def needs_second_factor(self) -> bool:
        return self.is_staff_of_fund
