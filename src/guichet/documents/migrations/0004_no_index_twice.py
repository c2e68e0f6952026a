"""Indexes that repeat how another one begins, and those for LIKE that nothing asks: dropped."""

import django.db.models.deletion
from django.db import migrations, models

from guichet.journal.indexes import dropped

DROPPED = (
    "documents_document_organisation_id_09c4747c",
    "documents_document_storage_key_ddf3a3ab_like",
)


class Migration(migrations.Migration):
    dependencies = [
        ('documents', '0003_payslips'),
        ('people', '0009_no_index_twice'),
    ]

    operations = [
        dropped(
            DROPPED,
            migrations.AlterField(
                model_name='document',
                name='organisation',
                field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, to='people.organisation'),
            ),
        )
    ]
