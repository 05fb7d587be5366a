"""What a re-triage was signed over. A home made on 28 November 2026 may have the column already."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

COLUMN = "ALTER TABLE looks_retriage ADD COLUMN IF NOT EXISTS signed_over varchar(48)[] DEFAULT '{}' NOT NULL"


class Migration(migrations.Migration):
    """Those of before were signed over nothing."""

    dependencies = [("looks", "0002_rights")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    [COLUMN, "ALTER TABLE looks_retriage ALTER COLUMN signed_over DROP DEFAULT"],
                    "ALTER TABLE looks_retriage DROP COLUMN signed_over",
                )
            ],
            [
                migrations.AddField(
                    "retriage",
                    "signed_over",
                    ArrayField(models.CharField(max_length=48), blank=True, default=list),
                )
            ],
        )
    ]
