from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "guichet.contacts"
    label = "contacts"

    def ready(self) -> None:
        from guichet.contacts.events import SENTENCES, TO_INSURED
        from guichet.journal.service import register

        register(SENTENCES, TO_INSURED)
