"""What is held is not deleted from these tables either; and an open request holds by itself (FOIA 2000 s.77).

The time for a review and a complaint after an answer, or after an end that says who else holds it, is counted by the law in
Python alone, before each deletion.
"""

from django.db import migrations

from watchbook.acting.holding import UNDER_HOLD
from watchbook.foi.held_views import VIEWS, table_of
from watchbook.foi.request_hold import ALL_TABLES
from watchbook.retention.legal_hold.guard import ToldBy, guard_beginnings, guard_ends, guard_holds

FUNCTIONS = f"""
{VIEWS}
CREATE VIEW foi_reached (request_id, of_table, id) AS
    SELECT reach.request_id, countable.of_table, countable.id
    FROM foi_countable AS countable JOIN foi_reach AS reach ON reach.of_table = countable.of_table
    WHERE (countable.first_on IS NULL OR countable.first_on <= reach.until_on)
      AND (countable.last_on IS NULL OR reach.from_on IS NULL OR countable.last_on >= reach.from_on);

-- Whether an open request for information reaches a row; a table that no key is of is not named.
CREATE FUNCTION foi_is_asked_for(thing uuid, named text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM foi_open_request) AND EXISTS (
        SELECT FROM foi_reached AS reached JOIN foi_open_request AS request ON request.id = reached.request_id
        WHERE reached.id = thing AND (named IS NULL OR reached.of_table = named)
    );
END;
$$;

CREATE FUNCTION foi_refuse_asked_for() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM retention_lock_shared();
    IF foi_is_asked_for(OLD.id, TG_TABLE_NAME) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{UNDER_HOLD}',
            MESSAGE = 'An open request for information holds this (FOIA s.77). Nothing was deleted.';
    END IF;
    RETURN OLD;
END;
$$;

-- The end of a key destroys what a row says as its deletion does: the same is asked of the row whose key it is.
CREATE FUNCTION foi_refuse_key_asked_for() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM retention_lock_shared();
    IF foi_is_asked_for(NEW.item) OR EXISTS (SELECT FROM foi_open_request WHERE id = NEW.item) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{UNDER_HOLD}',
            MESSAGE = 'An open request for information holds this (FOIA s.77). No key was destroyed.';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER not_asked_for BEFORE INSERT ON keys_keydestruction
FOR EACH ROW EXECUTE FUNCTION foi_refuse_key_asked_for();

-- An open request keeps its questions, topics and steps: without them it would hold less. One that is disposed of was
-- closed when the end of its key was ordered.
CREATE FUNCTION foi_refuse_open() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    request uuid := (to_jsonb(OLD) ->> TG_ARGV[0])::uuid;
BEGIN
    IF EXISTS (SELECT FROM foi_open_request WHERE id = request)
        AND NOT EXISTS (SELECT FROM keys_keydestruction WHERE item = request)
    THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{UNDER_HOLD}',
            MESSAGE = 'This request for information is open (FOIA s.77). Nothing was deleted.';
    END IF;
    RETURN OLD;
END;
$$;
"""  # noqa: S608  # words of ours, no value comes in
GUARDS = "".join(
    f"CREATE TRIGGER not_asked_for BEFORE DELETE ON {table_of(label)} "
    "FOR EACH ROW EXECUTE FUNCTION foi_refuse_asked_for();"
    for label in ALL_TABLES
)
OPEN = {
    "foi_request": "id",
    "foi_requestquestion": "request_id",
    "foi_topicchoice": "request_id",
    "foi_requeststep": "request_id",
}
KEEPS = "".join(
    f"CREATE TRIGGER not_open BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION foi_refuse_open('{column}');"
    for table, column in OPEN.items()
)
BACK = "".join(
    [
        *(f"DROP TRIGGER not_open ON {table};" for table in OPEN),
        *(f"DROP TRIGGER not_asked_for ON {table_of(label)};" for label in ALL_TABLES),
        """
DROP TRIGGER not_asked_for ON keys_keydestruction;
DROP FUNCTION foi_refuse_open();
DROP FUNCTION foi_refuse_key_asked_for();
DROP FUNCTION foi_refuse_asked_for();
DROP FUNCTION foi_is_asked_for(uuid, text);
DROP VIEW foi_reached;
DROP VIEW foi_countable;
DROP VIEW foi_reach;
DROP VIEW foi_open_request;
""",
    ]
)
# A request is received, opened again, asked to be reviewed, cut or given its topics when no deletion is under way.
BEGINNINGS = {
    "foi_request": ("INSERT", ""),
    "foi_requestquestion": ("INSERT", ""),
    "foi_topicchoice": ("INSERT", ""),
    "foi_requeststep": ("INSERT", ""),
}
ENDINGS = [
    ToldBy("foi_requeststep", "INSERT", "step.recorded", "request_id", ("kind",)),
    ToldBy("foi_sentanswer", "INSERT", "answer.sent", "request_id", ("answers_sha256",)),
    ToldBy("foi_topicchoice", "INSERT", "topic_choice.made", "request_id", ("topic", "half")),
    ToldBy("foi_requestquestion", "INSERT", "request.received", "request_id", condition="NEW.cut = 1"),
    ToldBy("foi_requestquestion", "INSERT", "request.recut", "request_id", ("cut",), "NEW.cut > 1"),
]
TABLES = {
    "foi_request": ("id",),
    "foi_requestquestion": ("request_id",),
    "foi_requester": ("request_id",),
    "foi_topicchoice": ("request_id",),
    "foi_search": ("request_id",),
    "foi_wording": ("request_id",),
    "foi_questionrefusal": ("request_id",),
    "foi_requeststep": ("request_id",),
    "foi_sentanswer": ("request_id",),
}


class Migration(migrations.Migration):
    """Runs after the guard exists."""

    dependencies = [("foi", "0002_rights"), ("retention", "0005_rights_holds"), ("oversight", "0003_holds")]
    operations = [
        guard_holds(TABLES),
        migrations.RunSQL(FUNCTIONS + GUARDS + KEEPS, BACK),
        guard_beginnings(BEGINNINGS),
        guard_ends(ENDINGS),
    ]
