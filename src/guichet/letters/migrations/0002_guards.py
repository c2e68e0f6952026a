from django.db import migrations

from guichet.journal.triggers import changed, refuse


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]
    operations = [
        refuse(
            "letters_letter",
            "letters_letter_stays_as_written",
            "UPDATE",
            changed("number", "code", "version", "case_id", "content", "unfavourable", "appeal")
            + " OR (OLD.pdf IS NOT NULL AND "
            + changed("pdf", "pdf_sha256")
            + ")",
            "a letter stays as it was written",
        ),
        refuse(
            "letters_letter",
            "letters_letter_no_delete",
            "DELETE",
            "1 = 1",
            "a letter is never removed",
        ),
    ]
