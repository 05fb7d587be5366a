"""Each right that a request uses is decided by itself, and everything about that is told more closely than at first.

What was decided for a whole request is filed under the right that the decision answers; where one is still to be made,
each further right becomes a decision of its own, save where the record is not theirs or is neither confirmed nor denied.

No protected record is erased before a second keeper agreed. A complaint holds what each request found to which it is linked,
until another officer ends the link. What the parts above listen to, process and discuss is held too. What many rows ask of the
database is asked once for all of them.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models import PROTECT, F, Q
from pgtrigger.compiler import Trigger
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from watchbook.acting.holding import UNDER_HOLD
from watchbook.audit_log.at_once import AtOnce
from watchbook.audit_log.guard import GuardSql
from watchbook.retention.legal_hold.guard import ToldBy, guard_ends, guard_holds

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
DECISIONS = [
    ("give", "give a copy"),
    ("correct", "correct the record"),
    ("erase", "erase the record"),
    ("restrict", "keep the record as evidence or while it is in dispute, and restrict it"),
    ("refuse", "refuse"),
    ("neither", "neither confirm nor deny that we hold the record"),
    ("not_theirs", "the record is not about this person"),
    ("not_asked", "the person does not ask for this"),
]
STEPS = [
    "acknowledged", "identity_asked", "identified", "clarification_asked", "clarified", "extended", "answered",
    "answered_further", "restriction_ends", "recipient_told", "recipient_not_told", "not_identified", "letter_checked",
    "withdrawn",
]  # fmt: skip
BEGUN = ("proposed", "returned", "given_up")
LIST_STATES = [
    ("proposed", "proposed, waiting for a second person"),
    ("returned", "sent back for changes"),
    ("given_up", "abandoned"),
    ("approved", "approved, being carried out"),
    ("written_down", "keys listed, rows deleted"),
    ("unreadable", "unreadable here"),
    ("irrecoverable", "unreadable everywhere"),
    ("gone", "no longer in any backup"),
    ("earlier", "carried out before a restore"),
]
OUTCOMES = [
    ("waiting", "waiting"),
    ("deleted", "deleted"),
    ("held", "kept: a hold or a request requires this"),
    ("refused", "kept: it could not be deleted yet"),
    ("released", "left out of the list"),
    ("gone", "had already been deleted"),
    ("lost", "not known: the outcome was lost in a restore"),
]
# What one keeper alone decided to erase is held until another agrees, unless it is gone already; what was decided to be about
# somebody else, until the answer has gone: one officer decides that, and the person may object.
VIEW = """
CREATE OR REPLACE VIEW retention_held_by_right (found_item, thing) AS
    SELECT found.id, found.thing
    FROM retention_founditem AS found
    JOIN retention_rightsrequest AS request ON request.id = found.request_id
    WHERE (found.decision::text = 'restrict'::text AND found.lifted_on IS NULL)
    OR (
        (
            request.closed_on IS NULL
            OR (found.is_protected AND request.state::text = 'answered'::text AND found.decision::text = ''::text)
        )
        AND found.decision::text <> 'erase'::text
    )
    OR (
        found.is_protected
        AND found.decision::text = 'erase'::text
        AND found.agreed_by_id IS NULL
        AND request.state::text <> 'ended'::text
        AND NOT (EXISTS (SELECT FROM keys_keydestruction AS gone WHERE gone.item = found.thing))
    )
    OR (EXISTS (
        SELECT FROM retention_complaint AS complaint
        WHERE (
            complaint.request_reference::text = request.reference::text
            OR request.reference::text = ANY (string_to_array(complaint.also_about::text, ' '::text))
        )
        AND complaint.closed_on IS NULL
    ));
