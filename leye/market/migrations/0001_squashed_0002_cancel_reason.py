import django.db.models.deletion
import leye.schema.together
import pgtrigger.compiler
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('market', '0001_initial'), ('market', '0002_cancel_reason')]

    initial = True

    dependencies = [
        ('areas', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        leye.schema.together.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Fair',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=120, verbose_name='名称')),
                        ('held_on', models.DateField(verbose_name='举办日期')),
                        ('place', models.CharField(blank=True, max_length=120, verbose_name='地点')),
                        ('mode', models.CharField(choices=[('offline', '现场'), ('online', '线上'), ('both', '线上线下')], default='offline', max_length=8, verbose_name='方式')),
                        ('is_special', models.BooleanField(default=False, verbose_name='重点群体专场')),
                        ('industry', models.CharField(blank=True, max_length=60, verbose_name='行业主题')),
                        ('employers', models.PositiveIntegerField(blank=True, null=True, verbose_name='参会单位数')),
                        ('vacancies', models.PositiveIntegerField(blank=True, null=True, verbose_name='岗位数')),
                        ('visitors', models.PositiveIntegerField(blank=True, null=True, verbose_name='求职人数')),
                        ('agreed', models.PositiveIntegerField(blank=True, null=True, verbose_name='达成意向数')),
                        ('status', models.CharField(choices=[('planned', '计划中'), ('held', '已举办'), ('cancelled', '已取消')], default='planned', max_length=10, verbose_name='状态')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='举办地区')),
                        ('cancel_reason', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='取消原因')),
                    ],
                    options={
                        'verbose_name': '招聘会',
                        'ordering': ['-held_on', '-id'],
                        'constraints': [models.UniqueConstraint(fields=('area', 'title', 'held_on'), name='fair_once', violation_error_message='当天已登记同名招聘会。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "market_fairevent" ("agreed", "area_id", "cancel_reason", "employers", "held_on", "id", "industry", "is_special", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "status", "title", "vacancies", "visitors") SELECT new_values."agreed", new_values."area_id", new_values."cancel_reason", new_values."employers", new_values."held_on", new_values."id", new_values."industry", new_values."is_special", new_values."mode", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."status", new_values."title", new_values."vacancies", new_values."visitors" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5104b98258f4a60104f873d968e20442f85d5550', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_792ce', referencing='REFERENCING NEW TABLE AS new_values ', table='market_fair', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "market_fairevent" ("agreed", "area_id", "cancel_reason", "employers", "held_on", "id", "industry", "is_special", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "status", "title", "vacancies", "visitors") SELECT new_values."agreed", new_values."area_id", new_values."cancel_reason", new_values."employers", new_values."held_on", new_values."id", new_values."industry", new_values."is_special", new_values."mode", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."status", new_values."title", new_values."vacancies", new_values."visitors" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c87c69a557d1fe4265991f88984c00dc1a114709', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9bf18', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='market_fair', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "market_fairevent" ("agreed", "area_id", "cancel_reason", "employers", "held_on", "id", "industry", "is_special", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "status", "title", "vacancies", "visitors") SELECT old_values."agreed", old_values."area_id", old_values."cancel_reason", old_values."employers", old_values."held_on", old_values."id", old_values."industry", old_values."is_special", old_values."mode", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."status", old_values."title", old_values."vacancies", old_values."visitors" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='808fa3b7aac945f95f813fc635bcce16914ef121', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f130a', referencing='REFERENCING OLD TABLE AS old_values ', table='market_fair', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='FairEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('title', models.CharField(max_length=120, verbose_name='名称')),
                        ('held_on', models.DateField(verbose_name='举办日期')),
                        ('place', models.CharField(blank=True, max_length=120, verbose_name='地点')),
                        ('mode', models.CharField(choices=[('offline', '现场'), ('online', '线上'), ('both', '线上线下')], default='offline', max_length=8, verbose_name='方式')),
                        ('is_special', models.BooleanField(default=False, verbose_name='重点群体专场')),
                        ('industry', models.CharField(blank=True, max_length=60, verbose_name='行业主题')),
                        ('employers', models.PositiveIntegerField(blank=True, null=True, verbose_name='参会单位数')),
                        ('vacancies', models.PositiveIntegerField(blank=True, null=True, verbose_name='岗位数')),
                        ('visitors', models.PositiveIntegerField(blank=True, null=True, verbose_name='求职人数')),
                        ('agreed', models.PositiveIntegerField(blank=True, null=True, verbose_name='达成意向数')),
                        ('status', models.CharField(choices=[('planned', '计划中'), ('held', '已举办'), ('cancelled', '已取消')], default='planned', max_length=10, verbose_name='状态')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='举办地区')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='market.fair')),
                        ('cancel_reason', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='取消原因')),
                    ],
                ),
            ],
        ),
    ]
