"""What holds by a person's rights, asked by the database itself: open requests, restrictions and open complaints.

A request that is open holds what it found and has not decided to erase; a complaint holds what its request found.
"""

from importlib import import_module

from django.db import migrations

from watchbook.retention.legal_hold.guard import (
    KeptContent,
    ToldBy,
    guard_beginnings,
    guard_content,
    guard_ends,
    lies_in,
)

FUNCTIONS = """
CREATE VIEW retention_held_by_right (found_item, thing) AS
    SELECT found.id, found.thing
    FROM retention_founditem AS found JOIN retention_rightsrequest AS request ON request.id = found.request_id
    WHERE (found.decision::text = 'restrict'::text AND found.lifted_on IS NULL)
    OR ((request.closed_on IS NULL OR (found.is_protected AND request.state::text = 'answered'::text AND found.decision::text = ''::text))
        AND found.decision::text <> 'erase'::text AND found.decision::text <> 'not_theirs'::text)
    OR (EXISTS (
        SELECT FROM retention_complaint AS complaint
        WHERE complaint.request_reference::text = request.reference::text AND complaint.closed_on IS NULL
    ));

-- A request and a complaint hold themselves and what belongs to them, until they are closed.
CREATE VIEW retention_open_case (id) AS
    SELECT id FROM retention_rightsrequest WHERE closed_on IS NULL
    UNION ALL SELECT id FROM retention_complaint WHERE closed_on IS NULL;

CREATE FUNCTION retention_is_held_by_right(things uuid[]) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM retention_held_by_right WHERE thing = ANY (things))
        OR EXISTS (SELECT FROM retention_open_case WHERE id = ANY (things))
        OR EXISTS (
            SELECT FROM retention_lies_in AS part JOIN retention_open_case AS case_of ON case_of.id = part.container
            WHERE part.item = ANY (things)
        );
END;
$$;

CREATE FUNCTION retention_is_restricted(things uuid[]) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM retention_founditem
        WHERE thing = ANY (things) AND decision = 'restrict' AND lifted_on IS NULL
    );
END;
$$;

-- What holds does not go while it holds: else whoever deletes it lets go what it holds.
CREATE FUNCTION retention_refuse_holding() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM retention_held_by_right WHERE found_item = OLD.id) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            MESSAGE = 'This decision on a record holds the record. Nothing was deleted.';
    END IF;
    RETURN OLD;
END;
$$;
CREATE TRIGGER not_in_force BEFORE DELETE ON retention_founditem
FOR EACH ROW EXECUTE FUNCTION retention_refuse_holding();
CREATE TRIGGER linked_once BEFORE UPDATE OF request_reference ON retention_complaint
FOR EACH ROW WHEN (OLD.request_reference <> '' AND NEW.request_reference IS DISTINCT FROM OLD.request_reference)
EXECUTE FUNCTION retention_refuse_in_force();
"""
BACK = """
DROP TRIGGER linked_once ON retention_complaint;
DROP TRIGGER not_in_force ON retention_founditem;
DROP FUNCTION retention_refuse_holding();
DROP FUNCTION retention_is_restricted(uuid[]);
DROP FUNCTION retention_is_held_by_right(uuid[]);
DROP VIEW retention_open_case;
DROP VIEW retention_held_by_right;
"""
CASES = {
    "retention_rightsstep": ("request_id",),
    "retention_subjectsearch": ("request_id",),
    "retention_processingpurpose": ("request_id",),
    "retention_founditem": ("request_id",),
    "retention_complaintstep": ("complaint_id",),
}
LIES_IN = import_module("watchbook.retention.migrations.0003_holds").LIES_IN
CONTENT = {
    "retention_complaint": KeptContent(),
    "retention_rightsrequest": KeptContent(),
    "retention_founditem": KeptContent(columns=("request_id",), at_work="OLD.decision = ''"),
}
BEGINNINGS = {
    "retention_founditem": ("INSERT OR UPDATE OF decision", ""),
    "retention_complaint": ("INSERT OR UPDATE OF request_reference", "NEW.request_reference <> ''"),
}
STATE = "OLD.state IS DISTINCT FROM NEW.state OR OLD.closed_on IS DISTINCT FROM NEW.closed_on"
ENDS = [
    ToldBy(
        "retention_founditem", "UPDATE", "found_item.decided", "request_id", ("thing", "decision"),
        "NOT NEW.is_protected AND OLD.decision IS DISTINCT FROM NEW.decision",
    ),
    ToldBy(  # whose facts are closed: which record it is, and what was decided, are not for everybody who reads the log
        "retention_founditem", "UPDATE", "rights_question.decided", "told_about", ("found_item=id",),
        "NEW.is_protected AND OLD.decision IS DISTINCT FROM NEW.decision",
    ),
    ToldBy(
        "retention_founditem", "UPDATE", "found_item.restriction_lifted", "request_id", ("thing",),
        "NOT NEW.is_protected AND OLD.lifted_on IS NULL AND NEW.lifted_on IS NOT NULL",
    ),
    ToldBy(
        "retention_founditem", "UPDATE", "rights_question.restriction_lifted", "told_about", ("found_item=id",),
        "NEW.is_protected AND OLD.lifted_on IS NULL AND NEW.lifted_on IS NOT NULL",
    ),
    ToldBy("retention_rightsrequest", "UPDATE", "rights_request.step_recorded", "id", ("state",), STATE),
    ToldBy("retention_complaint", "UPDATE", "complaint.step_recorded", "id", ("state",), STATE),
]  # fmt: skip


class Migration(migrations.Migration):
    """Runs after the tables of requests and complaints exist."""

    dependencies = [("retention", "0004_rights_requests")]
    operations = [
        migrations.RunSQL(lies_in(LIES_IN | CASES), lies_in(LIES_IN)),
        migrations.RunSQL(FUNCTIONS, BACK),
        guard_content(CONTENT),
        guard_beginnings(BEGINNINGS),
        guard_ends(ENDS),
    ]
