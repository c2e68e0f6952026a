"""What the tables of sick leave refuse. An erasure empties words of appeals and of files taken
over: what lets these only be answered, and only move, is in `erasure.migrations`."""

from django.db import migrations

from guichet.journal.triggers import append_only, changed, never_deleted, refuse

_ITS_MEDICAL_ONE = (
    "EXISTS (SELECT 1 FROM sick_leave_appeal medical WHERE medical.id = NEW.waits_for_id"
    " AND medical.decision_id = NEW.decision_id AND medical.committee = 'cmra')"
)


class Migration(migrations.Migration):
    replaces = [
        ("sick_leave", "0003_news"),
        ("sick_leave", "0005_appeals"),
        ("sick_leave", "0006_takeover"),
    ]

    dependencies = [("sick_leave", "0001_tables")]

    operations = [
        *append_only("sick_leave_news"),
        *append_only("sick_leave_takeoverimport"),
        never_deleted("sick_leave_takenfile"),
        never_deleted("sick_leave_appeal"),
        refuse(
            "sick_leave_appeal",
            "sick_leave_appeal_waits_for_its_medical_one",
            "INSERT",
            f"NEW.waits_for_id IS NOT NULL AND NOT {_ITS_MEDICAL_ONE}",
            "an appeal waits for the medical one of the same dispute",
        ),
        refuse(
            "sick_leave_appeal",
            "sick_leave_appeal_waits_as_said",
            "UPDATE",
            changed("waits_for_id"),
            "what an appeal waits for never changes",
        ),
    ]
