from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How the employer's data came (the paperless rate counts the first three)."""

    DSN = "dsn", _("DSN")
    FORM = "form", _("formulaire DSIJ")
    FILE = "file", _("fichier DSIJ")
    PAPER = "paper", _("papier")


class DepositState(TextChoices):
    RECEIVED = "received", _("Reçu, lecture à venir")
    TAKEN = "taken", _("Lu et pris en compte")
    PARTLY = "partly", _("Lu : une partie est refusée")
    REFUSED = "refused", _("Refusé")


class StopNature(TextChoices):
    EVENT = "04", _("signalement d'arrêt")
    RETURN = "05", _("signalement de reprise")
    MONTHLY = "01", _("DSN mensuelle")
    FORM = "form", _("attestation de salaire")


class MatchState(TextChoices):
    """Where the employer's stop stands beside the prescriber's notice (formats.md 1.6)."""

    NEW = "new", _("À rapprocher")
    MATCHED = "matched", _("Rattaché au dossier")
    WAITING_NOTICE = "waiting_notice", _("En attente de l'avis d'arrêt")
    CONFLICT = "conflict", _("À vérifier par un agent")
    UNKNOWN_PERSON = "unknown_person", _("Personne inconnue de la caisse")
    REPLACED = "replaced", _("Remplacé par un envoi plus récent")
    OUT_OF_SCOPE = "out_of_scope", _("Autre prestation")
    DISMISSED = "dismissed", _("Écarté par un agent")
