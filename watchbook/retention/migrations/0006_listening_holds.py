"""What is under legal hold is not deleted from the listening projects either."""

from django.db import migrations

from watchbook.retention.legal_hold.guard import guard_holds


class Migration(migrations.Migration):
    """Runs after the table exists. A home made on 28 November 2026 may have the guard already."""

    dependencies = [("retention", "0005_rights_holds"), ("listening", "0002_rights")]
    operations = [
        migrations.RunSQL("DROP TRIGGER IF EXISTS not_under_legal_hold ON listening_project", ""),
        guard_holds({"listening_project": ("id", "reference")}),
    ]
