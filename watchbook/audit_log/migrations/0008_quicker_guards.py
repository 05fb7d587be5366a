"""What each act pays for the guards, with the same rules: they are called by triggers, which fix the search path already.

A setting of their own would be put in place and taken back at every call. Each names its tables in full, so that it holds
whatever the path is. Events come in the order of their moments, so an index of ranges of pages does for these.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations

QUICKER = """
ALTER FUNCTION audit_log_mode() RESET search_path;
ALTER FUNCTION audit_log_recorded_at(timestamptz, timestamptz) RESET search_path;
CREATE OR REPLACE FUNCTION audit_log_mode() RETURNS text
LANGUAGE sql STABLE
RETURN COALESCE((SELECT mode FROM public.audit_log_installation), 'production');

CREATE OR REPLACE FUNCTION audit_log_require_event(about_table text, about uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- As in 0001: an event of this very transaction, and in production one that was recorded since it began.
    IF NOT EXISTS (
        SELECT FROM public.audit_log_event
        WHERE subject_id = about
          AND transaction = pg_current_xact_id()
          AND (recorded_at >= transaction_timestamp() OR public.audit_log_mode() <> 'production')
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            MESSAGE = format('A change of %s left no event in the audit log. Nothing was written.', about_table);
    END IF;
END;
$$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION audit_log_mode() RETURNS text
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE((SELECT mode FROM audit_log_installation), 'production');
END;
$$;
ALTER FUNCTION audit_log_recorded_at(timestamptz, timestamptz) SET search_path = public, pg_temp;
ALTER FUNCTION audit_log_require_event(text, uuid) SET search_path = public, pg_temp;
"""


class Migration(migrations.Migration):
    """Two functions and an index."""

    dependencies = [("audit_log", "0007_witness_keys")]
    operations = [
        migrations.RunSQL(QUICKER, AS_BEFORE),
        migrations.RemoveIndex("event", "event_by_moment"),
        migrations.AddIndex("event", BrinIndex(fields=["recorded_at"], name="event_by_moment")),
    ]
