from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "guichet.cases"
    label = "cases"

    def ready(self) -> None:
        from guichet.cases.events import SENTENCES, TO_INSURED
        from guichet.journal.service import register

        register(SENTENCES, TO_INSURED)
