import django.db.models.deletion
import leye.schema.together
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('gatherings', '0001_initial'), ('gatherings', '0002_attendance_follows')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('areas', '0002_official_name_and_history'),
        ('casework', '0008_more_outcomes'),
        ('ledger', '0005_more_kinds'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        leye.schema.together.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Attendance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('row', models.PositiveIntegerField(verbose_name='行号')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='gatherings', to='ledger.person', verbose_name='人员')),
                        ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.servicerecord', verbose_name='服务记录')),
                        ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='gatherings.gathering', verbose_name='集中服务')),
                    ],
                    options={
                        'verbose_name': '签到',
                        'ordering': ['gathering', 'row'],
                        'constraints': [models.UniqueConstraint(fields=('gathering', 'person'), name='attendance_person_once', violation_error_message='此人已在这张签到表上。'), models.UniqueConstraint(fields=('gathering', 'row'), name='attendance_row_once', violation_error_message='签到表的行号重复，请刷新页面再试。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gatherings_attendanceevent" ("area_id", "gathering_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "row") SELECT new_values."area_id", new_values."gathering_id", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."record_id", new_values."row" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9e1164a80c186c8dfc310d6dbed7125ebe5c2efb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_375a1', referencing='REFERENCING NEW TABLE AS new_values ', table='gatherings_attendance', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gatherings_attendanceevent" ("area_id", "gathering_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "row") SELECT new_values."area_id", new_values."gathering_id", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."record_id", new_values."row" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='50de3ab6c6191b489bb6bac2007ebd96ba06a566', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3255e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='gatherings_attendance', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gatherings_attendanceevent" ("area_id", "gathering_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "row") SELECT old_values."area_id", old_values."gathering_id", old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."record_id", old_values."row" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='185c8d4cc5087611b7d0652a7abd39d0768db64a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b5df7', referencing='REFERENCING OLD TABLE AS old_values ', table='gatherings_attendance', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='Gathering',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=80, verbose_name='主题')),
                        ('kind', models.CharField(choices=[('policy_briefing', '政策宣介'), ('career_guidance', '职业指导'), ('job_recommendation', '岗位推荐'), ('course_recommendation', '培训推荐'), ('follow_up', '跟踪调查'), ('service_list', '送达服务和政策清单'), ('policy_help', '协助申请政策'), ('survey', '摸底调查'), ('counselling', '心理疏导'), ('home_visit', '上门走访'), ('other', '其他服务')], max_length=24, verbose_name='服务类型')),
                        ('item', models.CharField(blank=True, max_length=120, verbose_name='推荐的岗位或课程')),
                        ('held_on', models.DateField(verbose_name='日期')),
                        ('place', models.CharField(blank=True, max_length=60, verbose_name='地点')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='备注')),
                        ('rows', models.PositiveIntegerField(default=0, verbose_name='签到表行数')),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='建立时间')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='举办地')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='组织人')),
                    ],
                    options={
                        'verbose_name': '集中服务',
                        'ordering': ['-held_on', '-id'],
                        'indexes': [models.Index(fields=['area', 'held_on'], name='gathering_area_day')],
                        'constraints': [models.UniqueConstraint(fields=('area', 'title', 'kind', 'held_on'), name='gathering_once', violation_error_message='这一天已登记过同一主题、同一类型的集中服务，请打开那一场继续登记。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gatherings_gatheringevent" ("area_id", "held_on", "id", "item", "kind", "made_at", "made_by_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rows", "title") SELECT new_values."area_id", new_values."held_on", new_values."id", new_values."item", new_values."kind", new_values."made_at", new_values."made_by_id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."rows", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c9b22e00e299e47601cf230b7ea9fdc9b39272a9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_64ec4', referencing='REFERENCING NEW TABLE AS new_values ', table='gatherings_gathering', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gatherings_gatheringevent" ("area_id", "held_on", "id", "item", "kind", "made_at", "made_by_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rows", "title") SELECT new_values."area_id", new_values."held_on", new_values."id", new_values."item", new_values."kind", new_values."made_at", new_values."made_by_id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."rows", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1a11f749620a657b721e79a69e5bef6e4ef736f5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1b8e7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='gatherings_gathering', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gatherings_gatheringevent" ("area_id", "held_on", "id", "item", "kind", "made_at", "made_by_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rows", "title") SELECT old_values."area_id", old_values."held_on", old_values."id", old_values."item", old_values."kind", old_values."made_at", old_values."made_by_id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."rows", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e949de4f86d62731163d050fc65b92ba8ffcbb88', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ce04b', referencing='REFERENCING OLD TABLE AS old_values ', table='gatherings_gathering', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='AttendanceEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('row', models.PositiveIntegerField(verbose_name='行号')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.person', verbose_name='人员')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='gatherings.attendance')),
                        ('record', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.servicerecord', verbose_name='服务记录')),
                        ('gathering', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='gatherings.gathering', verbose_name='集中服务')),
                    ],
                ),
                migrations.CreateModel(
                    name='GatheringEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('title', models.CharField(max_length=80, verbose_name='主题')),
                        ('kind', models.CharField(choices=[('policy_briefing', '政策宣介'), ('career_guidance', '职业指导'), ('job_recommendation', '岗位推荐'), ('course_recommendation', '培训推荐'), ('follow_up', '跟踪调查'), ('service_list', '送达服务和政策清单'), ('policy_help', '协助申请政策'), ('survey', '摸底调查'), ('counselling', '心理疏导'), ('home_visit', '上门走访'), ('other', '其他服务')], max_length=24, verbose_name='服务类型')),
                        ('item', models.CharField(blank=True, max_length=120, verbose_name='推荐的岗位或课程')),
                        ('held_on', models.DateField(verbose_name='日期')),
                        ('place', models.CharField(blank=True, max_length=60, verbose_name='地点')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='备注')),
                        ('rows', models.PositiveIntegerField(default=0, verbose_name='签到表行数')),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='建立时间')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='举办地')),
                        ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='组织人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='gatherings.gathering')),
                    ],
                ),
            ],
        ),
        migrations.RunSQL(
            sql='ALTER TABLE gatherings_attendance ADD CONSTRAINT gatherings_attendance_person_area FOREIGN KEY (person_id, area_id) REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED',
            reverse_sql='ALTER TABLE gatherings_attendance DROP CONSTRAINT gatherings_attendance_person_area',
        ),
    ]
