import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import leye.schema.together
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_history_and_sessions')]

    initial = True

    dependencies = [
        ('areas', '0002_official_name_and_history'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        leye.schema.together.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                        ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                        ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='邮箱')),
                        ('name', models.CharField(max_length=50, verbose_name='姓名')),
                        ('phone', models.CharField(blank=True, max_length=20, verbose_name='电话')),
                        ('must_change_password', models.BooleanField(default=False, verbose_name='下次登录须改密码')),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                        ('session_epoch', models.PositiveIntegerField(default=0, verbose_name='登录批次')),
                    ],
                    options={
                        'verbose_name': '用户',
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("date_joined", "email", "id", "is_active", "is_staff", "is_superuser", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "session_epoch", "username") SELECT new_values."date_joined", new_values."email", new_values."id", new_values."is_active", new_values."is_staff", new_values."is_superuser", new_values."must_change_password", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."session_epoch", new_values."username" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9fc280718e8c4ecf442c833d3770b8c3c099d8bc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_user', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("date_joined", "email", "id", "is_active", "is_staff", "is_superuser", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "session_epoch", "username") SELECT new_values."date_joined", new_values."email", new_values."id", new_values."is_active", new_values."is_staff", new_values."is_superuser", new_values."must_change_password", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."session_epoch", new_values."username" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."date_joined" IS DISTINCT FROM (new_values."date_joined") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."is_staff" IS DISTINCT FROM (new_values."is_staff") OR old_values."is_superuser" IS DISTINCT FROM (new_values."is_superuser") OR old_values."must_change_password" IS DISTINCT FROM (new_values."must_change_password") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."phone" IS DISTINCT FROM (new_values."phone") OR old_values."session_epoch" IS DISTINCT FROM (new_values."session_epoch") OR old_values."username" IS DISTINCT FROM (new_values."username")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5ada9ad01c2d2ae42541215731a1ab1f499969c3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0e890', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_user', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("date_joined", "email", "id", "is_active", "is_staff", "is_superuser", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "session_epoch", "username") SELECT old_values."date_joined", old_values."email", old_values."id", old_values."is_active", old_values."is_staff", old_values."is_superuser", old_values."must_change_password", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."session_epoch", old_values."username" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9d8e130f008352e72255d47ae52d22555f1507d0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_19f14', referencing='REFERENCING OLD TABLE AS old_values ', table='accounts_user', when='AFTER'))],
                    },
                    managers=[
                        ('objects', django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Post',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('village_assistant', '村级协管员'), ('township_clerk', '乡镇经办员'), ('county_officer', '县级经办员'), ('county_leader', '县级负责人'), ('supervisor', '省市督导'), ('auditor', '审计员')], max_length=20, verbose_name='岗位')),
                        ('valid_from', models.DateField(verbose_name='任职日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='离任日期')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='areas.area', verbose_name='辖区')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
                    ],
                    options={
                        'verbose_name': '岗位',
                        'ordering': ['area_id', 'role'],
                        'constraints': [models.UniqueConstraint(fields=('user', 'area', 'role', 'valid_from'), name='post_once', violation_error_message='此人已有相同的岗位。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_postevent" ("area_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id", "valid_from", "valid_to") SELECT new_values."area_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."user_id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0850ad331cbaa933c2f9ff973f753d3bf8fc4de9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bd2f7', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_post', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_postevent" ("area_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id", "valid_from", "valid_to") SELECT new_values."area_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."user_id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d1835e0630c1bee50cc76c69abefb1c8663eb68f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4a320', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_post', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_postevent" ("area_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id", "valid_from", "valid_to") SELECT old_values."area_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."user_id", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b194612ebf18d27d58f1be734df9f77cb92cfcf6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6100d', referencing='REFERENCING OLD TABLE AS old_values ', table='accounts_post', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='AccessLog',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='时间')),
                        ('access', models.CharField(choices=[('view_person', '查看个人档案'), ('search', '查找'), ('export', '下载名单'), ('export_full', '下载名单(未脱敏)'), ('explain', '查看政策解释'), ('reveal', '查看完整号码'), ('sign_in', '登录'), ('locked', '登录被锁定'), ('account', '账号管理')], max_length=20, verbose_name='操作')),
                        ('person_id', models.BigIntegerField(db_index=True, null=True, verbose_name='人员')),
                        ('detail', models.JSONField(default=dict, verbose_name='说明')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='辖区')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
                        ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.post', verbose_name='岗位')),
                    ],
                    options={
                        'verbose_name': '查看记录',
                        'ordering': ['-at'],
                    },
                ),
                migrations.CreateModel(
                    name='Share',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person_id', models.BigIntegerField(db_index=True, verbose_name='人员')),
                        ('right', models.CharField(choices=[('view', '查看'), ('edit', '经办')], max_length=10, verbose_name='权限')),
                        ('purpose', models.CharField(max_length=200, verbose_name='用途')),
                        ('valid_from', models.DateField(verbose_name='开始日期')),
                        ('valid_to', models.DateField(verbose_name='截止日期')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='areas.area', verbose_name='来源辖区')),
                        ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='共享人')),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='accounts.post', verbose_name='被共享岗位')),
                    ],
                    options={
                        'verbose_name': '共享',
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_shareevent" ("area_id", "granted_by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "purpose", "right", "valid_from", "valid_to") SELECT new_values."area_id", new_values."granted_by_id", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."post_id", new_values."purpose", new_values."right", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='20fc652f96406f0ba192849a3555484b602e8f4f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c0c25', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_share', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_shareevent" ("area_id", "granted_by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "purpose", "right", "valid_from", "valid_to") SELECT new_values."area_id", new_values."granted_by_id", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."post_id", new_values."purpose", new_values."right", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='215306cd3b7058269dd0a55659d4fa952b9776f7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_69887', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_share', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_shareevent" ("area_id", "granted_by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "purpose", "right", "valid_from", "valid_to") SELECT old_values."area_id", old_values."granted_by_id", old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."post_id", old_values."purpose", old_values."right", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='bc9373a0f692757e60420d9832bb46959a0924b1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_60814', referencing='REFERENCING OLD TABLE AS old_values ', table='accounts_share', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='PostEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('role', models.CharField(choices=[('village_assistant', '村级协管员'), ('township_clerk', '乡镇经办员'), ('county_officer', '县级经办员'), ('county_leader', '县级负责人'), ('supervisor', '省市督导'), ('auditor', '审计员')], max_length=20, verbose_name='岗位')),
                        ('valid_from', models.DateField(verbose_name='任职日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='离任日期')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='辖区')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.post')),
                        ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
                    ],
                ),
                migrations.CreateModel(
                    name='ShareEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('person_id', models.BigIntegerField(verbose_name='人员')),
                        ('right', models.CharField(choices=[('view', '查看'), ('edit', '经办')], max_length=10, verbose_name='权限')),
                        ('purpose', models.CharField(max_length=200, verbose_name='用途')),
                        ('valid_from', models.DateField(verbose_name='开始日期')),
                        ('valid_to', models.DateField(verbose_name='截止日期')),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='areas.area', verbose_name='来源辖区')),
                        ('granted_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='共享人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.share')),
                        ('post', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.post', verbose_name='被共享岗位')),
                    ],
                ),
                migrations.CreateModel(
                    name='UserEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                        ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                        ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='邮箱')),
                        ('name', models.CharField(max_length=50, verbose_name='姓名')),
                        ('phone', models.CharField(blank=True, max_length=20, verbose_name='电话')),
                        ('must_change_password', models.BooleanField(default=False, verbose_name='下次登录须改密码')),
                        ('session_epoch', models.PositiveIntegerField(default=0, verbose_name='登录批次')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
            ],
        ),
    ]
