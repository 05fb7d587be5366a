"""The newest assessment of a subject is found by an index, and so is one that another was held to."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Ends the index of subjects as assessments are ordered, and adds that of what they are held to."""

    dependencies: ClassVar = [("triage", "0002_rights")]
    operations: ClassVar = [
        migrations.RemoveIndex("assessment", "assessment_of_subject"),
        migrations.AddIndex(
            "assessment",
            models.Index(
                fields=["subject", "-assessed_at", "-recorded_at"],
                name="assessment_of_subject",
            ),
        ),
        migrations.AddIndex(
            "assessment",
            models.Index(
                condition=models.Q(("held_to", ""), _negated=True),
                fields=["held_to"],
                name="assessment_held_to",
            ),
        ),
    ]
