"""A list that was carried out before a restore has a state of its own, and a record that was gone already an outcome."""

from django.db import migrations, models
from django.db.models import F, Q

import watchbook.audit_log.at_once

BEGUN = ("proposed", "returned", "given_up")


class Migration(migrations.Migration):
    """Who approved such a list, and when, the restore may have lost."""

    dependencies = [("retention", "0020_in_clear")]
    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.AlterField(
                model_name="deletionlist",
                name="state",
                field=models.CharField(
                    choices=[
                        ("proposed", "proposed, waiting for a second person"),
                        ("returned", "sent back for changes"),
                        ("given_up", "abandoned"),
                        ("approved", "approved, being carried out"),
                        ("written_down", "keys listed, rows deleted"),
                        ("unreadable", "unreadable here"),
                        ("irrecoverable", "unreadable everywhere"),
                        ("gone", "no longer in any backup"),
                        ("earlier", "carried out before a restore"),
                    ],
                    default="proposed",
                    max_length=14,
                ),
            ),
            migrations.AlterField(
                model_name="deletionitem",
                name="outcome",
                field=models.CharField(
                    choices=[
                        ("waiting", "waiting"),
                        ("deleted", "deleted"),
                        ("held", "kept: a hold or a request requires this"),
                        ("refused", "kept: it could not be deleted yet"),
                        ("released", "left out of the list"),
                        ("gone", "had already been deleted"),
                    ],
                    default="waiting",
                    max_length=8,
                ),
            ),
            migrations.RemoveConstraint(model_name="deletionlist", name="deletion_is_approved_by_another"),
            migrations.AddConstraint(
                model_name="deletionlist",
                constraint=models.CheckConstraint(
                    name="deletion_is_approved_by_another",
                    condition=Q(state__in=BEGUN, approved_by=None, approved_at=None)
                    | ~Q(state__in=BEGUN)
                    & ~Q(approved_by=F("proposed_by"))
                    & (Q(approved_at__isnull=False) | Q(state="earlier")),
                ),
            ),
        ),
    ]
