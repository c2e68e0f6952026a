from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PayeeKind(TextChoices):
    INSURED = "insured", _("l'assuré")
    EMPLOYER = "employer", _("l'employeur")


class RunState(TextChoices):
    OPEN = "open", _("En cours")
    FILED = "filed", _("Fichier de paiement produit")


class BankVerdict(TextChoices):
    ACCEPTED = "accepted", _("Exécuté par la banque")
    REJECTED = "rejected", _("Revenu : la banque ne l'a pas versé")


class AdvanceState(TextChoices):
    PROPOSED = "proposed", _("Proposé, à donner par un autre agent")
    GIVEN = "given", _("Donné")
    DROPPED = "dropped", _("Écarté")


class RecoveryState(TextChoices):
    NOTIFIED = "notified", _("Notifiée")
    CONTESTED = "contested", _("Contestée")
    PAID = "paid", _("Remboursée")
    REMITTED = "remitted", _("Remise accordée")
    CANCELLED = "cancelled", _("Annulée : ces jours sont de nouveau dus")
    PRESCRIBED = "prescribed", _("Prescrite : payée depuis trop longtemps, non réclamée")


class ObjectionWay(TextChoices):
    RECTIFICATION = "rectification", _("Observations ou demande de rectification")
    CRA = "cra", _("Recours devant la commission de recours amiable (CRA)")


class ObjectionOutcome(TextChoices):
    MAINTAINED = "maintained", _("La somme reste réclamée")
    CORRECTED = "corrected", _("Le dossier est corrigé")


class WithholdingEnd(TextChoices):
    WITHDRAWN = "withdrawn", _("Arrêtée par un agent")
    SETTLED = "settled", _("Plus rien à retenir")
    CONTESTED = "contested", _("Arrêtée : la somme est contestée")
    PLAN = "plan", _("Remplacée par un échéancier")
