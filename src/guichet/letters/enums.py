from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LetterState(TextChoices):
    WRITTEN = "written", _("Rédigé, envoi à venir")
    SENT = "sent", _("Envoyé")
