"""Campaigns; local values by two people."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('adoption', '0003_figures'),
        ('areas', '0002_official_name_and_history'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                'verbose_name': '行动',
                'ordering': ['-since', '-pk'],
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
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='parameteroverride',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='parameteroverride',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='parameteroverride',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='parameteroverride',
            name='override_once',
        ),
        migrations.RenameField(
            model_name='parameteroverride',
            old_name='set_by',
            new_name='proposed_by',
        ),
        migrations.RenameField(
            model_name='parameteroverrideevent',
            old_name='set_by',
            new_name='proposed_by',
        ),
        migrations.AddField(
            model_name='parameteroverride',
            name='decided_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='审批时间'),
        ),
        migrations.AddField(
            model_name='parameteroverride',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人'),
        ),
        migrations.AddField(
            model_name='parameteroverride',
            name='proposed_at',
            field=models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now, verbose_name='提出时间'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='parameteroverride',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人'),
        ),
        migrations.AddField(
            model_name='parameteroverride',
            name='state',
            field=models.CharField(choices=[('proposed', '待批准'), ('approved', '已采用'), ('rejected', '未批准'), ('ended', '已停用')], default='proposed', max_length=10, verbose_name='状态'),
        ),
        migrations.AddField(
            model_name='parameteroverrideevent',
            name='decided_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='审批时间'),
        ),
        migrations.AddField(
            model_name='parameteroverrideevent',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人'),
        ),
        migrations.AddField(
            model_name='parameteroverrideevent',
            name='proposed_at',
            field=models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now, verbose_name='提出时间'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='parameteroverrideevent',
            name='proposed_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人'),
        ),
        migrations.AddField(
            model_name='parameteroverrideevent',
            name='state',
            field=models.CharField(choices=[('proposed', '待批准'), ('approved', '已采用'), ('rejected', '未批准'), ('ended', '已停用')], default='proposed', max_length=10, verbose_name='状态'),
        ),
        # Values that stood before were set by one leader alone and acted; they go on acting.
        migrations.RunSQL(
            "UPDATE adoption_parameteroverride SET state = 'approved';"
            "UPDATE adoption_parameteroverrideevent SET state = 'approved'",
            migrations.RunSQL.noop,
            elidable=True,
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='parameteroverride',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_parameteroverrideevent" ("area_id", "basis", "decided_at", "decided_by_id", "id", "name", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "state", "valid_from", "valid_to", "value") SELECT new_values."area_id", new_values."basis", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."name", new_values."pack", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."state", new_values."valid_from", new_values."valid_to", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='217d8884802d1e88605faeef03e318a51d3221c5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6d854', referencing='REFERENCING NEW TABLE AS new_values ', table='adoption_parameteroverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='parameteroverride',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_parameteroverrideevent" ("area_id", "basis", "decided_at", "decided_by_id", "id", "name", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "state", "valid_from", "valid_to", "value") SELECT new_values."area_id", new_values."basis", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."name", new_values."pack", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."state", new_values."valid_from", new_values."valid_to", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='19a5c0f852e8c8a6657bbae1fce0ec50c30db7a6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a4401', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='adoption_parameteroverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='parameteroverride',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_parameteroverrideevent" ("area_id", "basis", "decided_at", "decided_by_id", "id", "name", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "state", "valid_from", "valid_to", "value") SELECT old_values."area_id", old_values."basis", old_values."decided_at", old_values."decided_by_id", old_values."id", old_values."name", old_values."pack", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposed_at", old_values."proposed_by_id", old_values."state", old_values."valid_from", old_values."valid_to", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='84a6a3d592ef860ecddb36c04fc87184f787ecb2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_dfc43', referencing='REFERENCING OLD TABLE AS old_values ', table='adoption_parameteroverride', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='parameteroverride',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('pack', 'name', 'area', 'valid_from'), name='override_once'),
        ),
        migrations.AddConstraint(
            model_name='parameteroverride',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='override_four_eyes', violation_error_message='提出人不能批准自己的提议。'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='areas.area', verbose_name='开展范围'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='总结人'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='campaignevent',
            name='area',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='开展范围'),
        ),
        migrations.AddField(
            model_name='campaignevent',
            name='closed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='总结人'),
        ),
        migrations.AddField(
            model_name='campaignevent',
            name='made_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='campaignevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='campaignevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='adoption.campaign'),
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='campaign_dates_in_order', violation_error_message='结束日期不能早于开始日期。'),
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.UniqueConstraint(condition=models.Q(('pack', ''), _negated=True), fields=('pack', 'name', 'area', 'since'), name='campaign_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaign',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_campaignevent" ("area_id", "basis", "cases", "closed_at", "closed_by_id", "figures", "id", "made_by_id", "name", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_due_on", "report_form", "since", "suggestions", "summary", "theme", "title", "until") SELECT new_values."area_id", new_values."basis", new_values."cases", new_values."closed_at", new_values."closed_by_id", new_values."figures", new_values."id", new_values."made_by_id", new_values."name", new_values."pack", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."report_due_on", new_values."report_form", new_values."since", new_values."suggestions", new_values."summary", new_values."theme", new_values."title", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ab69173e309066e9e6f24bdc59a8b7d7e5bae1aa', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fa7b5', referencing='REFERENCING NEW TABLE AS new_values ', table='adoption_campaign', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaign',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_campaignevent" ("area_id", "basis", "cases", "closed_at", "closed_by_id", "figures", "id", "made_by_id", "name", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_due_on", "report_form", "since", "suggestions", "summary", "theme", "title", "until") SELECT new_values."area_id", new_values."basis", new_values."cases", new_values."closed_at", new_values."closed_by_id", new_values."figures", new_values."id", new_values."made_by_id", new_values."name", new_values."pack", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."report_due_on", new_values."report_form", new_values."since", new_values."suggestions", new_values."summary", new_values."theme", new_values."title", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f00983a3e6b8698718fa0812a0e78d87754fadef', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5d437', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='adoption_campaign', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaign',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "adoption_campaignevent" ("area_id", "basis", "cases", "closed_at", "closed_by_id", "figures", "id", "made_by_id", "name", "pack", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_due_on", "report_form", "since", "suggestions", "summary", "theme", "title", "until") SELECT old_values."area_id", old_values."basis", old_values."cases", old_values."closed_at", old_values."closed_by_id", old_values."figures", old_values."id", old_values."made_by_id", old_values."name", old_values."pack", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."report_due_on", old_values."report_form", old_values."since", old_values."suggestions", old_values."summary", old_values."theme", old_values."title", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4615a709615117bbed034e9320edb2bad8339f04', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f63dd', referencing='REFERENCING OLD TABLE AS old_values ', table='adoption_campaign', when='AFTER')),
        ),
    ]
