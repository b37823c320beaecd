"""What belongs to a person carries the person's area, and an episode its household's; histories are asked every night."""

from django.db import migrations

FOLLOWING = [
    "casework_assessment",
    "casework_attendance",
    "casework_extensionrequest",
    "casework_payline",
]
HISTORIES = [
    "casework_assessmentevent",
    "casework_attendanceevent",
    "casework_extensionrequestevent",
    "casework_paylineevent",
]

KEY = migrations.RunSQL(
    "ALTER TABLE ledger_household ADD CONSTRAINT ledger_household_id_area UNIQUE (id, area_id)",
    "ALTER TABLE ledger_household DROP CONSTRAINT ledger_household_id_area",
)
EPISODE = migrations.RunSQL(
    "ALTER TABLE casework_zeroepisode ADD CONSTRAINT casework_zeroepisode_household_area"
    " FOREIGN KEY (household_id, area_id) REFERENCES ledger_household (id, area_id)"
    " ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
    "ALTER TABLE casework_zeroepisode DROP CONSTRAINT casework_zeroepisode_household_area",
)


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
    dependencies = [
        ("casework", "0009_posts_at_work_and_zero_households"),
        ("ledger", "0002_area_follows_person"),
    ]
    operations = [KEY, EPISODE, *map(follow, FOLLOWING), *map(index_moments, HISTORIES)]
