"""What belongs to a person carries the person's area: a composite key keeps it so, whoever moves the person."""

from django.db import migrations

TABLES = [
    "ledger_groupmembership",
    "ledger_unemploymentregistration",
    "ledger_employmentspell",
    "ledger_intention",
    "ledger_skill",
    "ledger_trainingneed",
]


def follow(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_person_area FOREIGN KEY (person_id, area_id)"
        " REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_person_area",
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [follow(table) for table in TABLES]
