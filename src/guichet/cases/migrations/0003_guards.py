from django.db import migrations

from guichet.journal.triggers import append_only, changed, refuse


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_initial")]
    operations = [
        *append_only("cases_decision"),
        *append_only("cases_procedureversion"),
        *append_only("cases_lawversion"),
        refuse(
            "cases_fact",
            "cases_fact_only_superseded",
            "UPDATE",
            "OLD.superseded_at IS NOT NULL OR "
            + changed("case_id", "key", "value", "source", "document_id", "line", "recorded_at"),
            "a fact is never changed, only superseded",
        ),
        refuse("cases_fact", "cases_fact_no_delete", "DELETE", "1 = 1", "a fact is never removed"),
    ]
