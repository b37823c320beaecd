"""What belongs to a person carries the person's area: a composite key keeps it so, whoever moves the person."""

from django.db import migrations

TABLES = [
    "evidence_attachment", "evidence_attachmentbody", "evidence_signature", "evidence_confirmation", "evidence_checkitem",
]  # fmt: skip


def follow(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_person_area FOREIGN KEY (person_id, area_id)"
        " REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_person_area",
    )


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial"), ("ledger", "0002_area_follows_person")]
    operations = [*map(follow, TABLES)]