DROP TRIGGER linked_once ON retention_complaint;
"""
VIEW_BEFORE = """
CREATE TRIGGER linked_once BEFORE UPDATE OF request_reference ON retention_complaint
FOR EACH ROW WHEN (OLD.request_reference <> '' AND NEW.request_reference IS DISTINCT FROM OLD.request_reference)
EXECUTE FUNCTION retention_refuse_in_force();
CREATE OR REPLACE VIEW retention_held_by_right (found_item, thing) AS
    SELECT found.id, found.thing
    FROM retention_founditem AS found
    JOIN retention_rightsrequest AS request ON request.id = found.request_id
    WHERE (found.decision::text = 'restrict'::text AND found.lifted_on IS NULL)
    OR (
        (
            request.closed_on IS NULL
            OR (found.is_protected AND request.state::text = 'answered'::text AND found.decision::text = ''::text)
        )
        AND found.decision::text <> 'erase'::text
        AND found.decision::text <> 'not_theirs'::text
    )
    OR (EXISTS (
        SELECT FROM retention_complaint AS complaint
        WHERE complaint.request_reference::text = request.reference::text
        AND complaint.closed_on IS NULL
    ));
"""
# The lock comes first, as for each row that goes: what was committed while this waited for it is seen by the questions after it.
# What holds a thing is found once, also where SQL past the acts gave something the id of what it lies in; nobody asks for
# everything held at once.
FUNCTIONS = f"""
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

CREATE OR REPLACE FUNCTION retention_holds_on(things uuid[]) RETURNS TABLE (item uuid, hold uuid)
LANGUAGE sql STABLE SET search_path = public, pg_temp
BEGIN ATOMIC;
    WITH RECURSIVE around (item, container) AS (
        SELECT thing, thing FROM unnest(things) AS thing
        UNION ALL
        SELECT around.item, inner_of.container
        FROM around JOIN retention_lies_in AS inner_of ON inner_of.item = around.container
        WHERE inner_of.container IS NOT NULL
    ) CYCLE container SET is_met_again USING way
    SELECT around.item, legal_hold.id
    FROM around JOIN retention_legalhold AS legal_hold ON legal_hold.thing = around.container
    WHERE legal_hold.ended_at IS NULL;
END;

DROP FUNCTION IF EXISTS retention_all_held();
"""
FUNCTIONS_BEFORE = """
DROP TRIGGER not_under_legal_hold ON keys_keydestruction;
DROP FUNCTION retention_refuse_keys_held();
CREATE TRIGGER not_under_legal_hold BEFORE INSERT ON keys_keydestruction
FOR EACH ROW EXECUTE FUNCTION retention_refuse_held('item');
"""
ENTRY = ("id", "reference")
TABLES = {
    "governance_membersmeeting": ENTRY,
    "governance_processing": ENTRY,
    "listening_labelsheet": ("id", "project_reference"),
    "listening_listeningsource": ("id", "reference", "project_reference"),
    "listening_project": ENTRY,
    "listening_ward": ENTRY,
    "listening_weekcount": ("id", "project_reference"),
}
EVERY_LINK = "array_remove(string_to_array({row}.also_about || ' ' || {row}.request_reference, ' '), '')"
ENDS = [
    ToldBy(
        "retention_founditem", "UPDATE", "rights_question.erasure_agreed", "told_about", ("found_item=id",),
        "OLD.agreed_by_id IS NULL AND NEW.agreed_by_id IS NOT NULL",
    ),
    ToldBy(
        "retention_complaint", "UPDATE", "complaint.link_ended", "id", ("request_reference", "also_about"),
        f"NOT ({EVERY_LINK.format(row='NEW')} @> {EVERY_LINK.format(row='OLD')})",
    ),
]  # fmt: skip


def number():
    """A number of something that need not be there."""
    return models.PositiveSmallIntegerField(blank=True, null=True)


def somebody():
    """Who did it, once somebody has."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, blank=True, null=True, on_delete=PROTECT, related_name="+"
    )


