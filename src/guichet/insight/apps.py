from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "guichet.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guichet.insight.events import SENTENCES
        from guichet.journal.service import register

        register(SENTENCES)
