from django.utils.translation import gettext_lazy as _

from guichet.people.service import Role
from guichet.web.desk import (
    advances,
    appeals,
    attaching,
    bank,
    basket,
    bulk,
    case,
    certificate,
    corrections,
    debts,
    deciding,
    erasing,
    figures,
    helping,
    insight,
    late,
    outlook,
    paper,
    papers,
    payments,
    payslips,
    person,
    report,
    sms,
    takeover,
)
from guichet.web.route import STAFF, Route

CASE = "bureau/dossiers/<uuid:case_id>"
DEBT = f"{CASE}/trop-percus/<uuid:recovery_id>"
PERSON = "bureau/personnes/<uuid:person_id>"
LETTER = "bureau/courriers/<uuid:letter_id>"
MANAGER = (Role.MANAGER.value,)


def _task(path: str, view: object, name: str) -> Route:
    """A page reached from the basket."""
    return Route(path, view, name, STAFF, section="desk-basket")  # type: ignore[arg-type]


def _person(path: str, view: object, name: str) -> Route:
    """A page reached from the search."""
    return Route(path, view, name, STAFF, section="desk-search")  # type: ignore[arg-type]


ROUTES: tuple[Route, ...] = (
    Route("bureau", basket.tasks, "desk-basket", STAFF, menu=_("Corbeille"), landing=True),
    Route("bureau/taches/<uuid:task_id>/prendre", basket.take, "desk-take", STAFF),
    Route("bureau/taches/<uuid:task_id>/faite", basket.done, "desk-done", STAFF),
    Route("bureau/taches/<uuid:task_id>/rendre", basket.give_up, "desk-give-back", STAFF),
    _task("bureau/accorder", bulk.grant_many, "desk-bulk"),
    _task("bureau/avis/<uuid:notice_id>", attaching.notice, "desk-notice"),
    _task("bureau/arrets/<uuid:stop_id>", attaching.stop, "desk-stop"),
    _task(CASE, case.case, "desk-case"),
    _task(f"{CASE}/corriger/<str:key>", deciding.correct, "desk-correct"),
    _task(f"{CASE}/attestation", certificate.certificate, "desk-certificate"),
    _task(f"{CASE}/retard/<str:first>", late.settle, "desk-late"),
    Route(
        f"{CASE}/original/<str:first>",
        paper.original,
        "desk-original",
        STAFF,
        section="desk-basket",
        takes="paper",
    ),
    Route(
        f"{CASE}/bulletins",
        payslips.payslips,
        "desk-payslips",
        STAFF,
        section="desk-basket",
        takes="paper",
    ),
    Route(DEBT, debts.debt, "desk-debt", STAFF, section="desk-recoveries"),
    Route(f"{DEBT}/<slug:slug>", debts.step, "desk-debt-step", STAFF, section="desk-recoveries"),
    _task(f"{CASE}/decisions/<uuid:decision_id>/recours", appeals.note, "desk-appeal"),
    _task(f"{CASE}/recours/<uuid:appeal_id>", appeals.answer, "desk-appeal-answer"),
    _task(f"{CASE}/acompte", advances.advance, "desk-advance"),
    _task(f"{CASE}/appel", helping.call, "desk-call"),
    _task(f"{CASE}/difficulte", helping.hardship, "desk-hardship"),
    _task(f"{CASE}/simulation", helping.simulation, "desk-simulation"),
    _task(f"{CASE}/accorder", deciding.grant, "desk-grant"),
    _task(f"{CASE}/refuser", deciding.refuse, "desk-refuse"),
    _task(f"{CASE}/demander", deciding.ask, "desk-ask"),
    _task(f"{CASE}/recue/<slug:code>", deciding.received, "desk-received"),
    _task(f"{CASE}/avis-medical", deciding.opinion, "desk-opinion"),
    _task(f"{CASE}/lu", deciding.read, "desk-read"),
    _task(f"{CASE}/retirer", deciding.withdraw, "desk-withdraw"),
    _task(f"{CASE}/apercu", deciding.preview, "desk-preview"),
    _task(LETTER, papers.letter, "desk-letter"),
    _task(f"{LETTER}/pdf", papers.letter_pdf, "desk-letter-pdf"),
    _task("bureau/documents/<uuid:document_id>", papers.document, "desk-document"),
    Route("bureau/recherche", person.search, "desk-search", STAFF, menu=_("Recherche")),
    _person(PERSON, person.person, "desk-person"),
    _person(f"{PERSON}/numero", person.reveal, "desk-person-number"),
    _person(f"{PERSON}/sms", sms.sms, "desk-sms"),
    _person(f"{PERSON}/compte", person.account, "desk-account"),
    _person(f"{PERSON}/compte/confirmer", bank.confirm, "desk-account-confirm"),
    Route(f"{PERSON}/effacer", erasing.erase, "desk-erase", MANAGER, section="desk-search"),
    Route(
        f"{PERSON}/avis",
        paper.posted_notice,
        "desk-posted",
        STAFF,
        section="desk-search",
        takes="paper",
    ),
    Route("bureau/attente", basket.waiting, "desk-waiting", STAFF, menu=_("En attente")),
    Route("bureau/paiements", payments.run_list, "desk-runs", STAFF, menu=_("Paiements")),
    Route("bureau/paiements/lancer", payments.start, "desk-start", MANAGER, section="desk-runs"),
    Route("bureau/paiements/<uuid:run_id>", payments.run, "desk-run", STAFF, section="desk-runs"),
    Route(
        "bureau/trop-percus",
        payments.recovery_list,
        "desk-recoveries",
        STAFF,
        menu=_("Trop-perçus"),
    ),
    Route(
        "bureau/attestations",
        figures.certificates,
        "desk-certificates",
        MANAGER,
        menu=_("Attestations"),
    ),
    Route(
        "bureau/corrections",
        corrections.corrections,
        "desk-corrections",
        MANAGER,
        menu=_("Corrections"),
    ),
    Route("bureau/reprise", takeover.takeover, "desk-takeover", MANAGER, menu=_("Ancien système")),
    Route("bureau/chiffres", insight.dashboard, "desk-insight", MANAGER, menu=_("Tableau de bord")),
    Route(
        "bureau/chiffres/<str:code>",
        insight.rows,
        "desk-insight-rows",
        MANAGER,
        section="desk-insight",
    ),
    Route("bureau/rapport-annuel", report.report, "desk-report", MANAGER, section="desk-insight"),
    Route(
        "bureau/rapport-annuel/<int:year>/pdf",
        report.report_pdf,
        "desk-report-pdf",
        MANAGER,
        section="desk-insight",
    ),
    Route("bureau/prevision", outlook.outlook, "desk-outlook", MANAGER, menu=_("Prévision")),
    Route("bureau/envois", payments.outbox, "desk-outbox", STAFF, menu=_("Envois")),
    Route("bureau/envois/<uuid:message_id>", payments.send_again, "desk-resend", MANAGER),
)
