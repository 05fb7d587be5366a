"""What holds, asked by the database itself: one lock, what lies in what, and a guard on each table that loses rows.

The lock is taken shared by deletions and alone by holds. A function that takes it sees, in its next statement, what was
committed while it waited.
"""

from django.db import migrations

from watchbook.acting.holding import UNDER_HOLD
from watchbook.retention.legal_hold.guard import KeptContent, ToldBy, guard_content, guard_ends, guard_holds, lies_in

# What lies in what, by the columns that name it. What events are about has a key of its own for what they say.
LIES_IN = {
    "looks_look": ("investigation_id", "subject_id"),
    "looks_retriage": ("subject_id", "used_by_id"),
    "looks_evaluation": ("look_id",),
    "looks_supervisorcheck": ("look_id",),
    "evidence_capture": ("look_id",),
    "evidence_exhibit": ("capture_id", "investigation_id"),
    "investigations_subject": ("investigation_id",),
    "investigations_account": ("subject_id",),
    "investigations_note": ("investigation_id", "subject_id"),
    "investigations_breakglass": ("investigation_id",),
    "triage_assessment": ("investigation_id", "subject_id"),
    "authorisations_authorisation": ("investigation_id",),
    "authorisations_overtplan": ("investigation_id", "subject_id"),
    "authorisations_sourcevault": ("authorisation_id",),
}
LOCK = 9477018  # of the issue that asked for it; any number that no other advisory lock has
FUNCTIONS = f"""
CREATE FUNCTION retention_lock_shared() RETURNS void LANGUAGE sql
BEGIN ATOMIC; SELECT pg_advisory_xact_lock_shared({LOCK}); END;

CREATE FUNCTION retention_lock_alone() RETURNS void LANGUAGE sql
BEGIN ATOMIC; SELECT pg_advisory_xact_lock({LOCK}); END;

{lies_in(LIES_IN)}
-- The hold in force on each of these things that has one, also on what it lies in.
CREATE FUNCTION retention_holds_on(things uuid[]) RETURNS TABLE (item uuid, hold uuid)
LANGUAGE sql STABLE SET search_path = public, pg_temp
BEGIN ATOMIC;
    WITH RECURSIVE around (item, container) AS (
        SELECT thing, thing FROM unnest(things) AS thing
        UNION
        SELECT around.item, inner_of.container
        FROM around JOIN retention_lies_in AS inner_of ON inner_of.item = around.container
        WHERE inner_of.container IS NOT NULL
    )
    SELECT around.item, legal_hold.id
    FROM around JOIN retention_legalhold AS legal_hold ON legal_hold.thing = around.container
    WHERE legal_hold.ended_at IS NULL;
END;

-- Everything that the holds in force hold, each thing once.
CREATE FUNCTION retention_all_held() RETURNS TABLE (item uuid, of_table text)
LANGUAGE sql STABLE SET search_path = public, pg_temp
BEGIN ATOMIC;
    WITH RECURSIVE inside (item, of_table) AS (
        SELECT legal_hold.thing, replace(legal_hold."table", '.', '_')
        FROM retention_legalhold AS legal_hold WHERE legal_hold.ended_at IS NULL
        UNION
        SELECT within_it.item, within_it.of_table
        FROM inside JOIN retention_lies_in AS within_it ON within_it.container = inside.item
    )
    SELECT inside.item, inside.of_table FROM inside;
END;

-- The ids by which a row names what a hold may be on; a reference is that of an entry, whose versions each have their own.
CREATE FUNCTION retention_ids(gone jsonb, named text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT (gone ->> name)::uuid FROM unnest(named) AS name WHERE name NOT LIKE '%reference');
END;
$$;

-- Whether a hold that somebody placed is on a row, by its ids with what they lie in, or by its reference.
CREATE FUNCTION retention_is_held(gone jsonb, named text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM retention_legalhold WHERE ended_at IS NULL) THEN
        RETURN false;
    END IF;
    -- An edition of a document is called by its reference and number: D-0001/2.
    RETURN EXISTS (
        SELECT FROM unnest(named) AS name JOIN retention_legalhold AS legal_hold
        ON legal_hold.ended_at IS NULL AND split_part(legal_hold.thing_reference, '/', 1) = gone ->> name
        WHERE name LIKE '%reference'
    ) OR EXISTS (SELECT FROM retention_holds_on(retention_ids(gone, named)));
END;
$$;

-- Called for each row that goes, and for each key that is to go, with the columns that name what a hold may be on. What
-- holds by a person's rights is asked for too (0005).
CREATE FUNCTION retention_refuse_held() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    gone jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
    PERFORM retention_lock_shared();
    IF retention_is_held(gone, TG_ARGV) OR retention_is_held_by_right(retention_ids(gone, TG_ARGV)) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{UNDER_HOLD}',
            MESSAGE = 'This is under legal hold. Nothing was deleted.';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END;
$$;

-- To write over what a row under hold contains would destroy it too. An open request for information does not forbid
-- that: a correction that would have been made anyway is lawful (FOIA s.1(4)), and the log keeps the earlier words.
CREATE FUNCTION retention_refuse_overwriting() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM retention_lock_shared();
    IF retention_is_held(to_jsonb(OLD), TG_ARGV) OR retention_is_restricted(retention_ids(to_jsonb(OLD), TG_ARGV)) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{UNDER_HOLD}',
            MESSAGE = 'This is under legal hold. Nothing was changed.';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END;
$$;

-- What the log tells of people about a thing under hold is not erased either.
CREATE FUNCTION retention_refuse_erasure() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    about uuid[] := ARRAY(SELECT subject_id FROM audit_log_event WHERE id = OLD.event_id);
BEGIN
    PERFORM retention_lock_shared();
    IF EXISTS (SELECT FROM retention_holds_on(about)) OR retention_is_held_by_right(about) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{UNDER_HOLD}',
            MESSAGE = 'This is under legal hold. Nothing was erased.';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER not_under_legal_hold BEFORE UPDATE ON audit_log_eventsecret
FOR EACH ROW EXECUTE FUNCTION retention_refuse_erasure();

-- What can end a hold leaves the event of its own kind, about its own row, with the facts that it changed; a fact has the
-- name of its column, or says which it is: found_item=id.
CREATE FUNCTION retention_require_kind() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM audit_log_event AS event
        WHERE event.subject_id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid AND event.name = TG_ARGV[1]
          AND event.transaction = pg_current_xact_id()
          AND (event.recorded_at >= transaction_timestamp() OR audit_log_mode() <> 'production')
          AND NOT EXISTS (
              SELECT FROM unnest(TG_ARGV[2:]) AS fact
              WHERE event.fields ->> split_part(fact, '=', 1)
                  IS DISTINCT FROM to_jsonb(NEW) ->> split_part(fact, '=', -1)
          )
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            MESSAGE = format('A change of %s can end a hold and left no event %s about it. Nothing was written.',
                TG_TABLE_NAME, TG_ARGV[1]);
    END IF;
    RETURN NULL;
END;
$$;

-- What begins a hold by itself waits for the deletions under way, like a hold that is placed.
CREATE FUNCTION retention_begin_hold() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM retention_lock_alone();
    RETURN NEW;
END;
$$;

-- A hold waits for the deletions under way, and keeps others out until it is committed.
CREATE FUNCTION retention_hold_alone() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM retention_lock_alone();
    IF EXISTS (SELECT FROM keys_keydestruction WHERE item = NEW.thing) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            MESSAGE = 'This was deleted already. No hold was placed.';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER hold_alone BEFORE INSERT ON retention_legalhold
FOR EACH ROW EXECUTE FUNCTION retention_hold_alone();

-- A hold ends before it goes: else whoever deletes it lets go what it holds.
CREATE FUNCTION retention_refuse_in_force() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'integrity_constraint_violation',
        MESSAGE = 'This legal hold is in force. End it first. Nothing was deleted.';
END;
$$;
CREATE TRIGGER not_in_force BEFORE DELETE ON retention_legalhold
FOR EACH ROW WHEN (OLD.ended_at IS NULL) EXECUTE FUNCTION retention_refuse_in_force();
"""
BACK = """
DROP TRIGGER not_in_force ON retention_legalhold;
DROP FUNCTION retention_refuse_in_force();
DROP TRIGGER hold_alone ON retention_legalhold;
DROP FUNCTION retention_hold_alone();
DROP TRIGGER not_under_legal_hold ON audit_log_eventsecret;
DROP FUNCTION retention_begin_hold();
DROP FUNCTION retention_require_kind();
DROP FUNCTION retention_refuse_erasure();
DROP FUNCTION retention_refuse_overwriting();
DROP FUNCTION retention_refuse_held();
DROP FUNCTION retention_is_held(jsonb, text[]);
DROP FUNCTION retention_ids(jsonb, text[]);
DROP FUNCTION IF EXISTS retention_all_held();
DROP FUNCTION retention_holds_on(uuid[]);
DROP VIEW retention_lies_in;
DROP FUNCTION retention_lock_alone();
DROP FUNCTION retention_lock_shared();
"""
THING = ("id",)
ENTRY = ("id", "reference")
OF_AN_AUTHORISATION = ("authorisation_id",)
TABLES = {
    "authorisations_authorisation": THING,
    "authorisations_authorisedsubject": OF_AN_AUTHORISATION,
    "authorisations_applicationversion": OF_AN_AUTHORISATION,
    "authorisations_applicantreport": OF_AN_AUTHORISATION,
    "authorisations_comment": OF_AN_AUTHORISATION,
    "authorisations_determination": OF_AN_AUTHORISATION,
    "authorisations_hearing": OF_AN_AUTHORISATION,
    "authorisations_review": OF_AN_AUTHORISATION,
    "authorisations_renewal": OF_AN_AUTHORISATION,
    "authorisations_cancellation": OF_AN_AUTHORISATION,
    "authorisations_jointworking": OF_AN_AUTHORISATION,
    "authorisations_remindergiven": OF_AN_AUTHORISATION,
    "authorisations_sourcevault": ("id", "authorisation_id"),
    "authorisations_sourcerecord": OF_AN_AUTHORISATION,
    "authorisations_sourceopening": OF_AN_AUTHORISATION,
    "authorisations_overtplan": THING,
    "authorisations_covertprofile": THING,
    "authorisations_profilecheck": ("profile_id",),
    "authorisations_riskassessment": ("profile_id",),
    "evidence_capture": THING,
    "evidence_custodyentry": ("capture_id",),
    "evidence_exhibit": THING,
    "governance_letterreceived": ENTRY,
    "governance_letteranswer": ("letter_id", "letter_reference"),
    "governance_document": ENTRY,
    "governance_documentstep": ("document_reference",),
    "governance_clause": ("document_reference",),
    "governance_reading": ("document_reference",),
    "governance_noneheld": THING,
    "governance_tool": ENTRY,
    "governance_course": ENTRY,
    "governance_trainingsession": ENTRY,
    "governance_attendance": ("session_reference",),
    "governance_retentionschedule": ENTRY,
    "governance_retentionclass": ("schedule_reference",),
    "governance_retentionadoption": ("schedule_reference",),
    "governance_statement": ENTRY,
    "governance_statementitem": ("statement_id",),
    "governance_rulesetadoption": THING,
    "governance_driftthreshold": THING,
    "governance_thirdparty": ENTRY,
    "investigations_investigation": THING,
    "investigations_needtoknow": ("investigation_id",),
    "investigations_subject": THING,
    "investigations_note": ("investigation_id", "subject_id"),
    "investigations_account": ("subject_id",),
    "investigations_breakglass": THING,
    "investigations_breakglassacknowledgement": ("break_glass_id",),
    "looks_look": THING,
    "looks_pageview": ("look_id",),
    "looks_evaluation": ("look_id",),
    "looks_supervisorcheck": ("look_id",),
    "looks_retriage": THING,
    "looks_standingpurpose": THING,
    "retention_legalhold": THING,
    "triage_assessment": THING,
    "triage_departure": ("assessment_id",),
}


