"""What is held is not deleted from these tables either; and an open request holds by itself (FOIA 2000 s.77).

The time for a review and a complaint after the answer is counted by the law in Python alone, before each deletion.
"""

from django.db import migrations

from watchbook.figures.named import QUERIES
from watchbook.foi.legal_hold import ALL_TABLES, tables_of
from watchbook.foi.states import ENDS, LEADS_TO
from watchbook.retention.legal_hold.guard import guard_holds


def _in_sql(*words):
    return ", ".join(f"'{word}'" for word in words)


def _texts(words):
    """An array as PostgreSQL writes it out again, so that a restored view reads the same."""
    return f"(ARRAY[{', '.join(f"'{word}'::text" for word in sorted(words))}])"


def _table(label):
    return label.replace(".", "_")


RESTS_ON = ", ".join(
    f"({_in_sql(topic, _table(table))})" for topic in sorted(QUERIES) for table in tables_of(topic)
)
FUNCTIONS = f"""
CREATE VIEW foi_open_request (id) AS
    SELECT request.id FROM foi_request AS request
    WHERE NOT EXISTS (SELECT FROM foi_sentanswer AS sent WHERE sent.request_id = request.id)
    AND coalesce((
        SELECT step.kind::text FROM foi_requeststep AS step
        WHERE step.request_id = request.id AND step.kind::text = ANY {_texts(LEADS_TO)}
        ORDER BY step."on" DESC, step.recorded_at DESC LIMIT 1
    ), ''::text) <> ALL {_texts(ENDS)};

-- The newest topic of each half of each question of an open request; NULL where none was confirmed.
CREATE VIEW foi_open_topic (topic) AS
    SELECT chosen.topic
    FROM foi_requestquestion AS question JOIN foi_open_request AS request ON request.id = question.request_id
    LEFT JOIN LATERAL (
        SELECT DISTINCT ON (choice.half) choice.topic FROM foi_topicchoice AS choice
        WHERE choice.request_id = question.request_id
          AND choice.start = question.start AND choice."end" = question."end"
        ORDER BY choice.half, choice.recorded_at DESC
    ) AS chosen ON true
    WHERE question.kind = 'question' AND question.cut = (
        SELECT max(cut) FROM foi_requestquestion AS cuts WHERE cuts.request_id = question.request_id
    );

CREATE FUNCTION foi_refuse_asked_for() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM retention_lock_shared();
    IF EXISTS (
        SELECT FROM foi_open_topic AS open WHERE open.topic IS NULL OR (open.topic, TG_TABLE_NAME::text) IN (
            VALUES {RESTS_ON}
        )
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            MESSAGE = 'An open request for information holds this (FOIA s.77). Nothing was deleted.';
    END IF;
    RETURN OLD;
END;
$$;

-- A request is received when no deletion is under way, and holds from then on.
CREATE FUNCTION foi_request_holds() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM retention_lock_alone();
    RETURN NEW;
END;
$$;
CREATE TRIGGER request_holds BEFORE INSERT ON foi_request
FOR EACH ROW EXECUTE FUNCTION foi_request_holds();
"""  # noqa: S608  # words of ours, no value comes in
GUARDS = "".join(
    f"CREATE TRIGGER not_asked_for BEFORE DELETE ON {_table(label)} "
    "FOR EACH ROW EXECUTE FUNCTION foi_refuse_asked_for();"
    for label in ALL_TABLES
)
BACK = "".join(f"DROP TRIGGER not_asked_for ON {_table(label)};" for label in ALL_TABLES) + """
DROP TRIGGER request_holds ON foi_request;
DROP FUNCTION foi_request_holds();
DROP FUNCTION foi_refuse_asked_for();
DROP VIEW foi_open_topic;
DROP VIEW foi_open_request;
"""
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

    dependencies = [("foi", "0002_rights"), ("retention", "0003_holds"), ("oversight", "0003_holds")]
    operations = [guard_holds(TABLES), migrations.RunSQL(FUNCTIONS + GUARDS, BACK)]
