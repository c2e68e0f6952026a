"""An erasure empties why a debt was given up; nothing else of the row ever changes."""

from django.db import migrations

from guichet.journal.triggers import append_only, changed, lifted, refuse

_ERASED = (
    "EXISTS (SELECT 1 FROM people_person person"
    " JOIN cases_case file ON file.person_id = person.id"
    " JOIN ledger_recovery debt ON debt.case_id = file.id"
    " WHERE person.erased_at IS NOT NULL AND debt.id = OLD.recovery_id)"
)
_OTHERS = changed("id", "recovery_id", "cents", "decided_at", "decided_by")


class Migration(migrations.Migration):
    dependencies = [("erasure", "0001_guards"), ("ledger", "0012_remission")]
    operations = [
        lifted(append_only("ledger_remission")[0]),
        refuse(
            "ledger_remission",
            "ledger_remission_no_update",
            "UPDATE",
            f"NOT ({_ERASED} AND NEW.reason = 'effacé' AND NOT {_OTHERS})",
            "ledger_remission is append-only",
        ),
    ]
