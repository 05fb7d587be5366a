"""A capture names the one that it repeats by its id alone, so that disposal may take the earlier one first; no state without its times."""

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
        migrations.RemoveConstraint(
            model_name='capture',
            name='capture_waits_before_it_begins',
        ),
        migrations.RemoveConstraint(
            model_name='capture',
            name='capture_ended_when_it_is_over',
        ),
        migrations.AddConstraint(
            model_name='capture',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('begun_at', None), ('state__in', ['waiting', 'given_up'])), models.Q(models.Q(('state__in', ['waiting', 'given_up']), _negated=True), ('begun_at__gte', models.F('asked_at')), ('begun_at__isnull', False)), _connector='OR'), name='capture_waits_before_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='capture',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ['waiting', 'running'])), models.Q(models.Q(('state__in', ['waiting', 'running']), _negated=True), ('ended_at__gte', models.F('asked_at')), ('ended_at__isnull', False)), _connector='OR'), name='capture_ended_when_it_is_over'),
        ),
    ]
