"""Things on lists are found by their table: what is due of each kind is counted without reading every list."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the index of those that wait or were deleted."""

    dependencies: ClassVar = [("retention", "0025_search_of_request")]
    operations: ClassVar = [
        migrations.AddIndex(
            "deletionitem",
            models.Index(
                condition=models.Q(outcome__in=["waiting", "deleted"]),
                fields=["table", "item"],
                name="deletion_item_of_table",
            ),
        ),
    ]
