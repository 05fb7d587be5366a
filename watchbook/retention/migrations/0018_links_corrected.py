"""A wrong link of a complaint is corrected: earlier ones count with it until another officer ends them, which leaves its event."""

from importlib import import_module

from django.db import migrations, models

import watchbook.audit_log.at_once
from watchbook.retention.legal_hold.guard import ToldBy, guard_ends

BEFORE = import_module("watchbook.retention.migrations.0015_named_by_the_person")
ALSO = "complaint.also_about::text = request.reference::text"
NOW = BEFORE.NOW.replace(
    ALSO, "request.reference::text = ANY (string_to_array(complaint.also_about::text, ' '::text))"
)
LINKED_ONCE = BEFORE.LINKED_ONCE.replace("DROP TRIGGER linked_once ON retention_complaint;", "").format(
    columns="request_reference, also_about", changed=f"{BEFORE.CHANGED} OR {BEFORE.ALSO_CHANGED}"
)
GONE = "DROP TRIGGER linked_once ON retention_complaint; DROP VIEW retention_held_by_right;"
EVERY = "array_remove(string_to_array({row}.also_about || ' ' || {row}.request_reference, ' '), '')"
LET_GO = ToldBy(
    "retention_complaint", "UPDATE", "complaint.link_ended", "id", ("request_reference", "also_about"),
    f"NOT ({EVERY.format(row='NEW')} @> {EVERY.format(row='OLD')})",
)  # fmt: skip


class Migration(migrations.Migration):
    """Makes room for several references, and demands the event of each link that ends."""

    dependencies = [("retention", "0017_lifted_by")]
    operations = [
        migrations.RunSQL(GONE, BEFORE.NOW + LINKED_ONCE),
        watchbook.audit_log.at_once.AtOnce(
            migrations.AlterField(
                model_name="complaint",
                name="also_about",
                field=models.CharField(blank=True, default="", max_length=200),
            )
        ),
        migrations.RunSQL(NOW, "DROP VIEW retention_held_by_right;"),
        guard_ends([LET_GO]),
    ]
