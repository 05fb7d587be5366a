"""Editions of published answers can go where a person's right demands it, and what is published, sent and confirmed keeps more.

What an open request holds is asked in two steps, and once for many keys.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce
from pgtrigger.compiler import Trigger
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from watchbook.acting.holding import UNDER_HOLD
from watchbook.audit_log.at_once import AtOnce
from watchbook.audit_log.guard import GuardSql
from watchbook.retention.legal_hold.guard import guard_holds

APP = f'"{settings.DATABASE_ROLES["app"]}"'
FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION foi_is_asked_for(thing uuid, named text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    -- What the second step would take is not even made ready where nothing is open.
    IF NOT EXISTS (SELECT FROM foi_open_request) THEN
        RETURN false;
    END IF;
    RETURN EXISTS (
        SELECT FROM foi_reached AS reached JOIN foi_open_request AS request ON request.id = reached.request_id
        WHERE reached.id = thing AND (named IS NULL OR reached.of_table = named)
    );
END;
$$;

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
    """What was published, sent or confirmed before has nothing of this in its row, whose digest stays true.

    An edition keeps the day on which its entry was first published, by which the disclosure log is ordered; a sent answer, why
    it was late; a confirmed topic, the digest of the finding that was confirmed with it.
    """

    replaces = [
        ("foi", "0004_asked_in_two_steps"),
        ("foi", "0005_editions_go"),
        ("foi", "0006_attached"),
        ("foi", "0007_first_published"),
        ("foi", "0008_late_reason"),
        ("foi", "0009_what_was_confirmed"),
    ]
    # What retention rests on comes first, on an empty database before 0003 too: its views count the tables of this release.
    dependencies = [("foi", "0003_holds"), ("retention", "0006_right_by_right")]
    operations = [
        AtOnce(
            RemoveTrigger("request", "never_changed"),
            migrations.AddField("publication", "first_published_on", models.DateField(null=True)),
            migrations.AddField("request", "attached", models.JSONField(null=True)),
            migrations.AddField("sentanswer", "late_reason", models.TextField(blank=True, default="")),
            migrations.AddField("topicchoice", "over_sha256", models.CharField(max_length=64, blank=True)),
            migrations.AddIndex(
                "publication",
                models.Index(
                    Coalesce("first_published_on", "published_on").desc(),
                    F("reference").desc(),
                    name="publication_newest_first",
                ),
            ),
            AddTrigger(
                "request",
                Trigger(
                    name="never_changed",
                    sql=GuardSql(
                        func=(
                            'IF OLD."reference" IS DISTINCT FROM NEW."reference" '
                            'OR OLD."text" IS DISTINCT FROM NEW."text" '
                            'OR OLD."text_sha256" IS DISTINCT FROM NEW."text_sha256" '
                            'OR OLD."received_on" IS DISTINCT FROM NEW."received_on" '
                            'OR OLD."recorded_by_id" IS DISTINCT FROM NEW."recorded_by_id" '
                            'OR OLD."file_name" IS DISTINCT FROM NEW."file_name" '
                            'OR OLD."file_sha256" IS DISTINCT FROM NEW."file_sha256" '
                            'OR OLD."attached" IS DISTINCT FROM NEW."attached" '
                            'THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); '
                            'END IF; '
                            'RETURN NEW;'
                        ),
                        hash="1a09dca48f75f0667c24698ccbc405f05ec5cb5b",
                        operation="UPDATE",
                        pgid="pgtrigger_never_changed_a3560",
                        table="foi_request",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
        migrations.RunSQL(
            f"GRANT DELETE ON {', '.join(TABLES)} TO {APP}", f"REVOKE DELETE ON {', '.join(TABLES)} FROM {APP}"
        ),
        guard_holds(TABLES),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
    ]
