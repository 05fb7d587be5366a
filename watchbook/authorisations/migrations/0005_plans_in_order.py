"""A page of plans to sign is read in its order by an index, also where many were proposed at one moment."""

from typing import ClassVar

from django.db import migrations, models

from watchbook.audit_log.at_once import AtOnce


class Migration(migrations.Migration):
    """Ends the index by the key, as the list does."""

    dependencies: ClassVar = [("authorisations", "0003_how_often_and_erased_lines")]
    operations: ClassVar = [
        AtOnce(
            migrations.RemoveIndex("overtplan", "overt_plan_to_sign"),
            migrations.AddIndex(
                "overtplan",
                models.Index(
                    condition=models.Q(("state", "proposed")),
                    fields=["service", "-recorded_at", "id"],
                    name="overt_plan_to_sign",
                ),
            ),
        )
    ]
