"""Steps that end an edition of a document are found by their day: what is due is found without reading every step."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds an index of these few."""

    dependencies: ClassVar = [("governance", "0003_processing_and_members")]
    operations: ClassVar = [
        migrations.AddIndex(
            "documentstep",
            models.Index(
                condition=models.Q(step__in=["superseded", "withdrawn"]),
                fields=["on"],
                name="document_ended",
            ),
        ),
    ]
