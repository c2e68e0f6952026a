from django.db import migrations

from guichet.journal.triggers import append_only, refuse


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]
    operations = [
        refuse(
            "contacts_contact",
            "contacts_contact_of_the_person_of_its_file",
            "INSERT",
            "NEW.case_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM"
            " (SELECT of_file.person_id FROM cases_case of_file WHERE of_file.id = NEW.case_id)",
            "a contact about a file is of its person",
        ),
        *append_only("contacts_contact"),
    ]
