"""The trigger that commits each row, on every table of every part; in a home made before, its rows are committed this once."""

from django.db import migrations

from watchbook.audit_log import row_digests


def install(apps, schema_editor):
    """Nothing there yet has a digest but in a home made before."""
    row_digests.begin()


class Migration(migrations.Migration):
    """Runs when every table is there. Whoever adds a table later has its migration call `row_digests.install`."""

    dependencies = [
        ("machine", "0001_grants"),
        ("audit_log", "0004_row_digests"),
        ("authorisations", "0002_rights"),
        ("evidence", "0002_rights"),
        ("foi", "0003_holds"),
        ("governance", "0002_rights"),
        ("investigations", "0002_rights"),
        ("keys", "0002_rights"),
        ("looks", "0002_rights"),
        ("organisation", "0003_second_factors"),
        ("oversight", "0003_holds"),
        ("retention", "0005_rights_holds"),
        ("triage", "0002_rights"),
    ]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
