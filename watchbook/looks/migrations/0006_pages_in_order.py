"""A page of looks is read in its order by an index, also where many were opened at one moment."""

from typing import ClassVar

from django.db import migrations, models

from watchbook.audit_log.at_once import AtOnce


class Migration(migrations.Migration):
    """Ends three indexes by the key, as the lists do."""

    dependencies: ClassVar = [("looks", "0003_signed_and_kept")]
    operations: ClassVar = [
        AtOnce(
            migrations.RemoveIndex("look", "look_by_moment"),
            migrations.AddIndex(
                "look",
                models.Index(
                    fields=["-opened_at", "id"],
                    name="look_by_moment",
                ),
            ),
            migrations.RemoveIndex("look", "look_open"),
            migrations.AddIndex(
                "look",
                models.Index(
                    condition=models.Q(("state", "open")),
                    fields=["-opened_at", "id"],
                    name="look_open",
                ),
            ),
            migrations.RemoveIndex("look", "look_kept_to_check"),
            migrations.AddIndex(
                "look",
                models.Index(
                    condition=models.Q(("kept_at__isnull", False), ("level", "amber")),
                    fields=["-opened_at", "id"],
                    name="look_kept_to_check",
                ),
            ),
        )
    ]
