"""The indexes held against their tables: a row that an index leaves out is found by no question that goes through it.

Each index is read from end to end and its rows are counted beside those of the table itself. A superuser can build one over no
rows and then make PostgreSQL say that it covers all; its definition is then as the release has it.
"""

from collections.abc import Iterator
from typing import Any

from watchbook.machine.connection import Connection, value_of

# The columns of each index in its order; no expressions, which have none.
INDEXES = """
    SELECT index.relname, whole.oid::regclass, am.amname, array_agg(quote_ident(attname) ORDER BY place),
        array_agg(CASE WHEN indoption[place - 1] & 1 = 1 THEN 'DESC ' ELSE 'ASC ' END
            || CASE WHEN indoption[place - 1] & 2 = 2 THEN 'NULLS FIRST' ELSE 'NULLS LAST' END ORDER BY place),
        pg_get_expr(indpred, indrelid)
    FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid JOIN pg_class AS whole ON whole.oid = indrelid
        JOIN pg_am AS am ON am.oid = index.relam
        CROSS JOIN generate_series(1, indnkeyatts) AS place
        JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[place - 1]
    WHERE whole.relnamespace = 'public'::regnamespace AND whole.relkind = 'r' AND indexprs IS NULL
        AND has_table_privilege(whole.oid, 'SELECT')
        AND am.amname IN ('btree', 'brin')
        AND (%(xid)s::text IS NULL OR age(pg_index.xmin) <= age(%(xid)s::text::xid) OR age(index.xmin) <= age(%(xid)s::text::xid))
    GROUP BY index.relname, whole.oid, am.amname, indpred, indrelid ORDER BY 2, 1
"""
BY_THE_TABLE = "SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off; SET LOCAL enable_bitmapscan = off"
BY_THE_INDEX = {
    "btree": "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_indexscan = on; SET LOCAL enable_indexonlyscan = on",
    "brin": "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = on",
}


def problems(connection: Connection, *, since: str | None = None) -> Iterator[str]:
    """Say of each index that it leaves rows out; `since` a transaction only those that were made or changed since."""
    for found in connection.execute(INDEXES, {"xid": since}).fetchall():
        index, table, kind = (str(one) for one in found[:3])
        rows, ordered = _rows(table, kind, *found[3:])
        with connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            there, held = (
                _count(connection, BY_THE_TABLE, rows),
                _count(connection, BY_THE_INDEX[kind], ordered),
            )
        if held != there:
            yield (
                f"The index {index} of {table} finds {held} of {there} rows, so pages and figures may leave rows out: somebody"
                f" emptied it, or the disk is failing. Run REINDEX TABLE {table} as the owner of the tables."
            )


def _rows(table: str, kind: str, names: Any, orders: Any, condition: Any) -> tuple[str, str]:
    """The question for the rows of an index, and the same in a way that only the index answers."""
    where = [f"({condition})"] if condition else []
    if kind == "brin":
        where.append(f"{names[0]} <= (SELECT max({names[0]}) FROM ONLY {table})")  # noqa: S608 - names from the catalogue
    asked = f"SELECT FROM ONLY {table} WHERE {' AND '.join(where) or 'true'}"
    in_order = ", ".join(f"{name} {order}" for name, order in zip(names, orders, strict=True))
    return asked, f"{asked} ORDER BY {in_order}" if kind == "btree" else asked


def _count(connection: Connection, how: str, rows: str) -> int:
    connection.execute(how.encode())
    asked = f"SELECT count(*) FROM ({rows}) AS one"  # noqa: S608 - names from the catalogue
    return int(value_of(connection, asked))
