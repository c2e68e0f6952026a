from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    """One file, one life (design, idea 2)."""

    DRAFT = "draft", _("Brouillon")
    RECEIVED = "received", _("Reçu")
    WAITING = "waiting", _("En attente d'une pièce")
    IN_REVIEW = "in_review", _("À l'étude")
    DECIDED = "decided", _("Décidé")
    CLOSED = "closed", _("Clos")
    WITHDRAWN = "withdrawn", _("Retiré")


LIVE_STATES = ("draft", "received", "waiting", "in_review", "decided")

TRANSITIONS: dict[str, frozenset[str]] = {
    "draft": frozenset({"received", "withdrawn"}),
    "received": frozenset({"waiting", "in_review", "decided", "closed", "withdrawn"}),
    "waiting": frozenset({"received", "in_review", "decided", "closed", "withdrawn"}),
    "in_review": frozenset({"waiting", "decided", "closed", "withdrawn"}),
    "decided": frozenset({"waiting", "in_review", "decided", "closed"}),
    "closed": frozenset({"in_review"}),
    "withdrawn": frozenset(),
}


class SourceKind(TextChoices):
    """Where a fact comes from."""

    DSN = "dsn", _("DSN de l'employeur")
    FILE = "file", _("fichier DSIJ de l'employeur")
    FORM = "form", _("formulaire de l'employeur")
    PAPER = "paper", _("attestation papier, saisie par un agent")
    PAYSLIP = "payslip", _("bulletins de salaire, lus par un agent")
    NOTICE = "notice", _("avis d'arrêt de travail")
    AGENT = "agent", _("agent de la caisse")
    MEDICAL = "medical", _("service médical")
    TAKEOVER = "takeover", _("ancien système")


class Owner(TextChoices):
    """Who owes a missing piece."""

    INSURED = "insured", _("l'assuré")
    EMPLOYER = "employer", _("l'employeur")
    PROFESSIONAL = "professional", _("le prescripteur")
    FUND = "fund", _("la caisse")


class PieceState(TextChoices):
    EXPECTED = "expected", _("Attendue, pas encore demandée")
    ASKED = "asked", _("Demandée")
    RECEIVED = "received", _("Reçue")
    CANCELLED = "cancelled", _("Plus nécessaire")


OPEN_PIECES = ("expected", "asked")


class Outcome(TextChoices):
    GRANTED = "granted", _("Accord")
    PARTLY = "partly", _("Accord partiel")
    REFUSED = "refused", _("Refus")
    CANCELLED = "cancelled", _("Annulation")


class CaseChannel(TextChoices):
    ONLINE = "online", _("en ligne")
    DEPOSIT = "deposit", _("document déposé")
    EMPLOYER = "employer", _("employeur")
    DESK = "desk", _("agent")
    TAKEOVER = "takeover", _("repris de l'ancien système")
