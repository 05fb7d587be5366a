"""A confirmed topic keeps the digest of the finding that was confirmed with it, to tell where the registers changed since."""

from typing import ClassVar

from django.db import migrations, models

import watchbook.audit_log.at_once


class Migration(migrations.Migration):
    """What was confirmed before kept none, and stays confirmed."""

    dependencies: ClassVar = [("foi", "0008_late_reason")]
    operations: ClassVar = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.AddField("topicchoice", "over_sha256", models.CharField(max_length=64, blank=True)),
        ),
    ]
