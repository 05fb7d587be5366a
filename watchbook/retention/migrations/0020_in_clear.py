"""What of a deleted thing no key covered is written down before it goes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the column; what went before has none."""

    dependencies = [("retention", "0019_ward_holds")]
    operations = [
        migrations.AddField(
            model_name="deletionitem", name="clear", field=models.JSONField(blank=True, null=True)
        ),
    ]
