"""Who may do what to the log (docs/explanation/integrity.md#database-roles), and what this database is for."""

from django.conf import settings
from django.db import migrations

ROLES = {role: f'"{name}"' for role, name in settings.DATABASE_ROLES.items()}
LOG = "audit_log_event, audit_log_eventsecret"

GRANT = f"""
REVOKE UPDATE ON {LOG}, audit_log_pending FROM {ROLES["app"]};
REVOKE INSERT, UPDATE ON audit_log_installation, django_migrations FROM {ROLES["app"]};
REVOKE SELECT ON audit_log_eventsecret FROM {ROLES["reader"]};
GRANT SELECT (event_id, leaf), DELETE ON audit_log_pending TO {ROLES["sealer"]};
"""
REVOKE = f"""
REVOKE ALL ON audit_log_pending FROM {ROLES["sealer"]};
GRANT SELECT ON audit_log_eventsecret TO {ROLES["reader"]};
GRANT INSERT, UPDATE ON audit_log_installation, django_migrations TO {ROLES["app"]};
GRANT UPDATE ON {LOG}, audit_log_pending TO {ROLES["app"]};
"""


def say_what_it_is_for(apps, schema_editor):
    """One row, written once by the owner: production, demo or test."""
    apps.get_model("audit_log", "Installation").objects.create(only=True, mode=settings.MODE)


class Migration(migrations.Migration):
    """The app role adds to the log and reads it; the sealer sees opaque leaves only."""

    dependencies = [("audit_log", "0002_tables")]
    operations = [
        migrations.RunSQL(GRANT, REVOKE),
        migrations.RunPython(say_what_it_is_for, migrations.RunPython.noop),
    ]
