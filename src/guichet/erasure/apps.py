from django.apps import AppConfig


class ErasureConfig(AppConfig):
    name = "guichet.erasure"
    label = "erasure"

    def ready(self) -> None:
        from guichet.erasure.events import SENTENCES
        from guichet.erasure.jobs import remove_files
        from guichet.journal.service import register
        from guichet.outbox.service import MessageKind, handles

        register(SENTENCES)
        handles(MessageKind.REMOVAL, remove_files)
