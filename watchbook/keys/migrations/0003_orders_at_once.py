"""The end of many keys is ordered by one statement, which wants the event about each item."""

import pgtrigger.migrations
from django.db import migrations

from watchbook.audit_log.row_digests import commit_at_once


class Migration(migrations.Migration):
    """Runs when every table has its trigger."""

    dependencies = [("keys", "0002_rights"), ("audit_log", "0005_rows_at_once"), ("machine", "0002_row_digests")]
    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="keydestruction", name="needs_event"),
        commit_at_once("keys_keydestruction", subject="item"),
    ]
