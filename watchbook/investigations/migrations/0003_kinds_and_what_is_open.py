"""What kind somebody is that an investigation is about is confirmed by somebody else; what is open or waits for that is found."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import PROTECT, F, Q

from watchbook.audit_log.at_once import AtOnce


def somebody():
    """Who did it, once somebody has."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, blank=True, null=True, on_delete=PROTECT, related_name="+"
    )


class Migration(migrations.Migration):
    """Adds who said the kind, who confirmed it and when; an index of the open investigations, and one of the subjects that wait."""

    replaces = [("investigations", "0003_kind_confirmed"), ("investigations", "0004_open_and_to_confirm")]
    dependencies = [
        ("investigations", "0002_rights"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        AtOnce(
            migrations.AddField("subject", "kind_by", somebody()),
            migrations.AddField("subject", "kind_confirmed_at", models.DateTimeField(blank=True, null=True)),
            migrations.AddField("subject", "kind_confirmed_by", somebody()),
            migrations.AddConstraint(
                "subject",
                models.CheckConstraint(
                    name="subject_kind_is_confirmed_by_somebody_else",
                    condition=Q(kind_confirmed_at=None, kind_confirmed_by=None)
                    | Q(kind_confirmed_at__isnull=False, kind_confirmed_by__isnull=False)
                    & ~Q(kind_confirmed_by=F("added_by"))
                    & (Q(kind_by=None) | ~Q(kind_confirmed_by=F("kind_by"))),
                ),
            ),
            migrations.AddIndex(
                "investigation",
                models.Index(
                    name="investigation_open", fields=["service", "-recorded_at"], condition=Q(state="open")
                ),
            ),
            migrations.AddIndex(
                "subject",
                models.Index(
                    name="subject_kind_to_confirm",
                    fields=["id"],
                    condition=Q(kind_confirmed_at=None) & ~Q(kind__in=["person", "group"]),
                ),
            ),
        ),
    ]
