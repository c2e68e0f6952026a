from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "guichet.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guichet.journal.service import register
        from guichet.people.events import SENTENCES

        register(SENTENCES)
