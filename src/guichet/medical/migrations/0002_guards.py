from django.db import migrations

from guichet.journal.triggers import changed, refuse


class Migration(migrations.Migration):
    dependencies = [("medical", "0001_initial")]
    operations = [
        # it may be deleted, when its time of keeping is over; never rewritten
        refuse(
            "medical_medicalreason",
            "medical_medicalreason_stays_as_written",
            "UPDATE",
            changed("id", "notice_id", "text", "kept_at"),
            "a medical reason stays as it was written",
        ),
    ]
