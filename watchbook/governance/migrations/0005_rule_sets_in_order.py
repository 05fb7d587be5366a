"""The adoptions of rules are read in one order, by the page that lists them and by whoever asks which is in force."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Puts one index in the place of two that ended before the id, by which a page of the list is cut."""

    dependencies = [("governance", "0004_document_ended")]
    operations = [
        migrations.RemoveIndex("rulesetadoption", "rule_set_newest_first"),
        migrations.RemoveIndex("rulesetadoption", "rule_set_adoption_by_day"),
        migrations.AddIndex(
            "rulesetadoption",
            models.Index(
                name="rule_sets_in_order",
                fields=["-adopted_on", "-recorded_at", "id"],
                condition=Q(is_struck=False),
            ),
        ),
    ]
