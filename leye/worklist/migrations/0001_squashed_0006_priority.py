import django.db.models.deletion
import leye.schema.together
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('worklist', '0001_initial'), ('worklist', '0002_area_follows_person'), ('worklist', '0003_moments'), ('worklist', '0004_more_subjects'), ('worklist', '0005_reasons'), ('worklist', '0006_priority')]

    initial = True

    dependencies = [
        ('areas', '0001_initial'),
        ('casework', '0003_area_follows_person'),
        ('ledger', '0002_area_follows_person'),
        ('market', '0001_initial'),
        ('reporting', '0001_initial'),
    ]

    operations = [
        leye.schema.together.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Finding',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('limit', '红线'), ('benefit', '待遇')], max_length=8, verbose_name='类型')),
                        ('pack', models.CharField(max_length=60, verbose_name='文件')),
                        ('rule', models.CharField(max_length=80, verbose_name='规则')),
                        ('subject_kind', models.CharField(choices=[('person', '人员'), ('household', '家庭'), ('area', '地区'), ('placement', '公益性岗位安置'), ('spell', '招用'), ('trainee', '培训学员'), ('training', '培训班'), ('employer', '用人单位'), ('site', '场所、载体'), ('activity', '活动'), ('reading', '数据'), ('claim', '待遇发放'), ('fair', '招聘会')], max_length=12, verbose_name='对象类型')),
                        ('subject_id', models.BigIntegerField(verbose_name='对象')),
                        ('value', models.BigIntegerField(null=True, verbose_name='数值')),
                        ('bound', models.BigIntegerField(null=True, verbose_name='上限')),
                        ('state', models.CharField(choices=[('open', '待处理'), ('closed', '已消除')], default='open', max_length=8, verbose_name='状态')),
                        ('run', models.CharField(blank=True, max_length=64, verbose_name='来自计算')),
                        ('found_on', models.DateField(verbose_name='发现日期')),
                        ('closed_on', models.DateField(blank=True, null=True, verbose_name='消除日期')),
                        ('changed_at', models.DateTimeField(auto_now=True, verbose_name='变动时间')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('person', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='ledger.person', verbose_name='人员')),
                        ('reasons', models.JSONField(null=True, verbose_name='发现时的理由')),
                        ('rank', models.SmallIntegerField(null=True, verbose_name='优先次序')),
                    ],
                    options={
                        'verbose_name': '发现',
                        'indexes': [models.Index(fields=['area', 'state', 'kind'], name='finding_area_state'), models.Index(condition=models.Q(('reasons__isnull', True), ('state', 'open')), fields=['id'], name='finding_without_reasons')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('pack', 'rule', 'subject_kind', 'subject_id'), name='finding_open_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Todo',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('pack', models.CharField(max_length=60, verbose_name='文件')),
                        ('rule', models.CharField(max_length=80, verbose_name='规则')),
                        ('subject_kind', models.CharField(choices=[('person', '人员'), ('household', '家庭'), ('area', '地区'), ('placement', '公益性岗位安置'), ('spell', '招用'), ('trainee', '培训学员'), ('training', '培训班'), ('employer', '用人单位'), ('site', '场所、载体'), ('activity', '活动'), ('reading', '数据'), ('claim', '待遇发放'), ('fair', '招聘会')], max_length=12, verbose_name='对象类型')),
                        ('subject_id', models.BigIntegerField(verbose_name='对象')),
                        ('since', models.DateField(verbose_name='周期开始')),
                        ('until', models.DateField(verbose_name='周期结束')),
                        ('due_on', models.DateField(verbose_name='办结期限')),
                        ('suggested_on', models.DateField(verbose_name='建议办理日期')),
                        ('need', models.IntegerField(verbose_name='应办次数')),
                        ('have', models.IntegerField(default=0, verbose_name='已办次数')),
                        ('state', models.CharField(choices=[('open', '待办'), ('done', '已完成'), ('missed', '到期未完成'), ('lapsed', '不再适用')], default='open', max_length=8, verbose_name='状态')),
                        ('run', models.CharField(blank=True, max_length=64, verbose_name='来自计算')),
                        ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='生成时间')),
                        ('changed_at', models.DateTimeField(auto_now=True, verbose_name='变动时间')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('household', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='todos', to='ledger.household', verbose_name='家庭')),
                        ('person', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='todos', to='ledger.person', verbose_name='人员')),
                    ],
                    options={
                        'verbose_name': '待办',
                        'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['area', 'suggested_on'], name='todo_open_area'), models.Index(fields=['area', 'state', 'due_on'], name='todo_area_state'), models.Index(fields=['person'], name='todo_person'), models.Index(fields=['household'], name='todo_household')],
                        'constraints': [models.UniqueConstraint(fields=('pack', 'rule', 'subject_kind', 'subject_id', 'since'), name='todo_once')],
                    },
                ),
            ],
        ),
        migrations.RunSQL(
            sql='ALTER TABLE worklist_todo ADD CONSTRAINT worklist_todo_person_area FOREIGN KEY (person_id, area_id) REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED',
            reverse_sql='ALTER TABLE worklist_todo DROP CONSTRAINT worklist_todo_person_area',
        ),
        migrations.RunSQL(
            sql='ALTER TABLE worklist_finding ADD CONSTRAINT worklist_finding_person_area FOREIGN KEY (person_id, area_id) REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED',
            reverse_sql='ALTER TABLE worklist_finding DROP CONSTRAINT worklist_finding_person_area',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX ledger_personevent_moment ON ledger_personevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX ledger_personevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX ledger_groupmembershipevent_moment ON ledger_groupmembershipevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX ledger_groupmembershipevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX ledger_intentionevent_moment ON ledger_intentionevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX ledger_intentionevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX ledger_skillevent_moment ON ledger_skillevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX ledger_skillevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX ledger_trainingneedevent_moment ON ledger_trainingneedevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX ledger_trainingneedevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX ledger_unemploymentregistrationevent_moment ON ledger_unemploymentregistrationevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX ledger_unemploymentregistrationevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX ledger_employmentspellevent_moment ON ledger_employmentspellevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX ledger_employmentspellevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX casework_servicerecordevent_moment ON casework_servicerecordevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX casework_servicerecordevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX casework_placementevent_moment ON casework_placementevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX casework_placementevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX market_fairevent_moment ON market_fairevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX market_fairevent_moment',
        ),
        migrations.RunSQL(
            sql='CREATE INDEX reporting_submissionevent_moment ON reporting_submissionevent USING brin (pgh_created_at) WITH (pages_per_range = 32)',
            reverse_sql='DROP INDEX reporting_submissionevent_moment',
        ),
    ]