# The acts that complete a row while it is at work; once it is complete, nothing under hold is written over.
CONTENT = {
    "authorisations_authorisation": KeptContent(at_work="OLD.state IN ('draft', 'returned')"),
    "authorisations_covertprofile": KeptContent(at_work="OLD.state <> NEW.state"),
    "authorisations_overtplan": KeptContent(),
    "authorisations_sourceopening": KeptContent(columns=("vault_id", "authorisation_id")),
    "evidence_capture": KeptContent(
        content=("envelope", "file_sha256"),
        # A time stamp that came later makes the bundle grow: its manifest, and every file that it lists, stay.
        at_work="OLD.state IN ('waiting', 'running', 'storing') AND OLD.state <> NEW.state OR ("
        "cardinality(NEW.stamps_missing) < cardinality(OLD.stamps_missing)"
        " AND NEW.manifest_sha256 = OLD.manifest_sha256 AND NEW.envelope = OLD.envelope)",
    ),
    "evidence_exhibit": KeptContent(),
    "investigations_account": KeptContent(
        columns=("subject_id",), at_work="OLD.parted_at IS NULL AND NEW.parted_at IS NOT NULL"
    ),
    "investigations_breakglass": KeptContent(),
    "investigations_investigation": KeptContent(),
    "investigations_subject": KeptContent(),
    "looks_look": KeptContent(at_work="OLD.state = 'open' AND NEW.state = 'closed'"),
    "looks_retriage": KeptContent(at_work="OLD.state = 'asked' AND NEW.state <> 'asked'"),
    "retention_legalhold": KeptContent(at_work="OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL"),
}
ENDS = [
    ToldBy(
        "retention_legalhold",
        "UPDATE",
        "legal_hold.ended",
        condition="OLD.ended_at IS DISTINCT FROM NEW.ended_at",
    )
]
# The index by a name is written anew where the name is corrected: it holds nothing that the envelope does not.
INDEX = """
CREATE TRIGGER not_under_legal_hold BEFORE DELETE ON keys_blindindexentry
FOR EACH ROW EXECUTE FUNCTION retention_refuse_overwriting('item');
"""


class Migration(migrations.Migration):
    """Runs after the tables that it names exist. Parts above this one guard their own."""

    dependencies = [
        ("retention", "0002_rights"),
        ("keys", "0002_rights"),
        ("governance", "0002_rights"),
        ("investigations", "0002_rights"),
        ("triage", "0002_rights"),
        ("authorisations", "0002_rights"),
        ("looks", "0002_rights"),
        ("evidence", "0002_rights"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS, BACK),
        guard_holds(TABLES),
        guard_holds({"keys_keydestruction": ("item",)}, when="INSERT"),
        migrations.RunSQL(INDEX, "DROP TRIGGER not_under_legal_hold ON keys_blindindexentry;"),
        guard_content(CONTENT),
        guard_ends(ENDS),
    ]
