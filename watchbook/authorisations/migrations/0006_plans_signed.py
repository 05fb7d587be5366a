"""Signed plans of a service are found by the day on which they end, without those that wait or are over."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds an index of them."""

    dependencies: ClassVar = [("authorisations", "0005_plans_in_order")]
    operations: ClassVar = [
        migrations.AddIndex(
            "overtplan",
            models.Index(
                condition=models.Q(("state", "signed")),
                fields=["service", "until_on", "reference"],
                name="overt_plan_signed",
            ),
        ),
    ]
