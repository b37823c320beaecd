"""When two files become one (or part again), a claim about the person, or paid to the person, goes along whole."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION benefits_claim_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.subject_kind = 'person' AND NEW.subject_id = OLD.person_id THEN NEW.subject_id = NEW.person_id; END IF;
    IF NEW.payee_kind = 'person' AND NEW.payee_id = OLD.person_id THEN NEW.payee_id = NEW.person_id; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_follows BEFORE UPDATE OF person_id ON benefits_claim
    FOR EACH ROW WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id)
    EXECUTE FUNCTION benefits_claim_follows();
"""
UNDO = """
DROP TRIGGER claim_follows ON benefits_claim;
DROP FUNCTION benefits_claim_follows();
"""


class Migration(migrations.Migration):
    dependencies = [("benefits", "0002_claims_follow")]
    operations = [migrations.RunSQL(FUNCTION, UNDO)]
