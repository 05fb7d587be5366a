"""What a person named in a complaint counts beside the request to which an officer linked it: the complaint holds what both found."""

from importlib import import_module

from django.db import migrations, models

import watchbook.audit_log.at_once

BEFORE = import_module("watchbook.retention.migrations.0014_not_theirs_holds").NOW
ABOUT = "complaint.request_reference::text = request.reference::text"
NOW = BEFORE.replace(ABOUT, f"({ABOUT} OR complaint.also_about::text = request.reference::text)")
LINKED_ONCE = """
DROP TRIGGER linked_once ON retention_complaint;
CREATE TRIGGER linked_once BEFORE UPDATE OF {columns} ON retention_complaint
FOR EACH ROW WHEN (OLD.request_reference <> '' AND ({changed}))
EXECUTE FUNCTION retention_refuse_in_force();
"""
CHANGED = "NEW.request_reference IS DISTINCT FROM OLD.request_reference"
ALSO_CHANGED = "NEW.also_about IS DISTINCT FROM OLD.also_about"


class Migration(migrations.Migration):
    """Adds the request that the person named, where an officer linked another."""

    dependencies = [("retention", "0014_not_theirs_holds")]
    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.AddField(
                model_name="complaint",
                name="also_about",
                field=models.CharField(blank=True, default="", max_length=20),
            )
        ),
        migrations.RunSQL(NOW, BEFORE),
        migrations.RunSQL(
            LINKED_ONCE.format(
                columns="request_reference, also_about", changed=f"{CHANGED} OR {ALSO_CHANGED}"
            ),
            LINKED_ONCE.format(columns="request_reference", changed=CHANGED),
        ),
    ]
