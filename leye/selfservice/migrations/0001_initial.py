import django.db.models.deletion
import leye.schema.together
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('areas', '0002_official_name_and_history'),
        ('cases', '0005_handover_refusals'),
        ('ledger', '0005_more_kinds'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        leye.schema.together.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='HelpRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('receipt', models.CharField(max_length=12, unique=True, verbose_name='回执号')),
                        ('name', models.CharField(max_length=60, verbose_name='姓名')),
                        ('phone', models.CharField(max_length=20, verbose_name='电话')),
                        ('id_cipher', models.BinaryField(blank=True, null=True, verbose_name='身份证号(密文)')),
                        ('id_index', models.BinaryField(blank=True, max_length=33, null=True, verbose_name='身份证号索引')),
                        ('id_tail', models.CharField(blank=True, max_length=4, verbose_name='身份证后四位')),
                        ('kind', models.CharField(choices=[('work', '找工作'), ('training', '学技能'), ('startup', '创业、贷款'), ('subsidy', '补贴和政策'), ('correct', '更正我的资料'), ('other', '其他')], max_length=10, verbose_name='需要什么帮助')),
                        ('words', models.CharField(blank=True, max_length=500, verbose_name='具体情况')),
                        ('state', models.CharField(choices=[('new', '等待受理'), ('taken', '正在办理'), ('answered', '已答复'), ('closed', '已关闭')], default='new', max_length=10, verbose_name='状态')),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='提交时间')),
                        ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='受理时间')),
                        ('answer', models.CharField(blank=True, max_length=500, verbose_name='答复')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cases.case', verbose_name='个案')),
                        ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='help_requests', to='ledger.person', verbose_name='人员')),
                        ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受理人')),
                    ],
                    options={
                        'verbose_name': '求助',
                        'ordering': ['made_at', 'id'],
                        'indexes': [models.Index(fields=['area', 'state', 'made_at'], name='help_area_state'), models.Index(fields=['phone', 'made_at'], name='help_phone')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['answered', 'closed']), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='help_answered_in_words', violation_error_message='请写明答复。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "selfservice_helprequestevent" ("answer", "answered_at", "answered_by_id", "area_id", "case_id", "id", "id_cipher", "id_index", "id_tail", "kind", "made_at", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "receipt", "state", "taken_at", "taken_by_id", "version", "words") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."area_id", new_values."case_id", new_values."id", new_values."id_cipher", new_values."id_index", new_values."id_tail", new_values."kind", new_values."made_at", new_values."name", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."receipt", new_values."state", new_values."taken_at", new_values."taken_by_id", new_values."version", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5669322ad457385779491b3d582c63e2511e2812', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8ce3c', referencing='REFERENCING NEW TABLE AS new_values ', table='selfservice_helprequest', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "selfservice_helprequestevent" ("answer", "answered_at", "answered_by_id", "area_id", "case_id", "id", "id_cipher", "id_index", "id_tail", "kind", "made_at", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "receipt", "state", "taken_at", "taken_by_id", "version", "words") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."area_id", new_values."case_id", new_values."id", new_values."id_cipher", new_values."id_index", new_values."id_tail", new_values."kind", new_values."made_at", new_values."name", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."receipt", new_values."state", new_values."taken_at", new_values."taken_by_id", new_values."version", new_values."words" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fa7f9099abf075517553516a26d7b63ffed1b2f1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b2654', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='selfservice_helprequest', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "selfservice_helprequestevent" ("answer", "answered_at", "answered_by_id", "area_id", "case_id", "id", "id_cipher", "id_index", "id_tail", "kind", "made_at", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "receipt", "state", "taken_at", "taken_by_id", "version", "words") SELECT old_values."answer", old_values."answered_at", old_values."answered_by_id", old_values."area_id", old_values."case_id", old_values."id", old_values."id_cipher", old_values."id_index", old_values."id_tail", old_values."kind", old_values."made_at", old_values."name", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."receipt", old_values."state", old_values."taken_at", old_values."taken_by_id", old_values."version", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='839f218cdd62476a6f51c6ec3b1f2a4e2ceeca18', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6f52d', referencing='REFERENCING OLD TABLE AS old_values ', table='selfservice_helprequest', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='HelpRequestEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('receipt', models.CharField(max_length=12, verbose_name='回执号')),
                        ('name', models.CharField(max_length=60, verbose_name='姓名')),
                        ('phone', models.CharField(max_length=20, verbose_name='电话')),
                        ('id_cipher', models.BinaryField(blank=True, null=True, verbose_name='身份证号(密文)')),
                        ('id_index', models.BinaryField(blank=True, max_length=33, null=True, verbose_name='身份证号索引')),
                        ('id_tail', models.CharField(blank=True, max_length=4, verbose_name='身份证后四位')),
                        ('kind', models.CharField(choices=[('work', '找工作'), ('training', '学技能'), ('startup', '创业、贷款'), ('subsidy', '补贴和政策'), ('correct', '更正我的资料'), ('other', '其他')], max_length=10, verbose_name='需要什么帮助')),
                        ('words', models.CharField(blank=True, max_length=500, verbose_name='具体情况')),
                        ('state', models.CharField(choices=[('new', '等待受理'), ('taken', '正在办理'), ('answered', '已答复'), ('closed', '已关闭')], default='new', max_length=10, verbose_name='状态')),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='提交时间')),
                        ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='受理时间')),
                        ('answer', models.CharField(blank=True, max_length=500, verbose_name='答复')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('case', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case', verbose_name='个案')),
                        ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.person', verbose_name='人员')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selfservice.helprequest')),
                        ('taken_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受理人')),
                    ],
                ),
                migrations.CreateModel(
                    name='SeekerAccount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('opened_on', models.DateField(verbose_name='开通日期')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='seeker_accounts', to='ledger.person', verbose_name='人员')),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seeker_account', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': '求职者账号',
                        'constraints': [models.UniqueConstraint(fields=('person',), name='seeker_account_once', violation_error_message='此人已有求职者账号。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "selfservice_seekeraccountevent" ("area_id", "id", "opened_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."area_id", new_values."id", new_values."opened_on", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d3d4e3fca6524bd82c023089eacf5fcefe7c00ad', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_abd35', referencing='REFERENCING NEW TABLE AS new_values ', table='selfservice_seekeraccount', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "selfservice_seekeraccountevent" ("area_id", "id", "opened_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."area_id", new_values."id", new_values."opened_on", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3eafdd3f00506f62e37b8513db25f86dd0ea18a2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_836b9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='selfservice_seekeraccount', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "selfservice_seekeraccountevent" ("area_id", "id", "opened_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT old_values."area_id", old_values."id", old_values."opened_on", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b03539dd4446a9fb8d92a3fd1c9bfb0feba75722', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b51d5', referencing='REFERENCING OLD TABLE AS old_values ', table='selfservice_seekeraccount', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='SeekerAccountEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('opened_on', models.DateField(verbose_name='开通日期')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.person', verbose_name='人员')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selfservice.seekeraccount')),
                        ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='SignInCode',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('token', models.CharField(max_length=32, unique=True)),
                        ('code_hash', models.CharField(max_length=96)),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='发码时间')),
                        ('expires_at', models.DateTimeField(verbose_name='有效至')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='输错次数')),
                        ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='使用时间')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='sign_in_codes', to='ledger.person', verbose_name='人员')),
                    ],
                    options={
                        'verbose_name': '登录验证码',
                        'indexes': [models.Index(fields=['expires_at'], name='sign_in_code_expires')],
                    },
                ),
            ],
        ),
        migrations.RunSQL(
            sql='ALTER TABLE selfservice_helprequest ADD CONSTRAINT selfservice_helprequest_person_area FOREIGN KEY (person_id, area_id) REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED',
            reverse_sql='ALTER TABLE selfservice_helprequest DROP CONSTRAINT selfservice_helprequest_person_area',
        ),
        migrations.RunSQL(
            sql='ALTER TABLE selfservice_seekeraccount ADD CONSTRAINT selfservice_seekeraccount_person_area FOREIGN KEY (person_id, area_id) REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED',
            reverse_sql='ALTER TABLE selfservice_seekeraccount DROP CONSTRAINT selfservice_seekeraccount_person_area',
        ),
        migrations.RunSQL(
            sql='ALTER TABLE selfservice_signincode ADD CONSTRAINT selfservice_signincode_person_area FOREIGN KEY (person_id, area_id) REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED',
            reverse_sql='ALTER TABLE selfservice_signincode DROP CONSTRAINT selfservice_signincode_person_area',
        ),
    ]
