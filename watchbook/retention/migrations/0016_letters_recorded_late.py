"""A letter on paper that is recorded long after its day moves no clock before another officer has checked its copy."""

from django.db import migrations, models
from django.db.models import Q

import watchbook.audit_log.at_once

STEPS = [
    "acknowledged", "identity_asked", "identified", "clarification_asked", "clarified", "extended", "answered",
    "answered_further", "recipient_told", "recipient_not_told", "not_identified", "letter_checked", "withdrawn",
]  # fmt: skip


class Migration(migrations.Migration):
    """Adds the mark of such a letter, and the step by which it is checked."""

    dependencies = [("retention", "0015_named_by_the_person")]
    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.RemoveConstraint(model_name="rightsstep", name="rights_step_is_known"),
            migrations.AddField(
                model_name="rightsstep", name="is_to_check", field=models.BooleanField(default=False)
            ),
            migrations.AddConstraint(
                model_name="rightsstep",
                constraint=models.CheckConstraint(condition=Q(kind__in=STEPS), name="rights_step_is_known"),
            ),
        ),
    ]
