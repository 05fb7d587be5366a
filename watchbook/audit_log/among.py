"""The lookup `among`: one of many ids that go to the database as one value, where `in` would write each into the statement."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


@models.UUIDField.register_lookup
@models.ForeignKey.register_lookup
@models.CharField.register_lookup
class Among(models.Lookup):
    """Rows whose column is one of these values, however many: `pk__among=ids`."""

    lookup_name = "among"

    def get_prep_lookup(self) -> list[Any]:
        """The values as they are: ids or texts."""
        values: Iterable[Any] = self.rhs
        return list(values)

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """A column and one array of its type."""
        column, told = self.process_lhs(compiler, connection)
        kind = self.lhs.output_field.rel_db_type(connection)
        return f"{column} = ANY (%s::{kind}[])", (*told, self.rhs)

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """One value, whatever is in it."""
        return "%s", (value,)
