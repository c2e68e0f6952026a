import django.db.models.deletion
from django.db import migrations, models

import guichet.journal.ids
from guichet.journal.triggers import changed, kept, lifted, refuse

_CLAIM = (
    "person_id", "day", "exclusion_group", "kind", "case_id", "decision_id", "amount_cents",
    "paid_elsewhere_on",
)
_CLOSED = "a claim never changes but to be closed, once, and never where the day was paid elsewhere"


def _only_closed(*columns):
    return refuse(
        "ledger_claim", "ledger_claim_only_closed", "UPDATE",
        "OLD.closed_at IS NOT NULL OR OLD.paid_elsewhere_on IS NOT NULL OR " + changed(*columns),
        _CLOSED,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0012_provisional'),
        ('ledger', '0012_remission'),
    ]

    operations = [
        migrations.CreateModel(
            name='Advance',
            fields=[
                ('id', models.UUIDField(default=guichet.journal.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('days', models.JSONField()),
                ('cents', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('proposed', 'Proposé, à donner par un autre agent'), ('given', 'Donné'), ('dropped', 'Écarté')], default='proposed', max_length=8)),
                ('proposed_at', models.DateTimeField()),
                ('proposed_by', models.UUIDField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.UUIDField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='advances', to='cases.case')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(('settled_at', None), ('settled_by', None), ('state', 'proposed')),
                            models.Q(('settled_at__isnull', False), ('settled_by__isnull', False), ('state', 'given'), models.Q(('settled_by', models.F('proposed_by')), _negated=True)),
                            models.Q(('settled_at__isnull', False), ('state', 'dropped')),
                            _connector='OR',
                        ),
                        name='advance_is_given_by_another_agent',
                    ),
                    models.CheckConstraint(condition=models.Q(('cents__gt', 0)), name='advance_is_of_something'),
                    models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('case',), name='one_advance_proposed'),
                ],
            },
        ),
        lifted(_only_closed(*_CLAIM)),
        *kept(
            "ledger_claim",
            migrations.AddField(
                model_name='claim',
                name='advance',
                field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='claims', to='ledger.advance'),
            ),
            migrations.AlterField(
                model_name='claim',
                name='decision',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='claims', to='cases.decision'),
            ),
            migrations.AddConstraint(
                model_name='claim',
                constraint=models.CheckConstraint(
                    condition=models.Q(models.Q(('advance', None), ('decision__isnull', False)), models.Q(('advance__isnull', False), ('decision', None), ('paid_elsewhere_on', None)), _connector='OR'),
                    name='claim_is_of_a_decision_or_an_advance',
                ),
            ),
        ),
        _only_closed(*_CLAIM, "advance_id"),
        migrations.AddField(
            model_name='paymentorder',
            name='advance',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='orders', to='ledger.advance'),
        ),
        refuse(
            "ledger_claim",
            "ledger_claim_of_a_given_advance",
            "INSERT",
            "NEW.advance_id IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM ledger_advance advance"
            " JOIN cases_case file ON file.id = advance.case_id WHERE advance.id = NEW.advance_id"
            " AND advance.state = 'given' AND file.id = NEW.case_id AND file.decision_id IS NULL)"
            " OR EXISTS (SELECT 1 FROM ledger_share WHERE claim_id = NEW.id"
            " AND payee_kind <> 'insured'))",
            "an advance that two agents gave pays the insured person, before any decision",
        ),
        refuse(
            "ledger_share",
            "ledger_share_of_an_advance_in_its_order",
            "UPDATE",
            "NEW.order_id IS NOT NULL AND OLD.order_id IS NULL AND EXISTS"
            " (SELECT 1 FROM ledger_claim claim, ledger_paymentorder paying"
            " WHERE claim.id = NEW.claim_id AND paying.id = NEW.order_id"
            " AND (claim.advance_id IS NULL) <> (paying.advance_id IS NULL))",
            "an order pays an advance and says so, or pays none",
        ),
        refuse(
            "ledger_advance",
            "ledger_advance_only_settled",
            "UPDATE",
            "OLD.state <> 'proposed' OR "
            + changed("case_id", "days", "cents", "proposed_at", "proposed_by"),
            "an advance never changes but to be given or dropped, once",
        ),
        refuse(
            "ledger_advance", "ledger_advance_no_delete", "DELETE", "1 = 1",
            "ledger_advance is never deleted",
        ),
    ]
