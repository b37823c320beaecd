import django.db.models.deletion
import leye.schema.together
import pgtrigger.compiler
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('registers', '0001_initial'), ('registers', '0002_moments'), ('registers', '0003_more_kinds')]

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
                    name='Activity',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('ledger_check', '台账更新核对'), ('data_exchange', '就业数据交换'), ('job_collection', '岗位信息收集'), ('training_demand_publication', '培训需求清单发布'), ('gig_market_service', '零工市场服务活动'), ('resettlement_fair', '安置区专场招聘'), ('staff_training', '基层人员业务培训'), ('campus_visit', '进校园'), ('info_collection', '劳动力信息采集'), ('broker_trained', '劳务经纪人培育'), ('four_enters', '四送四进'), ('policy_publicity', '政策宣传'), ('fund_check', '资金检查'), ('workshop_upgrade', '帮扶车间提质改造验收')], max_length=30, verbose_name='活动类型')),
                        ('happened_on', models.DateField(verbose_name='开展日期')),
                        ('quantity', models.BigIntegerField(blank=True, null=True, verbose_name='数量')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='备注')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='开展地区')),
                        ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='held', to='registers.site', verbose_name='场所、载体')),
                    ],
                    options={
                        'verbose_name': '活动',
                        'verbose_name_plural': '活动',
                        'ordering': ['-happened_on', '-id'],
                        'indexes': [models.Index(fields=['area', 'kind', 'happened_on'], name='activity_area_kind_day')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('quantity__isnull', True), ('quantity__gte', 0), _connector='OR'), name='activity_quantity_not_negative', violation_error_message='数量不能为负数。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registers_activityevent" ("area_id", "happened_on", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "site_id") SELECT new_values."area_id", new_values."happened_on", new_values."id", new_values."kind", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."site_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4c608bd57f02a5d1b9a58bc4ac09d6cea5426518', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c853c', referencing='REFERENCING NEW TABLE AS new_values ', table='registers_activity', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registers_activityevent" ("area_id", "happened_on", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "site_id") SELECT new_values."area_id", new_values."happened_on", new_values."id", new_values."kind", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quantity", new_values."site_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d9aff3b524818426f6d90011d79a25858aff6837', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7ba39', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='registers_activity', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registers_activityevent" ("area_id", "happened_on", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "site_id") SELECT old_values."area_id", old_values."happened_on", old_values."id", old_values."kind", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quantity", old_values."site_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8edb9faa42225af471dc64cf56947e05099ec9a1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_873e5', referencing='REFERENCING OLD TABLE AS old_values ', table='registers_activity', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='Reading',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('surveyed_unemployment_rate', '城镇调查失业率'), ('registered_unemployment_rate', '城镇登记失业率'), ('satisfaction_service', '就业服务满意度'), ('satisfaction_training', '培训满意度'), ('satisfaction_policy', '政策落实满意度'), ('skilled_workers', '技能人才数'), ('soe_project_labour', '国企项目用工'), ('pv_income', '光伏收益用于公益性岗位'), ('headcount', '单位职工人数'), ('new_urban_jobs', '城镇新增就业人数'), ('loans_issued_fen', '创业担保贷款发放额'), ('jobs_last_year', '上年同期就业人数'), ('one_visit_items', '“最多跑一次”事项'), ('grassroots_staff_trained', '基层平台人员受训'), ('jiangsu_cooperation_placed', '苏陕劳务协作扶持就业人数'), ('soe_project_temporary_labour', '国企项目临时用工')], max_length=30, verbose_name='数据类型')),
                        ('period_start', models.DateField(verbose_name='数据期开始')),
                        ('period_end', models.DateField(verbose_name='数据期结束')),
                        ('value', models.BigIntegerField(verbose_name='数值')),
                        ('whole', models.BigIntegerField(blank=True, null=True, verbose_name='总数')),
                        ('source', models.CharField(max_length=200, verbose_name='数据来源')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='地区')),
                        ('employer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='ledger.employer', verbose_name='用人单位')),
                        ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='registers.site', verbose_name='场所、载体')),
                    ],
                    options={
                        'verbose_name': '数据',
                        'ordering': ['-period_end', '-id'],
                        'indexes': [models.Index(fields=['area', 'kind', 'period_end'], name='reading_area_kind_end')],
                        'constraints': [models.UniqueConstraint(fields=('area', 'kind', 'employer', 'site', 'period_start', 'period_end'), name='reading_once', nulls_distinct=False, violation_error_message='这一期的同一数据已经登记。'), models.CheckConstraint(condition=models.Q(('period_end__gte', models.F('period_start'))), name='reading_period_in_order', violation_error_message='数据期结束不能早于开始。'), models.CheckConstraint(condition=models.Q(('value__gte', 0), models.Q(('whole__isnull', True), ('whole__gte', models.F('value')), _connector='OR')), name='reading_within_whole', violation_error_message='数值应不小于0，也不大于总数。'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='reading_has_source', violation_error_message='请填写数据来源。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registers_readingevent" ("area_id", "employer_id", "id", "kind", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "value", "whole") SELECT new_values."area_id", new_values."employer_id", new_values."id", new_values."kind", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."source", new_values."value", new_values."whole" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c79c549a0f41f8701591fe8e8024bacc302a6534', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_763e7', referencing='REFERENCING NEW TABLE AS new_values ', table='registers_reading', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registers_readingevent" ("area_id", "employer_id", "id", "kind", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "value", "whole") SELECT new_values."area_id", new_values."employer_id", new_values."id", new_values."kind", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."site_id", new_values."source", new_values."value", new_values."whole" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d13539834884f1de70aa40d17f1604e5d359de5f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b6d99', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='registers_reading', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registers_readingevent" ("area_id", "employer_id", "id", "kind", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "value", "whole") SELECT old_values."area_id", old_values."employer_id", old_values."id", old_values."kind", old_values."period_end", old_values."period_start", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."site_id", old_values."source", old_values."value", old_values."whole" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='bf85f4200fa6d91d5c6f266f5f34d621b8691b42', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bea93', referencing='REFERENCING OLD TABLE AS old_values ', table='registers_reading', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='Site',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('gig_market', '零工市场'), ('help_workshop', '就业帮扶车间'), ('startup_studio', '创业指导工作室'), ('startup_park', '返乡创业园'), ('incubator', '创业孵化载体'), ('startup_project', '优质创业项目'), ('youth_station', '青年求职加油站'), ('training_carrier', '高技能人才培训载体'), ('master_studio', '技能大师工作室'), ('labour_brand', '劳务品牌'), ('full_employment_community', '充分就业社区（村）'), ('leye_station', '乐业小站'), ('resettlement_area', '易地搬迁安置区'), ('key_township', '重点群体集中乡镇'), ('startup_base', '返乡创业基地'), ('training_base', '农技工品牌培训基地'), ('employment_assistant', '村级就业协理员'), ('monitored_enterprise', '监测企业'), ('soe_project', '国企合力团项目'), ('community_factory', '社区工厂'), ('village_account', '台账账号村')], max_length=30, verbose_name='类型')),
                        ('name', models.CharField(max_length=120, verbose_name='名称')),
                        ('level', models.PositiveSmallIntegerField(default=3, verbose_name='级别')),
                        ('address', models.CharField(blank=True, max_length=200, verbose_name='地址')),
                        ('opened_on', models.DateField(verbose_name='设立日期')),
                        ('closed_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                        ('close_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                        ('people', models.BigIntegerField(blank=True, null=True, verbose_name='人数')),
                        ('version', models.PositiveIntegerField(db_default=1, default=1, verbose_name='版本')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='所在地区')),
                    ],
                    options={
                        'verbose_name': '场所、载体',
                        'ordering': ['kind', 'name'],
                        'indexes': [models.Index(fields=['kind', 'area'], name='site_kind_area')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True)), fields=('area', 'kind', 'name'), name='site_open_once', violation_error_message='这个地区已登记同名同类的场所、载体。'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='site_dates_in_order', violation_error_message='撤销日期不能早于设立日期。'), models.CheckConstraint(condition=models.Q(('people__isnull', True), ('people__gte', 0), _connector='OR'), name='site_people_not_negative', violation_error_message='人数不能为负数。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registers_siteevent" ("address", "area_id", "close_reason", "closed_on", "id", "kind", "level", "name", "opened_on", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT new_values."address", new_values."area_id", new_values."close_reason", new_values."closed_on", new_values."id", new_values."kind", new_values."level", new_values."name", new_values."opened_on", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='45cbc76fc93513e1dc4f0455ecbe3059406e5c85', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7ab82', referencing='REFERENCING NEW TABLE AS new_values ', table='registers_site', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registers_siteevent" ("address", "area_id", "close_reason", "closed_on", "id", "kind", "level", "name", "opened_on", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT new_values."address", new_values."area_id", new_values."close_reason", new_values."closed_on", new_values."id", new_values."kind", new_values."level", new_values."name", new_values."opened_on", new_values."people", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a04ea0b4fcb071d06c6b103246ad3104e4214f7e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_48242', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='registers_site', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registers_siteevent" ("address", "area_id", "close_reason", "closed_on", "id", "kind", "level", "name", "opened_on", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT old_values."address", old_values."area_id", old_values."close_reason", old_values."closed_on", old_values."id", old_values."kind", old_values."level", old_values."name", old_values."opened_on", old_values."people", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c23162060cbac5c382079e589492b73bacb4dfa2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_879e0', referencing='REFERENCING OLD TABLE AS old_values ', table='registers_site', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='ReadingEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('surveyed_unemployment_rate', '城镇调查失业率'), ('registered_unemployment_rate', '城镇登记失业率'), ('satisfaction_service', '就业服务满意度'), ('satisfaction_training', '培训满意度'), ('satisfaction_policy', '政策落实满意度'), ('skilled_workers', '技能人才数'), ('soe_project_labour', '国企项目用工'), ('pv_income', '光伏收益用于公益性岗位'), ('headcount', '单位职工人数'), ('new_urban_jobs', '城镇新增就业人数'), ('loans_issued_fen', '创业担保贷款发放额'), ('jobs_last_year', '上年同期就业人数'), ('one_visit_items', '“最多跑一次”事项'), ('grassroots_staff_trained', '基层平台人员受训'), ('jiangsu_cooperation_placed', '苏陕劳务协作扶持就业人数'), ('soe_project_temporary_labour', '国企项目临时用工')], max_length=30, verbose_name='数据类型')),
                        ('period_start', models.DateField(verbose_name='数据期开始')),
                        ('period_end', models.DateField(verbose_name='数据期结束')),
                        ('value', models.BigIntegerField(verbose_name='数值')),
                        ('whole', models.BigIntegerField(blank=True, null=True, verbose_name='总数')),
                        ('source', models.CharField(max_length=200, verbose_name='数据来源')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='地区')),
                        ('employer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.employer', verbose_name='用人单位')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='registers.reading')),
                        ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.site', verbose_name='场所、载体')),
                    ],
                ),
                migrations.CreateModel(
                    name='ActivityEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('ledger_check', '台账更新核对'), ('data_exchange', '就业数据交换'), ('job_collection', '岗位信息收集'), ('training_demand_publication', '培训需求清单发布'), ('gig_market_service', '零工市场服务活动'), ('resettlement_fair', '安置区专场招聘'), ('staff_training', '基层人员业务培训'), ('campus_visit', '进校园'), ('info_collection', '劳动力信息采集'), ('broker_trained', '劳务经纪人培育'), ('four_enters', '四送四进'), ('policy_publicity', '政策宣传'), ('fund_check', '资金检查'), ('workshop_upgrade', '帮扶车间提质改造验收')], max_length=30, verbose_name='活动类型')),
                        ('happened_on', models.DateField(verbose_name='开展日期')),
                        ('quantity', models.BigIntegerField(blank=True, null=True, verbose_name='数量')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='备注')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='开展地区')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='registers.activity')),
                        ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.site', verbose_name='场所、载体')),
                    ],
                ),
                migrations.CreateModel(
                    name='SiteEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('gig_market', '零工市场'), ('help_workshop', '就业帮扶车间'), ('startup_studio', '创业指导工作室'), ('startup_park', '返乡创业园'), ('incubator', '创业孵化载体'), ('startup_project', '优质创业项目'), ('youth_station', '青年求职加油站'), ('training_carrier', '高技能人才培训载体'), ('master_studio', '技能大师工作室'), ('labour_brand', '劳务品牌'), ('full_employment_community', '充分就业社区（村）'), ('leye_station', '乐业小站'), ('resettlement_area', '易地搬迁安置区'), ('key_township', '重点群体集中乡镇'), ('startup_base', '返乡创业基地'), ('training_base', '农技工品牌培训基地'), ('employment_assistant', '村级就业协理员'), ('monitored_enterprise', '监测企业'), ('soe_project', '国企合力团项目'), ('community_factory', '社区工厂'), ('village_account', '台账账号村')], max_length=30, verbose_name='类型')),
                        ('name', models.CharField(max_length=120, verbose_name='名称')),
                        ('level', models.PositiveSmallIntegerField(default=3, verbose_name='级别')),
                        ('address', models.CharField(blank=True, max_length=200, verbose_name='地址')),
                        ('opened_on', models.DateField(verbose_name='设立日期')),
                        ('closed_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                        ('close_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                        ('people', models.BigIntegerField(blank=True, null=True, verbose_name='人数')),
                        ('version', models.PositiveIntegerField(db_default=1, default=1, verbose_name='版本')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='所在地区')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='registers.site')),
                    ],
                ),
            ],
        ),
        migrations.RunSQL(
            sql='CREATE INDEX registers_siteevent_moment ON registers_siteevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX registers_siteevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX registers_activityevent_moment ON registers_activityevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX registers_activityevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX registers_readingevent_moment ON registers_readingevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX registers_readingevent_moment',
        ),
    ]
