"""A request is closed where the person could not be identified, and what was recorded of one can be corrected.

The rights and the day of receipt change by an act with its event; what a person turns out not to ask for is decided as that.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import watchbook.audit_log.at_once
import watchbook.audit_log.guard

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
    "answered_further", "recipient_told", "recipient_not_told", "not_identified", "withdrawn",
]  # fmt: skip


class Migration(migrations.Migration):
    """Lets the rights and the day of a request be corrected, adds a step, and a decision that needs no ground."""

    dependencies = [
        ("retention", "0011_right_by_right"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        watchbook.audit_log.at_once.AtOnce(
            pgtrigger.migrations.RemoveTrigger(model_name="rightsrequest", name="never_changed"),
            migrations.RemoveConstraint(model_name="founditem", name="found_item_rests_on_a_ground"),
            migrations.RemoveConstraint(model_name="rightsstep", name="rights_step_is_known"),
            migrations.AlterField(
                model_name="founditem",
                name="decision",
                field=models.CharField(blank=True, choices=DECISIONS, default="", max_length=10),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="rightsrequest",
                trigger=pgtrigger.compiler.Trigger(
                    name="never_changed",
                    sql=watchbook.audit_log.guard.GuardSql(
                        func='IF OLD."reference" IS DISTINCT FROM NEW."reference" OR OLD."recorded_by_id" IS DISTINCT FROM NEW."recorded_by_id" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;',
                        hash="18b5f89be7a0804ba68ad7dd269dda86aa29c634",
                        operation="UPDATE",
                        pgid="pgtrigger_never_changed_21d54",
                        table="retention_rightsrequest",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="founditem",
                constraint=models.CheckConstraint(
                    name="found_item_rests_on_a_ground",
                    condition=Q(decision__in=["", "not_theirs", "not_asked"], ground="")
                    | (~Q(decision="") & ~Q(ground="") & (Q(purpose__isnull=False) | Q(is_protected=True))),
                ),
            ),
            migrations.AddConstraint(
                model_name="rightsstep",
                constraint=models.CheckConstraint(name="rights_step_is_known", condition=Q(kind__in=STEPS)),
            ),
        ),
    ]
