"""PostgreSQL asks what refuses a row only of the rows that it can concern."""

from django.db import migrations

from guichet.journal.triggers import asked_when


class Migration(migrations.Migration):
    dependencies = [("contacts", "0004_no_index_twice")]

    operations = [
        asked_when(
            "contacts_contact",
            "contacts_contact_of_the_person_of_its_file",
            "INSERT",
            "NEW.case_id IS NOT NULL",
        )
    ]
