"""Tables of looks, with what each demands and the guards that keep it."""

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
        ('authorisations', '0001_tables'),
        ('investigations', '0001_tables'),
        ('organisation', '0001_tables'),
        ('organisation', '__first__'),
        ('triage', '0001_tables'),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='Look',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('reference', models.CharField(max_length=20, unique=True)),
                    ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed')], default='open', max_length=6)),
                    ('way', models.CharField(choices=[('page', "opened from the Looks page"), ('bookmarklet', 'opened from the bookmark'), ('phone', 'opened on a phone'), ('afterwards', 'recorded afterwards'), ('imported', 'imported from an earlier log')], max_length=12)),
                    ('about', models.CharField(choices=[('subject', 'a subject'), ('general', 'no one in particular (general observation)'), ('own_page', 'the authority’s own page or account'), ('register', 'a public register or directory')], max_length=8)),
                    ('platform', models.CharField(max_length=20)),
                    ('purpose', models.CharField(choices=[('profile', 'building a profile of a person'), ('investigation', 'an investigation'), ('person', 'keeping watch on a person'), ('group', 'keeping watch on a group'), ('place', 'keeping watch on a place'), ('intelligence', 'collecting intelligence'), ('recruitment', 'vetting people who apply for jobs'), ('protection', 'protecting somebody from harm'), ('tracing', 'finding out where somebody is'), ('own_pages', 'reading and answering posts on the authority’s own pages'), ('other', 'something else')], max_length=20)),
                    ('manner', models.CharField(choices=[('open', 'openly'), ('unannounced', 'neither announced nor hidden'), ('covert', 'covertly'), ('overt', 'overt, under earlier rules or in an earlier log')], max_length=11)),
                    ('outcomes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list)),
                    ('triage_version', models.CharField(blank=True, default='', max_length=20)),
                    ('basis', models.CharField(choices=[('triage', 'triage alone'), ('overt_plan', 'an overt plan'), ('re_triage', 'a re-triage that the authorising officer signed'), ('immediate', 'an immediate response'), ('non_ripa', 'an authorisation outside RIPA'), ('directed_surveillance', 'an authorisation of directed surveillance'), ('chis', 'an authorisation of a covert human intelligence source'), ('no_subject', 'no one in particular'), ('imported', 'an earlier log, as kept at the time'), ('none', 'none')], max_length=24)),
                    ('basis_id', models.UUIDField(blank=True, null=True)),
                    ('assessment_id', models.UUIDField(blank=True, null=True)),
                    ('account_used', models.CharField(choices=[('signed_out', 'signed out, with no account'), ('official', 'an account that shows that it belongs to the authority'), ('covert_profile', 'a registered covert profile')], default='signed_out', max_length=16)),
                    ('attested', models.BooleanField()),
                    ('level', models.CharField(default='none', max_length=6)),
                    ('look_in_window', models.PositiveIntegerField(default=0)),
                    ('opened_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('result', models.CharField(blank=True, choices=[('something', 'something relevant was found'), ('nothing', 'nothing relevant was found')], default='', max_length=10)),
                    ('collateral', models.PositiveSmallIntegerField(default=0)),
                    ('pages', models.PositiveSmallIntegerField(default=1)),
                    ('did_more', models.BooleanField(default=False)),
                    ('kept_at', models.DateTimeField(blank=True, null=True)),
                    ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='investigations.account')),
                    ('covert_profile', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='authorisations.covertprofile')),
                    ('investigation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='investigations.investigation')),
                    ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.service')),
                    ('subject', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='investigations.subject')),
                ],
                options={
                    'ordering': ['-opened_at'],
                    'indexes': [
                        models.Index(fields=['opened_at'], name='look_by_moment'), models.Index(fields=['investigation', 'opened_at'], name='look_of_investigation'), models.Index(fields=['subject', 'opened_at'], name='look_of_subject'),
                        models.Index(fields=['account', 'opened_at'], name='look_at_account'),
                        models.Index(fields=['service', 'opened_at'], name='look_of_service'),
                        models.Index(condition=models.Q(('state', 'closed')), fields=['closed_at', 'id'], name='look_closed'),
                        models.Index(condition=models.Q(('basis_id__isnull', False)), fields=['basis_id'], name='look_on_basis'),
                        models.Index(condition=models.Q(('basis', 'none')), fields=['service'], name='look_without_basis'),
                        models.Index(condition=models.Q(('basis', 'none'), ('did_more', True), models.Q(('attested', False), ('way', 'afterwards')), models.Q(('assessment_id__isnull', False), ('way', 'imported')), models.Q(('basis', 'immediate'), ('basis_id', None)), _connector='OR'), fields=['opened_at'], name='look_to_check'),
                        models.Index(condition=models.Q(('state', 'open')), fields=['opened_at'], name='look_open')],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('basis', 're_triage')), fields=('basis_id',), name='look_re_triage_opens_one_look'),
                        models.CheckConstraint(condition=models.Q(('about', 'subject'), models.Q(('account', None), ('basis__in', ['no_subject', 'imported']), ('subject', None)), _connector='OR'), name='look_without_subject_is_at_nobody'),
                        models.CheckConstraint(condition=models.Q(('way__in', ['afterwards', 'imported']), models.Q(models.Q(('basis', 'none'), _negated=True), ('attested', True)), _connector='OR'), name='look_opened_has_a_basis'),
                        models.CheckConstraint(condition=models.Q(models.Q(('basis', 'imported'), ('way', 'imported')), models.Q(models.Q(('way', 'imported'), _negated=True), models.Q(('basis', 'imported'), _negated=True)), _connector='OR'), name='look_imported_is_never_contemporaneous'),
                        models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state', 'open')), models.Q(('closed_at__gte', models.F('opened_at')), ('result__in', ['something', 'nothing']), ('state', 'closed')), models.Q(('state', 'closed'), ('way', 'imported')), _connector='OR'), name='look_closed_says_what_came_of_it'),
                        models.CheckConstraint(condition=models.Q(models.Q(('account_used', 'covert_profile'), ('covert_profile__isnull', False)), models.Q(models.Q(('account_used', 'covert_profile'), _negated=True), ('covert_profile', None)), _connector='OR'), name='look_covert_profile_is_named'),
                        models.CheckConstraint(condition=models.Q(('platform__regex', '^[a-z][a-z0-9_]*$'), ('triage_version__regex', '^[0-9.-]*$')), name='look_ids_are_ids')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='67243f70d1c7220b648249299ceefa915936b70b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_2cdf4', table='looks_look', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='d8b29f7df7962f70b246e3eddf69a95e3f78e6e4', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_ba97c', table='looks_look', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='rests_on_what_was_in_force', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            IF NEW.basis IN ('directed_surveillance', 'chis', 'non_ripa') AND NOT EXISTS (
                SELECT FROM authorisations_authorisation AS basis
                WHERE basis.id = NEW.basis_id AND basis.kind = NEW.basis AND NEW.opened_at >= basis.effective_from
                    AND NEW.opened_at < (basis.ends_on + 1)::timestamp AT TIME ZONE 'Europe/London'
                    AND NEW.opened_at < coalesce(basis.stopped_at, 'infinity')
                    AND NEW.opened_at < coalesce(basis.cancelled_at, 'infinity')
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation',
                    MESSAGE = 'a look names an authorisation that was not in force at its moment';
            END IF;
            RETURN NULL;
        """, hash='a94aef61e818c1e9cae6dca92fe40b6d49bd6f15', operation='INSERT', pgid='pgtrigger_rests_on_what_was_in_force_beeac', table='looks_look', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='is_as_strict_as_its_assessment', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            IF NEW.way NOT IN ('afterwards', 'imported') AND NEW.subject_id IS NOT NULL AND EXISTS (
                WITH RECURSIVE joined AS (
                    SELECT NEW.subject_id AS subject
                    UNION
                    SELECT theirs.subject_id FROM joined
                    JOIN investigations_account AS ours ON ours.subject_id = joined.subject AND ours.parted_at IS NULL
                    JOIN keys_blindindexentry AS word ON word.kind = 'account' AND word.item = ours.id
                    JOIN keys_blindindexentry AS same ON same.kind = 'account' AND same.digest = word.digest
                    JOIN investigations_account AS theirs ON theirs.id = same.item AND theirs.parted_at IS NULL
                    JOIN investigations_subject AS subject ON subject.id = theirs.subject_id
                    JOIN investigations_investigation AS whole
                        ON whole.id = subject.investigation_id AND whole.state = 'open'
                ), items AS (
                    SELECT same.item FROM joined
                    JOIN investigations_account AS ours ON ours.subject_id = joined.subject AND ours.parted_at IS NULL
                    JOIN keys_blindindexentry AS word ON word.kind = 'account' AND word.item = ours.id
                    JOIN keys_blindindexentry AS same ON same.kind = 'account' AND same.digest = word.digest
                ), found AS (
                    SELECT assessment.subject_id, assessment.reference, assessment.held_to, assessment.assessed_at,
                        assessment.recorded_at, assessment.held <> '{}' AND departed.outcomes IS NULL AS is_held,
                        whole.service_id = NEW.service_id AS is_own,
                        coalesce(departed.outcomes, nullif(assessment.held, '{}'), assessment.outcomes)::text[] AS outcomes
                    FROM triage_assessment AS assessment
                    JOIN investigations_investigation AS whole
                        ON whole.id = assessment.investigation_id
                    LEFT JOIN LATERAL (
                        SELECT departure.outcomes FROM triage_departure AS departure
                        WHERE departure.assessment_id = assessment.id AND departure.decided_at <= NEW.opened_at
                        ORDER BY departure.number DESC LIMIT 1
                    ) AS departed ON true
                    WHERE assessment.assessed_at <= NEW.opened_at AND (
                        assessment.subject_id IN (SELECT subject FROM joined) OR EXISTS (
                            SELECT FROM investigations_account AS had JOIN items ON items.item = had.id
                            WHERE had.subject_id = assessment.subject_id
                                AND coalesce(had.parted_at >= assessment.assessed_at, true)
                        )
                    )
                ), newest AS (
                    SELECT DISTINCT ON (subject_id) reference, outcomes FROM found
                    ORDER BY subject_id, assessed_at DESC, recorded_at DESC
                ), bound AS (
                    (SELECT outcomes FROM found WHERE is_own ORDER BY assessed_at DESC, recorded_at DESC LIMIT 1)
                    UNION ALL
                    SELECT outcomes FROM newest
                    WHERE outcomes && '{non_ripa,directed_surveillance,chis,ask,not_allowed}'
                        AND reference NOT IN (SELECT held_to FROM found WHERE NOT is_held)
                )
                SELECT FROM bound
                WHERE bound.outcomes && '{ask,not_allowed}'
                    OR 'chis' = ANY(bound.outcomes) AND NEW.basis <> 'chis'
                    OR 'directed_surveillance' = ANY(bound.outcomes)
                        AND NEW.basis NOT IN ('directed_surveillance', 'chis', 're_triage')
                    OR 'non_ripa' = ANY(bound.outcomes)
                        AND NEW.basis NOT IN ('non_ripa', 'directed_surveillance', 'chis', 're_triage')
                    OR 'overt_plan' = ANY(bound.outcomes) AND NEW.basis IN ('triage', 'immediate')
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation',
                    MESSAGE = 'a look is less strict than the newest assessment of its subject';
            END IF;
            RETURN NULL;
        """, hash='65fdacb6fba43e60ce5749be865765b5375040f2', operation='INSERT', pgid='pgtrigger_is_as_strict_as_its_assessment_9f7d0', table='looks_look', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"reference\" IS DISTINCT FROM NEW.\"reference\" OR OLD.\"way\" IS DISTINCT FROM NEW.\"way\" OR OLD.\"about\" IS "
                                                                                                                     "DISTINCT FROM NEW.\"about\" OR OLD.\"service_id\" IS DISTINCT FROM NEW.\"service_id\" OR OLD.\"subject_id\" IS DISTINCT "
                                                                                                                     "FROM NEW.\"subject_id\" OR OLD.\"account_id\" IS DISTINCT FROM NEW.\"account_id\" OR OLD.\"purpose\" IS DISTINCT FROM "
                                                                                                                     "NEW.\"purpose\" OR OLD.\"manner\" IS DISTINCT FROM NEW.\"manner\" OR OLD.\"outcomes\" IS DISTINCT FROM NEW.\"outcomes\" OR "
                                                                                                                     "OLD.\"basis\" IS DISTINCT FROM NEW.\"basis\" OR OLD.\"basis_id\" IS DISTINCT FROM NEW.\"basis_id\" OR OLD.\"assessment_id\" "
                                                                                                                     "IS DISTINCT FROM NEW.\"assessment_id\" OR OLD.\"attested\" IS DISTINCT FROM NEW.\"attested\" OR OLD.\"opened_by_id\" IS "
                                                                                                                     "DISTINCT FROM NEW.\"opened_by_id\" OR OLD.\"opened_at\" IS DISTINCT FROM NEW.\"opened_at\" THEN PERFORM "
                                                                                                                     "audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;", hash='8d733fd9a4bbaffc9c32260086f5b406f1562050', operation='UPDATE', pgid='pgtrigger_never_changed_cc67d', table='looks_look', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Evaluation',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('useful', models.CharField(choices=[('yes', 'yes'), ('partly', 'partly'), ('no', 'no')], max_length=8)),
                    ('verified', models.CharField(choices=[('not_checked', 'the information was not checked'), ('other_source', 'against another source'), ('person_asked', 'the person was asked'), ('own_records', 'against the authority’s own records'), ('nothing', 'there was nothing to check')], max_length=14)),
                    ('used_in_decision', models.BooleanField()),
                    ('told', models.CharField(choices=[('yes', 'told'), ('later', 'not yet; the service will decide again'), ('exempt', 'not told, because an exemption applies')], max_length=8)),
                    ('review_on', models.DateField(blank=True, null=True)),
                    ('evaluated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('look', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='looks.look')),
                ],
                options={
                    'ordering': ['-recorded_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('told', 'later'), _negated=True), ('review_on__isnull', False), _connector='OR'), name='evaluation_not_told_is_looked_at_again')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='a104fd578f8f9cb7f3d660bdb56021d71771671b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_4950a', table='looks_evaluation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='9bc1f4e3f0f676e9bcdad03fdcd58e2afca6fb51', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_8380e', table='looks_evaluation', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='32928385e99e25c33c3ce73c104b8b90b5f5d3ed', operation='UPDATE', pgid='pgtrigger_written_once_b0747', table='looks_evaluation', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='PageView',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('platform', models.CharField(max_length=20)),
                    ('is_of_another', models.BooleanField()),
                    ('viewed_at', models.DateTimeField()),
                    ('look', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='page_views', to='looks.look')),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [
                        models.UniqueConstraint(fields=('look', 'number'), name='page_view_number_is_one'),
                        models.CheckConstraint(condition=models.Q(('platform__regex', '^[a-z][a-z0-9_]*$')), name='page_view_platform_is_an_id')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.look_id ELSE NEW.look_id END
            );
            RETURN NULL;
        """, hash='3d07889146eb941eabafa11fa27a0b8108d23be7', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_d9ba4', table='looks_pageview', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='72f1bd96f28cc3ef58446bb8c5c56fc86e61b964', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_b43e2', table='looks_pageview', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='1037ccc4755a65586d45bff3b07cb6a9c593f3c0', operation='UPDATE', pgid='pgtrigger_written_once_e9c71', table='looks_pageview', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='ReTriage',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('reference', models.CharField(max_length=20, unique=True)),
                    ('state', models.CharField(choices=[('asked', 'requested'), ('signed', 'signed'), ('declined', 'not signed'), ('used', 'used')], default='asked', max_length=8)),
                    ('outcomes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30))),
                    ('triage_version', models.CharField(max_length=20)),
                    ('prior_looks', models.PositiveIntegerField()),
                    ('departs_from', models.UUIDField(blank=True, null=True)),
                    ('asked_at', models.DateTimeField()),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='re_triages', to='investigations.subject')),
                    ('used_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='re_triage', to='looks.look')),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['asked_at'], name='re_triage_by_moment')],
                    'ordering': ['-asked_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='re_triage_is_signed_by_another'),
                        models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='re_triage_decided_says_by_whom'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state', 'used'), ('used_by__isnull', False)), models.Q(models.Q(('state', 'used'), _negated=True), ('used_by', None)), _connector='OR'), name='re_triage_used_names_its_look'),
                        models.CheckConstraint(condition=models.Q(('outcomes__overlap', ['directed_surveillance', 'chis', 'not_allowed', 'ask']), _negated=True), name='re_triage_never_where_triage_says_more'),
                        models.CheckConstraint(condition=models.Q(('triage_version__regex', '^[0-9.-]*$')), name='re_triage_version_is_an_id')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='e4bed6dc3350d6ec993b1abc9d3359dde04b6be9', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_eb5ac', table='looks_retriage', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='5af1c6a368926bd7288e4f089aefaef042d6e82f', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_48a24', table='looks_retriage', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"reference\" IS DISTINCT FROM NEW.\"reference\" OR OLD.\"subject_id\" IS DISTINCT FROM NEW.\"subject_id\" OR "
                                                                                                                     "OLD.\"outcomes\" IS DISTINCT FROM NEW.\"outcomes\" OR OLD.\"triage_version\" IS DISTINCT FROM NEW.\"triage_version\" OR "
                                                                                                                     "OLD.\"departs_from\" IS DISTINCT FROM NEW.\"departs_from\" OR OLD.\"asked_by_id\" IS DISTINCT FROM NEW.\"asked_by_id\" OR "
                                                                                                                     "OLD.\"asked_at\" IS DISTINCT FROM NEW.\"asked_at\" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; "
                                                                                                                     "RETURN NEW;", hash='debf2e68562fb6c9ffbe536162723de5f9444724', operation='UPDATE', pgid='pgtrigger_never_changed_e6b3a', table='looks_retriage', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='StandingPurpose',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('purpose', models.CharField(choices=[('profile', 'building a profile of a person'), ('investigation', 'an investigation'), ('person', 'keeping watch on a person'), ('group', 'keeping watch on a group'), ('place', 'keeping watch on a place'), ('intelligence', 'collecting intelligence'), ('recruitment', 'vetting people who apply for jobs'), ('protection', 'protecting somebody from harm'), ('tracing', 'finding out where somebody is'), ('own_pages', 'reading and answering posts on the authority’s own pages'), ('other', 'something else')], max_length=20)),
                    ('words', models.CharField(max_length=300)),
                    ('power', models.CharField(max_length=300)),
                    ('offence', models.CharField(blank=True, default='', max_length=80)),
                    ('is_core_function', models.BooleanField()),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.service')),
                    ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('offence__regex', '^[a-z0-9][a-z0-9_.-]*$|^$')), name='standing_purpose_offence_is_an_id')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='454eac0dc106f1a6ac38f0a1f16e3eabda1ec782', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_ff04c', table='looks_standingpurpose', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='b5f734b0e484cba6cb0aa22372591fb2388d0c3e', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_81623', table='looks_standingpurpose', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='d230d4e7f4d8733fa378ddd64d628953e36f3fa1', operation='UPDATE', pgid='pgtrigger_written_once_4f11f', table='looks_standingpurpose', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='SupervisorCheck',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('finding', models.CharField(choices=[('error', 'the look may be an error: we tell the RIPA co-ordinator'), ('explained', 'the look is explained, and is not an error')], max_length=10)),
                    ('checked_at', models.DateTimeField()),
                    ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('look', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervisor_checks', to='looks.look')),
                ],
                options={
                    'ordering': ['-recorded_at'],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='4d5b048a878f7ee3245408a1c77cee99a5e77910', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_5d61f', table='looks_supervisorcheck', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='15e474d47845f5e37745ebf6c1b18812e4019581', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_75b54', table='looks_supervisorcheck', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='abf5632a9b07884e7b97959d8b36c012689c4cfa', operation='UPDATE', pgid='pgtrigger_written_once_07073', table='looks_supervisorcheck', when='BEFORE'))],
                },
            ),
        ),
        watchbook.audit_log.guard.InstallGuards(
        ),
    ]