class Migration(migrations.Migration):
    """Adds the columns, files what was decided before, then demands and guards what is true of it now."""

    replaces = [
        ("retention", "0006_listening_holds"),
        ("retention", "0007_processing_holds"),
        ("retention", "0008_listening_sources_and_weeks"),
        ("retention", "0009_listening_labels"),
        ("retention", "0010_lists_at_once"),
        ("retention", "0011_right_by_right"),
        ("retention", "0012_identity_and_corrections"),
        ("retention", "0013_second_keeper"),
        ("retention", "0014_not_theirs_holds"),
        ("retention", "0015_named_by_the_person"),
        ("retention", "0016_letters_recorded_late"),
        ("retention", "0017_lifted_by"),
        ("retention", "0018_links_corrected"),
        ("retention", "0019_ward_holds"),
        ("retention", "0020_in_clear"),
        ("retention", "0021_carried_out_earlier"),
        ("retention", "0022_outcome_lost"),
        ("retention", "0023_let_go"),
        ("retention", "0024_round_and_round"),
        ("retention", "0025_search_of_request"),
        ("retention", "0026_deletion_item_of_table"),
    ]
    dependencies = [
        ("retention", "0005_rights_holds"),
        ("governance", "0003_processing_and_members"),
        ("listening", "0001_projects_and_wards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        AtOnce(
            RemoveTrigger("deletionitem", "needs_event"),
            RemoveTrigger("deletionlist", "never_changed"),
            RemoveTrigger("founditem", "never_changed"),
            RemoveTrigger("rightsrequest", "never_changed"),
            migrations.RemoveConstraint("deletionlist", "deletion_is_approved_by_another"),
            migrations.RemoveConstraint("founditem", "found_item_is_once_a_requests"),
            migrations.RemoveConstraint("founditem", "found_item_rests_on_a_ground"),
            migrations.RemoveConstraint("rightsstep", "rights_step_is_known"),
            migrations.AddField(
                "complaint", "also_about", models.CharField(blank=True, default="", max_length=200)
            ),
            migrations.AddField("deletionitem", "clear", models.JSONField(blank=True, null=True)),
            migrations.AlterField(
                "deletionitem",
                "outcome",
                models.CharField(choices=OUTCOMES, default="waiting", max_length=8),
            ),
            migrations.AddField("deletionlist", "certificate_edition", number()),
            migrations.AddField("deletionlist", "let_go", models.JSONField(blank=True, null=True)),
            migrations.AlterField(
                "deletionlist",
                "state",
                models.CharField(choices=LIST_STATES, default="proposed", max_length=14),
            ),
            migrations.AddField(
                "founditem",
                "right",
                models.CharField(blank=True, choices=RIGHTS, default="", max_length=14),
            ),
            migrations.AddField("founditem", "agreed_by", somebody()),
            migrations.AddField("founditem", "agreed_on", models.DateField(blank=True, null=True)),
            migrations.AddField("founditem", "lifted_by", somebody()),
            migrations.AlterField(
                "founditem",
                "decision",
                models.CharField(blank=True, choices=DECISIONS, default="", max_length=10),
            ),
            migrations.AddField("processingpurpose", "corrects", number()),
            migrations.AddField("rightsstep", "is_to_check", models.BooleanField(default=False)),
        ),
        migrations.RunSQL(FILED, migrations.RunSQL.noop),
        AtOnce(
            migrations.AddIndex(
                "deletionitem",
                models.Index(
                    name="deletion_item_of_table",
                    fields=["table", "item"],
                    condition=Q(outcome__in=["waiting", "deleted"]),
                ),
            ),
            migrations.AddConstraint(
                "deletionlist",
                models.CheckConstraint(
                    name="deletion_is_approved_by_another",
                    condition=Q(state__in=BEGUN, approved_by=None, approved_at=None)
                    | ~Q(state__in=BEGUN)
                    & ~Q(approved_by=F("proposed_by"))
                    & (Q(approved_at__isnull=False) | Q(state="earlier")),
                ),
            ),
            migrations.AddConstraint(
                "founditem",
                models.UniqueConstraint(
                    name="found_item_is_once_a_requests", fields=["request", "thing", "right"]
                ),
            ),
            migrations.AddConstraint(
                "founditem",
                models.CheckConstraint(
                    name="found_item_rests_on_a_ground",
                    condition=Q(decision__in=["", "not_theirs", "not_asked"], ground="")
                    | ~Q(decision="") & ~Q(ground="") & (Q(purpose__isnull=False) | Q(is_protected=True)),
                ),
            ),
            migrations.AddConstraint(
                "founditem",
                models.CheckConstraint(
                    name="found_item_erasure_is_agreed_by_another",
                    condition=Q(agreed_by=None, agreed_on=None)
                    | Q(agreed_on__isnull=False, decision="erase", is_protected=True)
                    & ~Q(agreed_by=F("decided_by")),
                ),
            ),
            migrations.AddConstraint(
                "processingpurpose",
                models.UniqueConstraint(name="purpose_is_corrected_once", fields=["request", "corrects"]),
            ),
            migrations.AddConstraint(
                "rightsstep",
                models.CheckConstraint(name="rights_step_is_known", condition=Q(kind__in=STEPS)),
            ),
            AddTrigger(
                "deletionlist",
                Trigger(
                    name="never_changed",
                    sql=GuardSql(
                        func=(
                            'IF OLD."reference" IS DISTINCT FROM NEW."reference" '
                            'OR OLD."ground" IS DISTINCT FROM NEW."ground" '
                            'OR OLD."because" IS DISTINCT FROM NEW."because" '
                            'OR OLD."retention_class" IS DISTINCT FROM NEW."retention_class" '
                            'OR OLD."proposed_by_id" IS DISTINCT FROM NEW."proposed_by_id" '
                            'OR OLD."proposed_at" IS DISTINCT FROM NEW."proposed_at" '
                            'OR OLD."certificate_edition" IS DISTINCT FROM NEW."certificate_edition" '
                            'THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); '
                            'END IF; '
                            'RETURN NEW;'
                        ),
                        hash="6d8c70077a563386be9f3055c4e76e2326f31f5f",
                        operation="UPDATE",
                        pgid="pgtrigger_never_changed_1e040",
                        table="retention_deletionlist",
                        when="BEFORE",
                    ),
                ),
            ),
            AddTrigger(
                "founditem",
                Trigger(
                    name="never_changed",
                    sql=GuardSql(
                        func=(
                            'IF OLD."request_id" IS DISTINCT FROM NEW."request_id" '
                            'OR OLD."number" IS DISTINCT FROM NEW."number" '
                            'OR OLD."right" IS DISTINCT FROM NEW."right" '
                            'OR OLD."is_protected" IS DISTINCT FROM NEW."is_protected" '
                            'OR OLD."told_about" IS DISTINCT FROM NEW."told_about" '
                            'OR OLD."table" IS DISTINCT FROM NEW."table" '
                            'OR OLD."thing" IS DISTINCT FROM NEW."thing" '
                            'OR OLD."thing_reference" IS DISTINCT FROM NEW."thing_reference" '
                            'THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); '
                            'END IF; '
                            'RETURN NEW;'
                        ),
                        hash="46d1f99dee98206d3306482edf9760bc53d5cf3a",
                        operation="UPDATE",
                        pgid="pgtrigger_never_changed_b154e",
                        table="retention_founditem",
                        when="BEFORE",
                    ),
                ),
            ),
            AddTrigger(
                "rightsrequest",
                Trigger(
                    name="never_changed",
                    sql=GuardSql(
                        func=(
                            'IF OLD."reference" IS DISTINCT FROM NEW."reference" '
                            'OR OLD."recorded_by_id" IS DISTINCT FROM NEW."recorded_by_id" '
                            'THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); '
                            'END IF; '
                            'RETURN NEW;'
                        ),
                        hash="18b5f89be7a0804ba68ad7dd269dda86aa29c634",
                        operation="UPDATE",
                        pgid="pgtrigger_never_changed_21d54",
                        table="retention_rightsrequest",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
        migrations.RunSQL(VIEW, VIEW_BEFORE),
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BEFORE),
        guard_holds(TABLES),
        guard_ends(ENDS),
    ]
