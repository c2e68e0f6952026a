"""What the tables of the outbox refuse. An erasure empties messages: what keeps them from changing
is in `erasure.migrations`."""

from django.db import migrations

from guichet.journal.triggers import changed, never_deleted, refuse


class Migration(migrations.Migration):
    replaces = [("outbox", "0002_guards")]

    dependencies = [("outbox", "0001_tables")]

    operations = [
        refuse(
            "outbox_attempt",
            "outbox_attempt_closed_once",
            "UPDATE",
            "OLD.outcome <> 'started' OR " + changed("message_id", "number", "started_at"),
            "an attempt is closed once and never changed",
        ),
        never_deleted("outbox_attempt", "an attempt is never removed"),
        never_deleted("outbox_message", "a message is never removed"),
    ]
