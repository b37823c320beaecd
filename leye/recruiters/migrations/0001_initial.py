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
        ('ledger', '0005_more_kinds'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        leye.schema.together.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Mandate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('agency_name', models.CharField(max_length=120, verbose_name='代招机构名称')),
                        ('client_name', models.CharField(max_length=120, verbose_name='单位名称')),
                        ('valid_from', models.DateField(verbose_name='委托开始')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='委托截止')),
                        ('evidence', models.CharField(max_length=200, verbose_name='委托依据')),
                        ('state', models.CharField(choices=[('asked', '待确认'), ('confirmed', '有效'), ('refused', '未同意'), ('ended', '已结束')], default='asked', max_length=10, verbose_name='状态')),
                        ('reason', models.CharField(blank=True, default='', max_length=200, verbose_name='结束的原因')),
                        ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='ledger.employer', verbose_name='代招机构')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='用人单位所在地')),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates_given', to='ledger.employer', verbose_name='用人单位')),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                    ],
                    options={
                        'verbose_name': '代招委托',
                        'ordering': ['-valid_from', '-id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'confirmed'))), fields=('agency', 'client'), name='mandate_once', violation_error_message='这两家单位之间已有委托，请先结束原来的。'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='mandate_dates_in_order', violation_error_message='委托截止日期不能早于开始日期。'), models.CheckConstraint(condition=models.Q(('agency', models.F('client')), _negated=True), name='mandate_of_two', violation_error_message='单位不能委托自己。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recruiters_mandateevent" ("agency_id", "agency_name", "area_id", "client_id", "client_name", "confirmed_by_id", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "valid_from", "valid_to") SELECT new_values."agency_id", new_values."agency_name", new_values."area_id", new_values."client_id", new_values."client_name", new_values."confirmed_by_id", new_values."evidence", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."state", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2ee6509e057d81e149c18bce3b8968cdee820bad', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b23c3', referencing='REFERENCING NEW TABLE AS new_values ', table='recruiters_mandate', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recruiters_mandateevent" ("agency_id", "agency_name", "area_id", "client_id", "client_name", "confirmed_by_id", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "valid_from", "valid_to") SELECT new_values."agency_id", new_values."agency_name", new_values."area_id", new_values."client_id", new_values."client_name", new_values."confirmed_by_id", new_values."evidence", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."state", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0a500d69fc79ead8733cc3165201ec95e64202c1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9f4f8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='recruiters_mandate', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recruiters_mandateevent" ("agency_id", "agency_name", "area_id", "client_id", "client_name", "confirmed_by_id", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "valid_from", "valid_to") SELECT old_values."agency_id", old_values."agency_name", old_values."area_id", old_values."client_id", old_values."client_name", old_values."confirmed_by_id", old_values."evidence", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."state", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ee837ae34c8affd41a026a672c11251f87ee6b4a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f0d65', referencing='REFERENCING OLD TABLE AS old_values ', table='recruiters_mandate', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='MandateEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('agency_name', models.CharField(max_length=120, verbose_name='代招机构名称')),
                        ('client_name', models.CharField(max_length=120, verbose_name='单位名称')),
                        ('valid_from', models.DateField(verbose_name='委托开始')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='委托截止')),
                        ('evidence', models.CharField(max_length=200, verbose_name='委托依据')),
                        ('state', models.CharField(choices=[('asked', '待确认'), ('confirmed', '有效'), ('refused', '未同意'), ('ended', '已结束')], default='asked', max_length=10, verbose_name='状态')),
                        ('reason', models.CharField(blank=True, default='', max_length=200, verbose_name='结束的原因')),
                        ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.employer', verbose_name='代招机构')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='用人单位所在地')),
                        ('client', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.employer', verbose_name='用人单位')),
                        ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='recruiters.mandate')),
                    ],
                ),
                migrations.CreateModel(
                    name='RecruiterMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='单位名称')),
                        ('uscc', models.CharField(max_length=18, verbose_name='统一社会信用代码')),
                        ('contact', models.CharField(max_length=60, verbose_name='联系人')),
                        ('phone', models.CharField(max_length=20, verbose_name='电话')),
                        ('agency_kind', models.CharField(blank=True, choices=[('agency', '人力资源服务机构'), ('broker', '劳务经纪人'), ('village', '村集体、社区'), ('school', '院校'), ('public', '公共就业服务机构')], default='', max_length=8, verbose_name='代招身份')),
                        ('licence', models.CharField(blank=True, default='', max_length=40, verbose_name='人力资源服务许可证号')),
                        ('licence_until', models.DateField(blank=True, null=True, verbose_name='许可证有效期至')),
                        ('role', models.CharField(choices=[('owner', '负责人'), ('member', '成员')], default='owner', max_length=8, verbose_name='身份')),
                        ('state', models.CharField(choices=[('asked', '待核实'), ('verified', '已开通'), ('refused', '未通过'), ('ended', '已停用')], default='asked', max_length=10, verbose_name='状态')),
                        ('token', models.CharField(max_length=32, unique=True)),
                        ('asked_on', models.DateField(verbose_name='申请日期')),
                        ('decided_on', models.DateField(blank=True, null=True, verbose_name='办理日期')),
                        ('evidence', models.CharField(blank=True, default='', max_length=200, verbose_name='怎样核实的')),
                        ('reason', models.CharField(blank=True, default='', max_length=200, verbose_name='未通过或停用的原因')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='所在地')),
                        ('employer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='ledger.employer', verbose_name='用人单位')),
                        ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recruits_for', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
                        ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人')),
                    ],
                    options={
                        'verbose_name': '单位账号',
                        'ordering': ['-asked_on', '-id'],
                        'indexes': [models.Index(fields=['area', 'state'], name='recruiter_area_state')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('uscc', 'phone'), name='recruiter_asked_once', violation_error_message='这家单位用这个电话的申请正在核实，不用再申请一次。'), models.UniqueConstraint(condition=models.Q(('state', 'verified')), fields=('employer', 'user'), name='recruiter_once', violation_error_message='此人已有这家单位的账号。'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'verified'), _negated=True), models.Q(('employer__isnull', False), ('user__isnull', False)), _connector='OR'), name='recruiter_verified_is_whole')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recruiters_recruitermemberevent" ("agency_kind", "area_id", "asked_on", "contact", "decided_on", "employer_id", "evidence", "id", "licence", "licence_until", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reason", "role", "state", "token", "uscc", "user_id", "verified_by_id", "version") SELECT new_values."agency_kind", new_values."area_id", new_values."asked_on", new_values."contact", new_values."decided_on", new_values."employer_id", new_values."evidence", new_values."id", new_values."licence", new_values."licence_until", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."reason", new_values."role", new_values."state", new_values."token", new_values."uscc", new_values."user_id", new_values."verified_by_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a35cc8707bf6159d917fa0e10cf08e5a9688f540', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3abae', referencing='REFERENCING NEW TABLE AS new_values ', table='recruiters_recruitermember', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recruiters_recruitermemberevent" ("agency_kind", "area_id", "asked_on", "contact", "decided_on", "employer_id", "evidence", "id", "licence", "licence_until", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reason", "role", "state", "token", "uscc", "user_id", "verified_by_id", "version") SELECT new_values."agency_kind", new_values."area_id", new_values."asked_on", new_values."contact", new_values."decided_on", new_values."employer_id", new_values."evidence", new_values."id", new_values."licence", new_values."licence_until", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."reason", new_values."role", new_values."state", new_values."token", new_values."uscc", new_values."user_id", new_values."verified_by_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a93c6d76440f656b21bc4bd8a7afd9a3370f4d37', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4557b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='recruiters_recruitermember', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recruiters_recruitermemberevent" ("agency_kind", "area_id", "asked_on", "contact", "decided_on", "employer_id", "evidence", "id", "licence", "licence_until", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reason", "role", "state", "token", "uscc", "user_id", "verified_by_id", "version") SELECT old_values."agency_kind", old_values."area_id", old_values."asked_on", old_values."contact", old_values."decided_on", old_values."employer_id", old_values."evidence", old_values."id", old_values."licence", old_values."licence_until", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."reason", old_values."role", old_values."state", old_values."token", old_values."uscc", old_values."user_id", old_values."verified_by_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5a15692a15380b809d2db1f72524ba0b01ba3467', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e3933', referencing='REFERENCING OLD TABLE AS old_values ', table='recruiters_recruitermember', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='RecruiterMemberEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=120, verbose_name='单位名称')),
                        ('uscc', models.CharField(max_length=18, verbose_name='统一社会信用代码')),
                        ('contact', models.CharField(max_length=60, verbose_name='联系人')),
                        ('phone', models.CharField(max_length=20, verbose_name='电话')),
                        ('agency_kind', models.CharField(blank=True, choices=[('agency', '人力资源服务机构'), ('broker', '劳务经纪人'), ('village', '村集体、社区'), ('school', '院校'), ('public', '公共就业服务机构')], default='', max_length=8, verbose_name='代招身份')),
                        ('licence', models.CharField(blank=True, default='', max_length=40, verbose_name='人力资源服务许可证号')),
                        ('licence_until', models.DateField(blank=True, null=True, verbose_name='许可证有效期至')),
                        ('role', models.CharField(choices=[('owner', '负责人'), ('member', '成员')], default='owner', max_length=8, verbose_name='身份')),
                        ('state', models.CharField(choices=[('asked', '待核实'), ('verified', '已开通'), ('refused', '未通过'), ('ended', '已停用')], default='asked', max_length=10, verbose_name='状态')),
                        ('token', models.CharField(max_length=32)),
                        ('asked_on', models.DateField(verbose_name='申请日期')),
                        ('decided_on', models.DateField(blank=True, null=True, verbose_name='办理日期')),
                        ('evidence', models.CharField(blank=True, default='', max_length=200, verbose_name='怎样核实的')),
                        ('reason', models.CharField(blank=True, default='', max_length=200, verbose_name='未通过或停用的原因')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='所在地')),
                        ('employer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.employer', verbose_name='用人单位')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='recruiters.recruitermember')),
                        ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
                        ('verified_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人')),
                    ],
                ),
            ],
        ),
    ]
