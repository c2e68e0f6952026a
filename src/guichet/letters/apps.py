from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "guichet.letters"
    label = "letters"

    def ready(self) -> None:
        from guichet.journal.service import register
        from guichet.letters.events import SENTENCES, TASKS, TO_INSURED
        from guichet.letters.jobs import send_letter
        from guichet.outbox.service import MessageKind, handles
        from guichet.tasks.service import register as register_tasks

        register(SENTENCES, TO_INSURED)
        register_tasks(TASKS)
        handles(MessageKind.LETTER, send_letter)
