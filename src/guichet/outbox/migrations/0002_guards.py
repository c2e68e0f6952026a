from django.db import migrations

from guichet.journal.triggers import changed, refuse


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]
    operations = [
        refuse(
            "outbox_attempt",
            "outbox_attempt_closed_once",
            "UPDATE",
            "OLD.outcome <> 'started' OR " + changed("message_id", "number", "started_at"),
            "an attempt is closed once and never changed",
        ),
        refuse(
            "outbox_attempt",
            "outbox_attempt_no_delete",
            "DELETE",
            "1 = 1",
            "an attempt is never removed",
        ),
        refuse(
            "outbox_message",
            "outbox_message_no_delete",
            "DELETE",
            "1 = 1",
            "a message is never removed",
        ),
        refuse(
            "outbox_message",
            "outbox_message_keeps_its_key",
            "UPDATE",
            changed("key", "kind", "payload", "created_at") + " OR OLD.state = 'done'",
            "a message keeps its key, and what was delivered stays so",
        ),
    ]
