"""Every row is committed by the event that changed it, and a capture worker gets the rights of its own role and no others.

Each table of every part gets the trigger that commits its rows; in a home made before, its rows are committed this once.

The capture role may read what a capture rests on, move captures under way to their end, and record that as the system. It
takes captures of pages that strangers wrote (docs/decisions/0008-database-roles.md). Each right is named here: a table made
later is closed to it. Two triggers hold it, and it alone, to captures that are not over and to the events of its own acts.
"""

from django.conf import settings
from django.db import migrations

from watchbook.audit_log.row_digests import CommitRows

CAPTURE, APP = (f'"{settings.DATABASE_ROLES[role]}"' for role in ("capture", "app"))
READ = "audit_log_installation, authorisations_authorisedsubject, evidence_capture"
# What a look rests on, and until when (authorisations/queries/in_force.py), without the envelopes. Which person is the system,
# by whom workers act; which captures an exhibit rests on; and the columns that name a file in the store, for a capture that
# failed removes its own there where no other row has the same (files/removal.py).
READ_OF = {
    "authorisations_authorisation": "id, recorded_at, reference, operation, kind, nation, investigation_id, service_id, applicant_id, state,"
    " assessment, assessment_version, is_social_media, uses_company, is_confidential, ground, offence, why_not_ripa, source_is_juvenile,"
    " source_is_vulnerable, source_is_against_parent, source_is_accompanied, handler_id, controller_id, record_keeper_id, submitted_at,"
    " decided_by_id, decided_at, officer_rank, officer_takes_part, officer_is_head, needs_court, effective_from, ends_on, first_review_on,"
    " review_due_on, times_renewed, stopped_at, cancelled_by_id, cancelled_at, outcome, product, is_imported, earlier_reference, was_urgent,"
    " earlier_reviews, earlier_renewals",
    "authorisations_overtplan": "id, recorded_at, reference, investigation_id, subject_id, service_id, state, looks_at_most, often_looks,"
    " often_days, from_on, until_on, proposed_by_id, signed_by_id, signed_at, ended_at",
    "authorisations_review": "id, recorded_at, authorisation_id, by_id, at, report_id, reviewed_on, decision, next_due_on",
    "investigations_investigation": "id, recorded_at, reference, service_id, offence, state, opened_on, closed_on, opened_by_id",
    "investigations_subject": "id, recorded_at, investigation_id, number, kind, people, kind_by_id, kind_confirmed_by_id,"
    " kind_confirmed_at, added_by_id",
    "looks_look": "id, recorded_at, reference, state, way, about, service_id, investigation_id, subject_id, account_id, platform, purpose,"
    " manner, outcomes, triage_version, basis, basis_id, assessment_id, account_used, covert_profile_id, attested, level, look_in_window,"
    " opened_by_id, opened_at, closed_at, result, collateral, pages, did_more, kept_at",
    "audit_log_event": "number, name, subject_id, by, recorded_at, transaction, id",
    "evidence_exhibit": "id, capture_id",
    "organisation_person": "id, is_system",
    "organisation_authority": "logo_sha256",
    "governance_document": "file_sha256",
    "governance_letterreceived": "file_sha256",
    "governance_letteranswer": "file_sha256",
    "governance_pendingimport": "parcel_sha256",
    "authorisations_hearing": "file_sha256",
    "oversight_inspection": "file_sha256",
    "oversight_internalaudit": "file_sha256",
    "oversight_recommendationstep": "file_sha256",
    "foi_request": "file_sha256",
    "foi_search": "file_sha256",
    "foi_requeststep": "html_sha256, docx_sha256, pdf_sha256",
    "foi_sentanswer": "html_sha256, docx_sha256, pdf_sha256",
}
ADD_TO = {
    "audit_log_event": "id, name, subject_table, subject_id, by, at, fields",
    "audit_log_eventsecret": "event_id, seed, hashes, sealed",
    "audit_log_pending": "event_id, parts, number, recorded_at",
}
# Not: which look, whose, of when, relevant or not, and what came from elsewhere.
CHANGE = """
    state, begun_at, ended_at, steps, stored, bytes_came, told_at, status, reasons, content_kind, plain_sha256, plain_bytes,
    file_sha256, file_bytes, manifest_sha256, stamps_missing, envelope
"""
FUNCTIONS = """
    audit_log_mode(),
    audit_log_recorded_at(timestamptz, timestamptz),
    audit_log_refuse_change(text),
    audit_log_require_event(text, uuid, text[], text[])
"""
OWN_EVENTS = "'capture.begun', 'capture.sealed', 'capture.held', 'capture.failed', 'time_stamp.added'"

