"""Holds what was decided to be about somebody else until the answer has gone: one officer decides that, and the person may object."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("watchbook.retention.migrations.0013_second_keeper")
VIEW = BEFORE.VIEW.format(further=BEFORE.NOT_AGREED)
NOW = VIEW.replace(
    "\n        AND found.decision::text <> 'erase'::text AND found.decision::text <> 'not_theirs'::text)",
    "\n        AND found.decision::text <> 'erase'::text)",
)


class Migration(migrations.Migration):
    """Writes the view anew."""

    dependencies = [("retention", "0013_second_keeper")]
    operations = [migrations.RunSQL(NOW, VIEW)]
