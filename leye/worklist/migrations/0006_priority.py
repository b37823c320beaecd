"""Which place of a document's order of priority an entitlement has; the next run fills it in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("worklist", "0005_reasons")]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="rank",
            field=models.SmallIntegerField(null=True, verbose_name="优先次序"),
        ),
    ]
