"""Tables of authorisations, with what each demands and the guards that keep it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
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
        ('organisation', '0001_tables'),
        ('organisation', '__first__'),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='Authorisation',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('reference', models.CharField(max_length=30, unique=True)),
                    ('operation', models.CharField(max_length=40)),
                    ('kind', models.CharField(choices=[('directed_surveillance', 'directed surveillance'), ('chis', 'covert human intelligence source'), ('non_ripa', 'authorisation outside RIPA')], max_length=24)),
                    ('nation', models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland')], max_length=20)),
                    ('state', models.CharField(choices=[('draft', 'being written'), ('submitted', 'with the RIPA co-ordinator'), ('returned', 'returned with comments'), ('passed', 'with the authorising officer'), ('withdrawn', 'withdrawn by the applicant'), ('refused', 'refused by the authorising officer'), ('granted', 'granted, but not in force until the court approves'), ('court_refused', 'refused by the court'), ('quashed', 'refused and quashed by the court'), ('effective', 'took effect'), ('cancelled', 'cancelled')], default='draft', max_length=16)),
                    ('assessment', models.CharField(blank=True, default='', max_length=20)),
                    ('assessment_version', models.PositiveSmallIntegerField(default=0)),
                    ('is_social_media', models.BooleanField(null=True)),
                    ('uses_company', models.BooleanField(null=True)),
                    ('is_confidential', models.BooleanField(null=True)),
                    ('ground', models.CharField(blank=True, choices=[('crime', 'preventing or detecting crime'), ('disorder', 'preventing disorder'), ('public_safety', 'public safety'), ('public_health', 'protecting public health'), ('outside', 'none: outside RIPA')], default='', max_length=16)),
                    ('offence', models.CharField(blank=True, default='', max_length=80)),
                    ('why_not_ripa', models.CharField(blank=True, choices=[('below_threshold', 'the offence is below the crime threshold'), ('not_core_function', 'the activity is not a core function of the authority'), ('civil', 'the purpose is civil or safeguarding'), ('scotland_ground', 'no ground of the Scottish Act applies')], default='', max_length=20)),
                    ('source_is_juvenile', models.BooleanField(null=True)),
                    ('source_is_vulnerable', models.BooleanField(null=True)),
                    ('source_is_against_parent', models.BooleanField(null=True)),
                    ('source_is_accompanied', models.BooleanField(null=True)),
                    ('submitted_at', models.DateTimeField(blank=True, null=True)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('officer_rank', models.CharField(blank=True, default='', max_length=120)),
                    ('officer_takes_part', models.BooleanField(default=False)),
                    ('officer_is_head', models.BooleanField(null=True)),
                    ('needs_court', models.BooleanField(null=True)),
                    ('effective_from', models.DateTimeField(blank=True, null=True)),
                    ('ends_on', models.DateField(blank=True, null=True)),
                    ('first_review_on', models.DateField(blank=True, null=True)),
                    ('review_due_on', models.DateField(blank=True, null=True)),
                    ('times_renewed', models.PositiveSmallIntegerField(default=0)),
                    ('stopped_at', models.DateTimeField(blank=True, null=True)),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                    ('outcome', models.CharField(blank=True, choices=[('prosecution', 'a prosecution'), ('other_enforcement', 'enforcement action other than a prosecution'), ('civil', 'civil or safeguarding action'), ('advice', 'advice or a warning'), ('no_action', 'no action'), ('not_known', 'not known yet')], default='', max_length=20)),
                    ('product', models.CharField(blank=True, choices=[('none', 'nothing was obtained'), ('keep', 'kept for the case'), ('destroy', 'to be destroyed')], default='', max_length=8)),
                    ('is_imported', models.BooleanField(default=False)),
                    ('earlier_reference', models.CharField(blank=True, default='', max_length=40)),
                    ('was_urgent', models.BooleanField(null=True)),
                    ('earlier_reviews', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, default=list)),
                    ('earlier_renewals', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, default=list)),
                    ('applicant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('controller', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('handler', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('investigation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='authorisations', to='investigations.investigation')),
                    ('record_keeper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.service')),
                ],
                options={
                    'ordering': ['-recorded_at'],
                    'indexes': [
                        models.Index(fields=['state', 'recorded_at'], name='authorisation_by_state'),
                        models.Index(fields=['effective_from', 'ends_on'], name='authorisation_in_force'),
                        models.Index(fields=['service', 'kind'], name='authorisation_of_service'),
                        models.Index(condition=models.Q(('decided_at__isnull', False)), fields=['-decided_at', 'reference'], name='authorisation_decided')],
                    'constraints': [
                        models.UniqueConstraint(django.db.models.functions.text.Lower('earlier_reference'), condition=models.Q(('is_imported', True)), name='authorisation_earlier_reference_is_used_once'),
                        models.CheckConstraint(condition=models.Q(models.Q(('applicant', None), ('investigation', None), ('is_imported', True)), models.Q(('applicant__isnull', False), ('investigation__isnull', False), ('is_imported', False)), _connector='OR'), name='authorisation_imported_alone_has_no_applicant'),
                        models.CheckConstraint(condition=models.Q(models.Q(('is_imported', True), models.Q(('earlier_reference', ''), _negated=True)), models.Q(('earlier_reference', ''), ('earlier_renewals', []), ('earlier_reviews', []), ('is_imported', False), ('was_urgent', None)), _connector='OR'), name='authorisation_imported_alone_has_an_earlier_record'),
                        models.CheckConstraint(condition=models.Q(('decided_by', None), ('applicant', None), models.Q(('decided_by', models.F('applicant')), _negated=True), _connector='OR'), name='authorisation_officer_is_not_the_applicant'),
                        models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'returned', 'passed', 'withdrawn']), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), ('is_imported', True), _connector='OR'), name='authorisation_decided_says_by_whom'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['draft', 'submitted', 'returned', 'passed', 'withdrawn']), _negated=True), models.Q(('decided_at', None), ('decided_by', None)), _connector='OR'), name='authorisation_undecided_has_no_decision'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['draft', 'submitted', 'returned', 'passed', 'withdrawn', 'refused', 'granted', 'court_refused', 'quashed']), _negated=True), models.Q(('effective_from', None), ('ends_on', None), ('stopped_at', None)), _connector='OR'), name='authorisation_without_effect_has_no_times'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state', 'effective'), _negated=True), models.Q(('effective_from__isnull', False), ('ends_on__isnull', False), ('review_due_on__isnull', False)), models.Q(('effective_from__isnull', False), ('ends_on__isnull', False), ('is_imported', True)), _connector='OR'), name='authorisation_effective_has_its_times'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False)), ('is_imported', True), _connector='OR'), name='authorisation_cancelled_says_by_whom'),
                        models.CheckConstraint(condition=models.Q(('state', 'cancelled'), models.Q(('cancelled_at', None), ('cancelled_by', None), ('outcome', ''), ('product', '')), _connector='OR'), name='authorisation_uncancelled_has_no_cancellation'),
                        models.CheckConstraint(condition=models.Q(('kind', 'chis'), models.Q(('controller', None), ('handler', None), ('record_keeper', None)), _connector='OR'), name='authorisation_of_a_source_alone_has_its_keepers'),
                        models.CheckConstraint(condition=models.Q(('kind', 'non_ripa'), ('needs_court', True), _negated=True), name='authorisation_outside_ripa_needs_no_court'),
                        models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'returned', 'passed', 'withdrawn', 'refused']), models.Q(('officer_rank', ''), _negated=True), ('is_imported', True), _connector='OR'), name='authorisation_granted_by_an_officer_of_rank'),
                        models.CheckConstraint(condition=models.Q(models.Q(('kind', 'directed_surveillance'), ('nation__in', ['england', 'wales']), _negated=True), ('state__in', ['draft', 'submitted', 'returned', 'passed', 'withdrawn', 'refused']), models.Q(('offence', ''), _negated=True), ('is_imported', True), _connector='OR'), name='authorisation_granted_under_threshold_names_an_offence'),
                        models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'returned', 'passed', 'withdrawn', 'refused']), models.Q(('officer_is_head', True), ('officer_is_head__isnull', False)), ('is_imported', True), models.Q(models.Q(('is_confidential', None), ('is_confidential', False), _connector='OR'), models.Q(('source_is_vulnerable', None), ('source_is_vulnerable', False), _connector='OR'), models.Q(('source_is_juvenile', None), ('source_is_juvenile', False), _connector='OR')), _connector='OR'), name='authorisation_for_the_head_is_granted_by_the_head'),
                        models.CheckConstraint(condition=models.Q(models.Q(('kind', 'chis'), _negated=True), ('effective_from', None), ('source_is_juvenile__isnull', False), ('is_imported', True), _connector='OR'), name='authorisation_of_a_source_in_effect_says_of_what_age'),
                        models.CheckConstraint(condition=models.Q(('effective_from', None), models.Q(('ends_on__isnull', False), ('needs_court__isnull', False)), ('is_imported', True), _connector='OR'), name='authorisation_takes_effect_once_decided'),
                        models.CheckConstraint(condition=models.Q(models.Q(('assessment', ''), ('assessment_version', 0)), models.Q(models.Q(('assessment', ''), _negated=True), ('assessment_version__gte', 1)), _connector='OR'), name='authorisation_rests_on_a_version_of_an_assessment'),
                        models.CheckConstraint(condition=models.Q(('kind', 'non_ripa'), ('why_not_ripa', ''), _connector='OR'), name='authorisation_why_not_ripa_is_said_outside_it')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='0f8d5993e95b74ed9849eed90e62bf74dc45bd83', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_0d2c3', table='authorisations_authorisation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='fe30e10edfa5ce03cdc13ba92cf88637a0dfd6d6', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_6d3f3', table='authorisations_authorisation', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='rests_on_decisions', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            IF NEW.is_imported OR NOT EXISTS (SELECT FROM authorisations_authorisation WHERE id = NEW.id) THEN
                RETURN NULL;
            END IF;
            IF NEW.submitted_at IS NOT NULL AND NOT EXISTS (
                SELECT FROM authorisations_applicationversion WHERE authorisation_id = NEW.id AND at = NEW.submitted_at
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an application is sent with its text, which stays as it was';
            END IF;
            IF NEW.decided_at IS NOT NULL AND NOT EXISTS (
                SELECT FROM authorisations_determination WHERE authorisation_id = NEW.id
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an authorisation is decided by a determination and keeps it';
            END IF;
            IF NEW.effective_from IS NOT NULL AND NEW.needs_court AND NOT EXISTS (
                SELECT FROM authorisations_hearing WHERE authorisation_id = NEW.id AND renewal_id IS NULL
                    AND outcome = 'approved' AND ordered_at = NEW.effective_from
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an authorisation takes effect from the order of the court that approved it';
            END IF;
            IF NEW.effective_from IS NOT NULL AND NOT NEW.needs_court AND NEW.effective_from <> NEW.decided_at THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an authorisation that no court approves takes effect from the decision';
            END IF;
            IF NEW.times_renewed > (
                SELECT count(DISTINCT renewal.number) FROM authorisations_renewal AS renewal
                WHERE renewal.authorisation_id = NEW.id AND renewal.is_granted AND (NOT NEW.needs_court OR EXISTS (
                    SELECT FROM authorisations_hearing AS hearing
                    WHERE hearing.renewal_id = renewal.id AND hearing.outcome = 'approved'
                ))
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an authorisation is renewed by a renewal that was granted and, where needed, approved';
            END IF;
            IF NEW.state = 'cancelled' AND NOT EXISTS (
                SELECT FROM authorisations_cancellation WHERE authorisation_id = NEW.id
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an authorisation ends by a cancellation that says why';
            END IF;
            RETURN NULL;
""", hash='9b0aba9fe2b2f3f029c5a40bf1195cbc71b56f8b', operation='INSERT OR UPDATE', pgid='pgtrigger_rests_on_decisions_ca523', table='authorisations_authorisation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"reference\" IS DISTINCT FROM NEW.\"reference\" OR OLD.\"operation\" IS DISTINCT FROM NEW.\"operation\" OR "
                                                                                                                     "OLD.\"kind\" IS DISTINCT FROM NEW.\"kind\" OR OLD.\"nation\" IS DISTINCT FROM NEW.\"nation\" OR OLD.\"investigation_id\" IS "
                                                                                                                     "DISTINCT FROM NEW.\"investigation_id\" OR OLD.\"applicant_id\" IS DISTINCT FROM NEW.\"applicant_id\" OR OLD.\"is_imported\" "
                                                                                                                     "IS DISTINCT FROM NEW.\"is_imported\" OR OLD.\"earlier_reference\" IS DISTINCT FROM NEW.\"earlier_reference\" OR "
                                                                                                                     "OLD.\"assessment\" IS DISTINCT FROM NEW.\"assessment\" OR OLD.\"assessment_version\" IS DISTINCT FROM "
                                                                                                                     "NEW.\"assessment_version\" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;", hash='17403cbcfc0ba1da65807d363a9a304ed43e6ac1', operation='UPDATE', pgid='pgtrigger_never_changed_aea6f', table='authorisations_authorisation', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='AuthorisedSubject',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('added_at', models.DateTimeField()),
                    ('removed_at', models.DateTimeField(blank=True, null=True)),
                    ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named', to='authorisations.authorisation')),
                    ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='investigations.subject')),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('authorisation', 'subject'), name='authorised_subject_is_named_once')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='24904b36f7c9f02c7974b33e81154a4a29624d65', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_a91d5', table='authorisations_authorisedsubject', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='f066906889e62854881d0af2b8ee48085d4cc7d9', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_a3d10', table='authorisations_authorisedsubject', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"authorisation_id\" IS DISTINCT FROM NEW.\"authorisation_id\" OR OLD.\"subject_id\" IS DISTINCT FROM "
                                                                                                                     "NEW.\"subject_id\" OR OLD.\"added_by_id\" IS DISTINCT FROM NEW.\"added_by_id\" OR OLD.\"added_at\" IS DISTINCT FROM "
                                                                                                                     "NEW.\"added_at\" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;", hash='29d9b00e5897f0b6b8b8a23ef1df347c899017d2', operation='UPDATE', pgid='pgtrigger_never_changed_13a83', table='authorisations_authorisedsubject', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='CalendarAddress',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('secret_sha256', models.CharField(max_length=64, unique=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('person',), name='calendar_address_is_one')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='9b4f54e76b276a6a1ed01a0aabf246a6a006548b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_63d90', table='authorisations_calendaraddress', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='371d57f26040f17bf9f2cfb9d02ea5ae33610975', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_5aba1', table='authorisations_calendaraddress', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"person_id\" IS DISTINCT FROM NEW.\"person_id\" OR OLD.\"secret_sha256\" IS DISTINCT FROM NEW.\"secret_sha256\" "
                                                                                                                     "THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;", hash='f77e369a09efeb2448349fc25930afdd3db6bfda', operation='UPDATE', pgid='pgtrigger_never_changed_a7501', table='authorisations_calendaraddress', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='ApplicantReport',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('step', models.CharField(choices=[('review', 'review'), ('renewal', 'renewal'), ('cancellation', 'cancellation')], max_length=12)),
                    ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['at', 'recorded_at'],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='3097080afb0d36945429545e8f67146761883517', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_bf035', table='authorisations_applicantreport', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='6a490a14f641269b3655ffd07d42c328a4869545', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_11bf0', table='authorisations_applicantreport', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='1ccaced6a1b6cefbff79697875b53f986de46f2a', operation='UPDATE', pgid='pgtrigger_written_once_4d42f', table='authorisations_applicantreport', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Cancellation',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('stop_instructed_at', models.DateTimeField(blank=True, null=True)),
                    ('last_activity_on', models.DateField(blank=True, null=True)),
                    ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cancellation', to='authorisations.applicantreport')),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('authorisation',), name='cancellation_is_one')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='3e7fbf782329ffcca517c9591cb8e473575f940e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_b079c', table='authorisations_cancellation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='4d607c153de2ba7c31f3602637fb794da75d77eb', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_3960c', table='authorisations_cancellation', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='61b79ffc0880e1893e9cea8086e3411692cf7ff8', operation='UPDATE', pgid='pgtrigger_written_once_a91ba', table='authorisations_cancellation', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='decided_by_another', sql=watchbook.audit_log.guard.GuardSql(func="""
            IF NEW.report_id IS NOT NULL AND NOT EXISTS (
                SELECT FROM authorisations_applicantreport WHERE id = NEW.report_id AND by_id <> NEW.by_id
                    AND step = 'cancellation' AND authorisation_id = NEW.authorisation_id
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an officer decides on a report of somebody else about the same authorisation and step';
            END IF;
            RETURN NEW;
        """, hash='b0c33d6f304e151afeffe3f4c2403b19a403a77f', operation='INSERT', pgid='pgtrigger_decided_by_another_778d1', table='authorisations_cancellation', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='ApplicationVersion',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [
                        models.UniqueConstraint(fields=('authorisation', 'number'), name='application_version_is_numbered_once')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='898ec3cb9e2f4e5532cf12320a1ec5e26226ec42', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_9e438', table='authorisations_applicationversion', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='8d611c299e63a29c2c7ee0971b597bbe98c2518d', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_287ab', table='authorisations_applicationversion', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='4c2b4dc5613074073214cc6ce5006a5905c22aa7', operation='UPDATE', pgid='pgtrigger_written_once_e1fd6', table='authorisations_applicationversion', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Comment',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('step', models.CharField(choices=[('returned', 'returned'), ('passed', 'passed on')], max_length=8)),
                    ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.applicationversion')),
                ],
                options={
                    'ordering': ['recorded_at'],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='a22e969ece86f775fc5d44ef9969992086fbc62a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_a9bd4', table='authorisations_comment', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='3510ee42f8436f763c093b23db50307caee1c46e', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_454fa', table='authorisations_comment', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='556c7e6a5010ac386a7bbe56b0ae4b0c59675c7e', operation='UPDATE', pgid='pgtrigger_written_once_d2aaf', table='authorisations_comment', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='CovertProfile',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('reference', models.CharField(max_length=30, unique=True)),
                    ('platform', models.CharField(max_length=40)),
                    ('state', models.CharField(choices=[('proposed', 'waiting for approval'), ('approved', 'approved'), ('declined', 'not approved'), ('retired', 'retired')], default='proposed', max_length=8)),
                    ('created_on', models.DateField()),
                    ('services', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list)),
                    ('users', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list)),
                    ('approved_at', models.DateTimeField(blank=True, null=True)),
                    ('review_due_on', models.DateField(blank=True, null=True)),
                    ('audited_on', models.DateField(blank=True, null=True)),
                    ('retired_on', models.DateField(blank=True, null=True)),
                    ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['reference'],
                    'indexes': [models.Index(condition=models.Q(('retired_on__isnull', False)), fields=['retired_on', 'id'], name='covert_profile_by_end')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='covert_profile_is_approved_by_another'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'retired']), _negated=True), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('review_due_on__isnull', False)), _connector='OR'), name='covert_profile_approved_says_by_whom'),
                        models.CheckConstraint(condition=models.Q(models.Q(('retired_on__isnull', False), ('state', 'retired')), models.Q(models.Q(('state', 'retired'), _negated=True), ('retired_on', None)), _connector='OR'), name='covert_profile_retired_says_when')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='309c27ac7350a5fde618c1207f2905d73d550977', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_2f93a', table='authorisations_covertprofile', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='b465abc4248f3bf7a2b4924ba30d4a34c5f5d3bf', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_cd3a5', table='authorisations_covertprofile', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"reference\" IS DISTINCT FROM NEW.\"reference\" OR OLD.\"platform\" IS DISTINCT FROM NEW.\"platform\" OR "
                                                                                                                     "OLD.\"created_on\" IS DISTINCT FROM NEW.\"created_on\" OR OLD.\"proposed_by_id\" IS DISTINCT FROM NEW.\"proposed_by_id\" "
                                                                                                                     "THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;", hash='3f6e6f9f63c25fa44edc842b42e3a1c834cc7b20', operation='UPDATE', pgid='pgtrigger_never_changed_b4bff', table='authorisations_covertprofile', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Determination',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('is_granted', models.BooleanField()),
                    ('officer_rank', models.CharField(blank=True, default='', max_length=120)),
                    ('reasons', models.JSONField(default=list)),
                    ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.applicationversion')),
                ],
                options={
                    'ordering': ['recorded_at'],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='54f7ffbcd66a40b987600e549950440bd79cf272', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_2eba4', table='authorisations_determination', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='a7dcd7d6ef4fe17edb22ed1f91db495996e091d8', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_059bc', table='authorisations_determination', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='407f883f9baf6fab4b22eb9c273dc3f86cfdaa7a', operation='UPDATE', pgid='pgtrigger_written_once_2ecf9', table='authorisations_determination', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='JointWorking',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('role', models.CharField(choices=[('we_lead', 'another authority works under our authorisation'), ('they_lead', 'we work under another authority’s authorisation too'), ('third_party', 'a company or person acts for us under our authorisation')], max_length=12)),
                    ('their_reference', models.CharField(blank=True, default='', max_length=40)),
                    ('confirmed_on', models.DateField()),
                    ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['confirmed_on', 'recorded_at'],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='ed0f50203fcb2f4b806c2ddf1062e197822bc968', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_9d670', table='authorisations_jointworking', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='35ea0dc440b69df8f7cbaea67b3eb9a865a49447', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_676ba', table='authorisations_jointworking', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='3d5c7c117c35e9b42feb2be8538bcfa60edd983c', operation='UPDATE', pgid='pgtrigger_written_once_bd3f2', table='authorisations_jointworking', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='OvertPlan',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('reference', models.CharField(max_length=30, unique=True)),
                    ('state', models.CharField(choices=[('proposed', 'waiting for the line manager’s signature'), ('signed', 'signed'), ('declined', 'not signed'), ('ended', 'ended')], default='proposed', max_length=8)),
                    ('looks_at_most', models.PositiveSmallIntegerField()),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('signed_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('investigation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overt_plans', to='investigations.investigation')),
                    ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.service')),
                    ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overt_plans', to='investigations.subject')),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['until_on', 'id'], name='overt_plan_by_end'),
                        models.Index(condition=models.Q(('state', 'proposed')), fields=['recorded_at'], name='overt_plan_proposed'),
                        models.Index(fields=['investigation', '-recorded_at'], name='overt_plan_of_investigation'), models.Index(condition=models.Q(('state', 'proposed')), fields=['service', '-recorded_at'], name='overt_plan_to_sign')],
                    'ordering': ['-recorded_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('signed_by', None), models.Q(('signed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='overt_plan_is_signed_by_another'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['signed', 'ended']), _negated=True), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='overt_plan_signed_says_by_whom'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_at__isnull', False), _connector='OR'), name='overt_plan_ended_says_when'),
                        models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='overt_plan_ends_after_it_begins')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='d7e80608d078ef988dfc18851d9cf6f57335f39d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_0994e', table='authorisations_overtplan', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='764b932c6542eb0a6bfc483c06b7797506cf7fe9', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_6997c', table='authorisations_overtplan', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"reference\" IS DISTINCT FROM NEW.\"reference\" OR OLD.\"investigation_id\" IS DISTINCT FROM "
                                                                                                                     "NEW.\"investigation_id\" OR OLD.\"subject_id\" IS DISTINCT FROM NEW.\"subject_id\" OR OLD.\"looks_at_most\" IS DISTINCT "
                                                                                                                     "FROM NEW.\"looks_at_most\" OR OLD.\"from_on\" IS DISTINCT FROM NEW.\"from_on\" OR OLD.\"until_on\" IS DISTINCT FROM "
                                                                                                                     "NEW.\"until_on\" OR OLD.\"proposed_by_id\" IS DISTINCT FROM NEW.\"proposed_by_id\" THEN PERFORM "
                                                                                                                     "audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;", hash='27e6489fd1b5e98bf8ac4faa98577b07df72787f', operation='UPDATE', pgid='pgtrigger_never_changed_c8c33', table='authorisations_overtplan', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='ProfileCheck',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('kind', models.CharField(choices=[('review', 'review'), ('audit', 'audit by the senior responsible officer')], max_length=6)),
                    ('checked_on', models.DateField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('profile', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='authorisations.covertprofile')),
                ],
                options={
                    'ordering': ['checked_on', 'recorded_at'],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.profile_id ELSE NEW.profile_id END
            );
            RETURN NULL;
        """, hash='3d36163b2e8cdbb02a95d211fb104aa39be73220', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_49612', table='authorisations_profilecheck', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='8f90a94ce292afe4d73a7ead19fa7e5ac8fef4b2', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_94b15', table='authorisations_profilecheck', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='588e16c5ebdcdd251969d5eac272904fe4155da6', operation='UPDATE', pgid='pgtrigger_written_once_ef704', table='authorisations_profilecheck', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='RiskAssessment',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('assessed_on', models.DateField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('profile', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risk_assessments', to='authorisations.covertprofile')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [
                        models.UniqueConstraint(fields=('profile', 'number'), name='risk_assessment_number_is_once'), models.CheckConstraint(condition=models.Q(('by', models.F('user')), _negated=True), name='risk_assessment_is_made_by_another')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.profile_id ELSE NEW.profile_id END
            );
            RETURN NULL;
        """, hash='0f52636d7e27797b5739469bcc7f2f30e100fdf9', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_caa52', table='authorisations_riskassessment', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='8168230117fbca520ceea09742a78ea44764972d', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_41ab3', table='authorisations_riskassessment', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='77396657a3d0c6049f0504ecab08316d0e509651', operation='UPDATE', pgid='pgtrigger_written_once_f2acd', table='authorisations_riskassessment', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='ReminderGiven',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('task', models.CharField(max_length=20)),
                    ('due_on', models.DateField()),
                    ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='authorisations.authorisation')),
                ],
                options={
                    'ordering': ['recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(fields=('authorisation', 'task', 'due_on'), name='reminder_is_given_once')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='58ab267d7158a78993fbde68c42364408c47a670', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_4f2f0', table='authorisations_remindergiven', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='484edaebdd04a1b61939fa0e7269917ff8c2d57f', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_0c81c', table='authorisations_remindergiven', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='a7fae897c36ab76e6175058338cd8ae85127d6f6', operation='UPDATE', pgid='pgtrigger_written_once_41ca8', table='authorisations_remindergiven', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Renewal',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('is_granted', models.BooleanField()),
                    ('officer_rank', models.CharField(blank=True, default='', max_length=120)),
                    ('from_end_of', models.DateField()),
                    ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewal', to='authorisations.applicantreport')),
                ],
                options={
                    'ordering': ['number', 'recorded_at'],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='48617db26a1b19ac8c7196979deb1a1a382cde38', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_f3515', table='authorisations_renewal', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='c38397aa13d6a5f81a32c23e19e961dbb0d349b5', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_02087', table='authorisations_renewal', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='97589e4845a855807375c8d9a1d79d555a9d4ea6', operation='UPDATE', pgid='pgtrigger_written_once_10365', table='authorisations_renewal', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='decided_by_another', sql=watchbook.audit_log.guard.GuardSql(func="""
            IF NEW.report_id IS NOT NULL AND NOT EXISTS (
                SELECT FROM authorisations_applicantreport WHERE id = NEW.report_id AND by_id <> NEW.by_id
                    AND step = 'renewal' AND authorisation_id = NEW.authorisation_id
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an officer decides on a report of somebody else about the same authorisation and step';
            END IF;
            RETURN NEW;
        """, hash='92ca0e4199980aaca348945e6f7fa6cacbe5c5fb', operation='INSERT', pgid='pgtrigger_decided_by_another_f00f6', table='authorisations_renewal', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Hearing',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('file_sha256', models.CharField(blank=True, default='', max_length=64)),
                    ('file_name', models.CharField(blank=True, default='', max_length=150)),
                    ('file_media_type', models.CharField(blank=True, default='', max_length=100)),
                    ('file_size', models.PositiveBigIntegerField(default=0)),
                    ('envelope', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('ordered_at', models.DateTimeField()),
                    ('outcome', models.CharField(choices=[('approved', 'approved'), ('refused', 'refused'), ('quashed', 'refused and quashed')], max_length=10)),
                    ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('renewal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='authorisations.renewal')),
                ],
                options={
                    'ordering': ['ordered_at', 'recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('outcome', 'approved'), ('renewal', None)), fields=('authorisation',), name='hearing_approves_a_grant_once'),
                        models.UniqueConstraint(condition=models.Q(('outcome', 'approved')), fields=('renewal',), name='hearing_approves_a_renewal_once')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='d927e72eaebd5adc6d7fd939f5a77d39bb891d28', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_4bb5e', table='authorisations_hearing', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='616623c41cd5e136fe3dc7f37615ca793fe41dba', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_1d180', table='authorisations_hearing', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='3f242a1412d2b3b1d3497ca86be3d1cb4b07db52', operation='UPDATE', pgid='pgtrigger_written_once_c7237', table='authorisations_hearing', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Review',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('reviewed_on', models.DateField()),
                    ('decision', models.CharField(choices=[('continue', 'continues'), ('amend', 'continues as amended'), ('cancel', 'to be cancelled')], max_length=8)),
                    ('next_due_on', models.DateField(blank=True, null=True)),
                    ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='review', to='authorisations.applicantreport')),
                ],
                options={
                    'ordering': ['reviewed_on', 'recorded_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('decision', 'cancel'), ('next_due_on__gt', models.F('reviewed_on')), _connector='OR'), name='review_that_goes_on_sets_the_next')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='eb312a2b63948856bb0aba26a462229649654762', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_cd39d', table='authorisations_review', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='f2999a25e19c48e16deaaa325e341b34f93d7360', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_eb6c2', table='authorisations_review', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='41ef020ec8bdbfc21a3c81d1d00a94a5f9c3b0d8', operation='UPDATE', pgid='pgtrigger_written_once_b1fb2', table='authorisations_review', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='decided_by_another', sql=watchbook.audit_log.guard.GuardSql(func="""
            IF NEW.report_id IS NOT NULL AND NOT EXISTS (
                SELECT FROM authorisations_applicantreport WHERE id = NEW.report_id AND by_id <> NEW.by_id
                    AND step = 'review' AND authorisation_id = NEW.authorisation_id
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an officer decides on a report of somebody else about the same authorisation and step';
            END IF;
            RETURN NEW;
        """, hash='13ea0f0c037ed5a77400da79df158ca314a45b2b', operation='INSERT', pgid='pgtrigger_decided_by_another_54b91', table='authorisations_review', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='SourceVault',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('authorisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='vault', to='authorisations.authorisation')),
                ],
                options={
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='cd0dd6bb70b18db7f0ce09d78962233203eb281b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_2388f', table='authorisations_sourcevault', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='99017d778284e80b396d07b38d0a1a67fd60d2d1', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_22ebf', table='authorisations_sourcevault', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='e059dd57b794d360b0982c4e479419c6df0c3b2b', operation='UPDATE', pgid='pgtrigger_written_once_4c0ce', table='authorisations_sourcevault', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='SourceRecord',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('particular', models.CharField(choices=[('a', 'the identity of the source'), ('b', 'the identity that the source uses'), ('c', 'other authorities that use the source'), ('d', 'the way in which each authority refers to the source'), ('e', 'security and welfare'), ('f', 'the officer’s confirmation that the risks were considered and explained'), ('g', 'when and how the source was recruited'), ('h', 'handler, controller and record-keeper'), ('i', 'periods for which the handler, controller and record-keeper had these duties'), ('j', 'tasks given'), ('k', 'contacts with the source'), ('l', 'information obtained'), ('m', 'recipient of the information'), ('n', 'payments and benefits')], max_length=1)),
                    ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('vault', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.sourcevault')),
                ],
                options={
                    'ordering': ['particular', 'at', 'recorded_at'],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='fa8a692218cfb7eafab1c4d8ddb060397decdd2c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_9754f', table='authorisations_sourcerecord', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='85d6085896d77784acf6bc5dd840cd62d7321ff2', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_cd01c', table='authorisations_sourcerecord', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='58bf30b20f4e8f14b09bf2cec596adbcf1923fdf', operation='UPDATE', pgid='pgtrigger_written_once_f946b', table='authorisations_sourcerecord', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='SourceOpening',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('until_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('inspector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('vault', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.sourcevault')),
                ],
                options={
                    'ordering': ['-at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('until_at__gt', models.F('at'))), name='source_opening_ends'),
                        models.CheckConstraint(condition=models.Q(('inspector', models.F('by')), _negated=True), name='source_opening_is_anothers')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END
            );
            RETURN NULL;
        """, hash='e4a306e6bc79083e8b1f2c69a54a156a11148d72', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_0659f', table='authorisations_sourceopening', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='8ea7073f24d9a60717569c45e58cfa0942023417', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_f2c27', table='authorisations_sourceopening', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"vault_id\" IS DISTINCT FROM NEW.\"vault_id\" OR OLD.\"authorisation_id\" IS DISTINCT FROM NEW.\"authorisation_id\" "
                                                                                                                     "OR OLD.\"by_id\" IS DISTINCT FROM NEW.\"by_id\" OR OLD.\"at\" IS DISTINCT FROM NEW.\"at\" OR OLD.\"inspector_id\" IS DISTINCT "
                                                                                                                     "FROM NEW.\"inspector_id\" OR OLD.\"until_at\" IS DISTINCT FROM NEW.\"until_at\" THEN PERFORM "
                                                                                                                     "audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;", hash='3a1b5439b2bd904c7752713b91b7f9c40edea6a4', operation='UPDATE', pgid='pgtrigger_never_changed_a6241', table='authorisations_sourceopening', when='BEFORE'))],
                },
            ),
        ),
        watchbook.audit_log.guard.InstallGuards(
        ),
    ]
