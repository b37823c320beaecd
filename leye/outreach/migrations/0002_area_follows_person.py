"""What belongs to a person carries the person's area: a composite key keeps it so, whoever moves the person."""

from django.db import migrations

FOLLOWING = ["outreach_surveytarget", "outreach_response", "outreach_reminderpause", "outreach_message"]


def follow(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_person_area FOREIGN KEY (person_id, area_id)"
        " REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_person_area",
    )


class Migration(migrations.Migration):
    dependencies = [("outreach", "0001_initial"), ("ledger", "0002_area_follows_person")]
    operations = [follow(table) for table in FOLLOWING]
