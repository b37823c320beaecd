"""Every night asks the histories what was written since its snapshot: a block-range index answers."""

from django.db import migrations

TABLES = [
    "ledger_personevent",
    "ledger_groupmembershipevent",
    "ledger_intentionevent",
    "ledger_skillevent",
    "ledger_trainingneedevent",
    "ledger_unemploymentregistrationevent",
    "ledger_employmentspellevent",
    "casework_servicerecordevent",
    "casework_placementevent",
    "market_fairevent",
    "reporting_submissionevent",
]


class Migration(migrations.Migration):
    dependencies = [
        ("worklist", "0002_area_follows_person"),
        ("casework", "0003_area_follows_person"),
        ("market", "0001_initial"),
        ("reporting", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {table}_moment ON {table} USING brin (pgh_created_at) WITH (pages_per_range = 32)",
            f"DROP INDEX {table}_moment",
        )
        for table in TABLES
    ]
