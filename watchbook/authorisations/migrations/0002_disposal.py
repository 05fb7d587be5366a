"""The app role may delete these rows, for disposal: the guard still wants an event for each."""

from django.conf import settings
from django.db import migrations

APP = f'"{settings.DATABASE_ROLES["app"]}"'
NAMES = (
    "authorisation", "authorisedsubject", "comment", "determination", "hearing", "review", "renewal", "cancellation",
    "overtplan", "covertprofile", "profilecheck",
)
TABLES = ", ".join(f"authorisations_{name}" for name in NAMES)


class Migration(migrations.Migration):
    """DELETE is granted table by table; by default no role of ours has it."""

    dependencies = [("authorisations", "0001_authorisations")]
    operations = [
        migrations.RunSQL(f"GRANT DELETE ON {TABLES} TO {APP}", f"REVOKE DELETE ON {TABLES} FROM {APP}")
    ]
