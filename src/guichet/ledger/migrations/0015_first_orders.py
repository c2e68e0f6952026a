from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from guichet.journal.triggers import changed, kept, refuse

_ORDER = "ledger_paymentorder"
_STANDS = (
    "NOT EXISTS (SELECT 1 FROM ledger_bankanswer answer"
    " WHERE answer.order_id = {}.id AND answer.verdict = 'rejected')"
)
_EARLIER = (
    f"EXISTS (SELECT 1 FROM {_ORDER} made JOIN ledger_paymentrun made_in ON made_in.id = made.run_id"
    " JOIN ledger_paymentrun own ON own.id = {0}.run_id WHERE made.case_id = {0}.case_id"
    " AND (made_in.run_on < own.run_on OR made.run_id = {0}.run_id AND made.number < {0}.number)"
    f" AND {_STANDS.format('made')} AND {{1}})"
)
_BEFORE = (
    f"EXISTS (SELECT 1 FROM {_ORDER} made WHERE made.case_id = NEW.case_id"
    f" AND {_STANDS.format('made')} AND {{1}})"
)
_MESSAGE = "an order says whether it is the first of its file that stands, and the first income"


def _first(row: str, before: str) -> tuple[str, str]:
    """What both columns are, by all the orders of the file."""
    decided, income = "made.advance_id IS NULL", "made.payee_kind = 'insured'"
    return (
        f"({row}.advance_id IS NULL AND {_STANDS.format(row)}"
        f" AND NOT {before.format(row, decided)})",
        f"({row}.payee_kind = 'insured' AND {_STANDS.format(row)}"
        f" AND NOT {before.format(row, income)})",
    )


def _say_of_those_made(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Of orders that were filed, which never change otherwise: their triggers are put aside."""
    on_postgresql = editor.connection.vendor == "postgresql"
    if on_postgresql:
        editor.execute(f"ALTER TABLE {_ORDER} DISABLE TRIGGER USER")
    is_first, is_first_income = _first(_ORDER, _EARLIER)
    editor.execute(
        f"UPDATE {_ORDER} SET is_first = {is_first}, is_first_income = {is_first_income}"
    )
    if on_postgresql:
        editor.execute(f"ALTER TABLE {_ORDER} ENABLE TRIGGER USER")


def _wrong(before: str, *, where: str = "1 = 1") -> str:
    columns = ("is_first", "is_first_income")
    return " OR ".join(
        f"{where.format(column)} AND NEW.{column} <> {said}"
        for column, said in zip(columns, _first("NEW", before), strict=True)
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0014_figures_without_files'),
        ('ledger', '0014_share_to_order'),
        ('people', '0008_erased'),
    ]

    operations = [
        *kept(
            _ORDER,
            migrations.AddField(
                model_name='paymentorder',
                name='is_first',
                field=models.BooleanField(default=False),
            ),
            migrations.AddField(
                model_name='paymentorder',
                name='is_first_income',
                field=models.BooleanField(default=False),
            ),
            migrations.RunPython(_say_of_those_made, migrations.RunPython.noop),
        ),
        migrations.AddIndex(
            model_name='paymentorder',
            index=models.Index(condition=models.Q(('is_first', True)), fields=['run', 'case'], name='order_first'),
        ),
        migrations.AddIndex(
            model_name='paymentorder',
            index=models.Index(condition=models.Q(('is_first_income', True)), fields=['run', 'case'], name='order_first_income'),
        ),
        refuse(_ORDER, "ledger_order_first_as_it_is", "INSERT", _wrong(_BEFORE), _MESSAGE),
        refuse(
            _ORDER,
            "ledger_order_first_anew_as_it_is",
            "UPDATE",
            _wrong(_EARLIER, where=changed("{0}")),
            _MESSAGE,
        ),
    ]
