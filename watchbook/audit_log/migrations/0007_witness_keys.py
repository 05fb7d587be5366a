"""The key of whoever cosigned stays with the cosignature: it is needed to check it, also once nobody asks them any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("audit_log", "0006_sealing_rights")]
    operations = [migrations.AddField("cosignature", "key", models.TextField(default=""))]
