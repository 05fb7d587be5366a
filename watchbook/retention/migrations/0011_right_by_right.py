"""Each right that a request uses is decided by itself, and a purpose can be corrected.

What was decided for a whole request is filed under the right that the decision answers; where one is still to be made,
each further right becomes a decision of its own, save where the record is not theirs or is neither confirmed nor denied.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import watchbook.audit_log.at_once
import watchbook.audit_log.guard

# The rights that a decision answers, the likeliest first; else the first right of the request.
ANSWERED = """
    CASE found.decision
        WHEN 'give' THEN ARRAY['access']
        WHEN 'correct' THEN ARRAY['rectification']
        WHEN 'erase' THEN ARRAY['erasure', 'objection']
        WHEN 'restrict' THEN ARRAY['restriction', 'erasure', 'rectification', 'objection']
        ELSE CASE found.ground
            WHEN 'public_task' THEN ARRAY['erasure']
            WHEN 'others' THEN ARRAY['access']
            WHEN 'right_data' THEN ARRAY['rectification']
            WHEN 'right_data_3' THEN ARRAY['rectification']
            WHEN 'compelling' THEN ARRAY['objection']
            WHEN 'no_objection_3' THEN ARRAY['objection']
            WHEN 'no_case' THEN ARRAY['restriction']
            WHEN 'no_breach_3' THEN ARRAY['erasure', 'restriction']
            ELSE ARRAY[]::text[]
        END
    END
"""
# Nothing is decided anew here, so no event tells of it and the guards of decisions stand aside for these two statements.
FILED = f"""
ALTER TABLE retention_founditem DISABLE TRIGGER USER;
UPDATE retention_founditem AS found SET "right" = COALESCE(
    (SELECT one FROM unnest({ANSWERED}) WITH ORDINALITY AS each (one, place)
     WHERE one = ANY (request.rights::text[]) ORDER BY place LIMIT 1),
    request.rights[1]
)
FROM retention_rightsrequest AS request WHERE request.id = found.request_id;
INSERT INTO retention_founditem (
    id, recorded_at, envelope, number, "right", is_protected, told_about, "table", thing, thing_reference, request_id,
    decision, ground, purpose_id, decided_by_id, decided_on
)
SELECT
    gen_random_uuid(), found.recorded_at, found.envelope, found.number, further.one, found.is_protected, found.told_about,
    found."table", found.thing, found.thing_reference, found.request_id,
    CASE WHEN whole.is_whole THEN found.decision ELSE '' END, CASE WHEN whole.is_whole THEN found.ground ELSE '' END,
    CASE WHEN whole.is_whole THEN found.purpose_id END, CASE WHEN whole.is_whole THEN found.decided_by_id END,
    CASE WHEN whole.is_whole THEN found.decided_on END
FROM retention_founditem AS found
JOIN retention_rightsrequest AS request ON request.id = found.request_id AND (
    request.closed_on IS NULL OR request.state = 'answered' AND found.is_protected AND found.decision = ''
)
CROSS JOIN LATERAL unnest(request.rights) AS further (one)
CROSS JOIN LATERAL (SELECT found.decision IN ('not_theirs', 'neither') AS is_whole) AS whole
WHERE further.one <> found."right";
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE retention_founditem ENABLE TRIGGER USER;
"""
RIGHTS = [
    ("access", "a copy of the data (access)"),
    ("rectification", "correction of wrong data (rectification)"),
    ("erasure", "deletion of the data (erasure)"),
    ("restriction", "a limit on use: data kept but not used (restriction)"),
    ("objection", "an end to the use of the data (objection)"),
]


class Migration(migrations.Migration):
    """Adds the right to each decision, and the number of the purpose that a corrected one stands for."""

    dependencies = [
        ("retention", "0010_lists_at_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        watchbook.audit_log.at_once.AtOnce(
            pgtrigger.migrations.RemoveTrigger(model_name="founditem", name="never_changed"),
            migrations.RemoveConstraint(model_name="founditem", name="found_item_is_once_a_requests"),
            migrations.AddField(
                model_name="founditem",
                name="right",
                field=models.CharField(blank=True, choices=RIGHTS, default="", max_length=14),
            ),
            migrations.AddField(
                model_name="processingpurpose",
                name="corrects",
                field=models.PositiveSmallIntegerField(blank=True, null=True),
            ),
        ),
        migrations.RunSQL(FILED, migrations.RunSQL.noop),
        watchbook.audit_log.at_once.AtOnce(
            pgtrigger.migrations.AddTrigger(
                model_name="founditem",
                trigger=pgtrigger.compiler.Trigger(
                    name="never_changed",
                    sql=watchbook.audit_log.guard.GuardSql(
                        func='IF OLD."request_id" IS DISTINCT FROM NEW."request_id" OR OLD."number" IS DISTINCT FROM NEW."number" OR OLD."right" IS DISTINCT FROM NEW."right" OR OLD."is_protected" IS DISTINCT FROM NEW."is_protected" OR OLD."told_about" IS DISTINCT FROM NEW."told_about" OR OLD."table" IS DISTINCT FROM NEW."table" OR OLD."thing" IS DISTINCT FROM NEW."thing" OR OLD."thing_reference" IS DISTINCT FROM NEW."thing_reference" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;',
                        hash="46d1f99dee98206d3306482edf9760bc53d5cf3a",
                        operation="UPDATE",
                        pgid="pgtrigger_never_changed_b154e",
                        table="retention_founditem",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="founditem",
                constraint=models.UniqueConstraint(
                    fields=("request", "thing", "right"), name="found_item_is_once_a_requests"
                ),
            ),
            migrations.AddConstraint(
                model_name="processingpurpose",
                constraint=models.UniqueConstraint(
                    fields=("request", "corrects"), name="purpose_is_corrected_once"
                ),
            ),
        ),
    ]
