"""The register of wards, with its guards; the app role may delete its rows for disposal."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import watchbook.audit_log.at_once
import watchbook.audit_log.guard
import watchbook.audit_log.identifiers
from watchbook.audit_log import row_digests

APP = f'"{settings.DATABASE_ROLES["app"]}"'


def install(apps, schema_editor):
    """Put the trigger that commits a row on the table."""
    row_digests.install()


class Migration(migrations.Migration):
    """The table whole: columns, constraints, guards and rights."""

    dependencies = [
        ('listening', '0007_ends'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='Ward',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('called', models.CharField(max_length=100)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('source', models.CharField(max_length=300)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='listening.ward')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['called', '-recorded_at', 'id'], name='ward_in_order'),
                        models.Index(condition=models.Q(('until_on__isnull', False)), fields=['until_on', 'id'], name='ward_ended')],
                    'ordering': ['called', '-recorded_at'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='ward_is_one'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='ward_ends_after_it_begins')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='ward',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='ddd5ce8bc2338031b5477eda5ca7aae2e6a8d59e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_5f9ea', table='listening_ward', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='ward',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='fca22c5b6232b012d2e34ab050e28965fb2a9c1b', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_63634', table='listening_ward', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='ward',
                trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='\n            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);\n            RETURN NULL;\n        ', hash='40b698f15b515ad2a129dc7ae29f7391cc00c8eb', operation='UPDATE', pgid='pgtrigger_written_once_8ee2a', table='listening_ward', when='BEFORE')),
            ),
        ),
        migrations.RunSQL(f"GRANT DELETE ON listening_ward TO {APP}", f"REVOKE DELETE ON listening_ward FROM {APP}"),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
