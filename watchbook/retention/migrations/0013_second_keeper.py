"""No protected record is erased before a second keeper agreed; and a list says by which edition its certificate is written.

What one keeper alone decided to erase before is held until another agrees, unless it is gone already.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import watchbook.audit_log.at_once
import watchbook.audit_log.guard
from watchbook.retention.legal_hold.guard import ToldBy, guard_ends

VIEW = """
CREATE OR REPLACE VIEW retention_held_by_right (found_item, thing) AS
    SELECT found.id, found.thing
    FROM retention_founditem AS found JOIN retention_rightsrequest AS request ON request.id = found.request_id
    WHERE (found.decision::text = 'restrict'::text AND found.lifted_on IS NULL)
    OR ((request.closed_on IS NULL OR (found.is_protected AND request.state::text = 'answered'::text AND found.decision::text = ''::text))
        AND found.decision::text <> 'erase'::text AND found.decision::text <> 'not_theirs'::text)
    {further}OR (EXISTS (
        SELECT FROM retention_complaint AS complaint
        WHERE complaint.request_reference::text = request.reference::text AND complaint.closed_on IS NULL
    ));
"""
NOT_AGREED = """OR (found.is_protected AND found.decision::text = 'erase'::text AND found.agreed_by_id IS NULL
        AND request.state::text <> 'ended'::text
        AND NOT (EXISTS (SELECT FROM keys_keydestruction AS gone WHERE gone.item = found.thing)))
    """
AGREED = ToldBy(
    "retention_founditem", "UPDATE", "rights_question.erasure_agreed", "told_about", ("found_item=id",),
    "OLD.agreed_by_id IS NULL AND NEW.agreed_by_id IS NOT NULL",
)  # fmt: skip


class Migration(migrations.Migration):
    """Adds who agreed and when, and holds what nobody agreed to."""

    dependencies = [
        ("retention", "0012_identity_and_corrections"),
        ("keys", "0003_orders_at_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        watchbook.audit_log.at_once.AtOnce(
            pgtrigger.migrations.RemoveTrigger(model_name="deletionlist", name="never_changed"),
            migrations.AddField(
                model_name="deletionlist",
                name="certificate_edition",
                field=models.PositiveSmallIntegerField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="founditem",
                name="agreed_by",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="founditem", name="agreed_on", field=models.DateField(blank=True, null=True)
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="deletionlist",
                trigger=pgtrigger.compiler.Trigger(
                    name="never_changed",
                    sql=watchbook.audit_log.guard.GuardSql(
                        func='IF OLD."reference" IS DISTINCT FROM NEW."reference" OR OLD."ground" IS DISTINCT FROM NEW."ground" OR OLD."because" IS DISTINCT FROM NEW."because" OR OLD."retention_class" IS DISTINCT FROM NEW."retention_class" OR OLD."proposed_by_id" IS DISTINCT FROM NEW."proposed_by_id" OR OLD."proposed_at" IS DISTINCT FROM NEW."proposed_at" OR OLD."certificate_edition" IS DISTINCT FROM NEW."certificate_edition" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;',
                        hash="6d8c70077a563386be9f3055c4e76e2326f31f5f",
                        operation="UPDATE",
                        pgid="pgtrigger_never_changed_1e040",
                        table="retention_deletionlist",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="founditem",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("agreed_by", None), ("agreed_on", None)),
                        models.Q(
                            ("agreed_on__isnull", False),
                            ("decision", "erase"),
                            ("is_protected", True),
                            models.Q(("agreed_by", models.F("decided_by")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="found_item_erasure_is_agreed_by_another",
                ),
            ),
        ),
        migrations.RunSQL(VIEW.format(further=NOT_AGREED), VIEW.format(further="")),
        guard_ends([AGREED]),
    ]
