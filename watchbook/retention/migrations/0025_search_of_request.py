"""The searches for a request are found by it and their moments, the next day of each at once."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Replaces the index by moments alone, which nothing else asked."""

    dependencies: ClassVar = [("retention", "0024_round_and_round")]
    operations: ClassVar = [
        migrations.RemoveIndex("subjectsearch", "subject_search_by_moment"),
        migrations.AddIndex(
            "subjectsearch",
            models.Index(fields=["request", "recorded_at"], name="subject_search_of_request"),
        ),
    ]
