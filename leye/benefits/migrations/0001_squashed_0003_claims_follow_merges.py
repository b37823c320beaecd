import django.db.models.deletion
import leye.schema.together
import pgtrigger.compiler
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('benefits', '0001_initial'), ('benefits', '0002_claims_follow'), ('benefits', '0003_claims_follow_merges')]

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
                    name='Claim',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('pack', models.CharField(max_length=60, verbose_name='文件')),
                        ('rule', models.CharField(max_length=80, verbose_name='规则')),
                        ('subject_kind', models.CharField(choices=[('person', '人员'), ('household', '家庭'), ('placement', '公益性岗位安置'), ('spell', '招用'), ('trainee', '培训学员'), ('training', '培训班'), ('site', '场所、载体'), ('activity', '活动'), ('fair', '招聘会'), ('employer', '用人单位'), ('area', '地区')], max_length=12, verbose_name='对象类型')),
                        ('subject_id', models.BigIntegerField(verbose_name='对象')),
                        ('payee_kind', models.CharField(choices=[('person', '个人'), ('employer', '用人单位'), ('institution', '培训机构'), ('agency', '人力资源服务机构'), ('site', '场所、载体')], default='person', max_length=12, verbose_name='发给')),
                        ('payee_id', models.BigIntegerField(blank=True, null=True, verbose_name='收款方')),
                        ('payee_name', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='收款方名称')),
                        ('amount_fen', models.BigIntegerField(verbose_name='金额（分）')),
                        ('fund', models.CharField(blank=True, max_length=60, verbose_name='资金来源')),
                        ('decided_on', models.DateField(verbose_name='决定日期')),
                        ('paid_on', models.DateField(blank=True, null=True, verbose_name='发放日期')),
                        ('recovered_on', models.DateField(blank=True, null=True, verbose_name='追回日期')),
                        ('state', models.CharField(choices=[('approved', '已批准'), ('paid', '已发放'), ('refused', '未批准'), ('recovered', '已追回')], default='approved', max_length=10, verbose_name='状态')),
                        ('document_no', models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='决定文号')),
                        ('reason', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='原因')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='ledger.person', verbose_name='人员')),
                    ],
                    options={
                        'verbose_name': '待遇发放',
                        'ordering': ['-decided_on', '-id'],
                        'indexes': [models.Index(fields=['subject_kind', 'subject_id'], name='claim_subject'), models.Index(fields=['payee_kind', 'payee_id'], name='claim_payee')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('amount_fen__gte', 0)), name='claim_amount_not_negative', violation_error_message='金额不能为负数。'), models.CheckConstraint(condition=models.Q(('paid_on__isnull', True), ('paid_on__gte', models.F('decided_on')), _connector='OR'), name='claim_paid_after_decided', violation_error_message='发放日期不能早于决定日期。'), models.UniqueConstraint(condition=models.Q(('document_no', ''), _negated=True), fields=('pack', 'rule', 'subject_kind', 'subject_id', 'document_no'), name='claim_document_once', violation_error_message='这份决定已登记过同一对象的同一项待遇。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "benefits_claimevent" ("amount_fen", "area_id", "decided_on", "document_no", "fund", "id", "pack", "paid_on", "payee_id", "payee_kind", "payee_name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recovered_on", "rule", "state", "subject_id", "subject_kind") SELECT new_values."amount_fen", new_values."area_id", new_values."decided_on", new_values."document_no", new_values."fund", new_values."id", new_values."pack", new_values."paid_on", new_values."payee_id", new_values."payee_kind", new_values."payee_name", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."recovered_on", new_values."rule", new_values."state", new_values."subject_id", new_values."subject_kind" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='985028d613a5b2854ea71f5f03bf529f222e80f3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8f8be', referencing='REFERENCING NEW TABLE AS new_values ', table='benefits_claim', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "benefits_claimevent" ("amount_fen", "area_id", "decided_on", "document_no", "fund", "id", "pack", "paid_on", "payee_id", "payee_kind", "payee_name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recovered_on", "rule", "state", "subject_id", "subject_kind") SELECT new_values."amount_fen", new_values."area_id", new_values."decided_on", new_values."document_no", new_values."fund", new_values."id", new_values."pack", new_values."paid_on", new_values."payee_id", new_values."payee_kind", new_values."payee_name", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."recovered_on", new_values."rule", new_values."state", new_values."subject_id", new_values."subject_kind" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bbd7f3190f4354c43a7f50d928e5fb594929d4f6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_df9a0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='benefits_claim', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "benefits_claimevent" ("amount_fen", "area_id", "decided_on", "document_no", "fund", "id", "pack", "paid_on", "payee_id", "payee_kind", "payee_name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recovered_on", "rule", "state", "subject_id", "subject_kind") SELECT old_values."amount_fen", old_values."area_id", old_values."decided_on", old_values."document_no", old_values."fund", old_values."id", old_values."pack", old_values."paid_on", old_values."payee_id", old_values."payee_kind", old_values."payee_name", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."recovered_on", old_values."rule", old_values."state", old_values."subject_id", old_values."subject_kind" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='cac37c02b44b32dc65d1c64cf03e3767b416a1d3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_40599', referencing='REFERENCING OLD TABLE AS old_values ', table='benefits_claim', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='ClaimEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('pack', models.CharField(max_length=60, verbose_name='文件')),
                        ('rule', models.CharField(max_length=80, verbose_name='规则')),
                        ('subject_kind', models.CharField(choices=[('person', '人员'), ('household', '家庭'), ('placement', '公益性岗位安置'), ('spell', '招用'), ('trainee', '培训学员'), ('training', '培训班'), ('site', '场所、载体'), ('activity', '活动'), ('fair', '招聘会'), ('employer', '用人单位'), ('area', '地区')], max_length=12, verbose_name='对象类型')),
                        ('subject_id', models.BigIntegerField(verbose_name='对象')),
                        ('payee_kind', models.CharField(choices=[('person', '个人'), ('employer', '用人单位'), ('institution', '培训机构'), ('agency', '人力资源服务机构'), ('site', '场所、载体')], default='person', max_length=12, verbose_name='发给')),
                        ('payee_id', models.BigIntegerField(blank=True, null=True, verbose_name='收款方')),
                        ('payee_name', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='收款方名称')),
                        ('amount_fen', models.BigIntegerField(verbose_name='金额（分）')),
                        ('fund', models.CharField(blank=True, max_length=60, verbose_name='资金来源')),
                        ('decided_on', models.DateField(verbose_name='决定日期')),
                        ('paid_on', models.DateField(blank=True, null=True, verbose_name='发放日期')),
                        ('recovered_on', models.DateField(blank=True, null=True, verbose_name='追回日期')),
                        ('state', models.CharField(choices=[('approved', '已批准'), ('paid', '已发放'), ('refused', '未批准'), ('recovered', '已追回')], default='approved', max_length=10, verbose_name='状态')),
                        ('document_no', models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='决定文号')),
                        ('reason', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='原因')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.person', verbose_name='人员')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='benefits.claim')),
                    ],
                ),
            ],
        ),
        migrations.RunSQL(
            sql='ALTER TABLE benefits_claim ADD CONSTRAINT benefits_claim_person_area FOREIGN KEY (person_id, area_id) REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED',
            reverse_sql='ALTER TABLE benefits_claim DROP CONSTRAINT benefits_claim_person_area',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX benefits_claimevent_moment ON benefits_claimevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX benefits_claimevent_moment',
        ),
        migrations.RunSQL(
            sql="\nCREATE FUNCTION benefits_claim_follows() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n    IF NEW.subject_kind = 'person' AND NEW.subject_id = OLD.person_id THEN NEW.subject_id = NEW.person_id; END IF;\n    IF NEW.payee_kind = 'person' AND NEW.payee_id = OLD.person_id THEN NEW.payee_id = NEW.person_id; END IF;\n    RETURN NEW;\nEND $$;\nCREATE TRIGGER claim_follows BEFORE UPDATE OF person_id ON benefits_claim\n    FOR EACH ROW WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id)\n    EXECUTE FUNCTION benefits_claim_follows();\n",
            reverse_sql='\nDROP TRIGGER claim_follows ON benefits_claim;\nDROP FUNCTION benefits_claim_follows();\n',
        ),
    ]
