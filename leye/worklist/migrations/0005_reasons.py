"""A finding keeps the reasons of the run that found it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("worklist", "0004_more_subjects")]
    operations = [
        migrations.AddField(
            model_name="finding",
            name="reasons",
            field=models.JSONField(null=True, verbose_name="发现时的理由"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                fields=["id"],
                condition=models.Q(reasons__isnull=True, state="open"),
                name="finding_without_reasons",
            ),
        ),
    ]
