"""An edition keeps the day on which its entry was first published, by which the disclosure log is ordered."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models.functions import Coalesce

import watchbook.audit_log.at_once


class Migration(migrations.Migration):
    """What was published before has no such day in its row, whose digest stays true."""

    dependencies: ClassVar = [("foi", "0006_attached")]
    operations: ClassVar = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.AddField("publication", "first_published_on", models.DateField(null=True)),
        ),
        migrations.AddIndex(
            "publication",
            models.Index(
                Coalesce("first_published_on", "published_on").desc(),
                models.F("reference").desc(),
                name="publication_newest_first",
            ),
        ),
    ]
