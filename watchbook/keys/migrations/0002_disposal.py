"""The app role may delete index entries: they end with their item, or with the name that they stood for."""

from django.conf import settings
from django.db import migrations

APP = f'"{settings.DATABASE_ROLES["app"]}"'


class Migration(migrations.Migration):
    """The guard still wants an event about the item."""

    dependencies = [("keys", "0001_tables")]
    operations = [
        migrations.RunSQL(
            f"GRANT DELETE ON keys_blindindexentry TO {APP}", f"REVOKE DELETE ON keys_blindindexentry FROM {APP}"
        )
    ]
