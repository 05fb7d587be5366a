"""The app role may delete these rows, for disposal: the guard still wants an event for each."""

from django.conf import settings
from django.db import migrations

APP = f'"{settings.DATABASE_ROLES["app"]}"'


class Migration(migrations.Migration):
    """DELETE is granted table by table; by default no role of ours has it."""

    dependencies = [("listening", "0001_tables")]
    operations = [
        migrations.RunSQL(
            f"GRANT DELETE ON listening_project TO {APP}",
            f"REVOKE DELETE ON listening_project FROM {APP}",
        )
    ]
