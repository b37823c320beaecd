import django.db.models.deletion
import leye.schema.together
import pgtrigger.compiler
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('areas', '0001_initial'), ('areas', '0002_official_name_and_history')]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        leye.schema.together.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Area',
                    fields=[
                        ('no', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='序号')),
                        ('last', models.BigIntegerField(verbose_name='下辖末号')),
                        ('code', models.CharField(db_index=True, max_length=12, verbose_name='区划代码')),
                        ('name', models.CharField(max_length=80, verbose_name='名称')),
                        ('level', models.PositiveSmallIntegerField(choices=[(1, '省级'), (2, '市级'), (3, '县级'), (4, '乡级'), (5, '村级')], verbose_name='级别')),
                        ('kind', models.CharField(choices=[('province', '省'), ('autonomous_region', '自治区'), ('municipality', '直辖市'), ('city', '市'), ('league', '盟'), ('prefecture', '自治州、地区'), ('county', '县'), ('county_city', '县级市'), ('district', '区'), ('banner', '旗'), ('zone', '管理区、经开区、园区'), ('farm', '农林牧场及类似单位'), ('township', '乡'), ('town', '镇'), ('subdistrict', '街道'), ('sumu', '苏木'), ('village', '村'), ('community', '社区'), ('gacha', '嘎查')], max_length=20, verbose_name='类型')),
                        ('valid_from', models.DateField(verbose_name='启用日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='areas.area', verbose_name='上级')),
                        ('official_name', models.CharField(blank=True, max_length=80, verbose_name='正式名称')),
                    ],
                    options={
                        'verbose_name': '区划',
                        'ordering': ['no'],
                        'indexes': [models.Index(fields=['name'], name='areas_area_name_c3f937_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('no'))), name='area_range_in_order', violation_error_message='区划的下辖末号不能小于本级序号。'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='area_dates_in_order', violation_error_message='停用日期不能早于启用日期。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "areas_areaevent" ("code", "kind", "last", "level", "name", "no", "official_name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT new_values."code", new_values."kind", new_values."last", new_values."level", new_values."name", new_values."no", new_values."official_name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."no", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a4c8a8165d91bf0afb0b07435954e5f36b36e72e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e5c2d', referencing='REFERENCING NEW TABLE AS new_values ', table='areas_area', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "areas_areaevent" ("code", "kind", "last", "level", "name", "no", "official_name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT new_values."code", new_values."kind", new_values."last", new_values."level", new_values."name", new_values."no", new_values."official_name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."no", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."no") = (new_values."no") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='800ec8354ddac776c709c3fb6a807c382766239c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e3393', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='areas_area', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "areas_areaevent" ("code", "kind", "last", "level", "name", "no", "official_name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT old_values."code", old_values."kind", old_values."last", old_values."level", old_values."name", old_values."no", old_values."official_name", old_values."parent_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."no", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d3097467a36c7f000e4a7e432a4b68c3095601cf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_96aa5', referencing='REFERENCING OLD TABLE AS old_values ', table='areas_area', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='AreaEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('no', models.BigIntegerField(serialize=False, verbose_name='序号')),
                        ('last', models.BigIntegerField(verbose_name='下辖末号')),
                        ('code', models.CharField(max_length=12, verbose_name='区划代码')),
                        ('name', models.CharField(max_length=80, verbose_name='名称')),
                        ('official_name', models.CharField(blank=True, max_length=80, verbose_name='正式名称')),
                        ('level', models.PositiveSmallIntegerField(choices=[(1, '省级'), (2, '市级'), (3, '县级'), (4, '乡级'), (5, '村级')], verbose_name='级别')),
                        ('kind', models.CharField(choices=[('province', '省'), ('autonomous_region', '自治区'), ('municipality', '直辖市'), ('city', '市'), ('league', '盟'), ('prefecture', '自治州、地区'), ('county', '县'), ('county_city', '县级市'), ('district', '区'), ('banner', '旗'), ('zone', '管理区、经开区、园区'), ('farm', '农林牧场及类似单位'), ('township', '乡'), ('town', '镇'), ('subdistrict', '街道'), ('sumu', '苏木'), ('village', '村'), ('community', '社区'), ('gacha', '嘎查')], max_length=20, verbose_name='类型')),
                        ('valid_from', models.DateField(verbose_name='启用日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                        ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='上级')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='areas.area')),
                    ],
                ),
            ],
        ),
    ]
