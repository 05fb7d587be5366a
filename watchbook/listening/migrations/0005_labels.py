"""The sheets of texts that officers label, and the net sentiment of a week; the app role may delete sheets for disposal."""

import django.contrib.postgres.fields
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
TABLE = "listening_labelsheet"


def install(apps, schema_editor):
    """Put the trigger that commits a row on the table."""
    row_digests.install()


class Migration(migrations.Migration):
    """The columns of weeks, then the table whole: columns, constraints, guards and rights."""

    dependencies = [("listening", "0004_sources_and_weeks")]

    operations = [
        migrations.AddField(
            model_name='weekcount',
            name='highs',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), blank=True, default=list),
        ),
        migrations.AddField(
            model_name='weekcount',
            name='labelled',
            field=models.IntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='weekcount',
            name='lows',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), blank=True, default=list),
        ),
        migrations.AddField(
            model_name='weekcount',
            name='nets',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), blank=True, default=list),
        ),
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='LabelSheet',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('project_reference', models.CharField(max_length=20)),
                    ('day_on', models.DateField()),
                    ('sealed', models.BinaryField(blank=True, default=b'')),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('labels', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), blank=True, default=list)),
                    ('pairs', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), blank=True, default=list)),
                ],
                options={
                    'ordering': ['project_reference', 'day_on'],
                    'constraints': [models.UniqueConstraint(fields=('project_reference', 'day_on'), name='listening_sheet_is_one'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('labels__len', 0), models.Q(('sealed', b''), _negated=True)), models.Q(('closed_at__isnull', False), ('labels__len__gte', 1), ('sealed', b'')), _connector='OR'), name='listening_sheet_holds_texts_or_is_counted')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='labelsheet',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='9ead7f86da9e19b638882dce2347a71c3e0cafd7', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_69d6b', table='listening_labelsheet', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='labelsheet',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='2dd19cf42a192e036e819076f3c59621a9e613db', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_18fa1', table='listening_labelsheet', when='BEFORE')),
            ),
        ),
        migrations.RunSQL(f"GRANT DELETE ON {TABLE} TO {APP}", f"REVOKE DELETE ON {TABLE} FROM {APP}"),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
