"""What prescribers and employers sent, and what the medical service alone reads."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guichet.benefits.sick_leave.models import Appeal, News, Notice, TakenFile, TakeoverImport
from guichet.declarations.models import DeclaredPay, DeclaredStop, Deposit
from guichet.erasure.declared import GONE, Table, by_its_key, gone, pseudonym
from guichet.erasure.enums import KeptBecause as Because
from guichet.erasure.inventory.people import NAMES
from guichet.medical.models import MedicalReason, Opinion
from guichet.people.models import NO_BIRTH_DATE

TABLES = (
    Table(
        Notice,
        rows=lambda whom: Notice.objects.filter(pk__in=whom.notices),
        # what a digest was made of can be guessed from it: it goes with its person
        erases={
            "nir": pseudonym,
            "birth_date": NO_BIRTH_DATE,
            **NAMES,
            "fingerprint": by_its_key(),
        },
        keeps={
            Because.LINK: ("id", "person", "document", "case_id"),
            Because.CODE: ("channel", "kind", "state"),
            Because.DATE: ("prescribed_on", "sent_on", "part_time_from", "received_at"),
            Because.LAW: ("first_day", "last_day"),
            Because.OTHERS: ("siret", "professional", "sent_by"),
        },
        what=_("Avis d'arrêt de travail : NIR, nom, prénoms, naissance"),
    ),
    Table(
        MedicalReason,
        rows=lambda whom: MedicalReason.objects.filter(notice_id__in=whom.notices),
        erases={"text": GONE},
        keeps={Because.LINK: ("id", "notice_id"), Because.DATE: ("kept_at",)},
        what=_("Motifs médicaux donnés par les prescripteurs"),
    ),
    Table(
        Opinion,
        {
            Because.LINK: ("id", "case"),
            Because.LAW: ("conclusion", "effective_from"),
            Because.DATE: ("given_on", "given_at"),
            Because.OTHERS: ("given_by",),
        },
    ),
    Table(
        News,
        {Because.LINK: ("id", "case"), Because.CODE: ("mark", "about"), Because.DATE: ("told_on",)},
    ),
    Table(
        Appeal,
        rows=lambda whom: Appeal.objects.filter(case__in=whom.cases).exclude(text=""),
        erases={"text": gone("text")},
        keeps={
            Because.LINK: ("id", "case", "decision", "waits_for"),
            Because.CODE: ("committee", "outcome"),
            Because.DATE: (
                "received_on",
                "silent_from",
                "noted_at",
                "answered_on",
                "silence_told_at",
            ),
            Because.OTHERS: ("noted_by", "answered_by"),
        },
        what=_("Recours : ce que la personne a écrit"),
    ),
    Table(
        Deposit,
        {
            Because.LINK: ("id", "organisation"),
            Because.DECLARED: ("document",),
            Because.DATE: ("received_at", "read_at"),
            # of faults and counts: a value of a rubric that names somebody is never repeated
            Because.CODE: ("channel", "state", "norm", "faults", "fault_count", "summary"),
        },
    ),
    Table(
        DeclaredStop,
        rows=lambda whom: DeclaredStop.objects.filter(pk__in=whom.stops),
        erases={"nir": pseudonym, "birth_date": None, **NAMES, "fingerprint": by_its_key()},
        keeps={
            Because.LINK: ("id", "deposit", "organisation", "person", "case_id", "lines"),
            Because.CODE: (
                "nature",
                "replaces",
                "order_number",
                "declaration",
                "replaces_declaration",
                "match",
            ),
            Because.LAW: (
                "contract_number",
                "contract_start",
                "reason",
                "last_day_worked",
                "expected_end",
                "returned_on",
                "return_kind",
                "part_times",
            ),
            # the account is the employer's, who keeps the wage
            Because.OTHERS: ("subrogation", "subrogation_from", "subrogation_to", "iban", "bic"),
            Because.DATE: ("declared_at",),
        },
        what=_("Arrêts déclarés par les employeurs : NIR, nom, prénoms, naissance"),
    ),
    Table(
        TakeoverImport,
        {
            Because.LINK: ("id",),
            Because.PROGRAM: ("name", "sha256", "as_of", "files", "taken_at"),
        },
    ),
    Table(
        TakenFile,
        rows=lambda whom: TakenFile.objects.filter(person=whom.person_id).exclude(back_reason=""),
        erases={"back_reason": gone("back_reason")},
        keeps={
            Because.LINK: ("id", "source", "number", "person", "case"),
            Because.OTHERS: ("employer",),
            # days, wages and sums, as the facts of the file are
            Because.LAW: ("content", "paid_cents", "law_cents"),
            Because.CODE: ("slot", "state", "verdict", "cause", "left_out"),
            Because.DATE: ("switched_at", "back_at"),
        },
        what=_("Dossiers rendus à l'ancien système : pourquoi, écrit par un agent"),
    ),
    Table(
        DeclaredPay,
        rows=lambda whom: DeclaredPay.objects.filter(~Q(nir=""), nir=whom.nir),
        erases={"nir": pseudonym},
        keeps={
            Because.LINK: ("id", "deposit", "organisation"),
            Because.LAW: (
                "contract_number",
                "month",
                "kind",
                "period_from",
                "period_to",
                "amount_cents",
                "hours",
                "line",
                "contract_nature",
                "nature_line",
            ),
            Because.CODE: ("certificate", "paper"),
            Because.DATE: ("declared_at", "superseded_at"),
        },
        what=_("Salaires déclarés : NIR"),
    ),
)
