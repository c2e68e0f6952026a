from django.utils.translation import gettext_lazy as _

from guichet.people.service import Role
from guichet.web.employer import deposits, home, statement
from guichet.web.route import Route

EMPLOYER = (Role.EMPLOYER.value,)
HOME, DROP, DEPOSITS = "employer-home", "employer-drop", "employer-deposits"
STATEMENT, PAYMENTS = "employer-statement", "employer-payments"

ROUTES: tuple[Route, ...] = (
    Route("employeur", home.home, HOME, EMPLOYER, menu=_("Accueil employeur"), landing=True),
    Route("employeur/dsn", deposits.drop, DROP, EMPLOYER, menu=_("Déposer une DSN"), takes="dsn"),
    Route(
        "employeur/attestation",
        statement.new,
        STATEMENT,
        EMPLOYER,
        menu=_("Attestation de salaire"),
    ),
    Route(
        "employeur/attestation/fichier",
        deposits.drop_certificates,
        "employer-drop-certificates",
        EMPLOYER,
        section=STATEMENT,
        takes="paper",
    ),
    Route(
        "employeur/demandes/<uuid:piece_id>",
        statement.answer,
        "employer-request",
        EMPLOYER,
        section=HOME,
    ),
    Route("employeur/depots", deposits.deposit_list, DEPOSITS, EMPLOYER, menu=_("Mes envois")),
    Route(
        "employeur/depots/<uuid:deposit_id>",
        deposits.deposit,
        "employer-deposit",
        EMPLOYER,
        section=DEPOSITS,
    ),
    Route(
        "employeur/depots/<uuid:deposit_id>/anomalies",
        deposits.faults,
        "employer-faults",
        EMPLOYER,
        section=DEPOSITS,
    ),
    Route("employeur/paiements", home.payments, PAYMENTS, EMPLOYER, menu=_("Paiements reçus")),
    Route(
        "employeur/paiements/<uuid:run_id>",
        home.payment_statement,
        "employer-payment-statement",
        EMPLOYER,
        section=PAYMENTS,
    ),
    Route(
        "employeur/paiements/<uuid:run_id>/tableau",
        home.payment_statement_table,
        "employer-payment-table",
        EMPLOYER,
        section=PAYMENTS,
    ),
)
