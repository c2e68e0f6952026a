from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "guichet.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
