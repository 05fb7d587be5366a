"""A capture names the one that it repeats by its id alone, so that disposal may take the earlier one first."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Without the constraint nothing needs moving."""

    dependencies = [("evidence", "0002_disposal")]
    operations = [
        migrations.AlterField(
            model_name="capture",
            name="repeats",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="repeated_by",
                to="evidence.capture",
            ),
        ),
    ]
