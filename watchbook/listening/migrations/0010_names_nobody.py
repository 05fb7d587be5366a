"""Whoever approves a project confirms that what the public reads of it names nobody; nobody was asked before."""

from django.db import migrations, models

import watchbook.audit_log.at_once


class Migration(migrations.Migration):
    """Adds what the approver confirmed."""

    dependencies = [('listening', '0009_agreed_wards')]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.AddField(
                model_name='project',
                name='names_nobody',
                field=models.BooleanField(default=False),
            ),
        ),
    ]
