"""Sources on Mastodon are read by hashtag, and are called so; no row changes."""

import django.contrib.postgres.fields
from django.db import migrations, models

import watchbook.audit_log.at_once

KINDS = [
    ('feed', 'news feeds (RSS and Atom)'),
    ('mastodon', 'hashtags on Mastodon'),
    ('bluesky', 'public posts on Bluesky'),
    ('inbox', 'exports of the council’s own inboxes'),
]


class Migration(migrations.Migration):
    """Names a kind of source anew."""

    dependencies = [('listening', '0010_names_nobody')]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.AlterField(
                model_name='listeningsource', name='kind', field=models.CharField(choices=KINDS, max_length=10)
            ),
            migrations.AlterField(
                model_name='project',
                name='sources',
                field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(choices=KINDS, max_length=10), size=None
                ),
            ),
        ),
    ]
