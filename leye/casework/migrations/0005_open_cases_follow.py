"""An open transfer case follows its person to another village; a decided one stays with those who decided it."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION casework_open_case_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE casework_transfercase SET area_id = NEW.area_id WHERE person_id = NEW.id AND state = 'sent';
    RETURN NULL;
END $$;
CREATE TRIGGER open_case_follows AFTER UPDATE OF area_id ON ledger_person
    FOR EACH ROW WHEN (OLD.area_id IS DISTINCT FROM NEW.area_id)
    EXECUTE FUNCTION casework_open_case_follows();
"""
UNDO = """
DROP TRIGGER open_case_follows ON ledger_person;
DROP FUNCTION casework_open_case_follows();
"""
FOLLOW = """
ALTER TABLE casework_transfercase ADD CONSTRAINT casework_transfercase_person_area FOREIGN KEY (person_id, area_id)
    REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_corrections")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE casework_transfercase DROP CONSTRAINT casework_transfercase_person_area", FOLLOW, elidable=True
        ),
        migrations.RunSQL(
            "ALTER TABLE casework_transfercase ADD CONSTRAINT casework_transfercase_person FOREIGN KEY (person_id)"
            " REFERENCES ledger_person (id) DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE casework_transfercase DROP CONSTRAINT casework_transfercase_person",
        ),
        migrations.RunSQL(FUNCTION, UNDO),
    ]
