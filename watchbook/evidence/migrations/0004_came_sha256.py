"""The hash of what was taken in, as it came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("evidence", "0003_repeats_is_an_id")]
    operations = [
        migrations.AddField(
            model_name="capture",
            name="came_sha256",
            field=models.CharField(blank=True, db_index=True, default="", max_length=64),
        ),
    ]
