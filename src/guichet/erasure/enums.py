from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ErasureReason(TextChoices):
    """Why a person is erased: a code, for the event outlives the person."""

    ASKED = "asked", _("La personne le demande (RGPD, article 17)")
    KEPT_LONG_ENOUGH = "kept_long_enough", _("La durée de conservation est passée")
    MISTAKE = "mistake", _("La personne a été enregistrée par erreur")


class KeptBecause(TextChoices):
    """Why a field is not erased with its person."""

    LINK = "link", _("Numéros tirés au hasard et liens entre lignes, qui ne nomment personne")
    CODE = "code", _("Codes et états, qui comptent et ne nomment personne")
    DATE = "date", _("Jours et heures, d'où viennent les délais et les comptes des années passées")
    MONEY = "money", _("Jours indemnisés et sommes : ce qui a été payé reste prouvé")
    LAW = "law", _("Ce sur quoi une décision repose : informations, calcul, version du droit")
    PROOF = "proof", _("Empreintes du journal et des courriers partis")
    ACCOUNTING = "accounting", _("Fichiers de paiement et réponses de la banque, jamais récrits")
    DECLARED = "declared", _("Fichiers des employeurs, qui nomment aussi d'autres personnes")
    OTHERS = "others", _("Ce qui est d'un employeur, d'un professionnel ou d'un agent")
    PROGRAM = "program", _("Réglages et marche du programme")
