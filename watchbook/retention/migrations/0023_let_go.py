"""What let the records of a list go from a hold is written into it with the approval."""

from typing import ClassVar

from django.db import migrations, models

import watchbook.audit_log.at_once


class Migration(migrations.Migration):
    """Adds the words and the people, as the person who approved saw them."""

    dependencies: ClassVar = [("retention", "0022_outcome_lost")]

    operations: ClassVar = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.AddField(
                model_name="deletionlist",
                name="let_go",
                field=models.JSONField(blank=True, null=True),
            )
        ),
    ]
