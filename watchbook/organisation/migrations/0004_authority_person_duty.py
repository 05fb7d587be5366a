"""The council's own pages and its check of the Welsh, who wants the weekly digest, and proposals of duties that are taken back."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import PROTECT, F, Q
from pgtrigger.compiler import Trigger
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from watchbook.audit_log.at_once import AtOnce
from watchbook.audit_log.guard import GuardSql


def somebody():
    """Who did it, once somebody has."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, blank=True, null=True, on_delete=PROTECT, related_name="+"
    )


class Migration(migrations.Migration):
    """Adds their columns and what these demand, and a state of duties."""

    replaces = [
        ("organisation", "0004_own_pages"),
        ("organisation", "0005_weekly_digest"),
        ("organisation", "0006_welsh_check"),
        ("organisation", "0007_proposal_taken_back"),
        ("organisation", "0008_taken_back_by_somebody"),
    ]
    dependencies = [("organisation", "0003_second_factors")]
    operations = [
        AtOnce(
            RemoveTrigger("person", "needs_event"),
            migrations.RemoveConstraint("duty", "duty_decided_has_decider"),
            migrations.AddField("authority", "own_pages_decided_by", somebody()),
            migrations.AddField(
                "authority", "own_pages_proposed", models.TextField(blank=True, default="", max_length=8000)
            ),
            migrations.AddField("authority", "own_pages_proposed_by", somebody()),
            migrations.AddField("authority", "welsh_checked_on", models.DateField(blank=True, null=True)),
            migrations.AddField(
                "authority",
                "welsh_checker",
                models.CharField(blank=True, db_default="", default="", max_length=200),
            ),
            migrations.AddField("authority", "welsh_confirmed_by", somebody()),
            migrations.AddField(
                "authority",
                "welsh_words",
                models.CharField(blank=True, db_default="", default="", max_length=64),
            ),
            migrations.AddField(
                "person", "wants_digest", models.BooleanField(db_default=False, default=False)
            ),
            migrations.AlterField(
                "duty",
                "state",
                models.CharField(
                    choices=[
                        ("proposed", "proposed"),
                        ("granted", "granted"),
                        ("declined", "declined"),
                        ("taken_back", "taken back"),
                        ("ended", "ended"),
                    ],
                    default="proposed",
                    max_length=10,
                ),
            ),
            AddTrigger(
                "person",
                Trigger(
                    name="needs_event",
                    sql=GuardSql(
                        constraint="CONSTRAINT",
                        func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """,
                        hash="6c206f57582d79b1d9a52906cf5f161111e146e5",
                        operation='INSERT OR UPDATE OF "email", "name", "service_id", "is_active", "is_system", "wants_digest" OR DELETE',
                        pgid="pgtrigger_needs_event_c0eb9",
                        table="organisation_person",
                        timing="DEFERRABLE INITIALLY DEFERRED",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                "authority",
                models.CheckConstraint(
                    name="own_pages_decided_by_a_second_person",
                    condition=Q(own_pages_decided_by=None)
                    | ~Q(own_pages_decided_by=F("own_pages_proposed_by")),
                ),
            ),
            migrations.AddConstraint(
                "authority",
                models.CheckConstraint(
                    name="own_pages_proposed_have_proposer",
                    condition=Q(own_pages_proposed="")
                    | Q(own_pages_decided_by=None, own_pages_proposed_by__isnull=False),
                ),
            ),
            migrations.AddConstraint(
                "authority",
                models.CheckConstraint(
                    name="welsh_check_is_whole",
                    condition=Q(welsh_checked_on=None, welsh_checker="", welsh_confirmed_by=None, welsh_words="")
                    | ~Q(welsh_checker="")
                    & ~Q(welsh_words="")
                    & Q(welsh_checked_on__isnull=False, welsh_confirmed_by__isnull=False),
                ),
            ),
            migrations.AddConstraint(
                "duty",
                models.CheckConstraint(
                    name="duty_taken_back_by_its_proposer",
                    condition=~Q(state="taken_back")
                    | Q(decided_by=None, ended_by=F("proposed_by"), ended_by__isnull=False),
                ),
            ),
            migrations.AddConstraint(
                "duty",
                models.CheckConstraint(
                    name="duty_decided_has_decider",
                    condition=Q(state__in=["proposed", "taken_back"])
                    | Q(founding_seat__isnull=False)
                    | Q(decided_at__isnull=False, decided_by__isnull=False),
                ),
            ),
        ),
    ]
