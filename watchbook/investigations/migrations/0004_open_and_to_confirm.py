"""What is open in a service is found by its moments, the newest first, and a kind that waits to be confirmed among these alone."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds an index of the open investigations and one of the subjects that wait."""

    dependencies: ClassVar = [("investigations", "0003_kind_confirmed")]
    operations: ClassVar = [
        migrations.AddIndex(
            "investigation",
            models.Index(
                name="investigation_open",
                fields=["service", "-recorded_at"],
                condition=models.Q(state="open"),
            ),
        ),
        migrations.AddIndex(
            "subject",
            models.Index(
                name="subject_kind_to_confirm",
                fields=["id"],
                condition=models.Q(kind_confirmed_at=None) & ~models.Q(kind__in=["person", "group"]),
            ),
        ),
    ]
