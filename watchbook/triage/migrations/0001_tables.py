"""Tables of triage, with what each demands and the guards that keep it."""

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
        ('organisation', '__first__'),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='Assessment',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('reference', models.CharField(max_length=20, unique=True)),
                    ('assessed_at', models.DateTimeField()),
                    ('on', models.DateField()),
                    ('nation', models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland')], max_length=20)),
                    ('graph', models.CharField(max_length=20)),
                    ('edition', models.CharField(max_length=60)),
                    ('path', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8))),
                    ('outcomes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24))),
                    ('held', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), blank=True, default=list)),
                    ('held_to', models.CharField(blank=True, default='', max_length=20)),
                    ('least_strict', models.PositiveSmallIntegerField()),
                    ('ask', models.CharField(blank=True, choices=[('co-ordinator', 'the RIPA co-ordinator'), ('legal', 'the solicitor')], default='', max_length=12)),
                    ('again_by', models.DateField(blank=True, null=True)),
                    ('assessed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('investigation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='investigations.investigation')),
                    ('subject', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='investigations.subject')),
                ],
                options={
                    'ordering': ['-assessed_at', '-recorded_at'],
                    'indexes': [
                        models.Index(fields=['assessed_at', 'recorded_at', 'id'], name='assessment_in_order'), models.Index(fields=['investigation', '-assessed_at', '-recorded_at'], name='assessment_of_investigation'), models.Index(fields=['subject', '-assessed_at'], name='assessment_of_subject')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('outcomes', []), _negated=True), name='assessment_has_an_outcome'),
                        models.CheckConstraint(condition=models.Q(('subject__isnull', False), ('outcomes__contained_by', ['none', 'observation', 'overt', 'immediate', 'ask', 'not_allowed']), _connector='OR'), name='assessment_names_whom_it_looks_at'),
                        models.CheckConstraint(condition=models.Q(models.Q(models.Q(('outcomes', ['ask']), ('held', ['ask']), _connector='OR'), models.Q(('ask', ''), _negated=True)), models.Q(models.Q(('outcomes__contains', ['ask']), _negated=True), models.Q(('held__contains', ['ask']), _negated=True), ('ask', '')), _connector='OR'), name='assessment_asks_somebody'),
                        models.CheckConstraint(condition=models.Q(models.Q(('held', []), ('held_to', '')), models.Q(models.Q(('held', []), _negated=True), models.Q(('held_to', ''), _negated=True)), _connector='OR'), name='assessment_is_held_to_another'),
                        models.CheckConstraint(condition=models.Q(models.Q(('again_by__isnull', False), ('outcomes__contains', ['immediate'])), models.Q(models.Q(('outcomes__contains', ['immediate']), _negated=True), ('again_by', None)), _connector='OR'), name='assessment_immediate_is_made_again')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='089a81c32ba37773b42c6fa4994e6c68c073d198', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_a573a', table='triage_assessment', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='6f7fb942d93ad8240779df5bfe91da4cca2d48ef', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_8db55', table='triage_assessment', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='b09ac0a81b1563cae1967f8e35ef7eacc5ee3685', operation='UPDATE', pgid='pgtrigger_written_once_45c07', table='triage_assessment', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Departure',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('direction', models.CharField(choices=[('raised', 'made stricter'), ('lowered', 'made less strict'), ('answered', 'answered')], max_length=8)),
                    ('outcomes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24))),
                    ('ask', models.CharField(blank=True, choices=[('co-ordinator', 'the RIPA co-ordinator'), ('legal', 'the solicitor')], default='', max_length=12)),
                    ('strictness_before', models.PositiveSmallIntegerField()),
                    ('strictness', models.PositiveSmallIntegerField()),
                    ('least_strict', models.PositiveSmallIntegerField()),
                    ('duty', models.CharField(choices=[('investigator', 'investigator'), ('line_manager', 'line manager'), ('ripa_coordinator', 'RIPA co-ordinator'), ('authorising_officer', 'authorising officer'), ('head_of_paid_service', 'head of paid service'), ('senior_responsible_officer', 'senior responsible officer'), ('solicitor', 'solicitor'), ('information_officer', 'information officer'), ('data_protection_officer', 'data protection officer'), ('internal_auditor', 'internal auditor'), ('inspector', 'inspector (IPCO)'), ('elected_member', 'elected member'), ('records_manager', 'records manager'), ('system_administrator', 'system administrator')], max_length=30)),
                    ('decided_at', models.DateTimeField()),
                    ('assessed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departures', to='triage.assessment')),
                    ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [
                        models.UniqueConstraint(fields=('assessment', 'number'), name='departure_number_is_once'),
                        models.CheckConstraint(condition=models.Q(('outcomes', []), _negated=True), name='departure_has_an_outcome'),
                        models.CheckConstraint(condition=models.Q(models.Q(('direction', 'raised'), ('outcomes', ['ask']), models.Q(('ask', ''), _negated=True)), models.Q(models.Q(('outcomes__contains', ['ask']), _negated=True), ('ask', '')), _connector='OR'), name='departure_asks_somebody'),
                        models.CheckConstraint(condition=models.Q(models.Q(('direction', 'raised'), ('strictness__gte', models.F('strictness_before'))), models.Q(('direction', 'lowered'), ('strictness__lte', models.F('strictness_before'))), ('direction', 'answered'), _connector='OR'), name='departure_goes_its_way'),
                        models.CheckConstraint(condition=models.Q(models.Q(('direction', 'lowered'), _negated=True), ('duty__in', ['authorising_officer', 'solicitor']), _connector='OR'), name='departure_downwards_is_the_officers_or_solicitors'),
                        models.CheckConstraint(condition=models.Q(models.Q(('direction', 'answered'), _negated=True), ('duty', 'solicitor'), models.Q(('duty', 'ripa_coordinator'), ('strictness__gte', models.F('least_strict'))), _connector='OR'), name='departure_answer_is_the_coordinators_or_solicitors'),
                        models.CheckConstraint(condition=models.Q(('direction', 'raised'), models.Q(('decided_by', models.F('assessed_by')), _negated=True), _connector='OR'), name='departure_downwards_and_answer_are_anothers')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.assessment_id ELSE NEW.assessment_id END
            );
            RETURN NULL;
        """, hash='edec5e700599a63500d421a65af48e2ea49fb605', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_f666e', table='triage_departure', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='db07fbc18117c8a7467363878d42562605194492', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_9835a', table='triage_departure', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='5d591a676fe514a6969bc722a06749a25bb2a69a', operation='UPDATE', pgid='pgtrigger_written_once_84f30', table='triage_departure', when='BEFORE'))],
                },
            ),
        ),
        watchbook.audit_log.guard.InstallGuards(
        ),
    ]
