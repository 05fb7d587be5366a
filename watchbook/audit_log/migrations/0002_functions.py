"""The functions that the guards call, so that each rule of the log stands in one place.

Triggers call them, which fix the search path already; a setting of their own would be put in place and taken back at
every call. Each names its tables in full, so that it holds whatever the path is.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION audit_log_mode() RETURNS text
LANGUAGE sql STABLE
-- A database that was never told what it is for is a real one.
RETURN COALESCE((SELECT mode FROM public.audit_log_installation), 'production');

CREATE FUNCTION audit_log_require_event(about_table text, about uuid, own text[] DEFAULT NULL, others text[] DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- An event of this very transaction. Transaction ids start anew in a restored cluster, so in production the
    -- event must also have been recorded since this transaction began.
    IF NOT EXISTS (
        SELECT FROM public.audit_log_event
        WHERE subject_id = about
          AND (own IS NULL OR (name = ANY (own) AND by = about) OR name = ANY (others))
          AND transaction = pg_current_xact_id()
          AND (recorded_at >= transaction_timestamp() OR public.audit_log_mode() <> 'production')
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            MESSAGE = format('A change of %s left no event in the audit log. Nothing was written.', about_table);
    END IF;
END;
$$;

CREATE FUNCTION audit_log_recorded_at(given timestamptz, before timestamptz) RETURNS timestamptz
LANGUAGE plpgsql AS $$
DECLARE
    loader timestamptz := nullif(current_setting('watchbook.recorded_at', true), '')::timestamptz;
BEGIN
    IF before IS NOT NULL AND given = before THEN
        RETURN given;
    END IF;
    IF before IS NULL AND loader IS NULL AND given = statement_timestamp() THEN
        RETURN given;
    END IF;
    IF before IS NOT NULL OR public.audit_log_mode() = 'production' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            MESSAGE = 'recorded_at is set by the database''s clock and by nothing else. Nothing was written.';
    END IF;
    RETURN COALESCE(loader, given);
END;
$$;

CREATE FUNCTION audit_log_refuse_change(about_table text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'integrity_constraint_violation',
        MESSAGE = format('What %s holds is never changed. Add a new version instead. Nothing was written.', about_table);
END;
$$;
"""

DROP = """
DROP FUNCTION audit_log_refuse_change(text);
DROP FUNCTION audit_log_recorded_at(timestamptz, timestamptz);
DROP FUNCTION audit_log_require_event(text, uuid, text[], text[]);
DROP FUNCTION audit_log_mode();
"""


class Migration(migrations.Migration):
    """The guards of 0001 find them by name when a row is written."""

    dependencies = [("audit_log", "0001_tables")]
    operations = [migrations.RunSQL(FUNCTIONS, DROP)]
