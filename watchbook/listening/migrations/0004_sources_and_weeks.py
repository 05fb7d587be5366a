"""The sources of listening projects and the counted weeks, with their guards; the app role may delete them for disposal."""

import django.contrib.postgres.fields
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
TABLES = "listening_listeningsource, listening_weekcount"


def install(apps, schema_editor):
    """Put the trigger that commits a row on both tables."""
    row_digests.install()


class Migration(migrations.Migration):
    """Both tables whole: columns, constraints, guards and rights."""

    dependencies = [
        ("listening", "0003_row_digests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='ListeningSource',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('project_reference', models.CharField(max_length=20)),
                    ('kind', models.CharField(choices=[('feed', 'news feeds (RSS and Atom)'), ('mastodon', 'public timelines on Mastodon'), ('bluesky', 'public posts on Bluesky'), ('inbox', 'exports of the council’s own inboxes')], max_length=10)),
                    ('address', models.CharField(max_length=300)),
                    ('terms_address', models.CharField(max_length=300)),
                    ('terms_say', models.TextField(max_length=1000)),
                    ('terms_read_on', models.DateField()),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='listening.listeningsource')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['terms_read_on'], name='source_by_terms'),
                        models.Index(fields=['project_reference', 'reference', '-recorded_at'], name='source_of_project')],
                    'ordering': ['project_reference', 'reference', '-recorded_at'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='listening_source_is_one')],
                },
            ),
            migrations.CreateModel(
                name='WeekCount',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('project_reference', models.CharField(max_length=20)),
                    ('week_on', models.DateField()),
                    ('tally', models.BinaryField(blank=True, default=b'')),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('is_whole', models.BooleanField(default=False)),
                    ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('waste', 'Waste and recycling'), ('roads', 'Roads and pavements'), ('parking', 'Parking'), ('open_spaces', 'Parks and open spaces'), ('libraries', 'Libraries and museums'), ('leisure', 'Leisure centres'), ('housing', 'Council housing and repairs'), ('planning', 'Planning'), ('council_tax', 'Council tax and benefits'), ('schools', 'School places and transport'), ('contact', 'Contacting the council')], max_length=20), blank=True, default=list)),
                    ('posts', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), blank=True, default=list)),
                    ('authors', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), blank=True, default=list)),
                ],
                options={
                    'ordering': ['project_reference', '-week_on'],
                    'constraints': [models.UniqueConstraint(fields=('project_reference', 'week_on'), name='listening_week_is_one'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('topics__len', 0), models.Q(('tally', b''), _negated=True)), models.Q(('closed_at__isnull', False), ('tally', b''), ('topics__len__gte', 1)), _connector='OR'), name='listening_week_runs_or_is_counted')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='weekcount',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='f931e9a5459e4bb30a8be5b63eaf7c9e1f50822c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_8575c', table='listening_weekcount', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='weekcount',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='e6c0e7faa62dd2253e9ae6a1ff72d962154175d1', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_82906', table='listening_weekcount', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='listeningsource',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='900ec001aefe59749a2c6415f65e7ea29ba4e7e8', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_53b31', table='listening_listeningsource', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='listeningsource',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='04adecff87d84fc8c239341519e91d0b021f8762', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_69b70', table='listening_listeningsource', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='listeningsource',
                trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='\n            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);\n            RETURN NULL;\n        ', hash='289dd9ef0089eb82ed91f3fe5e3c5a6e081c9690', operation='UPDATE', pgid='pgtrigger_written_once_4a2d8', table='listening_listeningsource', when='BEFORE')),
            ),
        ),
        migrations.RunSQL(f"GRANT DELETE ON {TABLES} TO {APP}", f"REVOKE DELETE ON {TABLES} FROM {APP}"),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
