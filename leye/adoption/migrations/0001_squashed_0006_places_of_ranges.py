import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import leye.schema.together
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

#: 0004 renamed the column set_by, and its indexes kept their names: so they are called in every database.
KEPT = {
    "adoption_parameteroverride_proposed_by_id_559a68c5": "adoption_parameteroverride_set_by_id_2038b973",
    "adoption_parameteroverrideevent_proposed_by_id_e4656324": "adoption_parameteroverrideevent_set_by_id_82f66ebd",
}


def keep_names(apps, editor):
    """Django makes a new table's indexes at the end of the migration: name them after that."""
    editor.deferred_sql += [f"ALTER INDEX {made} RENAME TO {kept}" for made, kept in KEPT.items()]


class Migration(migrations.Migration):

    replaces = [('adoption', '0001_initial'), ('adoption', '0002_resolution'), ('adoption', '0003_figures'), ('adoption', '0004_campaigns_and_four_eyes'), ('adoption', '0005_decided_by_somebody'), ('adoption', '0006_places_of_ranges')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('areas', '0002_official_name_and_history'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        leye.schema.together.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Run',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(blank=True, max_length=64, verbose_name='编号')),
                        ('as_of', models.DateField(verbose_name='计算日期')),
                        ('state', models.CharField(choices=[('running', '进行中'), ('finished', '已完成'), ('failed', '未完成')], default='running', max_length=10, verbose_name='状态')),
                        ('step', models.CharField(blank=True, max_length=40, verbose_name='步骤')),
                        ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='开始时间')),
                        ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='完成时间')),
                        ('snapshot_at', models.DateTimeField(blank=True, null=True, verbose_name='快照时间')),
                        ('counts', models.JSONField(default=dict, verbose_name='数量')),
                        ('problem', models.TextField(blank=True, verbose_name='问题')),
                    ],
                    options={
                        'verbose_name': '夜间计算',
                        'ordering': ['-started_at'],
                    },
                ),
                migrations.CreateModel(
                    name='Adoption',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('pack', models.CharField(max_length=60, verbose_name='文件')),
                        ('valid_from', models.DateField(verbose_name='开始日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='截止日期')),
                        ('standing', models.BooleanField(default=False, verbose_name='作为本地常设规则')),
                        ('basis', models.CharField(blank=True, max_length=300, verbose_name='采用依据')),
                        ('state', models.CharField(choices=[('proposed', '待批准'), ('approved', '已采用'), ('rejected', '未批准'), ('ended', '已停用')], default='proposed', max_length=10, verbose_name='状态')),
                        ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='提出时间')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='审批时间')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='areas.area', verbose_name='地区')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                    ],
                    options={
                        'verbose_name': '采用',
                        'ordering': ['-proposed_at'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='adoption_dates_in_order', violation_error_message='截止日期不能早于开始日期。'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='adoption_four_eyes', violation_error_message='提出人不能批准自己的提议。'), models.CheckConstraint(condition=models.Q(('state', 'proposed'), ('decided_by__isnull', False), _connector='OR'), name='adoption_decided_by_somebody', violation_error_message='采用须由另一位负责人审批。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_adoptionevent" ("area_id", "basis", "decided_at", "decided_by_id", "id", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "standing", "state", "valid_from", "valid_to") SELECT new_values."area_id", new_values."basis", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."pack", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."standing", new_values."state", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='39bf2baf93f9e3069a73741be618eefd7cf1f499', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cb71d', referencing='REFERENCING NEW TABLE AS new_values ', table='adoption_adoption', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_adoptionevent" ("area_id", "basis", "decided_at", "decided_by_id", "id", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "standing", "state", "valid_from", "valid_to") SELECT new_values."area_id", new_values."basis", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."pack", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."standing", new_values."state", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='756403d6e453ed1afdb0cdb6efe2f855ac084d01', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_8a3c3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='adoption_adoption', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_adoptionevent" ("area_id", "basis", "decided_at", "decided_by_id", "id", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "standing", "state", "valid_from", "valid_to") SELECT old_values."area_id", old_values."basis", old_values."decided_at", old_values."decided_by_id", old_values."id", old_values."pack", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposed_at", old_values."proposed_by_id", old_values."standing", old_values."state", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e624c5eb3fe59f29559073dbf640770051365409', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_615a4', referencing='REFERENCING OLD TABLE AS old_values ', table='adoption_adoption', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='AdoptionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('pack', models.CharField(max_length=60, verbose_name='文件')),
                        ('valid_from', models.DateField(verbose_name='开始日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='截止日期')),
                        ('standing', models.BooleanField(default=False, verbose_name='作为本地常设规则')),
                        ('basis', models.CharField(blank=True, max_length=300, verbose_name='采用依据')),
                        ('state', models.CharField(choices=[('proposed', '待批准'), ('approved', '已采用'), ('rejected', '未批准'), ('ended', '已停用')], default='proposed', max_length=10, verbose_name='状态')),
                        ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='提出时间')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='审批时间')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='地区')),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='adoption.adoption')),
                        ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                    ],
                ),
                migrations.CreateModel(
                    name='AreaRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('as_of', models.DateField()),
                        ('pack', models.CharField(max_length=60)),
                        ('rule', models.CharField(max_length=80)),
                        ('lo', models.BigIntegerField()),
                        ('hi', models.BigIntegerField()),
                        ('since', models.DateField()),
                        ('until', models.DateField()),
                        ('due_on', models.DateField()),
                    ],
                    options={
                        'indexes': [models.Index(fields=['as_of', 'pack', 'rule', 'lo'], name='arearule_lookup'), django.contrib.postgres.indexes.GistIndex(models.Func('lo', 'hi', models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), name='arearule_places')],
                    },
                ),
                migrations.CreateModel(
                    name='AreaValue',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('as_of', models.DateField()),
                        ('pack', models.CharField(max_length=60)),
                        ('name', models.CharField(max_length=60)),
                        ('lo', models.BigIntegerField()),
                        ('hi', models.BigIntegerField()),
                        ('value', models.BigIntegerField()),
                    ],
                    options={
                        'indexes': [models.Index(fields=['as_of', 'pack', 'name', 'lo'], name='areavalue_lookup'), django.contrib.postgres.indexes.GistIndex(models.Func('lo', 'hi', models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), name='areavalue_places')],
                    },
                ),
                migrations.CreateModel(
                    name='ParameterOverride',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('pack', models.CharField(max_length=60, verbose_name='文件')),
                        ('name', models.CharField(max_length=60, verbose_name='参数')),
                        ('value', models.BigIntegerField(verbose_name='数值')),
                        ('valid_from', models.DateField(verbose_name='开始日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='截止日期')),
                        ('basis', models.CharField(max_length=300, verbose_name='依据')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='areas.area', verbose_name='地区')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='审批时间')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人')),
                        ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='提出时间')),
                        ('state', models.CharField(choices=[('proposed', '待批准'), ('approved', '已采用'), ('rejected', '未批准'), ('ended', '已停用')], default='proposed', max_length=10, verbose_name='状态')),
                    ],
                    options={
                        'verbose_name': '本地参数',
                        'ordering': ['pack', 'name', 'area_id', 'valid_from'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('pack', 'name', 'area', 'valid_from'), name='override_once'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='override_four_eyes', violation_error_message='提出人不能批准自己的提议。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_parameteroverrideevent" ("area_id", "basis", "decided_at", "decided_by_id", "id", "name", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "state", "valid_from", "valid_to", "value") SELECT new_values."area_id", new_values."basis", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."name", new_values."pack", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."state", new_values."valid_from", new_values."valid_to", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='217d8884802d1e88605faeef03e318a51d3221c5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6d854', referencing='REFERENCING NEW TABLE AS new_values ', table='adoption_parameteroverride', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_parameteroverrideevent" ("area_id", "basis", "decided_at", "decided_by_id", "id", "name", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "state", "valid_from", "valid_to", "value") SELECT new_values."area_id", new_values."basis", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."name", new_values."pack", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."state", new_values."valid_from", new_values."valid_to", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='19a5c0f852e8c8a6657bbae1fce0ec50c30db7a6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a4401', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='adoption_parameteroverride', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_parameteroverrideevent" ("area_id", "basis", "decided_at", "decided_by_id", "id", "name", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "state", "valid_from", "valid_to", "value") SELECT old_values."area_id", old_values."basis", old_values."decided_at", old_values."decided_by_id", old_values."id", old_values."name", old_values."pack", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposed_at", old_values."proposed_by_id", old_values."state", old_values."valid_from", old_values."valid_to", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='84a6a3d592ef860ecddb36c04fc87184f787ecb2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_dfc43', referencing='REFERENCING OLD TABLE AS old_values ', table='adoption_parameteroverride', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='ParameterOverrideEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('pack', models.CharField(max_length=60, verbose_name='文件')),
                        ('name', models.CharField(max_length=60, verbose_name='参数')),
                        ('value', models.BigIntegerField(verbose_name='数值')),
                        ('valid_from', models.DateField(verbose_name='开始日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='截止日期')),
                        ('basis', models.CharField(max_length=300, verbose_name='依据')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='地区')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='adoption.parameteroverride')),
                        ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='审批时间')),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人')),
                        ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='提出时间')),
                        ('state', models.CharField(choices=[('proposed', '待批准'), ('approved', '已采用'), ('rejected', '未批准'), ('ended', '已停用')], default='proposed', max_length=10, verbose_name='状态')),
                    ],
                ),
                migrations.CreateModel(
                    name='Resolution',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('as_of', models.DateField(unique=True)),
                        ('digest', models.CharField(max_length=64)),
                        ('notices', models.JSONField(default=list)),
                        ('made_at', models.DateTimeField(auto_now_add=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='Figure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('pack', models.CharField(max_length=60)),
                        ('rule', models.CharField(max_length=80)),
                        ('since', models.DateField()),
                        ('until', models.DateField()),
                        ('value', models.BigIntegerField(null=True)),
                        ('whole', models.BigIntegerField(null=True)),
                        ('target', models.BigIntegerField(null=True)),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='areas.area')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='adoption.run')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['area', 'run'], name='figure_area')],
                        'constraints': [models.UniqueConstraint(fields=('run', 'pack', 'rule', 'area'), name='figure_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Campaign',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('pack', models.CharField(blank=True, max_length=60, verbose_name='文件')),
                        ('name', models.CharField(blank=True, max_length=60, verbose_name='行动代号')),
                        ('title', models.CharField(max_length=120, verbose_name='行动名称')),
                        ('theme', models.CharField(blank=True, max_length=200, verbose_name='主题')),
                        ('basis', models.CharField(max_length=300, verbose_name='依据')),
                        ('since', models.DateField(verbose_name='开始日期')),
                        ('until', models.DateField(verbose_name='结束日期')),
                        ('report_form', models.CharField(blank=True, max_length=200, verbose_name='总结的形式')),
                        ('report_due_on', models.DateField(blank=True, null=True, verbose_name='总结报送期限')),
                        ('summary', models.TextField(blank=True, verbose_name='主要做法和成效')),
                        ('cases', models.TextField(blank=True, verbose_name='典型案例')),
                        ('suggestions', models.TextField(blank=True, verbose_name='意见建议')),
                        ('figures', models.JSONField(blank=True, default=dict, verbose_name='数据')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='总结时间')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='areas.area', verbose_name='开展范围')),
                        ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='总结人')),
                        ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                    ],
                    options={
                        'verbose_name': '行动',
                        'ordering': ['-since', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='campaign_dates_in_order', violation_error_message='结束日期不能早于开始日期。'), models.UniqueConstraint(condition=models.Q(('pack', ''), _negated=True), fields=('pack', 'name', 'area', 'since'), name='campaign_once')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_campaignevent" ("area_id", "basis", "cases", "closed_at", "closed_by_id", "figures", "id", "made_by_id", "name", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_due_on", "report_form", "since", "suggestions", "summary", "theme", "title", "until") SELECT new_values."area_id", new_values."basis", new_values."cases", new_values."closed_at", new_values."closed_by_id", new_values."figures", new_values."id", new_values."made_by_id", new_values."name", new_values."pack", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."report_due_on", new_values."report_form", new_values."since", new_values."suggestions", new_values."summary", new_values."theme", new_values."title", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ab69173e309066e9e6f24bdc59a8b7d7e5bae1aa', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fa7b5', referencing='REFERENCING NEW TABLE AS new_values ', table='adoption_campaign', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_campaignevent" ("area_id", "basis", "cases", "closed_at", "closed_by_id", "figures", "id", "made_by_id", "name", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_due_on", "report_form", "since", "suggestions", "summary", "theme", "title", "until") SELECT new_values."area_id", new_values."basis", new_values."cases", new_values."closed_at", new_values."closed_by_id", new_values."figures", new_values."id", new_values."made_by_id", new_values."name", new_values."pack", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."report_due_on", new_values."report_form", new_values."since", new_values."suggestions", new_values."summary", new_values."theme", new_values."title", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f00983a3e6b8698718fa0812a0e78d87754fadef', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5d437', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='adoption_campaign', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_campaignevent" ("area_id", "basis", "cases", "closed_at", "closed_by_id", "figures", "id", "made_by_id", "name", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_due_on", "report_form", "since", "suggestions", "summary", "theme", "title", "until") SELECT old_values."area_id", old_values."basis", old_values."cases", old_values."closed_at", old_values."closed_by_id", old_values."figures", old_values."id", old_values."made_by_id", old_values."name", old_values."pack", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."report_due_on", old_values."report_form", old_values."since", old_values."suggestions", old_values."summary", old_values."theme", old_values."title", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4615a709615117bbed034e9320edb2bad8339f04', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f63dd', referencing='REFERENCING OLD TABLE AS old_values ', table='adoption_campaign', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='CampaignEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('pack', models.CharField(blank=True, max_length=60, verbose_name='文件')),
                        ('name', models.CharField(blank=True, max_length=60, verbose_name='行动代号')),
                        ('title', models.CharField(max_length=120, verbose_name='行动名称')),
                        ('theme', models.CharField(blank=True, max_length=200, verbose_name='主题')),
                        ('basis', models.CharField(max_length=300, verbose_name='依据')),
                        ('since', models.DateField(verbose_name='开始日期')),
                        ('until', models.DateField(verbose_name='结束日期')),
                        ('report_form', models.CharField(blank=True, max_length=200, verbose_name='总结的形式')),
                        ('report_due_on', models.DateField(blank=True, null=True, verbose_name='总结报送期限')),
                        ('summary', models.TextField(blank=True, verbose_name='主要做法和成效')),
                        ('cases', models.TextField(blank=True, verbose_name='典型案例')),
                        ('suggestions', models.TextField(blank=True, verbose_name='意见建议')),
                        ('figures', models.JSONField(blank=True, default=dict, verbose_name='数据')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='总结时间')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='开展范围')),
                        ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='总结人')),
                        ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='adoption.campaign')),
                    ],
                ),
            ],
        ),
        migrations.RunPython(keep_names, migrations.RunPython.noop),
    ]
