"""A page of error reports is read in its order by an index, also where many were recorded at one moment."""

from typing import ClassVar

from django.db import migrations, models

from watchbook.audit_log.at_once import AtOnce


class Migration(migrations.Migration):
    """Ends the index by the key, as the list does."""

    dependencies: ClassVar = [("oversight", "0003_holds")]
    operations: ClassVar = [
        AtOnce(
            migrations.RemoveIndex("errorreport", "error_by_moment"),
            migrations.AddIndex(
                "errorreport",
                models.Index(
                    fields=["-recorded_at", "id"],
                    name="error_by_moment",
                ),
            ),
        )
    ]
