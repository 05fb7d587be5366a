"""The table of listening projects, with what it demands and the guards that keep it."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import watchbook.audit_log.at_once
import watchbook.audit_log.guard
import watchbook.audit_log.identifiers
import watchbook.register.title_words


class Migration(migrations.Migration):
    """The table whole: columns, constraints and guards."""

    initial = True

    dependencies = [
        ('audit_log', '0003_rights'),
        ('organisation', '__first__'),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='Project',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('title', models.CharField(max_length=120)),
                    ('purpose', models.TextField(max_length=1000)),
                    ('lawful_basis', models.TextField(max_length=1000)),
                    ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('waste', 'Waste and recycling'), ('roads', 'Roads and pavements'), ('parking', 'Parking'), ('open_spaces', 'Parks and open spaces'), ('libraries', 'Libraries and museums'), ('leisure', 'Leisure centres'), ('housing', 'Council housing and repairs'), ('planning', 'Planning'), ('council_tax', 'Council tax and benefits'), ('schools', 'School places and transport'), ('contact', 'Contacting the council')], max_length=20))),
                    ('places', models.TextField(blank=True, default='', max_length=1000)),
                    ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('feed', 'news feeds (RSS and Atom)'), ('mastodon', 'public timelines on Mastodon'), ('bluesky', 'public posts on Bluesky'), ('inbox', 'exports of the council’s own inboxes')], max_length=10))),
                    ('search_words', models.TextField(max_length=2000)),
                    ('withheld_why', models.TextField(blank=True, default='', max_length=1000)),
                    ('dpia_reference', models.CharField(max_length=20)),
                    ('equality_reference', models.CharField(max_length=20)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('state', models.CharField(choices=[('proposed', 'proposed'), ('approved', 'approved'), ('refused', 'refused'), ('ended', 'ended early')], default='proposed', max_length=10)),
                    ('decided_on', models.DateField(blank=True, null=True)),
                    ('reason', models.TextField(blank=True, default='', max_length=1000)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='listening.project')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.service')),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['state', 'from_on', 'reference'], name='project_by_state'),
                        django.contrib.postgres.indexes.GinIndex(watchbook.register.title_words.WordsOf('title'), fastupdate=False, name='words_of_project'),
                        models.Index(fields=['reference'], name='listening_project_named'),
                        models.Index(fields=['-from_on', '-recorded_at'], name='project_newest_first'),
                        models.Index(fields=['until_on', 'id'], name='project_by_end')],
                    'ordering': ['-from_on', '-recorded_at'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='listening_project_is_one'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='listening_project_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('state', 'proposed'), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), models.Q(('decided_by', models.F('proposed_by')), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='listening_project_is_decided_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('purpose', ''), _negated=True), models.Q(('lawful_basis', ''), _negated=True), models.Q(('search_words', ''), _negated=True), models.Q(('dpia_reference', ''), _negated=True), models.Q(('equality_reference', ''), _negated=True), ('sources__len__gte', 1), ('topics__len__gte', 1)), name='listening_project_is_for_something')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='project',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='2c0183e85241368b181c943eed8f6b8ef558f6fe', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_6d5f0', table='listening_project', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='project',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='4d32a5296a7d6ec2d1e996eefbcfbbdb59156ea9', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_1510b', table='listening_project', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='project',
                trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='\n            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);\n            RETURN NULL;\n        ', hash='9b081f5017f347c324c28fe62f5c0778fd0b4ba8', operation='UPDATE', pgid='pgtrigger_written_once_3783e', table='listening_project', when='BEFORE')),
            ),
        ),
    ]
