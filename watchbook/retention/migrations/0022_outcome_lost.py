"""Of a record on a list whose file a restore lost nobody knows what became of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The list says so, and not that the record was left out of it."""

    dependencies = [("retention", "0021_carried_out_earlier")]
    operations = [
        migrations.AlterField(
            model_name="deletionitem",
            name="outcome",
            field=models.CharField(
                choices=[('waiting', 'waiting'), ('deleted', 'deleted'), ('held', 'kept: a hold or a request requires this'), ('refused', 'kept: it could not be deleted yet'), ('released', 'left out of the list'), ('gone', 'had already been deleted'), ('lost', 'not known: the outcome was lost in a restore')],
                default="waiting",
                max_length=8,
            ),
        ),
    ]
