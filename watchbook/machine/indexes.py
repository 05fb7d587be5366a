"""The indexes of each table as its model declares them.

Until the first release an index changes in the migration that made its table, which a home of before has behind it. So every
upgrade makes what is missing and drops what is declared no longer; what is unique is a rule,
and changes by a migration alone. An index is known by its name: one of other columns has another.
"""

from django.apps import apps
from django.db import connection

PRESENT = """
SELECT tablename, indexname FROM pg_indexes JOIN pg_index ON indexrelid = quote_ident(indexname)::regclass
WHERE schemaname = 'public' AND NOT indisunique
"""


def bring_up() -> None:
    """Bring the indexes of our tables to what the models of this release declare."""
    with connection.cursor() as cursor:
        cursor.execute(PRESENT)
        present = set(cursor.fetchall())
    models = [
        one for one in apps.get_models() if one._meta.managed and one.__module__.startswith("watchbook.")
    ]
    tables = {one._meta.db_table for one in models}
    with connection.schema_editor() as editor:
        declared = {
            (one._meta.db_table, str(statement.parts["name"]).strip('"')): statement
            for one in models
            for statement in editor._model_indexes_sql(one)  # type: ignore[attr-defined]  # which the stubs leave out
        }
        for table, name in sorted(present - declared.keys()):
            if table in tables:
                editor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        for missing in sorted(declared.keys() - present):
            editor.execute(declared[missing])
