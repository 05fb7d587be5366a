"""An overt plan says how often somebody may look; what is emptied by a person's right stays a row, with its day and its decision."""

from django.db import migrations, models
from django.db.models import Q
from pgtrigger.compiler import Trigger
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from watchbook.audit_log.at_once import AtOnce
from watchbook.audit_log.guard import GuardSql


class Migration(migrations.Migration):
    """Adds the numbers of a plan, and lets a row be emptied once the end of its key was ordered."""

    replaces = [("authorisations", "0003_how_often"), ("authorisations", "0004_erased_lines")]
    # People with their second factors come first: the package's migrations draw every table anew that hangs together with people,
    # and by then these are few.
    dependencies = [("authorisations", "0002_rights"), ("organisation", "0004_authority_person_duty")]
    operations = [
        AtOnce(
            RemoveTrigger("authorisation", "rests_on_decisions"),
            RemoveTrigger("hearing", "written_once"),
            RemoveTrigger("overtplan", "never_changed"),
            RemoveTrigger("renewal", "written_once"),
            RemoveTrigger("review", "written_once"),
            migrations.AddField(
                "overtplan", "often_days", models.PositiveSmallIntegerField(blank=True, null=True)
            ),
            migrations.AddField(
                "overtplan", "often_looks", models.PositiveSmallIntegerField(blank=True, null=True)
            ),
            migrations.AddConstraint(
                "overtplan",
                models.CheckConstraint(
                    name="overt_plan_says_how_often_in_full",
                    condition=Q(often_days=None, often_looks=None) | Q(often_days__gte=1, often_looks__gte=1),
                ),
            ),
            AddTrigger(
                "authorisation",
                Trigger(
                    name="rests_on_decisions",
                    sql=GuardSql(
                        constraint="CONSTRAINT",
                        func="""
            IF NEW.is_imported OR NOT EXISTS (
                SELECT FROM authorisations_authorisation AS one WHERE one.id = NEW.id AND NOT (
                    one.envelope = ''::bytea AND EXISTS (SELECT FROM keys_keydestruction WHERE item = one.id)
                )
            ) THEN
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
""",
                        hash="821461df49a3ba1bc5fd417c72c7554219e55e5b",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_rests_on_decisions_ca523",
                        table="authorisations_authorisation",
                        timing="DEFERRABLE INITIALLY DEFERRED",
                        when="AFTER",
                    ),
                ),
            ),
            AddTrigger(
                "hearing",
                Trigger(
                    name="written_once",
                    sql=GuardSql(
                        func="""
            IF NEW.envelope <> ''::bytea OR EXISTS (
                SELECT FROM jsonb_each_text(to_jsonb(NEW)) WHERE key IN ('envelope', 'file_sha256', 'file_name', 'file_media_type', 'file_size') AND value NOT IN ('', '\\x', '0')
            ) OR to_jsonb(NEW) - ARRAY['envelope', 'file_sha256', 'file_name', 'file_media_type', 'file_size'] <> to_jsonb(OLD) - ARRAY['envelope', 'file_sha256', 'file_name', 'file_media_type', 'file_size']
                OR NOT EXISTS (SELECT FROM keys_keydestruction WHERE item = OLD.authorisation_id)
            THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF;
            RETURN NEW;
        """,
                        hash="fb0fbf76e060a175899ff656e1995d9baff15f5e",
                        operation="UPDATE",
                        pgid="pgtrigger_written_once_c7237",
                        table="authorisations_hearing",
                        when="BEFORE",
                    ),
                ),
            ),
            AddTrigger(
                "overtplan",
                Trigger(
                    name="never_changed",
                    sql=GuardSql(
                        func=(
                            'IF OLD."reference" IS DISTINCT FROM NEW."reference" '
                            'OR OLD."investigation_id" IS DISTINCT FROM NEW."investigation_id" '
                            'OR OLD."subject_id" IS DISTINCT FROM NEW."subject_id" '
                            'OR OLD."looks_at_most" IS DISTINCT FROM NEW."looks_at_most" '
                            'OR OLD."often_looks" IS DISTINCT FROM NEW."often_looks" '
                            'OR OLD."often_days" IS DISTINCT FROM NEW."often_days" '
                            'OR OLD."from_on" IS DISTINCT FROM NEW."from_on" '
                            'OR OLD."until_on" IS DISTINCT FROM NEW."until_on" '
                            'OR OLD."proposed_by_id" IS DISTINCT FROM NEW."proposed_by_id" '
                            'THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); '
                            'END IF; '
                            'RETURN NEW;'
                        ),
                        hash="30913071e399247927b59d8186d618ededdd8a48",
                        operation="UPDATE",
                        pgid="pgtrigger_never_changed_c8c33",
                        table="authorisations_overtplan",
                        when="BEFORE",
                    ),
                ),
            ),
            AddTrigger(
                "renewal",
                Trigger(
                    name="written_once",
                    sql=GuardSql(
                        func="""
            IF NEW.envelope <> ''::bytea OR EXISTS (
                SELECT FROM jsonb_each_text(to_jsonb(NEW)) WHERE key IN ('envelope', 'report_id') AND value NOT IN ('', '\\x', '0')
            ) OR to_jsonb(NEW) - ARRAY['envelope', 'report_id'] <> to_jsonb(OLD) - ARRAY['envelope', 'report_id']
                OR NOT EXISTS (SELECT FROM keys_keydestruction WHERE item = OLD.authorisation_id)
            THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF;
            RETURN NEW;
        """,
                        hash="8174dfe769d2ecc2dff275933d330417f0dc226a",
                        operation="UPDATE",
                        pgid="pgtrigger_written_once_10365",
                        table="authorisations_renewal",
                        when="BEFORE",
                    ),
                ),
            ),
            AddTrigger(
                "review",
                Trigger(
                    name="written_once",
                    sql=GuardSql(
                        func="""
            IF NEW.envelope <> ''::bytea OR EXISTS (
                SELECT FROM jsonb_each_text(to_jsonb(NEW)) WHERE key IN ('envelope', 'report_id') AND value NOT IN ('', '\\x', '0')
            ) OR to_jsonb(NEW) - ARRAY['envelope', 'report_id'] <> to_jsonb(OLD) - ARRAY['envelope', 'report_id']
                OR NOT EXISTS (SELECT FROM keys_keydestruction WHERE item = OLD.authorisation_id)
            THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF;
            RETURN NEW;
        """,
                        hash="c61a0de1edf84a2099718dbe1ecbf1156cc6849e",
                        operation="UPDATE",
                        pgid="pgtrigger_written_once_b1fb2",
                        table="authorisations_review",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
    ]
