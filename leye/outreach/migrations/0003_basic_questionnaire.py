"""The questionnaire that every area may use from the first day."""

import datetime as dt
import json
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SCHEMA = Path(__file__).parent.parent / "questionnaires" / "basic_1.json"


def add(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    # The column keeps the order of lists only; see leye.outreach.questionnaires.questions.with_order.
    parts = [schema, *(part["then"] for part in schema["allOf"])]
    schema["x-order"] = [name for part in parts for name in part["properties"]]
    apps.get_model("outreach", "Questionnaire").objects.using(editor.connection.alias).create(
        area=None, name=schema["title"], version=1, schema=schema, valid_from=dt.date(2020, 1, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("outreach", "0002_area_follows_person")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
