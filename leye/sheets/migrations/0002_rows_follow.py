"""What belongs to a person carries the person's area, on paper too; histories are asked by the moment of writing."""

from django.db import migrations

FOLLOWING = ["sheets_ledgercheck", "sheets_sheetrow"]
HISTORIES = ["sheets_ledgercheckevent", "sheets_sheetrowevent"]


def follow(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_person_area FOREIGN KEY (person_id, area_id)"
        " REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_person_area",
    )


def index_moments(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE INDEX {table}_moment ON {table} USING brin (pgh_created_at) WITH (pages_per_range = 32)",
        f"DROP INDEX {table}_moment",
    )


class Migration(migrations.Migration):
    dependencies = [("sheets", "0001_initial"), ("ledger", "0002_area_follows_person")]
    operations = [*map(follow, FOLLOWING), *map(index_moments, HISTORIES)]
