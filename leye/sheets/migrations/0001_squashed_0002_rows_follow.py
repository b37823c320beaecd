import django.contrib.postgres.fields
import django.db.models.deletion
import leye.schema.together
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('sheets', '0001_initial'), ('sheets', '0002_rows_follow')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('areas', '0002_official_name_and_history'),
        ('ledger', '0005_more_kinds'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        leye.schema.together.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='LedgerCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('week', models.DateField(verbose_name='周（星期一）')),
                        ('checked_on', models.DateField(verbose_name='核对日期')),
                        ('result', models.CharField(choices=[('same', '无变化'), ('changed', '有变化，已更新')], max_length=8, verbose_name='结果')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核对人')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='ledger_checks', to='ledger.person', verbose_name='人员')),
                    ],
                    options={
                        'verbose_name': '台账核对',
                        'ordering': ['-week', '-id'],
                        'indexes': [models.Index(fields=['area', 'week'], name='ledger_check_area_week')],
                        'constraints': [models.UniqueConstraint(fields=('person', 'week'), name='ledger_check_once_a_week')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_ledgercheckevent" ("area_id", "checked_by_id", "checked_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "week") SELECT new_values."area_id", new_values."checked_by_id", new_values."checked_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."result", new_values."week" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='65c2dd70eaddbd74f31ad329f587874ec9986e2a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b0bc8', referencing='REFERENCING NEW TABLE AS new_values ', table='sheets_ledgercheck', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_ledgercheckevent" ("area_id", "checked_by_id", "checked_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "week") SELECT new_values."area_id", new_values."checked_by_id", new_values."checked_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."result", new_values."week" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f1672322e18212c3608f06f09948fcf18a6617d0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5f0a7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='sheets_ledgercheck', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_ledgercheckevent" ("area_id", "checked_by_id", "checked_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "week") SELECT old_values."area_id", old_values."checked_by_id", old_values."checked_on", old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."result", old_values."week" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4e19d65659fe96a5b1dd0afcf7a21ca0344e2d53', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_77cca', referencing='REFERENCING OLD TABLE AS old_values ', table='sheets_ledgercheck', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='LedgerCheckEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('week', models.DateField(verbose_name='周（星期一）')),
                        ('checked_on', models.DateField(verbose_name='核对日期')),
                        ('result', models.CharField(choices=[('same', '无变化'), ('changed', '有变化，已更新')], max_length=8, verbose_name='结果')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('checked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核对人')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.person', verbose_name='人员')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sheets.ledgercheck')),
                    ],
                ),
                migrations.CreateModel(
                    name='LedgerView',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=40, verbose_name='名称')),
                        ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name='群体')),
                        ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list, size=None, verbose_name='栏目')),
                        ('order', models.CharField(choices=[('name', '按姓名'), ('household', '按户')], default='name', max_length=10, verbose_name='排列')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='设立地区')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='设立人')),
                    ],
                    options={
                        'verbose_name': '台账视图',
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('area', 'name'), name='ledger_view_name_once', violation_error_message='本地已有同名的台账，请换一个名称。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_ledgerviewevent" ("area_id", "columns", "groups", "id", "made_by_id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT new_values."area_id", new_values."columns", new_values."groups", new_values."id", new_values."made_by_id", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='06d4ebac7dc5de07e16dcc935532078b7962ff7f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a66b5', referencing='REFERENCING NEW TABLE AS new_values ', table='sheets_ledgerview', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_ledgerviewevent" ("area_id", "columns", "groups", "id", "made_by_id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT new_values."area_id", new_values."columns", new_values."groups", new_values."id", new_values."made_by_id", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='78035990dad8fd08a162c449ef2c935a982223c4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_604e3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='sheets_ledgerview', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_ledgerviewevent" ("area_id", "columns", "groups", "id", "made_by_id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT old_values."area_id", old_values."columns", old_values."groups", old_values."id", old_values."made_by_id", old_values."name", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1e197702e87fd547f47a48a81e8abe46eb563611', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_45bcb', referencing='REFERENCING OLD TABLE AS old_values ', table='sheets_ledgerview', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='LedgerViewEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=40, verbose_name='名称')),
                        ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name='群体')),
                        ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list, size=None, verbose_name='栏目')),
                        ('order', models.CharField(choices=[('name', '按姓名'), ('household', '按户')], default='name', max_length=10, verbose_name='排列')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='设立地区')),
                        ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='设立人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sheets.ledgerview')),
                    ],
                ),
                migrations.CreateModel(
                    name='SheetEdition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('book', models.CharField(max_length=40, verbose_name='台账')),
                        ('title', models.CharField(max_length=60, verbose_name='名称')),
                        ('number', models.PositiveIntegerField(verbose_name='版次')),
                        ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None, verbose_name='栏目')),
                        ('people', models.PositiveIntegerField(verbose_name='人数')),
                        ('printed_on', models.DateField(verbose_name='打印日期')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='村（社区）')),
                        ('printed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='打印人')),
                    ],
                    options={
                        'verbose_name': '表册版次',
                        'ordering': ['-printed_on', '-id'],
                        'constraints': [models.UniqueConstraint(fields=('area', 'book', 'number'), name='sheet_edition_once', violation_error_message='有人刚打印了同一本台账，请再打印一次。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_sheeteditionevent" ("area_id", "book", "columns", "id", "number", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by_id", "printed_on", "title") SELECT new_values."area_id", new_values."book", new_values."columns", new_values."id", new_values."number", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."printed_by_id", new_values."printed_on", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0c7c405ff6e4970abffb6e63d297a62a9e647833', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c8eb6', referencing='REFERENCING NEW TABLE AS new_values ', table='sheets_sheetedition', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_sheeteditionevent" ("area_id", "book", "columns", "id", "number", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by_id", "printed_on", "title") SELECT new_values."area_id", new_values."book", new_values."columns", new_values."id", new_values."number", new_values."people", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."printed_by_id", new_values."printed_on", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b8dde11befc9b6482972d6ede960f4067da3a378', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_43c79', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='sheets_sheetedition', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_sheeteditionevent" ("area_id", "book", "columns", "id", "number", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by_id", "printed_on", "title") SELECT old_values."area_id", old_values."book", old_values."columns", old_values."id", old_values."number", old_values."people", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."printed_by_id", old_values."printed_on", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='441599a44c40c0ae1fea4185955b535b8afb2f62', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ae414', referencing='REFERENCING OLD TABLE AS old_values ', table='sheets_sheetedition', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='SheetEditionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('book', models.CharField(max_length=40, verbose_name='台账')),
                        ('title', models.CharField(max_length=60, verbose_name='名称')),
                        ('number', models.PositiveIntegerField(verbose_name='版次')),
                        ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None, verbose_name='栏目')),
                        ('people', models.PositiveIntegerField(verbose_name='人数')),
                        ('printed_on', models.DateField(verbose_name='打印日期')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='村（社区）')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sheets.sheetedition')),
                        ('printed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='打印人')),
                    ],
                ),
                migrations.CreateModel(
                    name='SheetFormat',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list, size=None, verbose_name='栏目')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('area', models.OneToOneField(error_messages={'unique': '这个县已经定过格式。'}, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='县')),
                    ],
                    options={
                        'verbose_name': '表册格式',
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_sheetformatevent" ("area_id", "columns", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT new_values."area_id", new_values."columns", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4378846677130c1d3751802b5dad04a42584668c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f326c', referencing='REFERENCING NEW TABLE AS new_values ', table='sheets_sheetformat', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_sheetformatevent" ("area_id", "columns", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT new_values."area_id", new_values."columns", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3818ad45af3730afb1d84f197a30727cba050845', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_efe30', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='sheets_sheetformat', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_sheetformatevent" ("area_id", "columns", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT old_values."area_id", old_values."columns", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='09d943ce1292111031e42c73e021159804208bf7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3b9d3', referencing='REFERENCING OLD TABLE AS old_values ', table='sheets_sheetformat', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='SheetFormatEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list, size=None, verbose_name='栏目')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('area', models.ForeignKey(db_constraint=False, error_messages={'unique': '这个县已经定过格式。'}, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='县')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sheets.sheetformat')),
                    ],
                ),
                migrations.CreateModel(
                    name='SheetPage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('page', models.PositiveSmallIntegerField(verbose_name='页')),
                        ('token', models.CharField(max_length=6, verbose_name='二维码校验')),
                        ('returned_on', models.DateField(blank=True, null=True, verbose_name='录完日期')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='村（社区）')),
                        ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='sheets.sheetedition', verbose_name='表册版次')),
                        ('returned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                    ],
                    options={
                        'verbose_name': '表册页',
                        'ordering': ['edition', 'page'],
                        'constraints': [models.UniqueConstraint(fields=('edition', 'page'), name='sheet_page_once')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_sheetpageevent" ("area_id", "edition_id", "id", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned_by_id", "returned_on", "token") SELECT new_values."area_id", new_values."edition_id", new_values."id", new_values."page", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."returned_by_id", new_values."returned_on", new_values."token" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fe248610f0132d0b5a6fb4373053b87b6f978094', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7a1ac', referencing='REFERENCING NEW TABLE AS new_values ', table='sheets_sheetpage', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_sheetpageevent" ("area_id", "edition_id", "id", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned_by_id", "returned_on", "token") SELECT new_values."area_id", new_values."edition_id", new_values."id", new_values."page", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."returned_by_id", new_values."returned_on", new_values."token" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='640a3465c9c6ce0ea269db2f6e6e1e9cbf6e46a3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_68023', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='sheets_sheetpage', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_sheetpageevent" ("area_id", "edition_id", "id", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned_by_id", "returned_on", "token") SELECT old_values."area_id", old_values."edition_id", old_values."id", old_values."page", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."returned_by_id", old_values."returned_on", old_values."token" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0cd88bfc2e4c622eeccf2a9573bdb666492db45a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4e754', referencing='REFERENCING OLD TABLE AS old_values ', table='sheets_sheetpage', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='SheetPageEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('page', models.PositiveSmallIntegerField(verbose_name='页')),
                        ('token', models.CharField(max_length=6, verbose_name='二维码校验')),
                        ('returned_on', models.DateField(blank=True, null=True, verbose_name='录完日期')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='村（社区）')),
                        ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sheets.sheetedition', verbose_name='表册版次')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sheets.sheetpage')),
                        ('returned_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                    ],
                ),
                migrations.CreateModel(
                    name='SheetRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('row', models.PositiveSmallIntegerField(verbose_name='行')),
                        ('printed', models.JSONField(default=dict, verbose_name='打印内容')),
                        ('keyed', models.JSONField(default=dict, verbose_name='录入内容')),
                        ('keyed_at', models.DateTimeField(blank=True, null=True, verbose_name='录入时间')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('keyed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='sheet_rows', to='ledger.person', verbose_name='人员')),
                        ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='sheets.sheetpage', verbose_name='表册页')),
                    ],
                    options={
                        'verbose_name': '表册行',
                        'ordering': ['sheet', 'row'],
                        'constraints': [models.UniqueConstraint(fields=('sheet', 'row'), name='sheet_row_once')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_sheetrowevent" ("area_id", "id", "keyed", "keyed_at", "keyed_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "row", "sheet_id") SELECT new_values."area_id", new_values."id", new_values."keyed", new_values."keyed_at", new_values."keyed_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."printed", new_values."row", new_values."sheet_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4a6689236d28836e0cc30f12efa109aff749e8c8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1ef03', referencing='REFERENCING NEW TABLE AS new_values ', table='sheets_sheetrow', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_sheetrowevent" ("area_id", "id", "keyed", "keyed_at", "keyed_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "row", "sheet_id") SELECT new_values."area_id", new_values."id", new_values."keyed", new_values."keyed_at", new_values."keyed_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."printed", new_values."row", new_values."sheet_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c99c97d41badf64ff39271a09aee9206ec881a16', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0cbdc', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='sheets_sheetrow', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sheets_sheetrowevent" ("area_id", "id", "keyed", "keyed_at", "keyed_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "row", "sheet_id") SELECT old_values."area_id", old_values."id", old_values."keyed", old_values."keyed_at", old_values."keyed_by_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."printed", old_values."row", old_values."sheet_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1d6c252245d3c9a951ffd234848c6e686937dc9a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_75f26', referencing='REFERENCING OLD TABLE AS old_values ', table='sheets_sheetrow', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='SheetRowEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('row', models.PositiveSmallIntegerField(verbose_name='行')),
                        ('printed', models.JSONField(default=dict, verbose_name='打印内容')),
                        ('keyed', models.JSONField(default=dict, verbose_name='录入内容')),
                        ('keyed_at', models.DateTimeField(blank=True, null=True, verbose_name='录入时间')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('keyed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.person', verbose_name='人员')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sheets.sheetrow')),
                        ('sheet', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sheets.sheetpage', verbose_name='表册页')),
                    ],
                ),
            ],
        ),
        migrations.RunSQL(
            sql='ALTER TABLE sheets_ledgercheck ADD CONSTRAINT sheets_ledgercheck_person_area FOREIGN KEY (person_id, area_id) REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED',
            reverse_sql='ALTER TABLE sheets_ledgercheck DROP CONSTRAINT sheets_ledgercheck_person_area',
        ),
        migrations.RunSQL(
            sql='ALTER TABLE sheets_sheetrow ADD CONSTRAINT sheets_sheetrow_person_area FOREIGN KEY (person_id, area_id) REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED',
            reverse_sql='ALTER TABLE sheets_sheetrow DROP CONSTRAINT sheets_sheetrow_person_area',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX sheets_ledgercheckevent_moment ON sheets_ledgercheckevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX sheets_ledgercheckevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX sheets_sheetrowevent_moment ON sheets_sheetrowevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX sheets_sheetrowevent_moment',
        ),
    ]
