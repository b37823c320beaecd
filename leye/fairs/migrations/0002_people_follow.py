"""What belongs to a person carries the person's area: a composite key keeps it so, whoever moves the person."""

from django.db import migrations

TABLES = ("fairs_visit", "fairs_boothtalk")


class Migration(migrations.Migration):
    dependencies = [("fairs", "0001_initial"), ("ledger", "0002_area_follows_person")]
    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_person_area FOREIGN KEY (person_id, area_id)"
            " REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_person_area",
        )
        for table in TABLES
    ]
