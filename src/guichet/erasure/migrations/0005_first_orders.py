"""An order that was filed only changes as to whether it is the first one that stands."""

from django.db import migrations

from guichet.journal.triggers import OnTables, changed, lifted, refuse

_ORDER = (
    "number", "run_id", "case_id", "payee_kind", "person_id", "organisation_id", "gross_cents",
    "csg_cents", "crds_cents", "net_cents", "withheld_cents", "advance_id",
)
_ACCOUNT = ("holder", "iban", "bic")
_FILED = ("file_id", "first_day", "last_day", "days", "ordered_at")
_BLANKED = (
    "(EXISTS (SELECT 1 FROM people_person person"
    " WHERE person.erased_at IS NOT NULL AND person.id = OLD.person_id)"
    " AND NEW.holder = 'effacé' AND NEW.iban = '' AND NEW.bic = '' AND NOT "
    + changed(*_ORDER, *_FILED, "is_first", "is_first_income")
    + ")"
)


def _only_filed(changes: str) -> OnTables:
    return refuse(
        "ledger_paymentorder",
        "ledger_order_only_filed",
        "UPDATE",
        f"({changes}) AND NOT {_BLANKED}",
        "an order never changes but to enter its file, once",
    )


_BEFORE = _only_filed(f"OLD.file_id IS NOT NULL OR {changed(*_ORDER, 'iban')}")
_NOW = _only_filed(
    f"{changed(*_ORDER, 'iban')} OR OLD.file_id IS NOT NULL AND {changed(*_ACCOUNT, *_FILED)}"
)


class Migration(migrations.Migration):
    dependencies = [("erasure", "0004_advance"), ("ledger", "0015_first_orders")]
    operations = [lifted(_BEFORE), _NOW]
