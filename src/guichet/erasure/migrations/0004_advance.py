"""An erasure empties the account of an order, and leaves the advance that it pays."""

from django.db import migrations

from guichet.journal.triggers import changed, lifted, refuse

_ORDER = (
    "number", "run_id", "case_id", "payee_kind", "person_id", "organisation_id", "gross_cents",
    "csg_cents", "crds_cents", "net_cents", "withheld_cents", "advance_id",
)
_KEPT = changed(*_ORDER, "file_id", "first_day", "last_day", "days", "ordered_at")
_BLANKED = (
    "(EXISTS (SELECT 1 FROM people_person person"
    " WHERE person.erased_at IS NOT NULL AND person.id = OLD.person_id)"
    f" AND NEW.holder = 'effacé' AND NEW.iban = '' AND NEW.bic = '' AND NOT {_KEPT})"
)
_NOW = refuse(
    "ledger_paymentorder",
    "ledger_order_only_filed",
    "UPDATE",
    f"(OLD.file_id IS NOT NULL OR {changed(*_ORDER, 'iban')}) AND NOT {_BLANKED}",
    "an order never changes but to enter its file, once",
)


class Migration(migrations.Migration):
    dependencies = [("erasure", "0003_provisional"), ("ledger", "0013_advance")]
    operations = [lifted(_NOW), _NOW]
