"""Who may do what to the log, and what this database is for.

The app role adds to the log and reads it. The sealer sees opaque leaves only and writes the seal; nobody takes back.
The app role has no right to change an event's secret. Erasure is a function that does that one thing as the owner, and
the triggers hold it to it: what is sealed goes, nothing else, and not without an event about it.
"""

from django.conf import settings
from django.db import migrations

ROLES = {role: f'"{name}"' for role, name in settings.DATABASE_ROLES.items()}
LOG = "audit_log_event, audit_log_eventsecret"
SEALED = """
    audit_log_sealedlog,
    audit_log_leaf,
    audit_log_tile,
    audit_log_signedcheckpoint,
    audit_log_publishedcheckpoint,
    audit_log_timestamptoken,
    audit_log_cosignature
"""

GRANT = f"""
REVOKE UPDATE ON {LOG}, audit_log_pending FROM {ROLES["app"]};
REVOKE INSERT, UPDATE ON audit_log_installation, django_migrations FROM {ROLES["app"]};
REVOKE SELECT ON audit_log_eventsecret FROM {ROLES["reader"]};
GRANT SELECT (event_id, leaf, number), DELETE ON audit_log_pending TO {ROLES["sealer"]};
ALTER SEQUENCE audit_log_event_number OWNED BY audit_log_event.number;
REVOKE INSERT, UPDATE ON {SEALED} FROM {ROLES["app"]};
GRANT SELECT ON {SEALED} TO {ROLES["sealer"]};
GRANT INSERT ON audit_log_leaf, audit_log_tile, audit_log_signedcheckpoint,
    audit_log_publishedcheckpoint, audit_log_timestamptoken, audit_log_cosignature TO {ROLES["sealer"]};
GRANT UPDATE (size, hashes) ON audit_log_sealedlog TO {ROLES["sealer"]};
GRANT UPDATE (content) ON audit_log_tile TO {ROLES["sealer"]};
GRANT EXECUTE ON FUNCTION audit_log_refuse_change(text) TO {ROLES["sealer"]};
CREATE FUNCTION audit_log_erase(about uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE audit_log_eventsecret SET sealed = ''::bytea WHERE event_id = about AND octet_length(sealed) > 0;
    RETURN FOUND;
END;
$$;
REVOKE EXECUTE ON FUNCTION audit_log_erase(uuid) FROM PUBLIC;
"""
REVOKE = f"""
DROP FUNCTION audit_log_erase(uuid);
REVOKE EXECUTE ON FUNCTION audit_log_refuse_change(text) FROM {ROLES["sealer"]};
REVOKE ALL ON {SEALED} FROM {ROLES["sealer"]};
GRANT INSERT, UPDATE ON {SEALED} TO {ROLES["app"]};
ALTER SEQUENCE audit_log_event_number OWNED BY NONE;
REVOKE ALL ON audit_log_pending FROM {ROLES["sealer"]};
GRANT SELECT ON audit_log_eventsecret TO {ROLES["reader"]};
GRANT INSERT, UPDATE ON audit_log_installation, django_migrations TO {ROLES["app"]};
GRANT UPDATE ON {LOG}, audit_log_pending TO {ROLES["app"]};
"""


def begin(apps, schema_editor):
    """One row that says what the database is for, written once by the owner; and one of a log without leaves."""
    apps.get_model("audit_log", "Installation").objects.create(only=True, mode=settings.MODE)
    apps.get_model("audit_log", "SealedLog").objects.create()


class Migration(migrations.Migration):
    """The functions are there, so the first two rows can be guarded."""

    dependencies = [("audit_log", "0002_functions")]
    operations = [
        migrations.RunSQL(GRANT, REVOKE),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
