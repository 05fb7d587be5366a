"""Rows that are written many at once are committed by one statement, and each row is looked at once (docs/explanation/integrity.md#rows-and-their-digests).

Where an act records its events before it writes, nothing has to wait for the commit: one trigger for the whole statement asks
for the event about each row's subject and commits the rows. The tables of which that holds install it in migrations of their own.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION audit_log_rows_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET "TimeZone" = 'UTC' SET bytea_output = 'hex'
SET "IntervalStyle" = 'postgres' SET extra_float_digits = 1 AS $$
DECLARE
    untold bigint;
BEGIN
    WITH content AS MATERIALIZED (
        SELECT to_jsonb(one) AS one FROM written AS one
    ), about AS MATERIALIZED (
        SELECT event.subject_id, max(event.number) AS number
        FROM (SELECT DISTINCT (one ->> TG_ARGV[0])::uuid AS id FROM content) AS subject
        JOIN audit_log_event AS event ON event.subject_id = subject.id
        WHERE event.transaction = pg_current_xact_id()
          AND (event.recorded_at >= transaction_timestamp() OR audit_log_mode() <> 'production')
        GROUP BY event.subject_id
    ), kept AS (
        INSERT INTO audit_log_rowdigest (row_table, row_id, number, digest)
        SELECT TG_TABLE_NAME, one ->> TG_ARGV[1], about.number,
            CASE WHEN TG_OP <> 'DELETE' THEN sha256(convert_to(one::text, 'UTF8')) END
        FROM content JOIN about ON about.subject_id = (one ->> TG_ARGV[0])::uuid
        ON CONFLICT (row_table, row_id, number) DO UPDATE SET digest = excluded.digest
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM content) - (SELECT count(*) FROM kept) INTO untold;
    IF untold > 0 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            MESSAGE = format('A change of %s left no event in the audit log. Nothing was written.', TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION audit_log_row_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET "TimeZone" = 'UTC' SET bytea_output = 'hex'
SET "IntervalStyle" = 'postgres' SET extra_float_digits = 1 AS $$
DECLARE
    before jsonb;
    after jsonb;
    kept jsonb;  -- with all its columns: what names it may be among those that are passed over
    told bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW); END IF;
    kept := COALESCE(after, before);
    IF TG_ARGV[2] <> '{}' THEN
        after := audit_log_content(after, TG_ARGV[2]::text[]);
        IF TG_OP = 'UPDATE' THEN before := audit_log_content(before, TG_ARGV[2]::text[]); END IF;
    END IF;
    IF TG_ARGV[0] <> '' THEN
        IF before = after OR kept ->> TG_ARGV[0] IS NULL OR (after IS NULL AND TG_ARGV[3] = 'passes') THEN
            RETURN NULL;
        END IF;
        SELECT max(number) INTO told FROM audit_log_event
        WHERE subject_id = (kept ->> TG_ARGV[0])::uuid AND transaction = pg_current_xact_id();
        IF told IS NULL THEN
            RAISE EXCEPTION USING
                ERRCODE = 'integrity_constraint_violation',
                MESSAGE = format('A change of %s left no event in the audit log. Nothing was written.', TG_TABLE_NAME);
        END IF;
    ELSE
        IF before = after OR (after IS NULL AND TG_ARGV[3] = 'passes') THEN RETURN NULL; END IF;
        -- About no row: whichever event this act wrote last. Without one the row shows as changed past the log.
        SELECT number INTO told FROM audit_log_event
        WHERE number = (SELECT last_value FROM audit_log_last_number()) AND transaction = pg_current_xact_id();
        IF told IS NULL THEN RETURN NULL; END IF;
    END IF;
    INSERT INTO audit_log_rowdigest (row_table, row_id, number, digest)
    VALUES (TG_TABLE_NAME, kept ->> TG_ARGV[1], told, sha256(convert_to(after::text, 'UTF8')))
    ON CONFLICT (row_table, row_id, number) DO UPDATE SET digest = excluded.digest;
    RETURN NULL;
END;
$$;
"""
BACK = """
CREATE OR REPLACE FUNCTION audit_log_row_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET "TimeZone" = 'UTC' SET bytea_output = 'hex'
SET "IntervalStyle" = 'postgres' SET extra_float_digits = 1 AS $$
DECLARE
    passing constant text[] := TG_ARGV[2]::text[];
    before jsonb;
    after jsonb;
    about text;
    told bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW); END IF;
    about := COALESCE(after, before) ->> TG_ARGV[0];
    IF cardinality(passing) > 0 THEN
        before := audit_log_content(before, passing);
        after := audit_log_content(after, passing);
    END IF;
    IF before = after OR (about IS NULL AND TG_ARGV[0] <> '') OR (after IS NULL AND TG_ARGV[3] = 'passes') THEN
        RETURN NULL;
    END IF;
    IF TG_ARGV[0] <> '' THEN
        SELECT number INTO told FROM audit_log_event
        WHERE subject_id = about::uuid AND transaction = pg_current_xact_id()
        ORDER BY number DESC LIMIT 1;
    ELSE
        -- About no row: whichever event this act wrote last. Without one the row shows as changed past the log.
        SELECT number INTO told FROM audit_log_event
        WHERE number = (SELECT last_value FROM audit_log_last_number()) AND transaction = pg_current_xact_id();
    END IF;
    IF told IS NULL AND TG_ARGV[0] = '' THEN
        RETURN NULL;
    ELSIF told IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            MESSAGE = format('A change of %s left no event in the audit log. Nothing was written.', TG_TABLE_NAME);
    END IF;
    INSERT INTO audit_log_rowdigest (row_table, row_id, number, digest)
    VALUES (
        TG_TABLE_NAME, COALESCE(to_jsonb(NEW), to_jsonb(OLD)) ->> TG_ARGV[1], told,
        sha256(convert_to(after::text, 'UTF8'))
    )
    ON CONFLICT (row_table, row_id, number) DO UPDATE SET digest = excluded.digest;
    RETURN NULL;
END;
$$;

DROP FUNCTION audit_log_rows_written();
"""


class Migration(migrations.Migration):
    """What a row's digest is stays the same."""

    dependencies = [("audit_log", "0004_row_digests")]
    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
