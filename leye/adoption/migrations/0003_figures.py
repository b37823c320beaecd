"""A figure has a window, and its value may be a share."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("adoption", "0002_resolution")]
    operations = [
        migrations.DeleteModel(name="Figure"),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pack", models.CharField(max_length=60)),
                ("rule", models.CharField(max_length=80)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("value", models.BigIntegerField(null=True)),
                ("whole", models.BigIntegerField(null=True)),
                ("target", models.BigIntegerField(null=True)),
                ("area", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="areas.area")),
                ("run", models.ForeignKey(on_delete=models.CASCADE, related_name="figures", to="adoption.run")),
            ],
            options={
                "indexes": [models.Index(fields=["area", "run"], name="figure_area")],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "pack", "rule", "area"), name="figure_once")
                ],
            },
        ),
    ]
