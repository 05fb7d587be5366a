"""What each invariant asks of a row, as constraints; since when a subject is named; the first review (docs/explanation/invariants.md)."""

import pgtrigger.compiler
import pgtrigger.migrations
import watchbook.audit_log.guard
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorisations', '0002_disposal'),
        ('investigations', '0004_accounts_disposal'),
        ('organisation', '0003_appointments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='authorisedsubject',
            name='never_changed',
        ),
        migrations.AddField(
            model_name='authorisation',
            name='first_review_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='authorisation',
            name='officer_is_head',
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name='authorisedsubject',
            name='added_at',
            field=models.DateTimeField(default='2000-01-01T00:00Z'),
            preserve_default=False,
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='authorisation',
            trigger=pgtrigger.compiler.Trigger(name='rests_on_decisions', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            IF NEW.is_imported OR NOT EXISTS (SELECT FROM authorisations_authorisation WHERE id = NEW.id) THEN\n                RETURN NULL;\n            END IF;\n            IF NEW.decided_at IS NOT NULL AND NOT EXISTS (\n                SELECT FROM authorisations_determination WHERE authorisation_id = NEW.id\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an authorisation is decided by a determination and keeps it';\n            END IF;\n            IF NEW.effective_from IS NOT NULL AND NEW.needs_court AND NOT EXISTS (\n                SELECT FROM authorisations_hearing WHERE authorisation_id = NEW.id AND renewal_id IS NULL\n                    AND outcome = 'approved' AND ordered_at = NEW.effective_from\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an authorisation takes effect from the order of the court that approved it';\n            END IF;\n            IF NEW.effective_from IS NOT NULL AND NOT NEW.needs_court AND NEW.effective_from <> NEW.decided_at THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an authorisation that no court approves takes effect from the decision';\n            END IF;\n            IF NEW.times_renewed > (\n                SELECT count(DISTINCT renewal.number) FROM authorisations_renewal AS renewal\n                WHERE renewal.authorisation_id = NEW.id AND renewal.is_granted AND (NOT NEW.needs_court OR EXISTS (\n                    SELECT FROM authorisations_hearing AS hearing\n                    WHERE hearing.renewal_id = renewal.id AND hearing.outcome = 'approved'\n                ))\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an authorisation is renewed by a renewal that was granted and, where needed, approved';\n            END IF;\n            IF NEW.state = 'cancelled' AND NOT EXISTS (\n                SELECT FROM authorisations_cancellation WHERE authorisation_id = NEW.id\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =  'an authorisation ends by a cancellation that says why';\n            END IF;\n            RETURN NULL;\n", hash='dd6d118722aa5c09c6a2722cd35e21bc2548a9e1', operation='INSERT OR UPDATE', pgid='pgtrigger_rests_on_decisions_ca523', table='authorisations_authorisation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='authorisedsubject',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."authorisation_id" IS DISTINCT FROM NEW."authorisation_id" OR OLD."subject_id" IS DISTINCT FROM NEW."subject_id" OR OLD."added_by_id" IS DISTINCT FROM NEW."added_by_id" OR OLD."added_at" IS DISTINCT FROM NEW."added_at" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='29d9b00e5897f0b6b8b8a23ef1df347c899017d2', operation='UPDATE', pgid='pgtrigger_never_changed_13a83', table='authorisations_authorisedsubject', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='authorisation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'returned', 'passed', 'withdrawn', 'refused']), models.Q(('officer_rank', ''), _negated=True), ('is_imported', True), _connector='OR'), name='authorisation_granted_by_an_officer_of_rank'),
        ),
        migrations.AddConstraint(
            model_name='authorisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'directed_surveillance'), ('nation__in', ['england', 'wales']), _negated=True), ('state__in', ['draft', 'submitted', 'returned', 'passed', 'withdrawn', 'refused']), models.Q(('offence', ''), _negated=True), ('is_imported', True), _connector='OR'), name='authorisation_granted_under_threshold_names_an_offence'),
        ),
        migrations.AddConstraint(
            model_name='authorisation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'returned', 'passed', 'withdrawn', 'refused']), models.Q(('officer_is_head', True), ('officer_is_head__isnull', False)), ('is_imported', True), models.Q(models.Q(('is_confidential', None), ('is_confidential', False), _connector='OR'), models.Q(('source_is_vulnerable', None), ('source_is_vulnerable', False), _connector='OR'), models.Q(('source_is_juvenile', None), ('source_is_juvenile', False), _connector='OR')), _connector='OR'), name='authorisation_for_the_head_is_granted_by_the_head'),
        ),
        migrations.AddConstraint(
            model_name='authorisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'chis'), _negated=True), ('effective_from', None), ('source_is_juvenile__isnull', False), ('is_imported', True), _connector='OR'), name='authorisation_of_a_source_in_effect_says_of_what_age'),
        ),
        migrations.AddConstraint(
            model_name='authorisation',
            constraint=models.CheckConstraint(condition=models.Q(('effective_from', None), models.Q(('ends_on__isnull', False), ('needs_court__isnull', False)), ('is_imported', True), _connector='OR'), name='authorisation_takes_effect_once_decided'),
        ),
    ]
