"""The end of many keys is ordered by one statement, which wants the event about each item (`row_digests`)."""

import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    """Takes away the guard that asks for the event of each row by itself."""

    dependencies = [("keys", "0002_rights")]
    operations = [pgtrigger.migrations.RemoveTrigger("keydestruction", "needs_event")]
