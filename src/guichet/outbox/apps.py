from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "guichet.outbox"
    label = "outbox"

    def ready(self) -> None:
        from guichet.outbox.enums import MessageKind
        from guichet.outbox.jobs import handles
        from guichet.outbox.mail import send_mail
        from guichet.outbox.sms import send_sms

        handles(MessageKind.MAIL, send_mail)
        handles(MessageKind.SMS, send_sms)
