from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageKind(TextChoices):
    PAYMENT_FILE = "payment_file", _("Fichier de paiement")
    LETTER = "letter", _("Courrier")
    MAIL = "mail", _("E-mail")
    SMS = "sms", _("SMS")
    REMOVAL = "removal", _("Suppression de fichiers")


class MessageState(TextChoices):
    PENDING = "pending", _("À envoyer")
    SENDING = "sending", _("Envoi en cours")
    DONE = "done", _("Envoyé")
    FAILED = "failed", _("Échec")
    UNKNOWN = "unknown", _("Issue inconnue : à vérifier")


class Outcome(TextChoices):
    STARTED = "started", _("commencé")
    DONE = "done", _("envoyé")
    FAILED = "failed", _("échec")
    UNKNOWN = "unknown", _("issue inconnue")
