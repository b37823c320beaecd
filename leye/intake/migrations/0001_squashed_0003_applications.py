import django.db.models.deletion
import leye.schema.together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('intake', '0001_initial'), ('intake', '0002_staging'), ('intake', '0003_applications')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('areas', '0001_initial'),
    ]

    operations = [
        leye.schema.together.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='ImportBatch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('people', '人员'), ('households', '家庭成员'), ('employers', '用人单位'), ('spells', '就业经历'), ('services', '服务记录'), ('applications', '援助申请名单')], max_length=12, verbose_name='内容')),
                        ('source', models.CharField(default='import', max_length=20, verbose_name='来源')),
                        ('file_name', models.CharField(max_length=200, verbose_name='文件名')),
                        ('file_path', models.CharField(max_length=300, verbose_name='保存位置')),
                        ('state', models.CharField(choices=[('uploaded', '读取中'), ('mapping', '待核对列'), ('checking', '核对数据中'), ('previewed', '待确认'), ('writing', '导入中'), ('done', '已导入'), ('undone', '已撤销'), ('failed', '未完成')], default='uploaded', max_length=10, verbose_name='状态')),
                        ('sheet', models.CharField(blank=True, max_length=120, verbose_name='工作表')),
                        ('mapping', models.JSONField(default=dict, verbose_name='列对应')),
                        ('counts', models.JSONField(default=dict, verbose_name='数量')),
                        ('step', models.CharField(blank=True, max_length=60, verbose_name='步骤')),
                        ('done_rows', models.PositiveIntegerField(default=0, verbose_name='已处理行')),
                        ('total_rows', models.PositiveIntegerField(default=0, verbose_name='总行数')),
                        ('problem', models.TextField(blank=True, verbose_name='问题')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                        ('started_at', models.DateTimeField(null=True, verbose_name='开始时间')),
                        ('finished_at', models.DateTimeField(null=True, verbose_name='完成时间')),
                        ('undone_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='导入辖区')),
                        ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.post', verbose_name='岗位')),
                        ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='导入人')),
                        ('context_id', models.UUIDField(null=True, verbose_name='历史标记')),
                    ],
                    options={
                        'verbose_name': '导入',
                        'ordering': ['-created_at'],
                    },
                ),
                migrations.CreateModel(
                    name='ColumnMemory',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('people', '人员'), ('households', '家庭成员'), ('employers', '用人单位'), ('spells', '就业经历'), ('services', '服务记录'), ('applications', '援助申请名单')], max_length=12)),
                        ('signature', models.CharField(max_length=64)),
                        ('mapping', models.JSONField(default=dict)),
                        ('used_at', models.DateTimeField(auto_now=True)),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='areas.area')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('area', 'kind', 'signature'), name='mapping_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sheet_row', models.PositiveIntegerField(verbose_name='行号')),
                        ('sheet', models.CharField(blank=True, max_length=120, verbose_name='工作表')),
                        ('state', models.CharField(choices=[('new', '新增'), ('changed', '有变化'), ('unchanged', '无变化'), ('error', '有问题'), ('kept', '撤销时保留')], max_length=10, verbose_name='结果')),
                        ('label', models.CharField(blank=True, max_length=120, verbose_name='对象')),
                        ('target_id', models.BigIntegerField(null=True, verbose_name='台账编号')),
                        ('changes', models.JSONField(default=dict, verbose_name='变化')),
                        ('problems', models.JSONField(default=list, verbose_name='问题')),
                        ('area', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='导入辖区')),
                        ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='intake.importbatch', verbose_name='导入')),
                        ('record', models.PositiveIntegerField(default=0, verbose_name='顺序')),
                    ],
                    options={
                        'verbose_name': '导入行',
                        'indexes': [models.Index(fields=['batch', 'state', 'record'], name='import_row_state')],
                    },
                ),
            ],
        ),
        migrations.RunSQL(
            sql='\nDO $$ BEGIN CREATE ROLE leye_service NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;\nDO $$ BEGIN CREATE ROLE leye_app NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;\nGRANT leye_app, leye_service TO CURRENT_USER;\nCREATE SCHEMA IF NOT EXISTS intake_staging;\nREVOKE ALL ON SCHEMA intake_staging FROM PUBLIC;\nGRANT USAGE, CREATE ON SCHEMA intake_staging TO leye_service;\nGRANT USAGE ON SCHEMA intake_staging TO leye_app;\n',
            reverse_sql='DROP SCHEMA IF EXISTS intake_staging CASCADE',
        ),
    ]
