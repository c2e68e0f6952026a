import django.db.models.deletion
from django.db import migrations, models

from guichet.journal.triggers import append_only, changed, lifted, refuse

_DUE_AGAIN = (
    "(SELECT COALESCE(SUM(due.cents), 0) FROM ledger_dueagain due"
    " JOIN ledger_recoveryline asked ON asked.id = due.line_id WHERE asked.recovery_id = NEW.id)"
)


def _as_its_lines(remitted):
    return refuse(
        "ledger_recovery",
        "ledger_recovery_as_its_lines",
        "UPDATE",
        changed(
            "case_id", "decision_id", "payee_kind", "person_id", "organisation_id",
            "gross_cents", "csg_cents", "crds_cents", "net_cents", "opened_at",
        )
        + f" OR {changed('prescribed')} OR NEW.due_again_cents <> {_DUE_AGAIN} OR NEW.repaid_cents"
        " <> (SELECT COALESCE(SUM(cents), 0) FROM ledger_repayment WHERE recovery_id = NEW.id)"
        f" OR NEW.remitted_cents {remitted}",
        "a recovery never changes but for its state, what is due again, repaid and remitted",
    )


def _from_the_journal(apps, editor):
    """What was given up before stood in its event alone."""
    remission = apps.get_model("ledger", "Remission")
    events = apps.get_model("journal", "Event").objects.filter(kind="recovery.remitted")
    remission.objects.bulk_create(
        remission(
            recovery_id=one.data["recovery"],
            cents=one.data["cents"],
            reason=one.data["reason"],
            decided_at=one.at,
            decided_by=one.actor_id,
        )
        for one in events.order_by("id")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0011_figures_at_once"),
        ("journal", "0003_reading_of_a_document"),
    ]

    operations = [
        migrations.CreateModel(
            name="Remission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cents", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=300)),
                ("decided_at", models.DateTimeField()),
                ("decided_by", models.UUIDField()),
                (
                    "recovery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="remissions",
                        to="ledger.recovery",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cents__gt", 0)), name="remission_is_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="remission_says_why",
                    ),
                ],
            },
        ),
        *append_only("ledger_remission"),
        lifted(_as_its_lines("< OLD.remitted_cents")),
        _as_its_lines(
            "<> (SELECT COALESCE(SUM(cents), 0) FROM ledger_remission WHERE recovery_id = NEW.id)"
        ),
        # last: PostgreSQL changes no table on which rows wait for their keys to be checked
        migrations.RunPython(_from_the_journal, migrations.RunPython.noop),
    ]
