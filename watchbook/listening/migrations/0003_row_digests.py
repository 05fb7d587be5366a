"""The rows of listening projects are committed as all others are."""

from django.db import migrations

from watchbook.audit_log import row_digests


def install(apps, schema_editor):
    """Put the trigger on the table, unless it came with those of the other parts."""
    row_digests.install()


class Migration(migrations.Migration):
    """Runs when the function that commits a row is there."""

    dependencies = [("listening", "0002_rights"), ("machine", "0002_row_digests")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
