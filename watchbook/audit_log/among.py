"""The lookup `among`: one of many ids that go to the database as one value, where `in` would write each into the statement."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql import Query


@models.UUIDField.register_lookup
@models.ForeignKey.register_lookup
@models.CharField.register_lookup
@models.BinaryField.register_lookup
class Among(models.Lookup):
    """Rows whose column is one of these values, however many: `pk__among=ids`.

    A query with one column is asked once for its values, before the rows: `pk__among=older.values("pk")`. So an index finds the
    rows, and what else is asked of them is asked of these alone.
    """

    lookup_name = "among"

    def get_prep_lookup(self) -> list[Any] | Query | models.Expression:
        """The values as they are: ids or texts, or the query for them, or what stands for an array of them."""
        values: Iterable[Any] | Query | models.Expression = self.rhs
        return values if isinstance(values, Query | models.Expression) else list(values)

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """A column and one array of its type."""
        column, told = self.process_lhs(compiler, connection)
        if isinstance(self.rhs, Query):
            asked, values = self.rhs.as_sql(compiler, connection)
            return f"{column} = ANY (ARRAY{asked})", (*told, *values)
        if isinstance(self.rhs, models.Expression):
            asked, values = compiler.compile(self.rhs)
            return f"{column} = ANY ({asked})", (*told, *values)
        kind = self.lhs.output_field.rel_db_type(connection)
        return f"{column} = ANY (%s::{kind}[])", (*told, self.rhs)

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """One value, whatever is in it."""
        return "%s", (value,)
