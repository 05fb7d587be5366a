"""What is held is not deleted from these tables either; and an open request holds by itself (FOIA 2000 s.77).

The time for a review and a complaint after an answer, or after an end that says who else holds it, is counted by the law in
Python alone, before each deletion.
"""

from django.db import migrations

from watchbook.acting.holding import UNDER_HOLD
from watchbook.foi.legal_hold import ALL_TABLES, COUNTED_WITH, DAYS, TOPICS, tables_of
from watchbook.foi.request.question_reach import IN_DOUBT, WATCHING
from watchbook.foi.states import ENDS, LEADS_TO
from watchbook.retention.legal_hold.guard import ToldBy, guard_beginnings, guard_ends, guard_holds


def _in_sql(*words):
    return ", ".join(f"'{word}'" for word in words)


def _texts(words):
    """An array as PostgreSQL writes it out again, so that a restored view reads the same."""
    return f"(ARRAY[{', '.join(f"'{word}'::text" for word in sorted(words))}])"


def _table(label):
    return label.replace(".", "_")


def _day(column, *, of="counted"):
    """The London day of a column, whether it has days or moments."""
    named = f'{of}."{column}"'
    return f"(({named} AT TIME ZONE 'Europe/London'::text))::date" if column.endswith("at") else named


def _countable(label):
    """The rows of a table with their first and last days, as figures count them."""
    head = f"SELECT '{_table(label)}'::text, counted.id, "
    if label in COUNTED_WITH:
        whole, column = COUNTED_WITH[label]
        first, last = (_day(one, of="whole") for one in DAYS[whole])
        joined = f"JOIN {_table(whole)} AS whole ON whole.id = counted.{column}"
    else:
        first, last = (_day(one) for one in DAYS[label]) if label in DAYS else ["NULL::date"] * 2
        joined = ""
    return f"{head}{first}, {last} FROM {_table(label)} AS counted {joined}"


RESTS_ON = ", ".join(
    f"('{topic}'::text, '{_table(table)}'::text)" for topic in TOPICS for table in tables_of(topic)
)
IN_DOUBT_RESTS_ON = ", ".join(f"('{_table(table)}'::text)" for table in tables_of(IN_DOUBT))
COUNTABLE = "\n    UNION ALL ".join(_countable(label) for label in ALL_TABLES)
FUNCTIONS = f"""
CREATE VIEW foi_open_request (id) AS
    SELECT request.id FROM foi_request AS request
    WHERE NOT EXISTS (SELECT FROM foi_sentanswer AS sent WHERE sent.request_id = request.id)
    AND coalesce((
        SELECT step.kind::text FROM foi_requeststep AS step
        WHERE step.request_id = request.id AND step.kind::text = ANY {_texts(LEADS_TO)}
        ORDER BY step."on" DESC, step.recorded_at DESC LIMIT 1
    ), ''::text) <> ALL {_texts(ENDS)};

-- The tables that the topics of each request count, and the days of which its questions ask, to the day on which it came.
-- A half that nobody confirmed has the topics that its question was likely about. A request in which no question was found
-- holds what it may be about by its words.
CREATE VIEW foi_reach (request_id, of_table, from_on, until_on) AS
    SELECT DISTINCT question.request_id, rests.of_table, question.asks_from,
        coalesce(question.asks_until, request.received_on)
    FROM foi_requestquestion AS question JOIN foi_request AS request ON request.id = question.request_id
    CROSS JOIN LATERAL (
        SELECT array_agg(newest.topic) AS topics, count(*) AS halves FROM (
            SELECT DISTINCT ON (choice.half) choice.topic::text AS topic FROM foi_topicchoice AS choice
            WHERE choice.request_id = question.request_id
              AND choice.start = question.start AND choice."end" = question."end"
            ORDER BY choice.half, choice.recorded_at DESC
        ) AS newest
    ) AS chosen
    JOIN (VALUES {RESTS_ON}) AS rests (topic, of_table) ON rests.topic = ANY (chosen.topics)
        OR (chosen.halves < question.halves AND rests.topic = ANY (question.likely::text[]))
    WHERE question.kind::text = 'question'::text AND question.cut = (
        SELECT max(cuts.cut) FROM foi_requestquestion AS cuts WHERE cuts.request_id = question.request_id
    )
    UNION ALL SELECT request.id, rests.of_table, NULL::date, request.received_on
    FROM foi_request AS request JOIN (VALUES {IN_DOUBT_RESTS_ON}) AS rests (of_table) ON true
    WHERE request.text ~* '\\m({WATCHING})'::text
      AND NOT EXISTS (SELECT FROM foi_requestquestion AS cuts WHERE cuts.request_id = request.id);

CREATE VIEW foi_countable (of_table, id, first_on, last_on) AS
    {COUNTABLE};

CREATE VIEW foi_reached (request_id, of_table, id) AS
    SELECT reach.request_id, countable.of_table, countable.id
    FROM foi_countable AS countable JOIN foi_reach AS reach ON reach.of_table = countable.of_table
    WHERE (countable.first_on IS NULL OR countable.first_on <= reach.until_on)
      AND (countable.last_on IS NULL OR reach.from_on IS NULL OR countable.last_on >= reach.from_on);

-- Whether an open request for information reaches a row; a table that no key is of is not named.
CREATE FUNCTION foi_is_asked_for(thing uuid, named text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    -- In two steps: what the second would take is not even made ready where nothing is open.
    IF NOT EXISTS (SELECT FROM foi_open_request) THEN
        RETURN false;
    END IF;
    RETURN EXISTS (
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
    f"CREATE TRIGGER not_asked_for BEFORE DELETE ON {_table(label)} "
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
        *(f"DROP TRIGGER not_asked_for ON {_table(label)};" for label in ALL_TABLES),
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
