import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import leye.schema.together
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('offline', '0001_initial'), ('offline', '0002_edits_follow'), ('offline', '0003_packed_people_and_answers')]

    initial = True

    dependencies = [
        ('accounts', '0002_history_and_sessions'),
        ('areas', '0002_official_name_and_history'),
        ('ledger', '0005_more_kinds'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        leye.schema.together.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='OfflineConflict',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('field', models.CharField(max_length=40, verbose_name='项目')),
                        ('base', models.JSONField(null=True, verbose_name='带走时')),
                        ('mine', models.JSONField(null=True, verbose_name='我记的')),
                        ('theirs', models.JSONField(null=True, verbose_name='现有的')),
                        ('mine_text', models.CharField(blank=True, max_length=300, verbose_name='我记的（文字）')),
                        ('theirs_text', models.CharField(blank=True, max_length=300, verbose_name='现有的（文字）')),
                        ('theirs_by', models.CharField(blank=True, max_length=60, verbose_name='谁改的')),
                        ('theirs_at', models.DateTimeField(blank=True, null=True, verbose_name='何时改的')),
                        ('choice', models.CharField(blank=True, choices=[('', '未选'), ('mine', '用我的'), ('theirs', '用现有的')], max_length=6, verbose_name='决定')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.person', verbose_name='人员')),
                        ('edit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='offline.offlineedit', verbose_name='离线记录')),
                    ],
                    options={
                        'verbose_name': '离线矛盾',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('edit', 'field'), name='offline_conflict_once')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offline_offlineconflictevent" ("area_id", "base", "choice", "edit_id", "field", "id", "mine", "mine_text", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "theirs", "theirs_at", "theirs_by", "theirs_text") SELECT new_values."area_id", new_values."base", new_values."choice", new_values."edit_id", new_values."field", new_values."id", new_values."mine", new_values."mine_text", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."theirs", new_values."theirs_at", new_values."theirs_by", new_values."theirs_text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='57a2f2809596ba3c3c35c5a24140b56bc54de456', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a2f61', referencing='REFERENCING NEW TABLE AS new_values ', table='offline_offlineconflict', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offline_offlineconflictevent" ("area_id", "base", "choice", "edit_id", "field", "id", "mine", "mine_text", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "theirs", "theirs_at", "theirs_by", "theirs_text") SELECT new_values."area_id", new_values."base", new_values."choice", new_values."edit_id", new_values."field", new_values."id", new_values."mine", new_values."mine_text", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."theirs", new_values."theirs_at", new_values."theirs_by", new_values."theirs_text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='78cd0b74d495f42d7dba77dad51bb7ab776462cc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_186ff', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offline_offlineconflict', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offline_offlineconflictevent" ("area_id", "base", "choice", "edit_id", "field", "id", "mine", "mine_text", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "theirs", "theirs_at", "theirs_by", "theirs_text") SELECT old_values."area_id", old_values."base", old_values."choice", old_values."edit_id", old_values."field", old_values."id", old_values."mine", old_values."mine_text", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."theirs", old_values."theirs_at", old_values."theirs_by", old_values."theirs_text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6a1fc2d34c03683f0eeffd729bac52b181496a6a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ec7de', referencing='REFERENCING OLD TABLE AS old_values ', table='offline_offlineconflict', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='OfflineEdit',
                    fields=[
                        ('uuid', models.UUIDField(primary_key=True, serialize=False, verbose_name='记录号')),
                        ('kind', models.CharField(choices=[('service', '服务记录'), ('fields', '情况变化'), ('answers', '问卷回答')], max_length=8, verbose_name='类型')),
                        ('body', models.JSONField(verbose_name='内容')),
                        ('device_at', models.DateTimeField(verbose_name='设备时间')),
                        ('made_at', models.DateTimeField(verbose_name='记录时间')),
                        ('received_at', models.DateTimeField(auto_now_add=True, verbose_name='收到时间')),
                        ('state', models.CharField(choices=[('applied', '已入账'), ('waiting', '等您决定'), ('dropped', '已放弃')], max_length=8, verbose_name='状态')),
                        ('why', models.CharField(blank=True, choices=[('', '无'), ('conflict', '别人也改过'), ('expired', '离线资料已过期'), ('clock', '设备时间不准'), ('invalid', '填写有误'), ('absent', '此人已不在辖区'), ('outside', '不在带走的名单里'), ('newer', '问卷换了新版'), ('closed', '摸底已经结束')], max_length=8, verbose_name='等待原因')),
                        ('sentence', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
                        ('person', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.person', verbose_name='人员')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='记录人')),
                        ('pack', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='edits', to='offline.offlinepack', verbose_name='离线资料')),
                    ],
                    options={
                        'verbose_name': '离线记录',
                        'ordering': ['received_at', 'made_at'],
                        'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['user'], name='offline_edit_waiting'), models.Index(fields=['person'], name='offline_edit_person')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offline_offlineeditevent" ("area_id", "body", "decided_at", "decided_by_id", "device_at", "kind", "made_at", "pack_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "sentence", "state", "user_id", "uuid", "why") SELECT new_values."area_id", new_values."body", new_values."decided_at", new_values."decided_by_id", new_values."device_at", new_values."kind", new_values."made_at", new_values."pack_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."uuid", new_values."received_at", new_values."sentence", new_values."state", new_values."user_id", new_values."uuid", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3f4d7ab7109bab4abd4b10281de4a46afb0413d2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_eb7a1', referencing='REFERENCING NEW TABLE AS new_values ', table='offline_offlineedit', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offline_offlineeditevent" ("area_id", "body", "decided_at", "decided_by_id", "device_at", "kind", "made_at", "pack_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "sentence", "state", "user_id", "uuid", "why") SELECT new_values."area_id", new_values."body", new_values."decided_at", new_values."decided_by_id", new_values."device_at", new_values."kind", new_values."made_at", new_values."pack_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."uuid", new_values."received_at", new_values."sentence", new_values."state", new_values."user_id", new_values."uuid", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."uuid") = (new_values."uuid") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='48c9624d544dd16c2d7a9bcc85199f9cf8274d63', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e6f5b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offline_offlineedit', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offline_offlineeditevent" ("area_id", "body", "decided_at", "decided_by_id", "device_at", "kind", "made_at", "pack_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "sentence", "state", "user_id", "uuid", "why") SELECT old_values."area_id", old_values."body", old_values."decided_at", old_values."decided_by_id", old_values."device_at", old_values."kind", old_values."made_at", old_values."pack_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."uuid", old_values."received_at", old_values."sentence", old_values."state", old_values."user_id", old_values."uuid", old_values."why" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c3091f4c7b760ae43045ac3615188bc98b790748', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6db6f', referencing='REFERENCING OLD TABLE AS old_values ', table='offline_offlineedit', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='OfflineConflictEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('field', models.CharField(max_length=40, verbose_name='项目')),
                        ('base', models.JSONField(null=True, verbose_name='带走时')),
                        ('mine', models.JSONField(null=True, verbose_name='我记的')),
                        ('theirs', models.JSONField(null=True, verbose_name='现有的')),
                        ('mine_text', models.CharField(blank=True, max_length=300, verbose_name='我记的（文字）')),
                        ('theirs_text', models.CharField(blank=True, max_length=300, verbose_name='现有的（文字）')),
                        ('theirs_by', models.CharField(blank=True, max_length=60, verbose_name='谁改的')),
                        ('theirs_at', models.DateTimeField(blank=True, null=True, verbose_name='何时改的')),
                        ('choice', models.CharField(blank=True, choices=[('', '未选'), ('mine', '用我的'), ('theirs', '用现有的')], max_length=6, verbose_name='决定')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.person', verbose_name='人员')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offline.offlineconflict')),
                        ('edit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offline.offlineedit', verbose_name='离线记录')),
                    ],
                ),
                migrations.CreateModel(
                    name='OfflinePack',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('people', models.PositiveIntegerField(verbose_name='人数')),
                        ('key_cipher', models.BinaryField(verbose_name='设备密钥(密文)')),
                        ('offset_ms', models.BigIntegerField(verbose_name='设备时间差(毫秒)')),
                        ('taken_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='带走时间')),
                        ('expires_at', models.DateTimeField(verbose_name='过期时间')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='辖区')),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.post', verbose_name='岗位')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='携带人')),
                        ('carried', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), null=True, size=None, verbose_name='带走的人')),
                        ('close_reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                        ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作废人')),
                    ],
                    options={
                        'verbose_name': '离线资料',
                        'ordering': ['-taken_at'],
                        'indexes': [models.Index(fields=['user', '-taken_at'], name='offline_pack_user')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offline_offlinepackevent" ("area_id", "carried", "close_reason", "closed_at", "closed_by_id", "expires_at", "id", "offset_ms", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "taken_at", "user_id") SELECT new_values."area_id", new_values."carried", new_values."close_reason", new_values."closed_at", new_values."closed_by_id", new_values."expires_at", new_values."id", new_values."offset_ms", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."post_id", new_values."taken_at", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='03e8d86a434e9a853128da84c1ac34463526067e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8ff30', referencing='REFERENCING NEW TABLE AS new_values ', table='offline_offlinepack', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offline_offlinepackevent" ("area_id", "carried", "close_reason", "closed_at", "closed_by_id", "expires_at", "id", "offset_ms", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "taken_at", "user_id") SELECT new_values."area_id", new_values."carried", new_values."close_reason", new_values."closed_at", new_values."closed_by_id", new_values."expires_at", new_values."id", new_values."offset_ms", new_values."people", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."post_id", new_values."taken_at", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."area_id" IS DISTINCT FROM (new_values."area_id") OR old_values."carried" IS DISTINCT FROM (new_values."carried") OR old_values."close_reason" IS DISTINCT FROM (new_values."close_reason") OR old_values."closed_at" IS DISTINCT FROM (new_values."closed_at") OR old_values."closed_by_id" IS DISTINCT FROM (new_values."closed_by_id") OR old_values."expires_at" IS DISTINCT FROM (new_values."expires_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."offset_ms" IS DISTINCT FROM (new_values."offset_ms") OR old_values."people" IS DISTINCT FROM (new_values."people") OR old_values."post_id" IS DISTINCT FROM (new_values."post_id") OR old_values."taken_at" IS DISTINCT FROM (new_values."taken_at") OR old_values."user_id" IS DISTINCT FROM (new_values."user_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1cb6f1049e1888584e8efb8d0db6847b60782405', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fc648', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offline_offlinepack', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offline_offlinepackevent" ("area_id", "carried", "close_reason", "closed_at", "closed_by_id", "expires_at", "id", "offset_ms", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "taken_at", "user_id") SELECT old_values."area_id", old_values."carried", old_values."close_reason", old_values."closed_at", old_values."closed_by_id", old_values."expires_at", old_values."id", old_values."offset_ms", old_values."people", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."post_id", old_values."taken_at", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='62f803a16b715205161aad4da6397921a3d9eb70', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7d9b7', referencing='REFERENCING OLD TABLE AS old_values ', table='offline_offlinepack', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='OfflineEditEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('uuid', models.UUIDField(serialize=False, verbose_name='记录号')),
                        ('kind', models.CharField(choices=[('service', '服务记录'), ('fields', '情况变化'), ('answers', '问卷回答')], max_length=8, verbose_name='类型')),
                        ('body', models.JSONField(verbose_name='内容')),
                        ('device_at', models.DateTimeField(verbose_name='设备时间')),
                        ('made_at', models.DateTimeField(verbose_name='记录时间')),
                        ('received_at', models.DateTimeField(auto_now_add=True, verbose_name='收到时间')),
                        ('state', models.CharField(choices=[('applied', '已入账'), ('waiting', '等您决定'), ('dropped', '已放弃')], max_length=8, verbose_name='状态')),
                        ('why', models.CharField(blank=True, choices=[('', '无'), ('conflict', '别人也改过'), ('expired', '离线资料已过期'), ('clock', '设备时间不准'), ('invalid', '填写有误'), ('absent', '此人已不在辖区'), ('outside', '不在带走的名单里'), ('newer', '问卷换了新版'), ('closed', '摸底已经结束')], max_length=8, verbose_name='等待原因')),
                        ('sentence', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='责任辖区')),
                        ('decided_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
                        ('person', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.person', verbose_name='人员')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offline.offlineedit')),
                        ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='记录人')),
                        ('pack', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offline.offlinepack', verbose_name='离线资料')),
                    ],
                ),
                migrations.CreateModel(
                    name='OfflinePackEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ('people', models.PositiveIntegerField(verbose_name='人数')),
                        ('offset_ms', models.BigIntegerField(verbose_name='设备时间差(毫秒)')),
                        ('taken_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='带走时间')),
                        ('expires_at', models.DateTimeField(verbose_name='过期时间')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='辖区')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offline.offlinepack')),
                        ('post', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.post', verbose_name='岗位')),
                        ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='携带人')),
                        ('carried', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), null=True, size=None, verbose_name='带走的人')),
                        ('close_reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                        ('closed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作废人')),
                    ],
                ),
            ],
        ),
        migrations.RunSQL(
            sql='ALTER TABLE offline_offlineedit ADD CONSTRAINT offline_offlineedit_person_area FOREIGN KEY (person_id, area_id) REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED',
            reverse_sql='ALTER TABLE offline_offlineedit DROP CONSTRAINT offline_offlineedit_person_area',
        ),
        migrations.RunSQL(
            sql='ALTER TABLE offline_offlineconflict ADD CONSTRAINT offline_offlineconflict_person_area FOREIGN KEY (person_id, area_id) REFERENCES ledger_person (id, area_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED',
            reverse_sql='ALTER TABLE offline_offlineconflict DROP CONSTRAINT offline_offlineconflict_person_area',
        ),
    ]