GRANT = "\n".join(
    [
        f"DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO {CAPTURE}', current_database()); END $$;",
        f"GRANT USAGE ON SCHEMA public TO {CAPTURE};",
        f"GRANT SELECT ON {READ} TO {CAPTURE};",
        *(f"GRANT SELECT ({columns}) ON {table} TO {CAPTURE};" for table, columns in READ_OF.items()),
        *(f"GRANT INSERT ({columns}) ON {table} TO {CAPTURE};" for table, columns in ADD_TO.items()),
        f"GRANT UPDATE ({CHANGE}) ON evidence_capture TO {CAPTURE};",
        f"GRANT USAGE ON SEQUENCE audit_log_event_number TO {CAPTURE};",
        f"GRANT EXECUTE ON FUNCTION {FUNCTIONS} TO {CAPTURE};",
    ]
)
REVOKE = "\n".join(
    [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {CAPTURE};",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {CAPTURE};",
        f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM {CAPTURE};",
    ]
)
TRIGGERS = f"""
CREATE FUNCTION audit_log_only_of_captures() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.name NOT IN ({OWN_EVENTS}) OR NEW.subject_table <> 'evidence_capture'
        OR NOT EXISTS (SELECT FROM organisation_person WHERE id = NEW."by" AND is_system)
    THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'A capture worker records what it did with captures and nothing else. Nothing was written.';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER only_of_captures BEFORE INSERT ON audit_log_event
FOR EACH ROW WHEN (current_user = '{settings.DATABASE_ROLES["capture"]}') EXECUTE FUNCTION audit_log_only_of_captures();

CREATE FUNCTION evidence_only_under_way() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    of_the_file constant text[] := ARRAY['plain_sha256', 'plain_bytes', 'file_sha256', 'file_bytes', 'stamps_missing'];
BEGIN
    -- A time stamp that came later makes the bundle of a held capture grow, unless an exhibit rests on it.
    IF OLD.state <> 'held' OR OLD.origin <> 'taken'
        OR cardinality(NEW.stamps_missing) >= cardinality(OLD.stamps_missing)
        OR to_jsonb(NEW) - of_the_file <> to_jsonb(OLD) - of_the_file
        OR EXISTS (SELECT FROM evidence_exhibit WHERE capture_id = OLD.id)
    THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'A capture worker changes captures under way, and adds time stamps that were missing. Nothing was written.';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER only_under_way BEFORE UPDATE ON evidence_capture
FOR EACH ROW WHEN (
    current_user = '{settings.DATABASE_ROLES["capture"]}' AND OLD.state NOT IN ('waiting', 'running', 'storing')
) EXECUTE FUNCTION evidence_only_under_way();
REVOKE EXECUTE ON FUNCTION audit_log_only_of_captures(), evidence_only_under_way() FROM {APP};
"""
DROP = """
DROP TRIGGER only_under_way ON evidence_capture;
DROP FUNCTION evidence_only_under_way();
DROP TRIGGER only_of_captures ON audit_log_event;
DROP FUNCTION audit_log_only_of_captures();
"""


class Migration(migrations.Migration):
    """Runs when every table is there. The role is there too: set-up and the migrator see to it (roles.py).

    Whoever adds a table later ends its migration with `row_digests.CommitRows`.
    """

    replaces = [("machine", "0002_row_digests"), ("machine", "0003_capture_role")]
    dependencies = [
        ("machine", "0001_grants"),
        ("audit_log", "0004_rows_committed"),
        ("authorisations", "0003_how_often_and_erased_lines"),
        ("evidence", "0002_rights"),
        ("foi", "0004_editions_and_answers"),
        ("governance", "0003_processing_and_members"),
        ("investigations", "0003_kinds_and_what_is_open"),
        ("keys", "0003_orders_at_once"),
        ("listening", "0001_projects_and_wards"),
        ("looks", "0003_signed_and_kept"),
        ("organisation", "0004_authority_person_duty"),
        ("oversight", "0003_holds"),
        ("retention", "0006_right_by_right"),
        ("triage", "0002_rights"),
    ]
    operations = [CommitRows(), migrations.RunSQL(GRANT + TRIGGERS, DROP + REVOKE)]
