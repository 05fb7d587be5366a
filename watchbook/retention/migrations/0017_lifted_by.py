"""The end of a restriction is told to the person by a letter, and lifted by somebody who is named."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import watchbook.audit_log.at_once

STEPS = [
    "acknowledged", "identity_asked", "identified", "clarification_asked", "clarified", "extended", "answered",
    "answered_further", "restriction_ends", "recipient_told", "recipient_not_told", "not_identified", "letter_checked",
    "withdrawn",
]  # fmt: skip


class Migration(migrations.Migration):
    """Adds who lifted a restriction, and the step by which the person is told."""

    dependencies = [
        ("retention", "0016_letters_recorded_late"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.RemoveConstraint(model_name="rightsstep", name="rights_step_is_known"),
            migrations.AddField(
                model_name="founditem",
                name="lifted_by",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddConstraint(
                model_name="rightsstep",
                constraint=models.CheckConstraint(condition=Q(kind__in=STEPS), name="rights_step_is_known"),
            ),
        ),
    ]
