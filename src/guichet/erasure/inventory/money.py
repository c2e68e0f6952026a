"""Days, shares, orders, debts; and the accounts on which somebody was paid."""

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from guichet.erasure.declared import GONE, Table, gone
from guichet.erasure.enums import KeptBecause as Because
from guichet.ledger import models as ledger

TABLES = (
    Table(
        ledger.BankDetails,
        rows=lambda whom: ledger.BankDetails.objects.filter(person=whom.person_id),
        erases={
            "holder": GONE,
            "iban": "",
            "bic": "",
            "closed_at": lambda whom: Coalesce("closed_at", Value(whom.now)),
        },
        keeps={
            Because.LINK: ("id", "person", "organisation"),
            Because.CODE: ("payee_kind",),
            Because.DATE: ("recorded_at", "confirmed_at"),
            Because.OTHERS: ("entered_by", "confirmed_by"),
        },
        what=_("Comptes bancaires : titulaire, IBAN"),
    ),
    Table(
        ledger.PaymentOrder,
        rows=lambda whom: ledger.PaymentOrder.objects.filter(person=whom.person_id),
        erases={"holder": GONE, "iban": "", "bic": ""},
        keeps={
            Because.LINK: (
                "id",
                "number",
                "run",
                "file",
                "case",
                "person",
                "organisation",
                "advance",
            ),
            Because.CODE: ("payee_kind", "is_first", "is_first_income"),
            Because.MONEY: (
                "first_day",
                "last_day",
                "days",
                "gross_cents",
                "csg_cents",
                "crds_cents",
                "net_cents",
                "withheld_cents",
            ),
            Because.DATE: ("ordered_at",),
        },
        what=_("Virements à la personne : titulaire, IBAN"),
    ),
    Table(
        ledger.Advance,
        {
            Because.LINK: ("id", "case"),
            Because.CODE: ("state",),
            Because.MONEY: ("days", "cents"),
            Because.DATE: ("proposed_at", "settled_at"),
            Because.OTHERS: ("proposed_by", "settled_by"),
        },
    ),
    Table(
        ledger.Claim,
        {
            Because.LINK: ("id", "person", "case", "decision", "advance", "closed_by"),
            Because.CODE: ("exclusion_group", "kind"),
            Because.MONEY: ("day", "amount_cents"),
            Because.DATE: ("closed_at", "paid_elsewhere_on"),
        },
    ),
    Table(
        ledger.Share,
        {
            Because.LINK: ("id", "claim", "person", "organisation", "bank_details", "order"),
            Because.MONEY: ("payee_kind", "cents", "settled_cents"),
        },
    ),
    Table(
        ledger.Hold,
        {
            Because.LINK: ("id", "case"),
            Because.CODE: ("from_day", "reason"),
            Because.DATE: ("placed_at", "lifted_at"),
        },
    ),
    Table(
        ledger.PaymentRun,
        {Because.MONEY: ("id", "run_on", "state", "started_at", "filed_at", "orders_made")},
    ),
    Table(
        ledger.PaymentFile,
        {
            Because.ACCOUNTING: (
                "id",
                "run",
                "number",
                "name",
                "content",
                "sha256",
                "orders",
                "total_cents",
                "made_at",
            ),
        },
    ),
    Table(
        ledger.BankFile,
        {Because.ACCOUNTING: ("id", "name", "content", "sha256", "read_at")},
    ),
    Table(
        ledger.BankAnswer,
        {
            Because.LINK: ("id", "order", "file"),
            Because.CODE: ("verdict", "code"),
            Because.DATE: ("answered_on",),
        },
    ),
    Table(ledger.ReopenedShare, {Because.LINK: ("id", "answer", "share")}),
    Table(
        ledger.Recovery,
        {
            Because.LINK: ("id", "case", "decision", "person", "organisation"),
            Because.CODE: ("payee_kind", "state", "prescribed"),
            Because.MONEY: (
                "gross_cents",
                "csg_cents",
                "crds_cents",
                "net_cents",
                "due_again_cents",
                "repaid_cents",
                "remitted_cents",
            ),
            Because.DATE: ("opened_at",),
        },
    ),
    Table(
        ledger.RecoveryLine,
        {Because.LINK: ("id", "recovery", "share"), Because.MONEY: ("day", "cents")},
    ),
    Table(ledger.DueAgain, {Because.LINK: ("id", "line", "share"), Because.MONEY: ("cents",)}),
    Table(
        ledger.Repayment,
        {
            Because.LINK: ("id", "recovery", "order", "undoes"),
            Because.MONEY: ("cents", "received_on"),
            Because.DATE: ("noted_at",),
            Because.OTHERS: ("noted_by",),
        },
    ),
    Table(
        ledger.Withholding,
        rows=lambda whom: ledger.Withholding.objects.filter(recovery__case__in=whom.cases),
        erases={"reason": gone("reason")},
        keeps={
            Because.LINK: ("id", "recovery"),
            Because.CODE: ("dependants", "end"),
            Because.MONEY: ("most_cents",),
            Because.DATE: ("decided_at", "ended_at"),
            Because.OTHERS: ("decided_by",),
        },
        what=_("Retenues : pourquoi l'agent les a décidées"),
    ),
    Table(
        ledger.Remission,
        rows=lambda whom: ledger.Remission.objects.filter(recovery__case__in=whom.cases),
        erases={"reason": GONE},
        keeps={
            Because.LINK: ("id", "recovery"),
            Because.MONEY: ("cents",),
            Because.DATE: ("decided_at",),
            Because.OTHERS: ("decided_by",),
        },
        what=_("Remises : pourquoi elles ont été accordées"),
    ),
    Table(
        ledger.Instalment,
        {
            Because.LINK: ("id", "recovery"),
            Because.MONEY: ("due_on", "cents"),
            Because.DATE: ("agreed_at", "ended_at"),
            Because.OTHERS: ("agreed_by",),
        },
    ),
    Table(
        ledger.Objection,
        rows=lambda whom: ledger.Objection.objects.filter(recovery__case__in=whom.cases),
        erases={"text": gone("text"), "answer": gone("answer")},
        keeps={
            Because.LINK: ("id", "recovery"),
            Because.CODE: ("way", "outcome"),
            Because.DATE: ("received_on", "noted_at", "answered_at"),
            Because.OTHERS: ("noted_by", "answered_by"),
        },
        what=_("Contestations d'un trop-perçu : ce qui a été écrit, et la réponse"),
    ),
)
