"""Protected records of a request that wait for a decision are found without what was found of it besides."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds an index of these few."""

    dependencies: ClassVar = [("retention", "0006_right_by_right")]
    operations: ClassVar = [
        migrations.AddIndex(
            "founditem",
            models.Index(
                condition=models.Q(("decision", ""), ("is_protected", True)),
                fields=["request", "number"],
                name="found_item_undecided_of",
            ),
        ),
    ]
