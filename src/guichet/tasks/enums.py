from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TaskState(TextChoices):
    OPEN = "open", _("À faire")
    DONE = "done", _("Faite")
    CANCELLED = "cancelled", _("Sans objet")
