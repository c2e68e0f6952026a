from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_dsij_files'),
    ]

    operations = [
        migrations.AlterField(
            model_name='document',
            name='kind',
            field=models.CharField(choices=[('dsn', 'Fichier DSN'), ('dsij', 'Fichier DSIJ'), ('notice', "Avis d'arrêt de travail"), ('piece', 'Pièce du dossier'), ('payslips', 'Bulletins de salaire')], max_length=8),
        ),
    ]
