"""What belongs to a person carries the person's area; a record about somebody out of sight carries its pack's."""

from django.db import migrations

FOLLOWING = ["offline_offlineedit", "offline_offlineconflict"]


def follow(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_person_area FOREIGN KEY (person_id, area_id)"
        " REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_person_area",
    )


class Migration(migrations.Migration):
    dependencies = [("offline", "0001_initial"), ("ledger", "0002_area_follows_person")]
    operations = [*map(follow, FOLLOWING)]
