"""Tables of oversight, with what each demands and the guards that keep it."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import watchbook.audit_log.at_once
import watchbook.audit_log.guard
import watchbook.audit_log.identifiers
import watchbook.register.title_words


class Migration(migrations.Migration):
    """Each table whole: columns, constraints, indexes and guards."""

    initial = True

    dependencies = [
        ('audit_log', '0003_rights'),
        ('organisation', '__first__'),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='ErrorReport',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('reference', models.CharField(max_length=30, unique=True)),
                    ('kind', models.CharField(choices=[('no_basis', 'a look without a basis'), ('before_order', 'a look before the authorisation took effect'), ('after_end', 'a look after the authorisation ended'), ('outside', 'a look that the authorisation does not cover'), ('other', 'something else')], max_length=12)),
                    ('state', models.CharField(choices=[('suspected', 'suspected'), ('dismissed', 'found not to be an error'), ('established', 'established, to be reported'), ('interim', 'interim notice sent, full report to follow'), ('reported', 'reported in full')], default='suspected', max_length=12)),
                    ('look', models.UUIDField(blank=True, null=True)),
                    ('look_reference', models.CharField(blank=True, default='', max_length=20)),
                    ('authorisation', models.UUIDField(blank=True, null=True)),
                    ('authorisation_reference', models.CharField(blank=True, default='', max_length=30)),
                    ('discovered_on', models.DateField()),
                    ('established_on', models.DateField(blank=True, null=True)),
                    ('due_on', models.DateField(blank=True, null=True)),
                    ('is_serious', models.BooleanField(null=True)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at'],
                    'indexes': [
                        models.Index(fields=['due_on', 'recorded_at'], name='error_by_due_date'),
                        models.Index(fields=['recorded_at'], name='error_by_moment')],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('look__isnull', False)), fields=('look',), name='error_report_of_a_look_is_one'),
                        models.CheckConstraint(condition=models.Q(models.Q(('due_on', None), ('established_on', None), ('state__in', ['suspected', 'dismissed'])), models.Q(models.Q(('state__in', ['suspected', 'dismissed']), _negated=True), ('decided_by__isnull', False), ('due_on__gt', models.F('established_on')), ('due_on__isnull', False), ('established_on__gte', models.F('discovered_on')), ('established_on__isnull', False)), _connector='OR'), name='error_established_says_when_and_by_when')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='7ebcc186048283d173de90aff1a17b899c8172a7', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_1b619', table='oversight_errorreport', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='2a8a5894c0b741aabf0f2651f0a5dfd6cb230078', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_1be1c', table='oversight_errorreport', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"reference\" IS DISTINCT FROM NEW.\"reference\" OR OLD.\"kind\" IS DISTINCT FROM NEW.\"kind\" OR OLD.\"look\" IS "
                                                                                                                     "DISTINCT FROM NEW.\"look\" OR OLD.\"look_reference\" IS DISTINCT FROM NEW.\"look_reference\" OR OLD.\"authorisation\" IS "
                                                                                                                     "DISTINCT FROM NEW.\"authorisation\" OR OLD.\"authorisation_reference\" IS DISTINCT FROM NEW.\"authorisation_reference\" "
                                                                                                                     "OR OLD.\"discovered_on\" IS DISTINCT FROM NEW.\"discovered_on\" OR OLD.\"opened_by_id\" IS DISTINCT FROM "
                                                                                                                     "NEW.\"opened_by_id\" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;", hash='a569182ae3b75d94eb065fee5f27a68157bcc968', operation='UPDATE', pgid='pgtrigger_never_changed_efae1', table='oversight_errorreport', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='ErrorNotice',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('kind', models.CharField(choices=[('interim', 'interim notice'), ('full', 'full report')], max_length=8)),
                    ('sent_on', models.DateField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='oversight.errorreport')),
                ],
                options={
                    'ordering': ['sent_on', 'recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(fields=('report', 'kind'), name='error_notice_of_a_kind_is_one')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.report_id ELSE NEW.report_id END
            );
            RETURN NULL;
        """, hash='80bed66bff61a911d95014b865479a78f1bf1df2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_5c771', table='oversight_errornotice', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='18bb8c3a2a51cd3307bdff1461c4cddff0714313', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_db2db', table='oversight_errornotice', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='d9fabe200bf84e3c94eadfc5ea26f9bba2b39368', operation='UPDATE', pgid='pgtrigger_written_once_3ba17', table='oversight_errornotice', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Inspection',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('file_sha256', models.CharField(blank=True, default='', max_length=64)),
                    ('file_name', models.CharField(blank=True, default='', max_length=150)),
                    ('file_media_type', models.CharField(blank=True, default='', max_length=100)),
                    ('file_size', models.PositiveBigIntegerField(default=0)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('concerns_social_media', models.CharField(choices=[('exclusively', 'exclusively'), ('partly', 'partly'), ('no', 'no')], max_length=12)),
                    ('release', models.CharField(choices=[('not_considered', 'not considered yet'), ('publishable', 'publishable'), ('publishable_in_part', 'publishable in part'), ('exempt', 'exempt')], default='not_considered', max_length=20)),
                    ('release_provision', models.CharField(blank=True, default='', max_length=200)),
                    ('body', models.CharField(choices=[('osc', 'Office of Surveillance Commissioners'), ('ipco', 'Investigatory Powers Commissioner’s Office'), ('ico', 'Information Commissioner'), ('home_office', 'Home Office'), ('other', 'another body')], max_length=12)),
                    ('scope', models.CharField(max_length=1000)),
                    ('first_on', models.DateField()),
                    ('last_on', models.DateField()),
                    ('report_received_on', models.DateField(blank=True, null=True)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='oversight.inspection')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-first_on', '-recorded_at'],
                    'indexes': [
                        models.Index(fields=['-first_on', 'reference'], name='inspections_newest_first'),
                        models.Index(django.db.models.functions.comparison.Coalesce('report_received_on', 'last_on'), models.F('id'), condition=models.Q(('is_struck', False)), name='inspection_over')],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='inspection_reference_is_one_inspections'),
                        models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='inspection_ends_after_it_begins'),
                        models.CheckConstraint(condition=models.Q(('report_received_on', None), ('report_received_on__gte', models.F('last_on')), _connector='OR'), name='inspection_reports_after_it_ended'),
                        models.CheckConstraint(condition=models.Q(('report_received_on__isnull', False), ('file_sha256', ''), _connector='OR'), name='inspection_without_a_report_has_no_copy'),
                        models.CheckConstraint(condition=models.Q(models.Q(('release__in', ('not_considered', 'publishable')), ('release_provision', '')), models.Q(('release__in', ('publishable_in_part', 'exempt')), models.Q(('release_provision', ''), _negated=True)), _connector='OR'), name='inspection_withheld_says_why')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='95151d41be00783a75b8a7a395d8d6bcefcad698', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_51479', table='oversight_inspection', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='81d76489833ca921fd816412d8fe3f99cbebacee', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_026d0', table='oversight_inspection', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='78e5f507ab0728bc3fd753be6b37cff622694d4f', operation='UPDATE', pgid='pgtrigger_written_once_dbd6c', table='oversight_inspection', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='InternalAudit',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('file_sha256', models.CharField(blank=True, default='', max_length=64)),
                    ('file_name', models.CharField(blank=True, default='', max_length=150)),
                    ('file_media_type', models.CharField(blank=True, default='', max_length=100)),
                    ('file_size', models.PositiveBigIntegerField(default=0)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('concerns_social_media', models.CharField(choices=[('exclusively', 'exclusively'), ('partly', 'partly'), ('no', 'no')], max_length=12)),
                    ('release', models.CharField(choices=[('not_considered', 'not considered yet'), ('publishable', 'publishable'), ('publishable_in_part', 'publishable in part'), ('exempt', 'exempt')], default='not_considered', max_length=20)),
                    ('release_provision', models.CharField(blank=True, default='', max_length=200)),
                    ('title', models.CharField(max_length=200)),
                    ('trigger', models.CharField(choices=[('commissioner', 'a Commissioner’s recommendation'), ('audit_plan', 'the audit plan'), ('incident', 'an incident'), ('sro', 'a request by the senior responsible officer'), ('other', 'another reason')], max_length=20)),
                    ('whole_authority', models.BooleanField()),
                    ('services', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list)),
                    ('began_on', models.DateField()),
                    ('reported_on', models.DateField(blank=True, null=True)),
                    ('findings', models.TextField(blank=True, default='', max_length=8000)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='oversight.internalaudit')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        django.contrib.postgres.indexes.GinIndex(watchbook.register.title_words.WordsOf('title'), fastupdate=False, name='words_of_audit'),
                        models.Index(fields=['-began_on', 'reference'], name='audits_newest_first'),
                        models.Index(condition=models.Q(('is_struck', False)), fields=['reported_on', 'id'], name='audit_by_report')],
                    'ordering': ['-began_on', '-recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='internal_audit_reference_is_one_audits'),
                        models.CheckConstraint(condition=models.Q(models.Q(('services', []), ('whole_authority', True)), models.Q(('whole_authority', False), models.Q(('services', []), _negated=True)), _connector='OR'), name='internal_audit_is_of_services_or_of_the_whole'),
                        models.CheckConstraint(condition=models.Q(('reported_on', None), ('reported_on__gte', models.F('began_on')), _connector='OR'), name='internal_audit_reports_after_it_began'),
                        models.CheckConstraint(condition=models.Q(('reported_on__isnull', False), models.Q(('file_sha256', ''), ('findings', '')), _connector='OR'), name='internal_audit_under_way_has_no_report'),
                        models.CheckConstraint(condition=models.Q(models.Q(('release__in', ('not_considered', 'publishable')), ('release_provision', '')), models.Q(('release__in', ('publishable_in_part', 'exempt')), models.Q(('release_provision', ''), _negated=True)), _connector='OR'), name='internal_audit_withheld_says_why')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='d658156c53fdb448877c98bc873fb776b36a68b5', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_b6a0b', table='oversight_internalaudit', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='c1a01d0ae6529b0dd9d4aa9f1d487f5e83088316', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_5e2f3', table='oversight_internalaudit', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='c56fec8529b3d98a8027cc4768d3fd2a2bc93afa', operation='UPDATE', pgid='pgtrigger_written_once_0eb13', table='oversight_internalaudit', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Recommendation',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('source_reference', models.CharField(max_length=20)),
                    ('number', models.CharField(blank=True, default='', max_length=20)),
                    ('words', models.TextField(max_length=4000)),
                    ('rating', models.CharField(choices=[('red', 'red'), ('amber', 'amber'), ('green', 'green')], max_length=5)),
                    ('due_on', models.DateField()),
                    ('audit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='oversight.internalaudit')),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='oversight.recommendation')),
                    ('inspection', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='oversight.inspection')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['due_on', 'reference'],
                    'indexes': [
                        models.Index(fields=['due_on', 'reference'], name='recommendation_by_due_date'),
                        django.contrib.postgres.indexes.GinIndex(watchbook.register.title_words.WordsOf('words'), fastupdate=False, name='words_of_recommendation'),
                        models.Index(fields=['source_reference'], name='recommendation_of_source')],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='recommendation_reference_is_one_thing'),
                        models.CheckConstraint(condition=models.Q(models.Q(('audit__isnull', False), ('inspection', None)), models.Q(('audit', None), ('inspection__isnull', False)), _connector='OR'), name='recommendation_is_of_an_audit_or_an_inspection'),
                        models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='recommendation_has_words')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='78005cd1138ac29cd80d5be397f0c996cb1afedb', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_c26d8', table='oversight_recommendation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='8981e44cec7954e4c799b0d00964011a799eef05', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_d1ab6', table='oversight_recommendation', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='44f4f1f8e25cfe51cd1c730247729cffe4454ad8', operation='UPDATE', pgid='pgtrigger_written_once_53b35', table='oversight_recommendation', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='RecommendationStep',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('file_sha256', models.CharField(blank=True, default='', max_length=64)),
                    ('file_name', models.CharField(blank=True, default='', max_length=150)),
                    ('file_media_type', models.CharField(blank=True, default='', max_length=100)),
                    ('file_size', models.PositiveBigIntegerField(default=0)),
                    ('recommendation_reference', models.CharField(max_length=20)),
                    ('step', models.CharField(choices=[('evidence', 'evidence was given'), ('discharge', 'discharged'), ('reopening', 'opened again')], max_length=10)),
                    ('on', models.DateField()),
                    ('words', models.TextField(blank=True, default='', max_length=4000)),
                    ('evidence_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='oversight.recommendation')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                    'indexes': [
                        models.Index(condition=models.Q(('step', 'discharge')), fields=['recommendation_reference'], name='discharge_of_recommendation'),
                        models.Index(fields=['recommendation_reference', 'recorded_at', 'id'], include=('step',), name='recommendation_progress')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('step', 'discharge'), models.Q(('words', ''), _negated=True), _connector='OR'), name='recommendation_evidence_and_reopening_say_what'),
                        models.CheckConstraint(condition=models.Q(models.Q(('step', 'discharge'), _negated=True), models.Q(('evidence_by__isnull', False), models.Q(('recorded_by', models.F('owner')), _negated=True), models.Q(('recorded_by', models.F('evidence_by')), _negated=True)), _connector='OR'), name='recommendation_discharged_by_a_second_person')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='4bebcd204e2e9f8cc1f0d0a8c89ea725630f323a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_3cf91', table='oversight_recommendationstep', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='45ff447854843e799f165f8d46a3d4329d1ffac9', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_33ac8', table='oversight_recommendationstep', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='aa26f3bb274385cd8995a5d93056160a67b6ce1c', operation='UPDATE', pgid='pgtrigger_written_once_b58fa', table='oversight_recommendationstep', when='BEFORE'))],
                },
            ),
        ),
        watchbook.audit_log.guard.InstallGuards(
        ),
    ]
