from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "guichet.ledger"
    label = "ledger"

    def ready(self) -> None:
        from guichet.journal.service import register
        from guichet.ledger.events import SENTENCES, TASKS, TO_INSURED
        from guichet.ledger.jobs import deposit_payment_file
        from guichet.outbox.service import MessageKind, handles
        from guichet.tasks.service import register as register_tasks

        register(SENTENCES, TO_INSURED)
        register_tasks(TASKS)
        handles(MessageKind.PAYMENT_FILE, deposit_payment_file)
