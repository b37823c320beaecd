import django.db.models.deletion
import leye.schema.together
import pgtrigger.compiler
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('training', '0001_initial'), ('training', '0002_trainees_follow'), ('training', '0003_more_kinds'), ('training', '0004_courses')]

    initial = True

    dependencies = [
        ('areas', '0002_official_name_and_history'),
        ('ledger', '0004_employers_and_how_work_came_about'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        leye.schema.together.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Trainee',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('enrolled_on', models.DateField(blank=True, null=True, verbose_name='报名日期')),
                        ('completed_on', models.DateField(blank=True, null=True, verbose_name='结业日期')),
                        ('certified_on', models.DateField(blank=True, null=True, verbose_name='取证日期')),
                        ('certificate', models.CharField(blank=True, db_default='', default='', max_length=60, verbose_name='证书编号')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='trainings', to='ledger.person', verbose_name='学员')),
                        ('training_class', models.ForeignKey(db_column='class_id', on_delete=django.db.models.deletion.PROTECT, related_name='trainees', to='training.trainingclass', verbose_name='培训班')),
                    ],
                    options={
                        'verbose_name': '培训学员',
                        'ordering': ['-id'],
                        'constraints': [models.UniqueConstraint(fields=('person', 'training_class'), name='trainee_once', violation_error_message='此人已在这个培训班的名单上。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "training_traineeevent" ("area_id", "certificate", "certified_on", "class_id", "completed_on", "enrolled_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."area_id", new_values."certificate", new_values."certified_on", new_values."class_id", new_values."completed_on", new_values."enrolled_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0cb667f658802a008a9432fe0782959887927ae2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4c9c9', referencing='REFERENCING NEW TABLE AS new_values ', table='training_trainee', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "training_traineeevent" ("area_id", "certificate", "certified_on", "class_id", "completed_on", "enrolled_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."area_id", new_values."certificate", new_values."certified_on", new_values."class_id", new_values."completed_on", new_values."enrolled_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9f4309826f697dbb64490cb9f36764d62e5c5e11', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_24c20', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='training_trainee', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "training_traineeevent" ("area_id", "certificate", "certified_on", "class_id", "completed_on", "enrolled_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."area_id", old_values."certificate", old_values."certified_on", old_values."class_id", old_values."completed_on", old_values."enrolled_on", old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='af0a5f4e613ca9863a2d865433eb77f9b97de665', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f4415', referencing='REFERENCING OLD TABLE AS old_values ', table='training_trainee', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='TrainingClass',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=120, verbose_name='班级名称')),
                        ('kind', models.CharField(choices=[('skill', '职业技能培训'), ('startup', '创业培训'), ('on_job', '以工代训'), ('apprentice', '企业新型学徒制培训'), ('adaptation', '岗位适应性培训'), ('new_occupation', '新职业培训'), ('staff', '基层工作人员培训'), ('agri_technician', '农民工转农技工培训')], max_length=16, verbose_name='培训类型')),
                        ('mode', models.CharField(choices=[('offline', '线下'), ('online', '线上'), ('blended', '线上线下结合')], default='offline', max_length=8, verbose_name='培训方式')),
                        ('started_on', models.DateField(verbose_name='开班日期')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='结业日期')),
                        ('standard_fen', models.BigIntegerField(blank=True, null=True, verbose_name='人均补贴标准（分）')),
                        ('from_outside', models.BooleanField(db_default=False, default=False, verbose_name='县外引进的机构')),
                        ('task_done', models.BooleanField(db_default=False, default=False, verbose_name='机构完成年度培训任务')),
                        ('version', models.PositiveIntegerField(db_default=1, default=1, verbose_name='版本')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='开班地区')),
                        ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='training_classes', to='ledger.employer', verbose_name='培训机构')),
                    ],
                    options={
                        'verbose_name': '培训班',
                        'db_table': 'training_class',
                        'ordering': ['-started_on', '-id'],
                        'constraints': [models.UniqueConstraint(fields=('area', 'title', 'started_on'), name='training_class_once', violation_error_message='同一天已开办同名培训班。'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='training_class_dates_in_order', violation_error_message='结业日期不能早于开班日期。'), models.CheckConstraint(condition=models.Q(('standard_fen__isnull', True), ('standard_fen__gte', 0), _connector='OR'), name='training_class_standard_not_negative', violation_error_message='补贴标准不能为负数。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "training_trainingclassevent" ("area_id", "ended_on", "from_outside", "id", "institution_id", "kind", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_fen", "started_on", "task_done", "title", "version") SELECT new_values."area_id", new_values."ended_on", new_values."from_outside", new_values."id", new_values."institution_id", new_values."kind", new_values."mode", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."standard_fen", new_values."started_on", new_values."task_done", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1b1802230f2988d0e19f5d26d007caa3e66d6975', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f7692', referencing='REFERENCING NEW TABLE AS new_values ', table='training_class', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "training_trainingclassevent" ("area_id", "ended_on", "from_outside", "id", "institution_id", "kind", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_fen", "started_on", "task_done", "title", "version") SELECT new_values."area_id", new_values."ended_on", new_values."from_outside", new_values."id", new_values."institution_id", new_values."kind", new_values."mode", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."standard_fen", new_values."started_on", new_values."task_done", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b84f86edf3af1c942cd952ff0fbb3534d3e05074', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c2a60', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='training_class', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "training_trainingclassevent" ("area_id", "ended_on", "from_outside", "id", "institution_id", "kind", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_fen", "started_on", "task_done", "title", "version") SELECT old_values."area_id", old_values."ended_on", old_values."from_outside", old_values."id", old_values."institution_id", old_values."kind", old_values."mode", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."standard_fen", old_values."started_on", old_values."task_done", old_values."title", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b4376f5638fe07431c65ab69551f3f20fe953a4a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9cd84', referencing='REFERENCING OLD TABLE AS old_values ', table='training_class', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='TraineeEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('enrolled_on', models.DateField(blank=True, null=True, verbose_name='报名日期')),
                        ('completed_on', models.DateField(blank=True, null=True, verbose_name='结业日期')),
                        ('certified_on', models.DateField(blank=True, null=True, verbose_name='取证日期')),
                        ('certificate', models.CharField(blank=True, db_default='', default='', max_length=60, verbose_name='证书编号')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.person', verbose_name='学员')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='training.trainee')),
                        ('training_class', models.ForeignKey(db_column='class_id', db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='training.trainingclass', verbose_name='培训班')),
                    ],
                ),
                migrations.CreateModel(
                    name='TrainingClassEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('title', models.CharField(max_length=120, verbose_name='班级名称')),
                        ('kind', models.CharField(choices=[('skill', '职业技能培训'), ('startup', '创业培训'), ('on_job', '以工代训'), ('apprentice', '企业新型学徒制培训'), ('adaptation', '岗位适应性培训'), ('new_occupation', '新职业培训'), ('staff', '基层工作人员培训'), ('agri_technician', '农民工转农技工培训')], max_length=16, verbose_name='培训类型')),
                        ('mode', models.CharField(choices=[('offline', '线下'), ('online', '线上'), ('blended', '线上线下结合')], default='offline', max_length=8, verbose_name='培训方式')),
                        ('started_on', models.DateField(verbose_name='开班日期')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='结业日期')),
                        ('standard_fen', models.BigIntegerField(blank=True, null=True, verbose_name='人均补贴标准（分）')),
                        ('from_outside', models.BooleanField(db_default=False, default=False, verbose_name='县外引进的机构')),
                        ('task_done', models.BooleanField(db_default=False, default=False, verbose_name='机构完成年度培训任务')),
                        ('version', models.PositiveIntegerField(db_default=1, default=1, verbose_name='版本')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='开班地区')),
                        ('institution', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.employer', verbose_name='培训机构')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='training.trainingclass')),
                    ],
                ),
                migrations.CreateModel(
                    name='Course',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=80, verbose_name='课程名称')),
                        ('institution', models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='培训机构')),
                        ('occupation', models.CharField(blank=True, db_default='', default='', max_length=12, verbose_name='面向职业')),
                        ('certificate', models.CharField(blank=True, db_default='', default='', max_length=60, verbose_name='结业取得的证书')),
                        ('starts_on', models.DateField(verbose_name='开课日期')),
                        ('seats', models.PositiveIntegerField(db_default=30, default=30, verbose_name='名额')),
                        ('place', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='上课地点')),
                        ('closed_on', models.DateField(blank=True, null=True, verbose_name='停止推荐日期')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='开班地区')),
                    ],
                    options={
                        'verbose_name': '培训课程',
                        'ordering': ['starts_on', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('area', 'title', 'starts_on'), name='course_once', violation_error_message='同一天开课的同名课程已经登记。'), models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='course_has_seats', violation_error_message='名额至少为1。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "training_courseevent" ("area_id", "certificate", "closed_on", "id", "institution", "occupation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "seats", "starts_on", "title") SELECT new_values."area_id", new_values."certificate", new_values."closed_on", new_values."id", new_values."institution", new_values."occupation", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."seats", new_values."starts_on", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3ba9a1625d8c60dec3bf3fa7f73745f0e9027e0c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bfc1a', referencing='REFERENCING NEW TABLE AS new_values ', table='training_course', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "training_courseevent" ("area_id", "certificate", "closed_on", "id", "institution", "occupation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "seats", "starts_on", "title") SELECT new_values."area_id", new_values."certificate", new_values."closed_on", new_values."id", new_values."institution", new_values."occupation", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."seats", new_values."starts_on", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e6b3b25134c5cc367495c5847b9a3d4bb1aaddfc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_27da0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='training_course', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "training_courseevent" ("area_id", "certificate", "closed_on", "id", "institution", "occupation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "seats", "starts_on", "title") SELECT old_values."area_id", old_values."certificate", old_values."closed_on", old_values."id", old_values."institution", old_values."occupation", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."seats", old_values."starts_on", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2e8abb19369e0440bb23e41ee1b36bbb74e0a93f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9186d', referencing='REFERENCING OLD TABLE AS old_values ', table='training_course', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='CourseEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('title', models.CharField(max_length=80, verbose_name='课程名称')),
                        ('institution', models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='培训机构')),
                        ('occupation', models.CharField(blank=True, db_default='', default='', max_length=12, verbose_name='面向职业')),
                        ('certificate', models.CharField(blank=True, db_default='', default='', max_length=60, verbose_name='结业取得的证书')),
                        ('starts_on', models.DateField(verbose_name='开课日期')),
                        ('seats', models.PositiveIntegerField(db_default=30, default=30, verbose_name='名额')),
                        ('place', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='上课地点')),
                        ('closed_on', models.DateField(blank=True, null=True, verbose_name='停止推荐日期')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='开班地区')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='training.course')),
                    ],
                ),
            ],
        ),
        migrations.RunSQL(
            sql='ALTER TABLE training_trainee ADD CONSTRAINT training_trainee_person_area FOREIGN KEY (person_id, area_id) REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED',
            reverse_sql='ALTER TABLE training_trainee DROP CONSTRAINT training_trainee_person_area',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX training_trainingclassevent_moment ON training_trainingclassevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX training_trainingclassevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX training_traineeevent_moment ON training_traineeevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX training_traineeevent_moment',
        ),
    ]
