import django.db.models.deletion
import leye.schema.together
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reporting', '0001_initial'), ('reporting', '0002_form_names'), ('reporting', '0003_more_forms')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('areas', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        leye.schema.together.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Submission',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('form', models.CharField(choices=[('nm_key_groups_quarterly', '促进重点群体就业行动实施情况表(季报)'), ('nm_key_groups_annual', '促进重点群体就业行动总结报告(年报)'), ('sn_season_plan', '四季度就业行动方案及联系人'), ('sn_season_summary', '四季度就业行动总结报告'), ('sn_enterprise_monitor', '带贫企业用工监测情况'), ('sn_employment_lists', '就业人员、失业人员和有意愿外出务工人员清单')], max_length=40, verbose_name='报表')),
                        ('period_start', models.DateField(verbose_name='报告期开始')),
                        ('period_end', models.DateField(verbose_name='报告期结束')),
                        ('submitted_on', models.DateField(verbose_name='报送日期')),
                        ('document_no', models.CharField(blank=True, max_length=80, verbose_name='文号或回执号')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='报送地区')),
                        ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='报送人')),
                    ],
                    options={
                        'verbose_name': '报送',
                        'ordering': ['-submitted_on'],
                        'constraints': [models.UniqueConstraint(fields=('area', 'form', 'period_start'), name='submission_once', violation_error_message='该报告期已登记报送。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_submissionevent" ("area_id", "document_no", "form", "id", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submitted_by_id", "submitted_on") SELECT new_values."area_id", new_values."document_no", new_values."form", new_values."id", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."submitted_by_id", new_values."submitted_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='376a5ffef5cfb5863cd01151ab3a664b6d9fc6df', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e2487', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_submission', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_submissionevent" ("area_id", "document_no", "form", "id", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submitted_by_id", "submitted_on") SELECT new_values."area_id", new_values."document_no", new_values."form", new_values."id", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."submitted_by_id", new_values."submitted_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='25cac5e950067a772e24857bbc7092c6ed2bf27a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_03509', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_submission', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_submissionevent" ("area_id", "document_no", "form", "id", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submitted_by_id", "submitted_on") SELECT old_values."area_id", old_values."document_no", old_values."form", old_values."id", old_values."period_end", old_values."period_start", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."submitted_by_id", old_values."submitted_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4f9b24ff63c3d2fb2ee89bfda98d5d045ecf7d26', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b30f8', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_submission', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='SubmissionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('form', models.CharField(choices=[('nm_key_groups_quarterly', '促进重点群体就业行动实施情况表(季报)'), ('nm_key_groups_annual', '促进重点群体就业行动总结报告(年报)'), ('sn_season_plan', '四季度就业行动方案及联系人'), ('sn_season_summary', '四季度就业行动总结报告'), ('sn_enterprise_monitor', '带贫企业用工监测情况'), ('sn_employment_lists', '就业人员、失业人员和有意愿外出务工人员清单')], max_length=40, verbose_name='报表')),
                        ('period_start', models.DateField(verbose_name='报告期开始')),
                        ('period_end', models.DateField(verbose_name='报告期结束')),
                        ('submitted_on', models.DateField(verbose_name='报送日期')),
                        ('document_no', models.CharField(blank=True, max_length=80, verbose_name='文号或回执号')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='报送地区')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.submission')),
                        ('submitted_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='报送人')),
                    ],
                ),
            ],
        ),
    ]
