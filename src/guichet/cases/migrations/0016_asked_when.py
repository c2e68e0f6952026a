"""PostgreSQL asks what refuses a row only of the rows that it can concern."""

from django.db import migrations

from guichet.journal.triggers import asked_when


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_no_index_twice")]

    operations = [
        asked_when(
            "cases_fact", "cases_fact_read_on_payslips", "INSERT", "NEW.source = 'payslip'"
        ),
        asked_when(
            "cases_fact", "cases_fact_of_the_medical_service", "INSERT", "NEW.source = 'medical'"
        ),
    ]
