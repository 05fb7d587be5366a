"""What is under legal hold is not deleted from the sources and the counts of listening projects either."""

from django.db import migrations

from watchbook.retention.legal_hold.guard import guard_holds


class Migration(migrations.Migration):
    """Runs after the tables exist."""

    dependencies = [("retention", "0007_processing_holds"), ("listening", "0004_sources_and_weeks")]
    operations = [
        guard_holds(
            {
                "listening_listeningsource": ("id", "reference", "project_reference"),
                "listening_weekcount": ("id", "project_reference"),
            }
        )
    ]
