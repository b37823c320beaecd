"""What belongs to a person carries the person's area: composite keys keep it so, whoever moves the person."""

from django.db import migrations

TABLES = [f"demand_{name}" for name in ("brandmember", "exchangeperson")]


class Migration(migrations.Migration):
    dependencies = [("demand", "0001_initial"), ("ledger", "0002_area_follows_person")]
    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_person_area FOREIGN KEY (person_id, area_id)"
            " REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_person_area",
        )
        for table in TABLES
    ]
