"""What belongs to a person carries the person's area: a composite key keeps it so, whoever moves the person."""

from django.db import migrations

TABLES = ["casework_servicerecord", "casework_placement", "casework_transfercase"]
#: Its key is taken back by 0005.
GIVEN_UP = "casework_transfercase"


def follow(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_person_area FOREIGN KEY (person_id, area_id)"
        " REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_person_area",
        elidable=table == GIVEN_UP,
    )


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_initial"), ("ledger", "0002_area_follows_person")]
    operations = [follow(table) for table in TABLES]
