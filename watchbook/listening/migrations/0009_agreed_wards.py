"""A project can be about a ward only once a second officer has agreed to it; those recorded before wait for one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import watchbook.audit_log.at_once


class Migration(migrations.Migration):
    """Adds who agreed and on which day."""

    dependencies = [
        ('listening', '0008_wards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.AddField(
                model_name='ward',
                name='agreed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='ward',
                name='agreed_on',
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AddIndex(
                model_name='ward',
                index=models.Index(condition=models.Q(('agreed_on', None)), fields=['id'], name='ward_to_agree'),
            ),
            migrations.AddConstraint(
                model_name='ward',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_by', None), ('agreed_on', None)), models.Q(('agreed_by__isnull', False), ('agreed_on__isnull', False)), _connector='OR'), name='ward_is_agreed_on_a_day'),
            ),
        ),
    ]
