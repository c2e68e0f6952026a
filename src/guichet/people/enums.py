from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What an account may do; the table of roles of the web says where."""

    INSURED = "insured", _("Assuré")
    EMPLOYER = "employer", _("Employeur")
    PROFESSIONAL = "professional", _("Professionnel de santé")
    AGENT = "agent", _("Agent de la caisse")
    MANAGER = "manager", _("Responsable de service")
    MEDICAL = "medical", _("Service médical")


STAFF = (Role.AGENT, Role.MANAGER, Role.MEDICAL)


class NirStatus(TextChoices):
    CERTIFIED = "certified", _("NIR certifié")
    PROVISIONAL = "provisional", _("Numéro provisoire")


class SmsThrough(TextChoices):
    """Who wrote down that a person agrees to text messages."""

    ACCOUNT = "account", _("Par la personne, dans son compte")
    AGENT = "agent", _("Par un agent")
