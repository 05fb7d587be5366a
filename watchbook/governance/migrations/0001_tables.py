"""Tables of governance, with what each demands and the guards that keep it."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
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
        ('organisation', '0001_tables'),
        ('organisation', '__first__'),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='Clause',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('document_reference', models.CharField(max_length=20)),
                    ('edition', models.PositiveSmallIntegerField()),
                    ('number', models.CharField(max_length=20)),
                    ('heading', models.CharField(max_length=200)),
                    ('settles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('social_media', 'the use of social media'), ('areas', 'areas of work in which social media may be used'), ('criteria', 'criteria for the use of social media'), ('authoriser', 'the person who must authorise the use of social media'), ('process', 'the method'), ('retention', 'retention of the material obtained'), ('deletion', 'the deletion of the material, and how to ask for deletion')], max_length=20))),
                    ('text', models.TextField(max_length=8000)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.clause')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['document_reference'], name='clause_of_document')],
                    'ordering': ['recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('document_reference', 'edition', 'number'), name='clause_number_is_one_clauses')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='9dc118d8049b3a2853f88d05ddd5711bd83b69af', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_94059', table='governance_clause', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='e4a10b77650852814caa497590ecbbc415f8a2ae', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_53728', table='governance_clause', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='7477539d282a53c8263bdfcf9d8e3193fe7f6842', operation='UPDATE', pgid='pgtrigger_written_once_323a7', table='governance_clause', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='ColumnMapping',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('register', models.CharField(max_length=60)),
                    ('headings_sha256', models.CharField(max_length=64)),
                    ('places', models.JSONField()),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                    'indexes': [
                        models.Index(fields=['register', 'headings_sha256'], name='mapping_of_headings')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='11734275ddebd6ce5783079b047c4b608240f084', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_427fb', table='governance_columnmapping', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='615a4d822f10bfabd6070b0148da38f567cad1d3', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_dd00c', table='governance_columnmapping', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='0dbdefedf6ff2cf63ba136108b6c301c69ba0c00', operation='UPDATE', pgid='pgtrigger_written_once_f3973', table='governance_columnmapping', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Course',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('title', models.CharField(max_length=200)),
                    ('provider', models.CharField(max_length=200)),
                    ('covers', models.TextField(max_length=1000)),
                    ('covers_social_media', models.BooleanField()),
                    ('for_duties', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('investigator', 'investigator'), ('line_manager', 'line manager'), ('ripa_coordinator', 'RIPA co-ordinator'), ('authorising_officer', 'authorising officer'), ('head_of_paid_service', 'head of paid service'), ('senior_responsible_officer', 'senior responsible officer'), ('solicitor', 'solicitor'), ('information_officer', 'information officer'), ('data_protection_officer', 'data protection officer'), ('internal_auditor', 'internal auditor'), ('inspector', 'inspector (IPCO)'), ('elected_member', 'elected member'), ('records_manager', 'records manager'), ('system_administrator', 'system administrator')], max_length=30), blank=True, default=list)),
                    ('counts_for_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('material_reference', models.CharField(blank=True, default='', max_length=20)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.course')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['recorded_at'], name='course_by_moment'),
                        django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['for_duties'], name='course_for_duties'),
                        django.contrib.postgres.indexes.GinIndex(watchbook.register.title_words.WordsOf('title'), fastupdate=False, name='words_of_course'),
                        models.Index(fields=['title', 'reference'], name='course_by_title')],
                    'ordering': ['title', '-recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='course_reference_is_one_courses')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='5190ab93f15a4616bb0ab908083452631b812d88', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_723ce', table='governance_course', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='51bc7b64f6006f07c8c22403e1708a18eef071ed', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_7af1d', table='governance_course', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='fc9520dea1d84465ef0823335095dc76be5950d3', operation='UPDATE', pgid='pgtrigger_written_once_47d57', table='governance_course', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('file_sha256', models.CharField(blank=True, default='', max_length=64)),
                    ('file_name', models.CharField(blank=True, default='', max_length=150)),
                    ('file_media_type', models.CharField(blank=True, default='', max_length=100)),
                    ('file_size', models.PositiveBigIntegerField(default=0)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('edition', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=[('policy', 'policy'), ('procedure', 'procedure'), ('guidance', 'guidance'), ('code_of_practice', 'code of practice'), ('dpia', 'data protection impact assessment'), ('pia', 'privacy impact assessment'), ('equality_assessment', 'equality impact assessment'), ('human_rights_assessment', 'human rights assessment'), ('privacy_notice', 'privacy notice section'), ('training_material', 'training material'), ('form', 'form or template')], max_length=30)),
                    ('title', models.CharField(max_length=200)),
                    ('version_label', models.CharField(blank=True, default='', max_length=40)),
                    ('dated_on', models.DateField(blank=True, null=True)),
                    ('concerns_social_media', models.CharField(choices=[('wholly', 'wholly'), ('partly', 'in part'), ('no', 'no')], max_length=10)),
                    ('must_read', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('investigator', 'investigator'), ('line_manager', 'line manager'), ('ripa_coordinator', 'RIPA co-ordinator'), ('authorising_officer', 'authorising officer'), ('head_of_paid_service', 'head of paid service'), ('senior_responsible_officer', 'senior responsible officer'), ('solicitor', 'solicitor'), ('information_officer', 'information officer'), ('data_protection_officer', 'data protection officer'), ('internal_auditor', 'internal auditor'), ('inspector', 'inspector (IPCO)'), ('elected_member', 'elected member'), ('records_manager', 'records manager'), ('system_administrator', 'system administrator')], max_length=30), blank=True, default=list)),
                    ('review_on', models.DateField(blank=True, null=True)),
                    ('in_use_from', models.DateField(blank=True, null=True)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.document')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.service')),
                ],
                options={
                    'indexes': [
                        django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['must_read'], name='document_to_read'),
                        models.Index(fields=['review_on'], name='document_by_review'),
                        models.Index(fields=['recorded_at'], name='document_by_moment'),
                        django.contrib.postgres.indexes.GinIndex(watchbook.register.title_words.WordsOf('title'), fastupdate=False, name='words_of_document'),
                        models.Index(fields=['kind', 'title', 'reference', '-edition'], name='document_by_title'),
                        models.Index(condition=models.Q(('is_struck', False), ('kind', 'policy'), models.Q(('concerns_social_media', 'no'), _negated=True)), fields=['reference', 'edition'], name='policy_on_social_media')],
                    'ordering': ['kind', 'title', '-edition', '-recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference', 'edition'), name='document_edition_is_one_documents'),
                        models.CheckConstraint(condition=models.Q(('edition__gte', 1)), name='document_edition_counts_from_one')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='8a54449ddc593f3dc7b8e6ff3bd0ca501c0f7964', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_a152c', table='governance_document', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='d79178a9be5e4c46e5efb5b6ba86876278d3f622', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_16370', table='governance_document', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='815229b74d852b3ebddd084efffe0491556fe0d2', operation='UPDATE', pgid='pgtrigger_written_once_d0e8c', table='governance_document', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='DocumentStep',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('document_reference', models.CharField(max_length=20)),
                    ('edition', models.PositiveSmallIntegerField()),
                    ('step', models.CharField(choices=[('advised', 'the data protection officer advised'), ('approved', 'approved'), ('published', 'published'), ('reviewed', 'reviewed and still in force'), ('superseded', 'replaced by a newer edition'), ('withdrawn', 'withdrawn')], max_length=12)),
                    ('on', models.DateField()),
                    ('decided_by', models.CharField(blank=True, default='', max_length=200)),
                    ('minute', models.CharField(blank=True, default='', max_length=200)),
                    ('address', models.URLField(blank=True, default='', max_length=500)),
                    ('words', models.TextField(blank=True, default='', max_length=4000)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.documentstep')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['on', 'recorded_at'],
                    'indexes': [
                        models.Index(fields=['document_reference', 'edition'], name='step_of_document'), models.Index(condition=models.Q(('step', 'approved')), fields=['document_reference'], name='document_approved')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('step', 'approved'), _negated=True), models.Q(('decided_by', ''), _negated=True), _connector='OR'), name='document_approval_names_who_decided'),
                        models.CheckConstraint(condition=models.Q(models.Q(('step', 'withdrawn'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='document_withdrawal_has_its_reason'),
                        models.UniqueConstraint(condition=models.Q(('corrects', None), ('step', 'approved')), fields=('document_reference', 'edition'), name='document_edition_is_approved_once')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='4ab66b751c315d0c0d66d5b80e09aa98bf8ba604', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_b09b9', table='governance_documentstep', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='63403c5768160ee4df37e70ff5d63f31309c6db3', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_fc3a1', table='governance_documentstep', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='9c97700166094365ace304eddb9904209482d463', operation='UPDATE', pgid='pgtrigger_written_once_29bd0', table='governance_documentstep', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='DriftThreshold',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('from_on', models.DateField()),
                    ('amber_look', models.PositiveSmallIntegerField()),
                    ('red_look', models.PositiveSmallIntegerField()),
                    ('window_days', models.PositiveSmallIntegerField()),
                    ('collateral_handles', models.PositiveSmallIntegerField()),
                    ('night_from_hour', models.PositiveSmallIntegerField()),
                    ('night_until_hour', models.PositiveSmallIntegerField()),
                    ('why', models.CharField(max_length=500)),
                    ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-from_on', '-recorded_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('amber_look__gte', 1), ('red_look__gte', models.F('amber_look'))), name='drift_threshold_amber_comes_no_later_than_red'),
                        models.CheckConstraint(condition=models.Q(('night_until_hour__lt', models.F('night_from_hour')), ('night_from_hour__lt', 24)), name='drift_threshold_night_is_within_a_day'),
                        models.CheckConstraint(condition=models.Q(models.Q(('why', ''), _negated=True), ('window_days__gte', 1), ('collateral_handles__gte', 1)), name='drift_threshold_says_why')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='8d9a2d58e345ae07d9747554661e9884b22d6f9d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_2dc8c', table='governance_driftthreshold', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='e9e897ccf7f20bcc12fa05fc873398925335f5ea', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_1fd41', table='governance_driftthreshold', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='8df37a3a781b3b3a0d10656a1a837b15006d1315', operation='UPDATE', pgid='pgtrigger_written_once_e01cc', table='governance_driftthreshold', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='LetterReceived',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('file_sha256', models.CharField(blank=True, default='', max_length=64)),
                    ('file_name', models.CharField(blank=True, default='', max_length=150)),
                    ('file_media_type', models.CharField(blank=True, default='', max_length=100)),
                    ('file_size', models.PositiveBigIntegerField(default=0)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('sender', models.CharField(choices=[('osc', 'Office of Surveillance Commissioners'), ('ipco', 'Investigatory Powers Commissioner’s Office'), ('ico', 'Information Commissioner'), ('home_office', 'Home Office'), ('other', 'another body')], max_length=12)),
                    ('subject', models.CharField(max_length=200)),
                    ('concerns_social_media', models.BooleanField()),
                    ('dated_on', models.DateField()),
                    ('received_on', models.DateField()),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.letterreceived')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['recorded_at'], name='letter_by_moment'),
                        django.contrib.postgres.indexes.GinIndex(watchbook.register.title_words.WordsOf('subject'), fastupdate=False, name='words_of_letter'),
                        models.Index(fields=['-dated_on', '-reference'], name='letters_newest_first'),
                        models.Index(condition=models.Q(('is_struck', False)), fields=['received_on', 'id'], name='letter_by_receipt')],
                    'ordering': ['-dated_on', '-recorded_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('received_on__gte', models.F('dated_on'))), name='letter_received_after_its_date'),
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='letter_reference_is_one_letters')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='81f1428725b8a916f052c600a6e66f3c9609ee44', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_64a83', table='governance_letterreceived', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='445645490990a27062ed89006540ba1259443863', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_37b26', table='governance_letterreceived', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='ce99ebbe6b0cc9b69816d0e6aa7f587cd441eb29', operation='UPDATE', pgid='pgtrigger_written_once_8afa4', table='governance_letterreceived', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='LetterAnswer',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('file_sha256', models.CharField(blank=True, default='', max_length=64)),
                    ('file_name', models.CharField(blank=True, default='', max_length=150)),
                    ('file_media_type', models.CharField(blank=True, default='', max_length=100)),
                    ('file_size', models.PositiveBigIntegerField(default=0)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('letter_reference', models.CharField(max_length=20)),
                    ('kind', models.CharField(choices=[('replied', 'a reply was sent'), ('no_reply', 'no reply was asked for and none was sent')], max_length=10)),
                    ('sent_on', models.DateField(blank=True, null=True)),
                    ('confirmed_on', models.DateField()),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.letteranswer')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='governance.letterreceived')),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['letter_reference'], name='answer_of_letter')],
                    'ordering': ['recorded_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('kind', 'replied'), ('sent_on__isnull', False)), models.Q(('file_sha256', ''), ('kind', 'no_reply'), ('sent_on', None)), _connector='OR'), name='letter_reply_has_its_day_and_no_reply_has_none'),
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('letter_reference',), name='letter_is_answered_once')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='385a6300c70b00a0db7b4d7a3f157108b9ff3802', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_c502f', table='governance_letteranswer', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='9ea43b940c7b780881890b776fe1bbaab7710820', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_8b1fa', table='governance_letteranswer', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='904d4c6a4dfdbcf275bb1edfdb9b493c268a28c7', operation='UPDATE', pgid='pgtrigger_written_once_76053', table='governance_letteranswer', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='NoneHeld',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('kind', models.CharField(choices=[('policy', 'policy'), ('procedure', 'procedure'), ('guidance', 'guidance'), ('code_of_practice', 'code of practice'), ('dpia', 'data protection impact assessment'), ('pia', 'privacy impact assessment'), ('equality_assessment', 'equality impact assessment'), ('human_rights_assessment', 'human rights assessment'), ('privacy_notice', 'privacy notice section'), ('training_material', 'training material'), ('form', 'form or template'), ('tool', 'software or hardware'), ('in_house_method', 'in-house method'), ('training_course', 'training course')], max_length=30)),
                    ('searched', models.TextField(max_length=1000)),
                    ('reason', models.TextField(max_length=1000)),
                    ('signed_on', models.DateField()),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.noneheld')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['kind', '-signed_on'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('searched', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='none_held_says_where_was_looked_and_why')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='2fc8c4035ebd8770601bd3587351299a312d49de', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_c8edc', table='governance_noneheld', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='4b63543e0eea1b2c0e6dc403f450c67ef7d52b2b', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_f7c92', table='governance_noneheld', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='01de7425147f0e855738d1e7d1d67ae6b89f7bd5', operation='UPDATE', pgid='pgtrigger_written_once_4d714', table='governance_noneheld', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='PendingImport',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('register', models.CharField(max_length=60)),
                    ('parcel_sha256', models.CharField(max_length=64)),
                    ('places', models.JSONField(default=dict)),
                    ('answers', models.JSONField(default=dict)),
                    ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at'],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='ca6b3b9e69f748c37c03d32d161dee3339a2e6b8', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_067df', table='governance_pendingimport', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='906742df232aa41df489b5355878d5eb5a267184', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_da668', table='governance_pendingimport', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"register\" IS DISTINCT FROM NEW.\"register\" OR OLD.\"parcel_sha256\" IS DISTINCT FROM NEW.\"parcel_sha256\" OR "
                                                                                                                     "OLD.\"kept_by_id\" IS DISTINCT FROM NEW.\"kept_by_id\" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END "
                                                                                                                     "IF; RETURN NEW;", hash='fdf65d064bf1ff0640fbecf8c47fa810d3b30094', operation='UPDATE', pgid='pgtrigger_never_changed_502fe', table='governance_pendingimport', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Reading',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('document_reference', models.CharField(max_length=20)),
                    ('edition', models.PositiveSmallIntegerField()),
                    ('read_on', models.DateField()),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.reading')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['read_on'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('document_reference', 'edition', 'recorded_by'), name='document_is_read_once_by_a_person')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='1312036b56d52368a55994e5e5a51d78f5c7db35', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_26459', table='governance_reading', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='457c3de6f9824496d076d0cce09448faf633417d', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_f5ad1', table='governance_reading', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='e17500d0020b0eac8d4a1df5852723ce9c6db27e', operation='UPDATE', pgid='pgtrigger_written_once_01dd2', table='governance_reading', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='RegisterTotal',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('register', models.CharField(max_length=20)),
                    ('month', models.DateField()),
                    ('kind', models.CharField(max_length=20)),
                    ('purpose', models.CharField(max_length=20)),
                    ('platform', models.CharField(max_length=20)),
                    ('count', models.PositiveBigIntegerField(default=0)),
                    ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.service')),
                ],
                options={
                    'ordering': ['register', 'month'],
                    'indexes': [
                        models.Index(fields=['register', 'month'], name='register_total_by_month')],
                    'constraints': [
                        models.UniqueConstraint(fields=('register', 'service', 'month', 'kind', 'purpose', 'platform'), name='register_total_is_one_row', nulls_distinct=False),
                        models.CheckConstraint(condition=models.Q(('month__day', 1)), name='register_total_begins_a_month'),
                        models.CheckConstraint(condition=models.Q(('register__regex', '^[a-z_]+$'), ('kind__regex', '^[a-z_]*$'), ('purpose__regex', '^[a-z_]*$'), ('platform__regex', '^[a-z][a-z0-9_]*$|^$')), name='register_total_holds_ids_alone')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='48c6fba1bbd2c9212ce52455f9f70a00f2483e5f', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_ccfa4', table='governance_registertotal', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='44af41f2ea577039c3084451880604fab9a8c324', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_4c2d9', table='governance_registertotal', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"register\" IS DISTINCT FROM NEW.\"register\" OR OLD.\"service_id\" IS DISTINCT FROM NEW.\"service_id\" OR "
                                                                                                                     "OLD.\"month\" IS DISTINCT FROM NEW.\"month\" OR OLD.\"kind\" IS DISTINCT FROM NEW.\"kind\" OR OLD.\"purpose\" IS DISTINCT "
                                                                                                                     "FROM NEW.\"purpose\" OR OLD.\"platform\" IS DISTINCT FROM NEW.\"platform\" THEN PERFORM "
                                                                                                                     "audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;", hash='d3281d61ee30680ee6f8255b61a91806a6f6a5bd', operation='UPDATE', pgid='pgtrigger_never_changed_bc8d5', table='governance_registertotal', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='RetentionAdoption',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('schedule_reference', models.CharField(max_length=20)),
                    ('adopted_on', models.DateField()),
                    ('in_force_from', models.DateField()),
                    ('decided_by', models.CharField(max_length=200)),
                    ('minute', models.CharField(blank=True, default='', max_length=200)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.retentionadoption')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-in_force_from', '-recorded_at'],
                    'indexes': [
                        models.Index(fields=['-in_force_from', '-adopted_on', '-recorded_at'], name='retention_newest_first'),
                        models.Index(fields=['schedule_reference'], name='adoption_of_schedule'),
                        models.Index(fields=['in_force_from'], name='schedule_adoption_by_day')],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('schedule_reference',), name='retention_schedule_is_adopted_once')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='3dc370e812cb26fb8db4ec269432093adf5403c9', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_f33de', table='governance_retentionadoption', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='5f0db84f0f3e9800665553acef7a4ee3ff4155ad', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_4e33a', table='governance_retentionadoption', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='505841b0423d253753a5e69ac462812d68fb0aa7', operation='UPDATE', pgid='pgtrigger_written_once_c47a2', table='governance_retentionadoption', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='RetentionClass',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('schedule_reference', models.CharField(max_length=20)),
                    ('code', models.SlugField(max_length=60)),
                    ('title', models.CharField(max_length=200)),
                    ('trigger', models.CharField(max_length=200)),
                    ('period', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('unit', models.CharField(blank=True, choices=[('days', 'days'), ('months', 'months'), ('years', 'years')], default='', max_length=10)),
                    ('period_words', models.CharField(blank=True, default='', max_length=300)),
                    ('action', models.CharField(choices=[('delete', 'delete'), ('review', 'review, then delete or keep with a reason'), ('transfer', 'transfer to the service’s own file'), ('answer', 'answer the person who made the request')], max_length=10)),
                    ('action_words', models.TextField(blank=True, default='', max_length=1000)),
                    ('reason', models.CharField(max_length=500)),
                    ('lga_record_type', models.CharField(blank=True, default='', max_length=20)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.retentionclass')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['schedule_reference'], name='class_of_schedule')],
                    'ordering': ['code', '-recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('schedule_reference', 'code'), name='retention_class_stands_once_in_a_schedule'),
                        models.CheckConstraint(condition=models.Q(models.Q(('period__isnull', False), ('unit__in', ['days', 'months', 'years'])), models.Q(('period', None), ('unit', ''), models.Q(('period_words', ''), _negated=True)), _connector='OR'), name='retention_class_has_a_period_or_words_for_it'),
                        models.CheckConstraint(condition=models.Q(('lga_record_type__regex', '^[0-9A-Za-z.-]*$')), name='retention_class_lga_record_type_is_an_id')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='0fbb5bb9cd770914704af45e65dac439172ddaea', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_a2d1f', table='governance_retentionclass', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='ca4996437b2f05bc8d79bfc23b1291927023cbae', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_5dc1c', table='governance_retentionclass', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='25c4e0d3774c99e2dec276a30308372b510c5643', operation='UPDATE', pgid='pgtrigger_written_once_a0ac2', table='governance_retentionclass', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='RetentionSchedule',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('title', models.CharField(max_length=200)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.retentionschedule')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='retention_schedule_reference_is_one_editions')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='c69a8658c8249c286b93200d66ae5e08584b1604', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_0e7f8', table='governance_retentionschedule', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='2b6535fe9f21ab266c94bd887e157f3ac34c9f3f', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_77fb2', table='governance_retentionschedule', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='4aec87e7ea5e0c1c176fa0a8b51f121f1392914f', operation='UPDATE', pgid='pgtrigger_written_once_7d796', table='governance_retentionschedule', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='RuleSetAdoption',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('edition', models.CharField(max_length=60)),
                    ('adopted_on', models.DateField()),
                    ('exceptions', models.TextField(blank=True, default='', max_length=4000)),
                    ('criteria', models.TextField()),
                    ('process', models.TextField()),
                    ('annex', models.TextField()),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.rulesetadoption')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-adopted_on', '-recorded_at'],
                    'indexes': [
                        models.Index(fields=['-adopted_on', '-recorded_at'], name='rule_set_newest_first'),
                        models.Index(fields=['adopted_on', 'recorded_at'], name='rule_set_adoption_by_day')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('edition__regex', '^[0-9]{4}-[0-9]{2}-[0-9]{2}\\.[0-9a-f]{12}$')), name='rule_set_adoption_names_its_edition'),
                        models.CheckConstraint(condition=models.Q(models.Q(('criteria', ''), _negated=True), models.Q(('process', ''), _negated=True), models.Q(('annex', ''), _negated=True)), name='rule_set_adoption_keeps_what_was_adopted')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='230fafc8260c7a24d68545b96e95c4373063780e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_a5eb9', table='governance_rulesetadoption', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='ca93b5beb518023d05dcc5c3aab8ef2c5038345b', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_735da', table='governance_rulesetadoption', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='58b7c1499ca980f1394d8b4af29b43f398ae35d4', operation='UPDATE', pgid='pgtrigger_written_once_079c9', table='governance_rulesetadoption', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='LawConfirmation',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('kind', models.CharField(max_length=20)),
                    ('entry', models.CharField(max_length=120)),
                    ('since', models.DateField(blank=True, null=True)),
                    ('digest', models.CharField(max_length=64)),
                    ('confirmed_on', models.DateField()),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.lawconfirmation')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['kind', 'entry', 'since', '-recorded_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$'), models.Q(('kind', ''), _negated=True), models.Q(('entry', ''), _negated=True)), name='law_confirmation_keeps_what_was_confirmed')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='6b31a25ed3b93b571371a44c61f84fab1549a5f1', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_65ca3', table='governance_lawconfirmation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='0b002a110df9f1d19e3eba98fd9efc3e941dd209', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_4b172', table='governance_lawconfirmation', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='9f62585c1a99c4f47383cf1d1107a146e5fc7ec2', operation='UPDATE', pgid='pgtrigger_written_once_1b4e1', table='governance_lawconfirmation', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Statement',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('duty', models.CharField(choices=[('investigator', 'investigator'), ('line_manager', 'line manager'), ('ripa_coordinator', 'RIPA co-ordinator'), ('authorising_officer', 'authorising officer'), ('head_of_paid_service', 'head of paid service'), ('senior_responsible_officer', 'senior responsible officer'), ('solicitor', 'solicitor'), ('information_officer', 'information officer'), ('data_protection_officer', 'data protection officer'), ('internal_auditor', 'internal auditor'), ('inspector', 'inspector (IPCO)'), ('elected_member', 'elected member'), ('records_manager', 'records manager'), ('system_administrator', 'system administrator')], max_length=30)),
                    ('first_on', models.DateField()),
                    ('last_on', models.DateField()),
                    ('signed_on', models.DateField()),
                    ('remarks', models.TextField(blank=True, default='', max_length=2000)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.statement')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.service')),
                ],
                options={
                    'ordering': ['-last_on', 'duty', '-recorded_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='statement_period_ends_after_it_begins'),
                        models.CheckConstraint(condition=models.Q(('signed_on__gt', models.F('last_on'))), name='statement_signed_after_its_period'),
                        models.CheckConstraint(condition=models.Q(models.Q(('duty', 'line_manager'), ('service__isnull', False)), models.Q(models.Q(('duty', 'line_manager'), _negated=True), ('service', None)), _connector='OR'), name='statement_of_a_line_manager_names_the_service'),
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('duty', 'service', 'first_on'), name='statement_is_signed_once_for_a_period', nulls_distinct=False)],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='59c30c23e18efbec4c99ecef2ed9b54a12abc3fa', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_9d180', table='governance_statement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='9f272a6ea09407ec58419a01b663a6fe31c34827', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_cf121', table='governance_statement', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='7ec47bba885674813027ed01969492c2571edcb4', operation='UPDATE', pgid='pgtrigger_written_once_9be3e', table='governance_statement', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='StatementItem',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('matter', models.CharField(choices=[('looks', 'looks at social media'), ('tools', 'tools (bought, free or on trial)'), ('methods', 'in-house methods'), ('profiles', 'profiles and accounts used for looks'), ('forms', 'forms and templates'), ('audits', 'internal audits of social-media use'), ('authorisations', 'authorisations for surveillance of social media'), ('covert_profiles', 'covert profiles'), ('letters', 'letters from oversight bodies about social media'), ('inspections', 'inspections wholly or partly about social media')], max_length=20)),
                    ('answer', models.CharField(choices=[('none', 'there were none'), ('all_recorded', 'all of them are on the register')], max_length=15)),
                    ('counted', models.PositiveIntegerField(default=0)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.statementitem')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='governance.statement')),
                ],
                options={
                    'ordering': ['matter'],
                    'constraints': [
                        models.UniqueConstraint(fields=('statement', 'matter'), name='statement_speaks_once_of_a_matter'),
                        models.CheckConstraint(condition=models.Q(models.Q(('answer', 'none'), ('counted', 0)), models.Q(('answer', 'all_recorded'), ('counted__gte', 1)), _connector='OR'), name='statement_of_none_counts_none')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.statement_id ELSE NEW.statement_id END
            );
            RETURN NULL;
        """, hash='a922f5421c05c3c4693a81d37615b97a7a6b2426', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_015ba', table='governance_statementitem', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='e361d9de782293cb8731313b2838d12569bcb822', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_74f31', table='governance_statementitem', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='9db79f60bcf12dd704fef9877cc8f03749efe609', operation='UPDATE', pgid='pgtrigger_written_once_ba247', table='governance_statementitem', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='ThirdParty',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
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
                    'indexes': [
                        models.Index(condition=models.Q(('until_on__isnull', False)), fields=['until_on', 'id'], name='third_party_ended'),
                        django.contrib.postgres.indexes.GinIndex(watchbook.register.title_words.WordsOf('who'), fastupdate=False, name='words_of_third_party')],
                    'ordering': ['who', '-recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='third_party_is_one'),
                        models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='third_party_ends_after_it_begins')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='2f220fd16fd89c11d8c1857b603b13403d927597', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_3b690', table='governance_thirdparty', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='05cbcd8f3fe30399af5259bdb9b3ba98b54025af', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_a7e76', table='governance_thirdparty', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='c68e45444babf0914897f4ceacabb25639612c07', operation='UPDATE', pgid='pgtrigger_written_once_7c17f', table='governance_thirdparty', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Tool',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('kind', models.CharField(choices=[('software', 'software'), ('hardware', 'hardware'), ('in_house_method', 'in-house method')], max_length=20)),
                    ('name', models.CharField(max_length=200)),
                    ('supplier', models.CharField(blank=True, default='', max_length=200)),
                    ('acquired', models.CharField(choices=[('bought', 'bought'), ('free', 'free of charge'), ('trial', 'on trial'), ('made', 'made by the authority')], max_length=10)),
                    ('purpose', models.TextField(max_length=1000)),
                    ('does_sentiment_analysis', models.BooleanField()),
                    ('whole_authority', models.BooleanField(default=False)),
                    ('services', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.tool')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(condition=models.Q(('until_on__isnull', False)), fields=['until_on', 'id'], name='tool_ended'),
                        django.contrib.postgres.indexes.GinIndex(watchbook.register.title_words.WordsOf('name'), fastupdate=False, name='words_of_tool')],
                    'ordering': ['kind', 'name', '-recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='tool_reference_is_one_tools'),
                        models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='tool_ends_after_it_begins'),
                        models.CheckConstraint(condition=models.Q(models.Q(('acquired', 'made'), ('kind', 'in_house_method')), models.Q(('kind', 'in_house_method'), _negated=True), _connector='OR'), name='tool_in_house_method_is_made_here'),
                        models.CheckConstraint(condition=models.Q(models.Q(('acquired', 'bought'), _negated=True), models.Q(('supplier', ''), _negated=True), _connector='OR'), name='tool_bought_names_its_supplier')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='2e6c0f3e90c3b2959224370b5d52dcf5b9da8808', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_047d0', table='governance_tool', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='1fe5540e2f9138bb16b5a16c28c4c53f5c6ce511', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_b699d', table='governance_tool', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='79646f4b5e32c3227da53442f54586341a54d2a8', operation='UPDATE', pgid='pgtrigger_written_once_293e8', table='governance_tool', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='TrainingSession',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('reference', models.CharField(db_index=True, max_length=20)),
                    ('course_reference', models.CharField(max_length=20)),
                    ('held_on', models.DateField()),
                    ('trainer', models.CharField(blank=True, default='', max_length=200)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.trainingsession')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['held_on'], name='session_by_day'),
                        models.Index(fields=['course_reference'], name='session_of_course')],
                    'ordering': ['-held_on', '-recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='training_session_reference_is_one_sessions')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='716cc460eb16f61944f5c474a4bf6af1442d7d06', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_241fa', table='governance_trainingsession', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='83299c74e1fa1a42beda87057516fd2a4fd3e8d0', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_d0f82', table='governance_trainingsession', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='528bec49a84447c6bf5b3638d20e468dfd1f8910', operation='UPDATE', pgid='pgtrigger_written_once_b6f6b', table='governance_trainingsession', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Attendance',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('is_struck', models.BooleanField(default=False)),
                    ('session_reference', models.CharField(max_length=20)),
                    ('course_reference', models.CharField(max_length=20)),
                    ('completed_on', models.DateField()),
                    ('counts_until', models.DateField(blank=True, null=True)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.attendance')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-completed_on'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('session_reference', 'person'), name='attendance_is_recorded_once'),
                        models.CheckConstraint(condition=models.Q(('counts_until', None), ('counts_until__gte', models.F('completed_on')), _connector='OR'), name='attendance_counts_from_its_day')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='986bddd42853cf4cc891d1c5af236facd0480cca', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_c41cf', table='governance_attendance', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='ddcedf442d826fc849848ee73a5a5a04e358bdef', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_421d3', table='governance_attendance', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='bd625177a4f50ff05603a148adae18e1e52b7423', operation='UPDATE', pgid='pgtrigger_written_once_f4bbe', table='governance_attendance', when='BEFORE'))],
                },
            ),
        ),
        watchbook.audit_log.guard.InstallGuards(
        ),
    ]
