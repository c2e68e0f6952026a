"""An erasure blanks the words of a decision, and leaves what was provisional so."""

from django.db import migrations

from guichet.journal.triggers import append_only, changed, lifted, refuse

_KEPT = (
    "id", "case_id", "number", "outcome", "unfavourable", "provisional", "reason_code",
    "decided_at", "decided_by", "rule", "law_version_id", "facts", "facts_digest", "inputs",
    "result", "explanation",
)
_BLANKED = (
    "(EXISTS (SELECT 1 FROM people_person person"
    " JOIN cases_case file ON file.person_id = person.id"
    " WHERE person.erased_at IS NOT NULL AND file.id = OLD.case_id)"
    f" AND NEW.reason_text IN ('', 'effacé') AND NOT {changed(*_KEPT)})"
)


class Migration(migrations.Migration):
    dependencies = [("erasure", "0002_remission"), ("cases", "0012_provisional")]
    operations = [
        lifted(append_only("cases_decision")[0]),
        refuse(
            "cases_decision", "cases_decision_no_update", "UPDATE", f"NOT {_BLANKED}",
            "cases_decision is append-only",
        ),
    ]
