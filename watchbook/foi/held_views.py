"""The views by which the database itself knows what an open request holds (`legal_hold`), as this release words them.

They follow from its topics, figures and words. So every upgrade writes them anew, and guards what they count, also where no
migration changed.
"""

from collections.abc import Collection

from django.db import connection, transaction

from watchbook.foi.legal_hold import ALL_TABLES, COUNTED_WITH, DAYS, TOPICS, tables_of
from watchbook.foi.request.question_reach import IN_DOUBT, WATCHING
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
-- A half that nobody confirmed has the topics that its question was likely about. A request in which no question was found
-- holds what it may be about by its words.
CREATE OR REPLACE VIEW foi_reach (request_id, of_table, from_on, until_on) AS
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
