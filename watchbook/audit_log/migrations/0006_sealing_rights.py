"""Who may do what to the seal: the sealer writes it and reads opaque leaves, the app role reads it, nobody takes back.

The app role has no right to change an event's secret. Erasure is a function that does that one thing as the owner, and the
triggers hold it to it: what is sealed goes, nothing else, and not without an event about it.
"""

from django.conf import settings
from django.db import migrations

ROLES = {role: f'"{name}"' for role, name in settings.DATABASE_ROLES.items()}
SEALED = (
    "audit_log_sealedlog, audit_log_leaf, audit_log_tile, audit_log_signedcheckpoint,"
    " audit_log_publishedcheckpoint, audit_log_timestamptoken, audit_log_cosignature"
)
GRANT = f"""
ALTER SEQUENCE audit_log_event_number OWNED BY audit_log_event.number;
UPDATE audit_log_pending SET number = event.number FROM audit_log_event event WHERE event.id = event_id;
REVOKE INSERT, UPDATE ON {SEALED} FROM {ROLES["app"]};
GRANT SELECT ON {SEALED} TO {ROLES["sealer"]};
GRANT INSERT ON audit_log_leaf, audit_log_tile, audit_log_signedcheckpoint,
    audit_log_publishedcheckpoint, audit_log_timestamptoken, audit_log_cosignature TO {ROLES["sealer"]};
GRANT UPDATE (size, hashes) ON audit_log_sealedlog TO {ROLES["sealer"]};
GRANT UPDATE (content) ON audit_log_tile TO {ROLES["sealer"]};
GRANT SELECT (number) ON audit_log_pending TO {ROLES["sealer"]};
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
REVOKE SELECT (number) ON audit_log_pending FROM {ROLES["sealer"]};
REVOKE ALL ON {SEALED} FROM {ROLES["sealer"]};
GRANT INSERT, UPDATE ON {SEALED} TO {ROLES["app"]};
ALTER SEQUENCE audit_log_event_number OWNED BY NONE;
"""


def begin_the_log(apps, schema_editor):
    """One row, of no leaves."""
    apps.get_model("audit_log", "SealedLog").objects.create()


class Migration(migrations.Migration):
    """The sealer's columns (docs/explanation/integrity.md#database-roles)."""

    dependencies = [("audit_log", "0005_sealing")]
    operations = [
        migrations.RunSQL(GRANT, REVOKE),
        migrations.RunPython(begin_the_log, migrations.RunPython.noop),
    ]
