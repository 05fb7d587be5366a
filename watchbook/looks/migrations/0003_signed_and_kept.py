"""What a re-triage was signed over, how a look is said to be opened, and the looks that a line manager checks."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models import Q

from watchbook.audit_log.at_once import AtOnce


class Migration(migrations.Migration):
    """Those of before were signed over nothing. The index holds the few looks from which something was kept without an authorisation."""

    replaces = [
        ("looks", "0003_signed_over"),
        ("looks", "0004_kept_to_check"),
        ("looks", "0005_opened_in_watchbook"),
    ]
    dependencies = [("looks", "0002_rights")]
    operations = [
        AtOnce(
            migrations.AddField(
                "retriage",
                "signed_over",
                ArrayField(models.CharField(max_length=48), blank=True, default=list),
            ),
            migrations.AlterField(
                "look",
                "way",
                models.CharField(
                    choices=[
                        ("page", "opened in Watchbook"),
                        ("bookmarklet", "opened from the bookmark"),
                        ("phone", "opened on a phone"),
                        ("afterwards", "recorded afterwards"),
                        ("imported", "imported from an earlier log"),
                    ],
                    max_length=12,
                ),
            ),
            migrations.AddIndex(
                "look",
                models.Index(
                    name="look_kept_to_check",
                    fields=["service"],
                    condition=Q(kept_at__isnull=False, level="amber"),
                ),
            ),
        ),
    ]
