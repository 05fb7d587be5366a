"""The views by which the database itself knows what an open request holds (`request_hold`), as this release words them.

They follow from its topics, figures and words. So every upgrade writes them anew, and guards what they count, also where no
migration changed.
"""

from collections.abc import Collection

from django.db import connection, transaction

from watchbook.foi.request.question_reach import IN_DOUBT, WATCHING
from watchbook.foi.request_hold import ALL_TABLES, COUNTED_WITH, DAYS, TOPICS, tables_of
from watchbook.foi.states import ENDS, LEADS_TO


def _texts(words: Collection[str]) -> str:
    """An array as PostgreSQL writes it out again, so that a restored view reads the same."""
    return f"(ARRAY[{', '.join(f"'{word}'::text" for word in sorted(words))}])"


def table_of(label: str) -> str:
    """Return the table of a model's label."""
    return label.replace(".", "_")


def _day(column: str, *, of: str = "counted") -> str:
    """The London day of a column, whether it has days or moments."""
    named = f'{of}."{column}"'
    return f"(({named} AT TIME ZONE 'Europe/London'::text))::date" if column.endswith("at") else named


def _countable(label: str) -> str:
    """The rows of a table with their first and last days, as figures count them."""
    head = f"SELECT '{table_of(label)}'::text, counted.id, "
    if label in COUNTED_WITH:
        whole, column = COUNTED_WITH[label]
        first, last = (_day(one, of="whole") for one in DAYS[whole])
        joined = f"JOIN {table_of(whole)} AS whole ON whole.id = counted.{column}"
    else:
        first, last = (_day(one) for one in DAYS[label]) if label in DAYS else ["NULL::date"] * 2
        joined = ""
    return f"{head}{first}, {last} FROM {table_of(label)} AS counted {joined}"


RESTS_ON = ", ".join(
    f"('{topic}'::text, '{table_of(table)}'::text)" for topic in TOPICS for table in tables_of(topic)
)
IN_DOUBT_RESTS_ON = ", ".join(f"('{table_of(table)}'::text)" for table in tables_of(IN_DOUBT))
COUNTABLE = "\n    UNION ALL ".join(_countable(label) for label in ALL_TABLES)
VIEWS = f"""
CREATE OR REPLACE VIEW foi_open_request (id) AS
    SELECT request.id FROM foi_request AS request
    WHERE NOT EXISTS (SELECT FROM foi_sentanswer AS sent WHERE sent.request_id = request.id)
    AND coalesce((
        SELECT step.kind::text FROM foi_requeststep AS step
        WHERE step.request_id = request.id AND step.kind::text = ANY {_texts(LEADS_TO)}
        ORDER BY step."on" DESC, step.recorded_at DESC LIMIT 1
    ), ''::text) <> ALL {_texts(ENDS)};

-- The tables that the topics of each request count, and the days of which its questions ask, to the day on which it came.
-- A question is about its newest topics. It holds besides what it was likely about and what anybody said of it, also as it
-- was cut before, until two people said the same of each half: one person alone ends no hold. A request in which no question
-- was found holds what it may be about by its words.
CREATE OR REPLACE VIEW foi_reach (request_id, of_table, from_on, until_on) AS
    WITH asked AS NOT MATERIALIZED (
        SELECT question.request_id, question.kind::text AS kind, question.asks_from, question.asks_until,
            said.topics, question.likely::text[] || said.every AS may_be, said.agreed >= question.halves AS is_agreed,
            question.cut = (
                SELECT max(cuts.cut) FROM foi_requestquestion AS cuts WHERE cuts.request_id = question.request_id
            ) AS is_last
        FROM foi_requestquestion AS question
        CROSS JOIN LATERAL (
            SELECT array_agg(each_said.topic) FILTER (WHERE each_said.is_newest) AS topics,
                array_agg(each_said.topic) AS every,
                count(*) FILTER (WHERE each_said.is_newest AND each_said.is_seconded) AS agreed
            FROM (
                SELECT choice.topic::text AS topic,
                    NOT (EXISTS (
                        SELECT FROM foi_topicchoice AS later WHERE later.request_id = choice.request_id
                        AND later.start = choice.start AND later."end" = choice."end" AND later.half = choice.half
                        AND (later.recorded_at > choice.recorded_at OR (later.recorded_at = choice.recorded_at AND later.id > choice.id))
                    )) AS is_newest,
                    (EXISTS (
                        SELECT FROM foi_topicchoice AS other WHERE other.request_id = choice.request_id
                        AND other.start = choice.start AND other."end" = choice."end" AND other.half = choice.half
                        AND other.topic::text = choice.topic::text AND other.recorded_by_id <> choice.recorded_by_id
                    )) AS is_seconded
                FROM foi_topicchoice AS choice WHERE choice.request_id = question.request_id
                AND choice.start = question.start AND choice."end" = question."end"
            ) AS each_said
        ) AS said
    )
    SELECT DISTINCT asked.request_id, rests.of_table, asked.asks_from, coalesce(asked.asks_until, request.received_on)
    FROM asked JOIN foi_request AS request ON request.id = asked.request_id
    CROSS JOIN LATERAL unnest(
        CASE WHEN asked.is_last THEN asked.topics END
        || CASE WHEN CASE WHEN asked.is_last THEN NOT asked.is_agreed ELSE NOT coalesce((
            SELECT bool_and(latest.is_agreed) FROM asked AS latest
            WHERE latest.request_id = asked.request_id AND latest.is_last AND latest.kind = 'question'::text
        ), false) END THEN asked.may_be END
    ) AS held (topic)
    JOIN (VALUES {RESTS_ON}) AS rests (topic, of_table) ON rests.topic = held.topic
    WHERE asked.kind = 'question'::text
    UNION ALL SELECT request.id, rests.of_table, NULL::date, request.received_on
    FROM foi_request AS request JOIN (VALUES {IN_DOUBT_RESTS_ON}) AS rests (of_table) ON true
    WHERE CASE WHEN NOT EXISTS (SELECT FROM foi_requestquestion AS cuts WHERE cuts.request_id = request.id)
        THEN request.text ~* '\\m({WATCHING})'::text END;

CREATE OR REPLACE VIEW foi_countable (of_table, id, first_on, last_on) AS
    {COUNTABLE};
"""  # noqa: S608  # words of ours, no value comes in
GUARD = "CREATE TRIGGER not_asked_for BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION foi_refuse_asked_for()"
GUARDED = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgfoid = 'foi_refuse_asked_for'::regproc"


@transaction.atomic
def renew() -> None:
    """Write the views as this release has them, and guard the tables that they count and no others; as the tables' owner."""
    with connection.cursor() as cursor:
        cursor.execute(VIEWS)
        cursor.execute(GUARDED)
        guarded, counted = (
            {table for (table,) in cursor.fetchall()},
            {table_of(label) for label in ALL_TABLES},
        )
        for table in sorted(guarded - counted):
            cursor.execute(f"DROP TRIGGER not_asked_for ON {table}")
        for table in sorted(counted - guarded):
            cursor.execute(GUARD.format(table=table))
