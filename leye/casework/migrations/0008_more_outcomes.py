"""More outcomes of a contact: wrong number, hung up, moved away, and a message that arrived."""

from django.db import migrations, models

OUTCOMES = [
    ("done", "已办到"),
    ("no_answer", "没联系上"),
    ("working", "已在就业"),
    ("away", "外出不在"),
    ("refuses", "本人拒绝"),
    ("hung_up", "接通后挂断"),
    ("bad_number", "号码不对"),
    ("moved", "已搬走"),
    ("sent", "信息已送达，未回复"),
]


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_declarations_follow")]
    operations = [
        migrations.AlterField(
            model_name=model,
            name="outcome",
            field=models.CharField(choices=OUTCOMES, default="done", max_length=10, verbose_name="结果"),
        )
        for model in ("servicerecord", "servicerecordevent")
    ]
