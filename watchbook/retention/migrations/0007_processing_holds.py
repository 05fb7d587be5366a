"""What is under legal hold is not deleted from processing activities and members’ meetings either."""

from django.db import migrations

from watchbook.retention.legal_hold.guard import guard_holds

ENTRY = ("id", "reference")


class Migration(migrations.Migration):
    """Runs after the tables exist."""

    dependencies = [("retention", "0006_listening_holds"), ("governance", "0003_processing_and_members")]
    operations = [guard_holds({"governance_processing": ENTRY, "governance_membersmeeting": ENTRY})]
