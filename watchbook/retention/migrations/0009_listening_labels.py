"""What is under legal hold is not deleted from the labels of listening projects either; texts go all the same, by their key."""

from django.db import migrations

from watchbook.retention.legal_hold.guard import guard_holds


class Migration(migrations.Migration):
    """Runs after the table exists."""

    dependencies = [("retention", "0008_listening_sources_and_weeks"), ("listening", "0005_labels")]
    operations = [guard_holds({"listening_labelsheet": ("id", "project_reference")})]
