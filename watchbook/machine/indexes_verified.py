"""The indexes held against their tables: a row that an index leaves out is found by no question that goes through it.

Each index is read from end to end and its rows are counted beside those of the table itself, which is read once
for all of its indexes. A superuser can build one over no rows and then make PostgreSQL say that it covers all; its definition is
then as the release has it.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from watchbook.machine.connection import Connection

# The columns of each index in its order; no expressions, which have none.
INDEXES = """
    SELECT index.relname, whole.oid::regclass::text, am.amname, array_agg(quote_ident(attname) ORDER BY place),
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
    GROUP BY index.relname, whole.oid, am.amname, indpred, indrelid ORDER BY whole.oid, 1
"""
# The ways in which PostgreSQL may read, so that only the table answers, or only an index of this kind.
WAYS = ("seqscan", "sort", "indexscan", "indexonlyscan", "bitmapscan")
BY_THE_TABLE = {"seqscan", "sort"}
BY_THE_INDEX = {"brin": {"bitmapscan"}, "btree": {"indexscan", "indexonlyscan"}}


class Index(NamedTuple):
    """An index, and how its rows are asked for: of the table, and so that only the index answers."""

    name: str
    table: str
    kind: str
    rows: str
    ordered: str


def problems(connection: Connection, *, since: str | None = None) -> Iterator[str]:
    """Say of each index that it leaves rows out; `since` a transaction only those that were made or changed since."""
    indexes = [_index(found) for found in connection.execute(INDEXES, {"xid": since}).fetchall()]
    for _table, beside in groupby(indexes, key=lambda one: one.table):
        for index, there, held in _counted(connection, list(beside)):
            if held != there:
                yield (
                    f"The index {index.name} of {index.table} finds {held} of {there} rows, so pages and figures may leave rows"
                    " out: somebody emptied it, or the disk is failing. Run"
                    f" REINDEX TABLE {index.table} as the owner of the tables."
                )


def _index(found: Any) -> Index:
    name, table, kind, columns, orders, condition = found
    where = [f"({condition})"] if condition else []
    if kind == "brin":
        where.append(f"{columns[0]} <= (SELECT max({columns[0]}) FROM ONLY {table})")  # noqa: S608 - names from the catalogue
    asked = f"SELECT FROM ONLY {table} WHERE {' AND '.join(where) or 'true'}"
    in_order = ", ".join(f"{column} {order}" for column, order in zip(columns, orders, strict=True))
    return Index(name, table, kind, asked, f"{asked} ORDER BY {in_order}" if kind == "btree" else asked)


def _counted(connection: Connection, beside: list[Index]) -> list[tuple[Index, int, int]]:
    """The indexes of one table, with how many rows it has for each and how many each finds, in one moment.

    What several indexes have in common is counted once: most of them hold every row.
    """
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        there = _counts(connection, BY_THE_TABLE, {one.rows for one in beside})
        held = {
            kind: _counts(connection, ways, {one.ordered for one in beside if one.kind == kind})
            for kind, ways in BY_THE_INDEX.items()
        }
    return [(one, there[one.rows], held[one.kind][one.ordered]) for one in beside]


def _counts(connection: Connection, ways: set[str], asked: set[str]) -> dict[str, int]:
    """Count the rows that each question finds, read in these ways alone."""
    if not asked:
        return {}
    only = "; ".join(f"SET LOCAL enable_{way} = {'on' if way in ways else 'off'}" for way in WAYS)
    connection.execute(only.encode())
    counts = ", ".join(f"(SELECT count(*) FROM ({rows}) AS one)" for rows in asked)  # noqa: S608 - names from the catalogue
    found: Any = connection.execute(f"SELECT {counts}".encode()).fetchone()
    return dict(zip(asked, found, strict=True))
