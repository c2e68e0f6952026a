from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ContactChannel(TextChoices):
    """The way by which somebody and the fund spoke to each other."""

    DESK = "desk", _("Accueil")
    PHONE = "phone", _("Téléphone")
    MESSAGE = "message", _("Message en ligne")
    VIDEO = "video", _("Rendez-vous vidéo")
    POST = "post", _("Courrier reçu")
    ASSISTANT = "assistant", _("Assistant en ligne")


class ContactPublic(TextChoices):
    """Who spoke to the fund."""

    INSURED = "insured", _("Assuré")
    EMPLOYER = "employer", _("Employeur")
    PROFESSIONAL = "professional", _("Professionnel de santé")
    PARTNER = "partner", _("Partenaire")
    UNKNOWN = "unknown", _("Public non précisé")


class ContactMode(TextChoices):
    """How somebody came to the desk; other channels have none."""

    WALK_IN = "walk_in", _("Sans rendez-vous")
    APPOINTMENT = "appointment", _("Sur rendez-vous")
    NONE = "none", _("Sans objet")


class ContactOutcome(TextChoices):
    """How a contact ended; `answered` alone is conclusive."""

    ANSWERED = "answered", _("Réponse donnée")
    FORWARDED = "forwarded", _("Transmis à un service")
    CALL_BACK = "call_back", _("À rappeler")
    ABANDONED = "abandoned", _("Abandonné avant la réponse")
