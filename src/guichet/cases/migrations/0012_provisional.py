from django.db import migrations, models

from guichet.journal.triggers import kept, refuse

_SOURCES = [
    ('dsn', "DSN de l'employeur"), ('file', "fichier DSIJ de l'employeur"),
    ('form', "formulaire de l'employeur"), ('paper', 'attestation papier, saisie par un agent'),
    ('payslip', 'bulletins de salaire, lus par un agent'), ('notice', "avis d'arrêt de travail"),
    ('agent', 'agent de la caisse'), ('medical', 'service médical'), ('takeover', 'ancien système'),
]


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_figures_at_once'),
    ]

    operations = [
        migrations.AlterField(
            model_name='fact',
            name='source',
            field=models.CharField(choices=_SOURCES, max_length=8),
        ),
        *kept(
            "cases_decision",
            migrations.AddField(
                model_name='decision',
                name='provisional',
                field=models.BooleanField(default=False),
            ),
            migrations.AddConstraint(
                model_name='decision',
                constraint=models.CheckConstraint(
                    condition=models.Q(('provisional', False), models.Q(('decided_by__isnull', False), ('outcome__in', ('granted', 'partly'))), _connector='OR'),
                    name='provisional_decision_is_a_grant_by_a_person',
                ),
            ),
            migrations.AddIndex(
                model_name='decision',
                index=models.Index(condition=models.Q(('provisional', True)), fields=['decided_at'], name='decision_provisional'),
            ),
        ),
        refuse(
            "cases_decision",
            "cases_decision_provisional_on_payslips",
            "INSERT",
            "NEW.outcome IN ('granted', 'partly') AND NEW.provisional <> EXISTS"
            " (SELECT 1 FROM cases_fact WHERE case_id = NEW.case_id AND source = 'payslip'"
            " AND superseded_at IS NULL)",
            "a grant is provisional where payslips stand in, and nowhere else",
        ),
        refuse(
            "cases_fact",
            "cases_fact_read_on_payslips",
            "INSERT",
            "NEW.source = 'payslip' AND (NEW.recorded_by IS NULL OR NEW.document_id IS NULL)",
            "a fact read on payslips has its reader and its paper",
        ),
    ]
