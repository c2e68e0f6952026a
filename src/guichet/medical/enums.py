from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Conclusion(TextChoices):
    """What the medical service tells the administration: the conclusion, never the reason."""

    JUSTIFIED = "justified", _("L'arrêt est justifié")
    NOT_JUSTIFIED = "not_justified", _("L'arrêt n'est plus justifié à partir d'une date")
    LONG_ILLNESS = "long_illness", _("Lien avec une affection de longue durée, depuis une date")
    OCCUPATIONAL = "occupational", _("Lien possible avec une maladie professionnelle")
