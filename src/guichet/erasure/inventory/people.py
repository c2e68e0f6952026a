"""Persons, their accounts, and who is not an insured person."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from guichet.contacts.models import Contact, Site
from guichet.documents.enums import DocumentKind
from guichet.documents.models import Document
from guichet.erasure.declared import GONE, Table, Whom, by_its_key, now, pseudonym
from guichet.erasure.enums import KeptBecause as Because
from guichet.people.models import (
    ERASED_FAMILY_NAME,
    ERASED_GIVEN_NAMES,
    NO_BIRTH_DATE,
    Account,
    AddressTries,
    Organisation,
    Person,
    Professional,
    SmsNumber,
)

PAPERS = (DocumentKind.NOTICE, DocumentKind.PIECE, DocumentKind.PAYSLIPS)
NAMES = {"family_name": ERASED_FAMILY_NAME, "given_names": ERASED_GIVEN_NAMES}


def papers_of(whom: Whom) -> "QuerySet[Document]":
    """Papers about the person, deposited by them or by another; not the files of employers."""
    about = Q(person=whom.person_id) | Q(case_id__in=whom.cases) | Q(notice__in=whom.notices)
    papers = Document.objects.filter(kind__in=PAPERS)
    found = papers.filter(about | Q(deposited_by__in=whom.accounts))
    return Document.objects.filter(pk__in=found.values("pk"))


def _none_in_common(*names: str) -> dict[Any, tuple[str, ...]]:
    return {Because.OTHERS: names}


TABLES = (
    Table(
        Person,
        rows=lambda whom: Person.objects.filter(pk=whom.person_id),
        erases={
            "nir": pseudonym,
            "birth_date": NO_BIRTH_DATE,
            **NAMES,
            "address": [],
            "email": "",
            "phone": "",
            "erased_at": now,
        },
        keeps={
            Because.LINK: ("id",),
            Because.CODE: ("nir_status", "language"),
            Because.DATE: ("created_at",),
        },
        what=_("NIR, nom, prénoms, date de naissance, adresse, e-mail, téléphone"),
    ),
    Table(
        Account,
        rows=lambda whom: Account.objects.filter(person=whom.person_id),
        erases={
            "login": by_its_key(),
            "password": "!",
            "display_name": f"{ERASED_GIVEN_NAMES} {ERASED_FAMILY_NAME}",
            "is_active": False,
            "last_login": None,
            "locked_until": None,
            "one_time_until": None,
        },
        keeps={
            Because.LINK: ("id", "person"),
            Because.OTHERS: ("organisation", "professional", "staff_number"),
            Because.CODE: ("role", "failed_logins"),
            Because.DATE: ("created_at",),
        },
        what=_("Compte en ligne : identifiant, nom affiché, mot de passe"),
    ),
    Table(
        SmsNumber,
        rows=lambda whom: SmsNumber.objects.filter(person=whom.person_id),
        erases=dict.fromkeys(
            (
                *("id", "person", "number", "given_at", "given_by", "given_through"),
                *("given_reason", "withdrawn_at", "withdrawn_by", "withdrawn_reason"),
            )
        ),
        deletes=True,
        what=_("Numéro des SMS, avec l'accord donné et son retrait"),
    ),
    Table(Organisation, _none_in_common("id", "siret", "name", "address", "email", "created_at")),
    Table(Professional, _none_in_common("id", "rpps", "name", "speciality", "email", "created_at")),
    # a network address is of nobody that the fund knows, and is forgotten by itself
    Table(AddressTries, {Because.PROGRAM: ("id", "address", "since", "failures")}),
    Table(
        Document,
        rows=papers_of,
        erases={"name": GONE, "sha256": ""},
        keeps={
            Because.LINK: ("id", "storage_key", "person", "organisation", "case_id"),
            Because.CODE: ("kind", "media_type", "size", "pages", "scan", "scan_detail"),
            Because.DATE: ("deposited_at", "scanned_at"),
            Because.OTHERS: ("deposited_by",),
        },
        what=_("Documents déposés : le fichier et son nom"),
    ),
    # what was said in a contact is never recorded
    Table(
        Contact,
        {
            Because.LINK: ("id", "person", "case", "site"),
            Because.CODE: ("channel", "public", "motive", "mode", "outcome", "duration_seconds"),
            Because.DATE: ("started_at", "answered_at", "recorded_at"),
            Because.OTHERS: ("taken_by",),
        },
    ),
    Table(Site, {Because.PROGRAM: ("id", "code", "name")}),
)
