"""Looks from which an officer kept something without an authorisation are found for the line manager who checks them."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index of these few."""

    dependencies: ClassVar = [("looks", "0003_signed_over")]
    operations: ClassVar = [
        migrations.AddIndex(
            "look",
            models.Index(
                condition=models.Q(("kept_at__isnull", False), ("level", "amber")),
                fields=["service"],
                name="look_kept_to_check",
            ),
        ),
    ]
