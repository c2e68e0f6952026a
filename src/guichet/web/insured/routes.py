from django.utils.translation import gettext_lazy as _

from guichet.people.service import Role
from guichet.web.insured import (
    appeal,
    case,
    contesting,
    details,
    help,
    home,
    notice,
    papers,
    payslips,
    pieces,
    sms,
)
from guichet.web.route import Route

INSURED = (Role.INSURED.value,)
HOME, NOTICE, DETAILS = "insured-home", "insured-notice", "insured-details"
LETTERS, DOCUMENTS = "insured-letters", "insured-documents"

ROUTES: tuple[Route, ...] = (
    Route("mon-compte", home.home, HOME, INSURED, menu=_("Mon compte"), landing=True),
    Route("mon-compte/dossiers/<uuid:case_id>", case.case, "insured-case", INSURED, section=HOME),
    Route(
        "mon-compte/dossiers/<uuid:case_id>/contester/<uuid:recovery_id>",
        contesting.contest,
        "insured-contest",
        INSURED,
        section=HOME,
    ),
    Route(
        "mon-compte/dossiers/<uuid:case_id>/recours",
        appeal.appeal,
        "insured-appeal",
        INSURED,
        section=HOME,
    ),
    Route(
        "mon-compte/dossiers/<uuid:case_id>/aide",
        help.help_me,
        "insured-help",
        INSURED,
        section=HOME,
    ),
    Route(
        "mon-compte/dossiers/<uuid:case_id>/bulletins",
        payslips.payslips,
        "insured-payslips",
        INSURED,
        section=HOME,
        takes="paper",
    ),
    Route(
        "mon-compte/pieces/<uuid:piece_id>",
        pieces.deposit,
        "insured-piece",
        INSURED,
        section=HOME,
        takes="paper",
    ),
    Route("mon-compte/avis", notice.choose, NOTICE, INSURED, menu=_("Envoyer un arrêt")),
    Route(
        "mon-compte/avis/en-ligne", notice.online, "insured-notice-online", INSURED, section=NOTICE
    ),
    Route(
        "mon-compte/avis/papier",
        notice.paper,
        "insured-notice-paper",
        INSURED,
        section=NOTICE,
        takes="paper",
    ),
    Route(
        "mon-compte/avis/<uuid:notice_id>",
        notice.sent,
        "insured-notice-sent",
        INSURED,
        section=NOTICE,
    ),
    Route(
        "mon-compte/avis/<uuid:notice_id>/volet-3",
        notice.part_three,
        "insured-part-three",
        INSURED,
        section=NOTICE,
    ),
    Route("mon-compte/courriers", papers.letter_list, LETTERS, INSURED, menu=_("Mes courriers")),
    Route(
        "mon-compte/courriers/<uuid:letter_id>",
        papers.letter,
        "insured-letter",
        INSURED,
        section=LETTERS,
    ),
    Route("mon-compte/releve", papers.statement, "insured-statement", INSURED, section=LETTERS),
    Route(
        "mon-compte/documents", papers.document_list, DOCUMENTS, INSURED, menu=_("Mes documents")
    ),
    Route(
        "mon-compte/documents/<uuid:document_id>",
        papers.document,
        "insured-document",
        INSURED,
        section=DOCUMENTS,
    ),
    Route("mon-compte/coordonnees", details.details, DETAILS, INSURED, menu=_("Mes coordonnées")),
    Route("mon-compte/coordonnees/banque", details.bank, "insured-bank", INSURED, section=DETAILS),
    Route(
        "mon-compte/coordonnees/contact",
        details.contact,
        "insured-contact",
        INSURED,
        section=DETAILS,
    ),
    Route("mon-compte/coordonnees/sms", sms.sms, "insured-sms", INSURED, section=DETAILS),
)
