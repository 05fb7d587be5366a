"""Tables of evidence, with what each demands and the guards that keep it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import watchbook.audit_log.at_once
import watchbook.audit_log.guard
import watchbook.audit_log.identifiers


class Migration(migrations.Migration):
    """Each table whole: columns, constraints, indexes and guards."""

    initial = True

    dependencies = [
        ('audit_log', '0003_rights'),
        ('investigations', '0001_tables'),
        ('looks', '0001_tables'),
        ('organisation', '__first__'),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='Capture',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('reference', models.CharField(max_length=20, unique=True)),
                    ('origin', models.CharField(choices=[('taken', 'captured here'), ('imported', 'made elsewhere and added')], max_length=8)),
                    ('state', models.CharField(choices=[('waiting', 'waiting to start'), ('running', 'being taken'), ('storing', 'being stored'), ('held', 'held'), ('failed', 'not taken'), ('given_up', 'cancelled before it began')], default='waiting', max_length=8)),
                    ('in_full', models.BooleanField(default=True)),
                    ('asked_at', models.DateTimeField()),
                    ('begun_at', models.DateTimeField(blank=True, null=True)),
                    ('stop_asked_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('steps', models.PositiveIntegerField(default=0)),
                    ('stored', models.PositiveIntegerField(default=0)),
                    ('bytes_came', models.PositiveBigIntegerField(default=0)),
                    ('told_at', models.DateTimeField(blank=True, null=True)),
                    ('status', models.CharField(blank=True, default='', max_length=12)),
                    ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list)),
                    ('content_kind', models.CharField(blank=True, choices=[('bundle', 'a sealed bundle from Watchbook'), ('WACZ', 'a web archive (WACZ)'), ('WARC', 'a web archive (WARC)'), ('MHTML', 'a saved page (MHTML)'), ('image', 'a picture'), ('PDF', 'a PDF document')], default='', max_length=8)),
                    ('plain_sha256', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                    ('plain_bytes', models.PositiveBigIntegerField(default=0)),
                    ('file_sha256', models.CharField(blank=True, default='', max_length=64)),
                    ('file_bytes', models.PositiveBigIntegerField(default=0)),
                    ('manifest_sha256', models.CharField(blank=True, default='', max_length=64)),
                    ('stamps_missing', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list)),
                    ('is_relevant', models.BooleanField(null=True)),
                    ('relevance_decided_at', models.DateTimeField(blank=True, null=True)),
                    ('came_sha256', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                    ('came_signed', models.CharField(blank=True, default='', max_length=20)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('relevance_decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('look', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='captures', to='looks.look')),
                    ('repeats', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='repeated_by', to='evidence.capture')),
                ],
                options={
                    'ordering': ['-asked_at'],
                    'indexes': [
                        models.Index(fields=['look', 'asked_at'], name='capture_of_look'),
                        models.Index(condition=models.Q(('state__in', ['waiting', 'running', 'storing'])), fields=['asked_at'], name='capture_under_way'),
                        models.Index(condition=models.Q(('state', 'held')), fields=['is_relevant', 'relevance_decided_at', 'id'], name='capture_relevance_decided'),
                        models.Index(condition=models.Q(('state__in', ['failed', 'given_up'])), fields=['ended_at', 'id'], name='capture_failed')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['storing', 'held']), _negated=True), models.Q(('ended_at__isnull', False), ('file_sha256__regex', '^[0-9a-f]{64}$'), ('plain_sha256__regex', '^[0-9a-f]{64}$'), models.Q(('content_kind', ''), _negated=True)), _connector='OR'), name='capture_held_is_named_whole'),
                        models.CheckConstraint(condition=models.Q(('origin', 'imported'), models.Q(('state', 'held'), _negated=True), models.Q(('content_kind', 'bundle'), ('manifest_sha256__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='capture_of_ours_is_a_signed_bundle'),
                        models.CheckConstraint(condition=models.Q(models.Q(('begun_at', None), ('state__in', ['waiting', 'given_up'])), models.Q(models.Q(('state__in', ['waiting', 'given_up']), _negated=True), ('begun_at__gte', models.F('asked_at')), ('begun_at__isnull', False)), _connector='OR'), name='capture_waits_before_it_begins'),
                        models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ['waiting', 'running'])), models.Q(models.Q(('state__in', ['waiting', 'running']), _negated=True), ('ended_at__gte', models.F('asked_at')), ('ended_at__isnull', False)), _connector='OR'), name='capture_ended_when_it_is_over'),
                        models.CheckConstraint(condition=models.Q(models.Q(('is_relevant', None), ('relevance_decided_at', None), ('relevance_decided_by', None)), models.Q(('is_relevant__isnull', False), ('relevance_decided_at__isnull', False), ('relevance_decided_by__isnull', False), ('state', 'held')), _connector='OR'), name='capture_relevance_says_by_whom_and_when')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='45cb6e6ff25755a6e5ff05994ab1ba3eae955ce5', operation="INSERT OR UPDATE OF \"state\", \"stop_asked_at\", \"envelope\", \"status\", \"plain_sha256\", \"file_sha256\", "
                                                                        "\"manifest_sha256\", \"is_relevant\", \"relevance_decided_by_id\", \"relevance_decided_at\" OR DELETE", pgid='pgtrigger_needs_event_caf3c', table='evidence_capture', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='0cc83eec6805a0a1c19726b1d4aa07e3e5d66674', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_7e690', table='evidence_capture', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"reference\" IS DISTINCT FROM NEW.\"reference\" OR OLD.\"origin\" IS DISTINCT FROM NEW.\"origin\" OR OLD.\"look_id\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"look_id\" "
                                                                                                                     "OR "
                                                                                                                     "OLD.\"repeats_id\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"repeats_id\" "
                                                                                                                     "OR "
                                                                                                                     "OLD.\"asked_by_id\" "
                                                                                                                     "IS "
                                                                                                                     "DISTINCT FROM "
                                                                                                                     "NEW.\"asked_by_id\" "
                                                                                                                     "OR "
                                                                                                                     "OLD.\"asked_at\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"asked_at\" "
                                                                                                                     "OR "
                                                                                                                     "OLD.\"in_full\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"in_full\" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;", hash='6202ce66bb1e0620a4f6019e791d640efc010523', operation='UPDATE', pgid='pgtrigger_never_changed_37a5d', table='evidence_capture', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='CustodyEntry',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('number', models.PositiveIntegerField()),
                    ('handling', models.CharField(choices=[('viewed', 'viewed'), ('compared', 'compared with another capture'), ('copied', 'copied'), ('printed', 'printed'), ('transferred', 'handed over'), ('verified', 'checked')], max_length=12)),
                    ('part', models.CharField(blank=True, default='', max_length=40)),
                    ('handled_at', models.DateTimeField()),
                    ('capture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custody', to='evidence.capture')),
                    ('handled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [
                        models.UniqueConstraint(fields=('capture', 'number'), name='custody_number_is_one'),
                        models.CheckConstraint(condition=models.Q(('part__regex', '^([a-z][a-z0-9_]*)?$')), name='custody_part_is_an_id')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.capture_id ELSE NEW.capture_id END
            );
            RETURN NULL;
        """, hash='5bc735d4bde66a5c90e87acb06bba5934e8b6b39', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_a289a', table='evidence_custodyentry', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='5ca331f46b7246119f16947287ba794b94f09228', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_40806', table='evidence_custodyentry', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='8f68e5d3e981568aa4f6c6bad43c9a4f14804325', operation='UPDATE', pgid='pgtrigger_written_once_08f1d', table='evidence_custodyentry', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Exhibit',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('reference', models.CharField(max_length=20, unique=True)),
                    ('mark', models.CharField(max_length=12, unique=True)),
                    ('basis', models.CharField(choices=[('triage', 'triage alone'), ('overt_plan', 'an overt plan'), ('re_triage', 'a re-triage that the authorising officer signed'), ('immediate', 'an immediate response'), ('non_ripa', 'an authorisation outside RIPA'), ('directed_surveillance', 'an authorisation of directed surveillance'), ('chis', 'an authorisation of a covert human intelligence source'), ('no_subject', 'no one in particular'), ('imported', 'an earlier log, as kept at the time'), ('none', 'none')], max_length=24)),
                    ('basis_id', models.UUIDField(blank=True, null=True)),
                    ('collateral', models.PositiveSmallIntegerField()),
                    ('sensitivity', models.CharField(choices=[('none', 'no warning'), ('distressing', 'distressing'), ('violence', 'violence'), ('sexual', 'sexual content'), ('child', 'a child can be recognised'), ('confidential', 'possible confidential information')], default='none', max_length=12)),
                    ('retention_class', models.SlugField(max_length=60)),
                    ('retain_until', models.DateField()),
                    ('produced_at', models.DateTimeField()),
                    ('capture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exhibits', to='evidence.capture')),
                    ('investigation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exhibits', to='investigations.investigation')),
                    ('produced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-produced_at'],
                    'indexes': [
                        models.Index(fields=['investigation', 'produced_at'], name='exhibit_of_investigation'),
                        models.Index(fields=['retain_until', 'id'], name='exhibit_by_last_day')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('mark__regex', '^[A-Z]{1,6}/[0-9]+$')), name='exhibit_mark_is_initials_and_number'),
                        models.CheckConstraint(condition=models.Q(('retain_until__gt', models.F('produced_at__date'))), name='exhibit_is_kept_at_least_a_day')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='f0054daa0ad3fa09ab7c7a3392f3969de33a3c4c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_ce096', table='evidence_exhibit', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='c8758ab37240f88ca68673c990b38ba8cfd32bdb', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_5ba53', table='evidence_exhibit', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"reference\" IS DISTINCT FROM NEW.\"reference\" OR OLD.\"mark\" IS DISTINCT FROM NEW.\"mark\" OR OLD.\"capture_id\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"capture_id\" "
                                                                                                                     "OR "
                                                                                                                     "OLD.\"investigation_id\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"investigation_id\" "
                                                                                                                     "OR "
                                                                                                                     "OLD.\"basis\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"basis\" "
                                                                                                                     "OR "
                                                                                                                     "OLD.\"basis_id\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"basis_id\" "
                                                                                                                     "OR "
                                                                                                                     "OLD.\"produced_by_id\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"produced_by_id\" "
                                                                                                                     "OR "
                                                                                                                     "OLD.\"produced_at\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"produced_at\" "
                                                                                                                     "THEN PERFORM "
                                                                                                                     "audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;", hash='2eaee6fa6ccbd36faa0d134238605ba04999e683', operation='UPDATE', pgid='pgtrigger_never_changed_f4f53', table='evidence_exhibit', when='BEFORE'))],
                },
            ),
        ),
        watchbook.audit_log.guard.InstallGuards(
        ),
    ]
