"""Processing activities and members’ meetings: their tables, and who may delete their rows."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import watchbook.audit_log.at_once
import watchbook.audit_log.guard
import watchbook.audit_log.identifiers
from django.conf import settings
from django.db import migrations, models

APP = f'"{settings.DATABASE_ROLES["app"]}"'
TABLES = "governance_processing, governance_membersmeeting"


class Migration(migrations.Migration):
    """Both tables whole: columns, constraints, guards and rights."""

    dependencies = [
        ('governance', '0002_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='Processing',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('activity', models.CharField(choices=[('looks', 'looks'), ('capture', 'capture of pages'), ('covert_profiles', 'covert profiles'), ('tools', 'a tool or a method'), ('listening', 'listening projects')], max_length=20)),
                    ('tool', models.CharField(blank=True, default='', max_length=20)),
                    ('purpose', models.TextField(max_length=1000)),
                    ('regime', models.CharField(choices=[('general', 'UK GDPR and Part 2 of the Data Protection Act 2018'), ('law_enforcement', 'Part 3 of the Data Protection Act 2018 (law enforcement)')], max_length=20)),
                    ('lawful_basis', models.TextField(blank=True, default='', max_length=1000)),
                    ('special_basis', models.TextField(blank=True, default='', max_length=1000)),
                    ('people', models.TextField(max_length=1000)),
                    ('recipients', models.TextField(blank=True, default='', max_length=1000)),
                    ('transfers', models.TextField(blank=True, default='', max_length=1000)),
                    ('kept', models.TextField(blank=True, default='', max_length=1000)),
                    ('security', models.TextField(blank=True, default='', max_length=1000)),
                    ('privacy_notice', models.CharField(blank=True, default='', max_length=20)),
                    ('dpia', models.CharField(blank=True, default='', max_length=20)),
                    ('equality_assessment', models.CharField(blank=True, default='', max_length=20)),
                    ('training', models.CharField(blank=True, default='', max_length=20)),
                    ('is_refused_without_papers', models.BooleanField(default=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.processing')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.service')),
                ],
                options={
                    'indexes': [
                        models.Index(condition=models.Q(('until_on__isnull', False)), fields=['until_on', 'id'], name='processing_ended'),
                        models.Index(fields=['activity', 'reference', '-recorded_at'], name='processing_by_activity')],
                    'ordering': ['activity', 'reference', '-recorded_at'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='processing_is_one'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='processing_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('activity', 'tools'), models.Q(('tool', ''), _negated=True)), models.Q(models.Q(('activity', 'tools'), _negated=True), ('tool', '')), _connector='OR'), name='processing_of_a_tool_names_it')],
                },
            ),
            migrations.CreateModel(
                name='MembersMeeting',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('committee', models.CharField(max_length=200)),
                    ('met_on', models.DateField()),
                    ('told', models.TextField(max_length=4000)),
                    ('first_on', models.DateField(blank=True, null=True)),
                    ('last_on', models.DateField(blank=True, null=True)),
                    ('policy', models.CharField(blank=True, default='', max_length=20)),
                    ('decided', models.TextField(max_length=4000)),
                    ('minute', models.CharField(max_length=200)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.membersmeeting')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(condition=models.Q(('policy', ''), _negated=True), fields=['policy', 'decided'], name='policy_decided'),
                        models.Index(fields=['-met_on', '-recorded_at'], name='meeting_newest_first')],
                    'ordering': ['-met_on', '-recorded_at'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='members_meeting_is_one'), models.CheckConstraint(condition=models.Q(models.Q(('first_on', None), ('last_on', None)), models.Q(('first_on__isnull', False), ('last_on__gte', models.F('first_on')), ('last_on__isnull', False)), _connector='OR'), name='members_meeting_report_has_both_dates')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='membersmeeting',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='2c4f546c8602d9770c671e87befc2930fb8e20ae', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_5529e', table='governance_membersmeeting', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='membersmeeting',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='e67b7b88dc36ec8d129cb9b52b9f7b30df0a2759', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_bbeb6', table='governance_membersmeeting', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='membersmeeting',
                trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='\n            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);\n            RETURN NULL;\n        ', hash='69572abec8ca545f6428a9dab3e55f61885f900c', operation='UPDATE', pgid='pgtrigger_written_once_163eb', table='governance_membersmeeting', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='processing',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='1632011d6d36b9b2494817277df145eb3380dade', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_7101f', table='governance_processing', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='processing',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='cd84bc0a25b295f7d54303cb393799f95549fd4d', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_a1af3', table='governance_processing', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='processing',
                trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='\n            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);\n            RETURN NULL;\n        ', hash='6b0d1d0c15406ca0dbd895fda4f2c5bf895d9c48', operation='UPDATE', pgid='pgtrigger_written_once_31c08', table='governance_processing', when='BEFORE')),
            ),
        ),
        migrations.RunSQL(f"GRANT DELETE ON {TABLES} TO {APP}", f"REVOKE DELETE ON {TABLES} FROM {APP}"),
    ]
