"""Personal facts of events go under key: those of older events are sealed, and the plain column goes."""

from django.conf import settings
from django.db import migrations, models
from importlib import import_module

from watchbook.ledger import leaf as ledger

SWITCH = "ALTER TABLE audit_log_eventsecret {} TRIGGER USER"


def seal_what_is_there(apps, schema_editor):
    """Older events keep one seed, which is in the open; their personal values lie under key from now on."""
    secrets = apps.get_model("audit_log", "EventSecret").objects.select_related("event")
    if not secrets.exists():
        return
    sealer = import_module(settings.EVENT_SEALER)
    schema_editor.execute(SWITCH.format("DISABLE"))
    for one in secrets.iterator():
        facts = {name: value for name, value in one.personal.items() if value is not None}
        one.hashes = {
            name: ledger.field_hash(value, name=name, salt=ledger.salt(bytes(one.seed), name=name)).hex()
            for name, value in one.personal.items()
        }
        if facts:
            content = {"seed": None, "facts": facts}
            one.sealed = sealer.seal(content, subject=one.event.subject_id, event=one.event_id)
        one.save(update_fields=["hashes", "sealed"])
    schema_editor.execute(SWITCH.format("ENABLE"))


class Migration(migrations.Migration):
    """Not to be undone: nothing puts names back into the database in plain."""

    dependencies = [("audit_log", "0003_rights")]
    operations = [
        migrations.AddField("eventsecret", "hashes", models.JSONField(default=dict)),
        migrations.AddField("eventsecret", "sealed", models.BinaryField(default=bytes)),
        migrations.RunPython(seal_what_is_there),
        migrations.RemoveField("eventsecret", "personal"),
    ]
