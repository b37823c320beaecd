"""What is no longer a mere proposal was decided by somebody, who is not the one that proposed it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("adoption", "0004_campaigns_and_four_eyes")]
    operations = [
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "proposed"), ("decided_by__isnull", False), _connector="OR"),
                name="adoption_decided_by_somebody",
                violation_error_message="采用须由另一位负责人审批。",
            ),
        ),
    ]
