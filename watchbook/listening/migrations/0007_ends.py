"""Who ended a project, on which day and why stand beside its approval, not in its place."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import watchbook.audit_log.at_once


class Migration(migrations.Migration):
    """Adds the end of a project; of one that ended before, its reason stays where it was."""

    dependencies = [
        ('listening', '0006_agreed_sources'),
        ('organisation', '0004_own_pages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.AddField(
                model_name='project',
                name='end_reason',
                field=models.TextField(blank=True, default='', max_length=1000),
            ),
            migrations.AddField(
                model_name='project',
                name='ended_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='project',
                name='ended_on',
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AddConstraint(
                model_name='project',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_by', None), ('ended_on', None)), models.Q(('ended_by__isnull', False), ('ended_on__isnull', False), ('state', 'ended'), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='listening_project_end_is_told_whole'),
            ),
        ),
    ]
