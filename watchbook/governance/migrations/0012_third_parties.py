"""Third parties who look for us; the app role may delete the rows, for disposal."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import watchbook.audit_log.guard
import watchbook.audit_log.identifiers
from django.conf import settings
from django.db import migrations, models


APP = f'"{settings.DATABASE_ROLES["app"]}"'


class Migration(migrations.Migration):
    """The table, its guards, and the right to delete."""

    dependencies = [
        ('governance', '0011_letters_are_entries'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ThirdParty',
            fields=[
                ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('is_struck', models.BooleanField(default=False)),
                ('reference', models.CharField(max_length=20)),
                ('who', models.CharField(max_length=200)),
                ('contract', models.CharField(max_length=200)),
                ('services', models.CharField(max_length=500)),
                ('terms', models.TextField(max_length=2000)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(blank=True, null=True)),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('checked_by', models.CharField(blank=True, default='', max_length=200)),
                ('check_found', models.TextField(blank=True, default='', max_length=2000)),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.thirdparty')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['who', '-recorded_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='third_party_reference_is_one_partys'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='third_party_ends_after_it_begins')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thirdparty',
            trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='2f220fd16fd89c11d8c1857b603b13403d927597', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_3b690', table='governance_thirdparty', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thirdparty',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='05cbcd8f3fe30399af5259bdb9b3ba98b54025af', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_a7e76', table='governance_thirdparty', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thirdparty',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); RETURN NULL;', hash='cf74c83f01a3b9d9ae804b67915da0ddd36e0c54', operation='UPDATE', pgid='pgtrigger_written_once_7c17f', table='governance_thirdparty', when='BEFORE')),
        ),
        migrations.RunSQL(
            f"GRANT DELETE ON governance_thirdparty TO {APP}", f"REVOKE DELETE ON governance_thirdparty FROM {APP}"
        ),
    ]
