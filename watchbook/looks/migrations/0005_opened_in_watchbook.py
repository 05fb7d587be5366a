"""A look that was opened on any page of Watchbook is called that: an officer may begin on the first page."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The words of a choice alone: no column changes."""

    dependencies: ClassVar = [("looks", "0004_kept_to_check")]
    operations: ClassVar = [
        migrations.AlterField(
            "look",
            "way",
            models.CharField(
                choices=[
                    ("page", "opened in Watchbook"),
                    ("bookmarklet", "opened from the bookmark"),
                    ("phone", "opened on a phone"),
                    ("afterwards", "recorded afterwards"),
                    ("imported", "imported from an earlier log"),
                ],
                max_length=12,
            ),
        ),
    ]
