"""Each event commits what became of the rows it is about, and when it was recorded (docs/explanation/integrity.md#rows-and-their-digests).

What waits is taken by a function, which puts both into the leaf: the act itself writes one short row more and no hash of
its own. A leaf that was fixed before this migration stays as it was.

Rows that are written many at once are committed by one statement: where an act records its events before it writes, nothing has to
wait for the commit, so one trigger for the whole statement asks for the event about each row's subject and commits the rows.
"""

import pgtrigger.compiler
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations, models

import watchbook.audit_log.guard

ROLES = {role: f'"{name}"' for role, name in settings.DATABASE_ROLES.items()}

FUNCTIONS = f"""
CREATE FUNCTION audit_log_content(row_now jsonb, passing text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    one text;
BEGIN
    -- What changes without an act (how far a capture is, when a factor was last used) is no part of what is committed.
    FOREACH one IN ARRAY passing LOOP
        row_now := row_now #- string_to_array(one, '.');
    END LOOP;
    RETURN row_now;
END;
$$;

CREATE FUNCTION audit_log_row_changed() RETURNS trigger
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
    IF TG_ARGV[2] <> '{{}}' THEN
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

CREATE FUNCTION audit_log_last_number(OUT last_value bigint)
LANGUAGE plpgsql AS $$
BEGIN
    last_value := currval('public.audit_log_event_number');
EXCEPTION WHEN object_not_in_prerequisite_state THEN
    last_value := NULL;
END;
$$;

CREATE FUNCTION audit_log_leaf(
    event_id uuid, parts bytea[], recorded_at timestamptz, rows_digest bytea
) RETURNS bytea
LANGUAGE sql IMMUTABLE
-- As ledger.leaf has it: parts are the hashes of the fields before recorded_at, between it and rows_after, and after that; then both salts.
RETURN '\\x01'::bytea || uuid_send(event_id) || sha256(
    'watchbook/event/v1'::bytea || parts[1]
    || sha256(parts[4] || convert_to('recorded_at' || to_json(
        to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')
    ), 'UTF8'))
    || parts[2]
    || sha256(parts[5] || convert_to('rows_after' || COALESCE(to_json(encode(rows_digest, 'hex'))::text, 'null'), 'UTF8'))
    || parts[3]
);

CREATE FUNCTION audit_log_take(most integer) RETURNS TABLE (number bigint, event_id uuid, leaf bytea)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH taken AS (
        DELETE FROM audit_log_pending WHERE event_id IN (
            SELECT event_id FROM audit_log_pending ORDER BY number LIMIT most
        ) RETURNING *
    ), of_rows AS (
        SELECT one.number, sha256(convert_to(string_agg(
            row_table || ' ' || row_id || ' ' || COALESCE(encode(digest, 'hex'), 'gone'), E'\\n'
            ORDER BY row_table COLLATE "C", row_id COLLATE "C"
        ), 'UTF8')) AS digest
        FROM audit_log_rowdigest AS one
        WHERE one.number BETWEEN (SELECT min(taken.number) FROM taken) AND (SELECT max(taken.number) FROM taken)
        GROUP BY one.number
    )
    SELECT taken.number, taken.event_id,
        COALESCE(taken.leaf, audit_log_leaf(taken.event_id, parts, recorded_at, of_rows.digest))
    FROM taken LEFT JOIN of_rows ON of_rows.number = taken.number AND taken.leaf IS NULL
$$;

REVOKE INSERT, UPDATE ON audit_log_rowdigest FROM {ROLES["app"]};
REVOKE EXECUTE ON FUNCTION audit_log_row_changed(), audit_log_take(integer) FROM {ROLES["app"]};
GRANT EXECUTE ON FUNCTION audit_log_take(integer) TO {ROLES["sealer"]};
REVOKE SELECT ON audit_log_pending FROM {ROLES["reader"]};
GRANT SELECT (event_id, number, since) ON audit_log_pending TO {ROLES["reader"]};
"""

DROP = f"""
DROP FUNCTION audit_log_take(integer);
DROP FUNCTION audit_log_leaf(uuid, bytea[], timestamptz, bytea);
DROP FUNCTION audit_log_rows_written() CASCADE;
DROP FUNCTION audit_log_row_changed() CASCADE;
DROP FUNCTION audit_log_last_number();
DROP FUNCTION audit_log_content(jsonb, text[]);
GRANT SELECT ON audit_log_pending TO {ROLES["reader"]};
"""


class Migration(migrations.Migration):
    """A home made before goes on from here: `row_digests.begin` then puts the trigger on each table."""

    replaces = [("audit_log", "0004_row_digests"), ("audit_log", "0005_rows_at_once")]
    dependencies = [("audit_log", "0003_rights")]
    operations = [
        migrations.AlterField("event", "commitment", models.BinaryField(null=True)),
        migrations.AlterField("pending", "leaf", models.BinaryField(null=True)),
        migrations.AddField("pending", "parts", ArrayField(models.BinaryField(), null=True)),
        migrations.AddField("pending", "recorded_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="RowDigest",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "row_table", "row_id", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("row_table", models.CharField(db_collation="C", max_length=63)),
                ("row_id", models.CharField(db_collation="C", max_length=100)),
                ("number", models.BigIntegerField()),
                ("digest", models.BinaryField(null=True)),
            ],
            options={
                "indexes": [BrinIndex(fields=["number"], name="rowdigest_of_event", pages_per_range=16)],
                "triggers": [
                    pgtrigger.compiler.Trigger(name='only_by_its_act', sql=watchbook.audit_log.guard.GuardSql(func="""
            IF TG_OP = 'DELETE' OR (OLD.row_table, OLD.row_id, OLD.number) <> (NEW.row_table, NEW.row_id, NEW.number)
                OR NOT EXISTS (SELECT FROM audit_log_event WHERE number = OLD.number AND transaction = pg_current_xact_id())
            THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF;
            RETURN NEW;
        """, hash='f2d1096ba3713750e1eff6942f40ec782fb7f979', operation='UPDATE OR DELETE', pgid='pgtrigger_only_by_its_act_1bd8e', table='audit_log_rowdigest', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='never_truncated', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='114bd233be3a45d9df712d8efa0edc1eb97dcdb3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_2c918', table='audit_log_rowdigest', when='BEFORE')),
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS, DROP),
        watchbook.audit_log.guard.InstallGuards(),
    ]
