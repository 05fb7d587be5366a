"""Deletion lists are read newest first and cut at a page by the day of the proposal and the id."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Puts an index in that order in the place of one by the day alone."""

    dependencies = [("retention", "0027_undecided_of_request")]
    operations = [
        migrations.RemoveIndex("deletionlist", "deletion_list_by_proposal"),
        migrations.AddIndex(
            "deletionlist",
            models.Index(name="deletion_lists_in_order", fields=["-proposed_at", "id"]),
        ),
    ]
