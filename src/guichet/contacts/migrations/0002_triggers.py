"""What the table of contacts refuses."""

from django.db import migrations

from guichet.journal.triggers import append_only, refuse


class Migration(migrations.Migration):
    replaces = [("contacts", "0002_guards"), ("contacts", "0005_asked_when")]

    dependencies = [("contacts", "0001_tables")]

    operations = [
        refuse(
            "contacts_contact",
            "contacts_contact_of_the_person_of_its_file",
            "INSERT",
            "NEW.case_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM"
            " (SELECT of_file.person_id FROM cases_case of_file WHERE of_file.id = NEW.case_id)",
            "a contact about a file is of its person",
            asked_when="NEW.case_id IS NOT NULL",
        ),
        *append_only("contacts_contact"),
    ]
