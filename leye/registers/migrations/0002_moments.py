"""Every night asks the histories what was written since its snapshot: a block-range index answers."""

from django.db import migrations

TABLES = ["registers_siteevent", "registers_activityevent", "registers_readingevent"]


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]
    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {table}_moment ON {table} USING brin (pgh_created_at) WITH (pages_per_range = 32)",
            f"DROP INDEX {table}_moment",
        )
        for table in TABLES
    ]
