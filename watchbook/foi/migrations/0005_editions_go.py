"""Editions of published answers can go where a person's right demands it, and the holds on keys are asked once for many."""

from django.conf import settings
from django.db import migrations

from watchbook.acting.holding import UNDER_HOLD
from watchbook.retention.legal_hold.guard import guard_holds

APP = f'"{settings.DATABASE_ROLES["app"]}"'
KEYS = f"""
CREATE OR REPLACE FUNCTION foi_refuse_key_asked_for() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    things uuid[] := ARRAY(SELECT item FROM added);
BEGIN
    PERFORM retention_lock_shared();
    -- What the second step would take is not even made ready where nothing is open.
    IF NOT EXISTS (SELECT FROM foi_open_request) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT FROM foi_open_request WHERE id = ANY (things)) OR EXISTS (
        SELECT FROM foi_reached AS reached JOIN foi_open_request AS request ON request.id = reached.request_id
        WHERE reached.id = ANY (things)
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{UNDER_HOLD}',
            MESSAGE = 'An open request for information holds this (FOIA s.77). No key was destroyed.';
    END IF;
    RETURN NULL;
END;
$$;
DROP TRIGGER not_asked_for ON keys_keydestruction;
CREATE TRIGGER not_asked_for AFTER INSERT ON keys_keydestruction REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION foi_refuse_key_asked_for();
"""
TABLES = {"foi_publication": ("id", "reference"), "foi_withdrawal": ("id", "publication_id")}


class Migration(migrations.Migration):
    """Runs when the keys' own order is written at once."""

    dependencies = [("foi", "0004_asked_in_two_steps"), ("retention", "0010_lists_at_once")]
    operations = [
        migrations.RunSQL(
            f"GRANT DELETE ON {', '.join(TABLES)} TO {APP}", f"REVOKE DELETE ON {', '.join(TABLES)} FROM {APP}"
        ),
        guard_holds(TABLES),
        migrations.RunSQL(KEYS, migrations.RunSQL.noop),
    ]
