"""A sent answer keeps why it was late: whoever the reason names is found there."""

from typing import ClassVar

from django.db import migrations, models

import watchbook.audit_log.at_once


class Migration(migrations.Migration):
    """What was sent before has none in its row, whose digest stays true."""

    dependencies: ClassVar = [("foi", "0007_first_published")]
    operations: ClassVar = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.AddField("sentanswer", "late_reason", models.TextField(blank=True, default="")),
        ),
    ]
