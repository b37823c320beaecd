"""Fairs that were entered as held online are online fairs."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("market", "0003_plan_and_series")]
    operations = [
        migrations.RunSQL(
            "UPDATE market_fair SET kind = 'online' WHERE mode = 'online' AND kind = 'on_site'",
            migrations.RunSQL.noop,
        )
    ]
