"""What is under legal hold is not deleted from the register of wards either."""

from django.db import migrations

from watchbook.retention.legal_hold.guard import guard_holds


class Migration(migrations.Migration):
    """Runs after the table exists."""

    dependencies = [("retention", "0018_links_corrected"), ("listening", "0008_wards")]
    operations = [guard_holds({"listening_ward": ("id", "reference")})]
