"""What many rows ask of the database is asked once for all of them: the things of a list, and the holds on keys that are to end."""

import pgtrigger.migrations
from django.db import migrations

from watchbook.acting.holding import UNDER_HOLD
from watchbook.audit_log.row_digests import commit_at_once

# The lock comes first, as for each row that goes: what was committed while this waited for it is seen by the questions after it.
HELD = f"""
CREATE FUNCTION retention_refuse_keys_held() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    things uuid[] := ARRAY(SELECT item FROM added);
BEGIN
    PERFORM retention_lock_shared();
    IF EXISTS (SELECT FROM retention_holds_on(things)) OR retention_is_held_by_right(things) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{UNDER_HOLD}',
            MESSAGE = 'This is under legal hold. Nothing was deleted.';
    END IF;
    RETURN NULL;
END;
$$;
DROP TRIGGER not_under_legal_hold ON keys_keydestruction;
CREATE TRIGGER not_under_legal_hold AFTER INSERT ON keys_keydestruction REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION retention_refuse_keys_held();
"""
BACK = """
DROP TRIGGER not_under_legal_hold ON keys_keydestruction;
DROP FUNCTION retention_refuse_keys_held();
CREATE TRIGGER not_under_legal_hold BEFORE INSERT ON keys_keydestruction
FOR EACH ROW EXECUTE FUNCTION retention_refuse_held('item');
"""


class Migration(migrations.Migration):
    """Runs when every table has its trigger."""

    dependencies = [
        ("retention", "0009_listening_labels"),
        ("keys", "0003_orders_at_once"),
    ]
    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="deletionitem", name="needs_event"),
        commit_at_once("retention_deletionitem", subject="deletion_list_id"),
        migrations.RunSQL(HELD, BACK),
    ]
