"""Tables of listening projects, with what each demands and the guards that keep it; the app role may delete their rows for disposal."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import PROTECT, F, Q
from django.db.models.functions import Now
from pgtrigger.compiler import Trigger

from watchbook.audit_log.at_once import AtOnce
from watchbook.audit_log.guard import GuardSql, InstallGuards
from watchbook.audit_log.identifiers import uuidv7
from watchbook.register.title_words import WordsOf

APP = f'"{settings.DATABASE_ROLES["app"]}"'
TABLES = "listening_project, listening_listeningsource, listening_weekcount, listening_labelsheet, listening_ward"
KINDS = [
    ("feed", "news feeds (RSS and Atom)"),
    ("mastodon", "hashtags on Mastodon"),
    ("bluesky", "public posts on Bluesky"),
    ("inbox", "exports of the council’s own inboxes"),
]
TOPICS = [
    ("waste", "Waste and recycling"),
    ("roads", "Roads and pavements"),
    ("parking", "Parking"),
    ("open_spaces", "Parks and open spaces"),
    ("libraries", "Libraries and museums"),
    ("leisure", "Leisure centres"),
    ("housing", "Council housing and repairs"),
    ("planning", "Planning"),
    ("council_tax", "Council tax and benefits"),
    ("schools", "School places and transport"),
    ("contact", "Contacting the council"),
]


def key():
    """The key of a row."""
    return models.UUIDField(default=uuidv7, editable=False, primary_key=True, serialize=False)


def recorded_at():
    """When a row was recorded."""
    return models.DateTimeField(db_default=Now(), editable=False)


def person(**given):
    """Somebody who did something."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=PROTECT, related_name="+", **given)


def corrects(model):
    """The entry that this one corrects."""
    return models.OneToOneField(model, blank=True, null=True, on_delete=PROTECT, related_name="corrected_by")


def numbers(**given):
    """A number for each topic or day."""
    return ArrayField(models.IntegerField(**given), blank=True, default=list)


def needs_event(table, pgid, digest):
    """No change of a row without its event."""
    return Trigger(
        name="needs_event",
        sql=GuardSql(
            constraint="CONSTRAINT",
            func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """,
            hash=digest,
            operation="INSERT OR UPDATE OR DELETE",
            pgid=f"pgtrigger_needs_event_{pgid}",
            table=table,
            timing="DEFERRABLE INITIALLY DEFERRED",
            when="AFTER",
        ),
    )


def recorded_by_the_clock(table, pgid, digest):
    """A row is recorded by the clock of the database."""
    return Trigger(
        name="recorded_by_the_clock",
        sql=GuardSql(
            func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """,
            hash=digest,
            operation='INSERT OR UPDATE OF "recorded_at"',
            pgid=f"pgtrigger_recorded_by_the_clock_{pgid}",
            table=table,
            when="BEFORE",
        ),
    )


def written_once(table, pgid, digest):
    """A row keeps every column."""
    return Trigger(
        name="written_once",
        sql=GuardSql(
            func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """,
            hash=digest,
            operation="UPDATE",
            pgid=f"pgtrigger_written_once_{pgid}",
            table=table,
            when="BEFORE",
        ),
    )


class Migration(migrations.Migration):
    """Each table whole: columns, constraints, indexes, guards and rights."""

    initial = True
    replaces = [
        ("listening", "0001_tables"),
        ("listening", "0002_rights"),
        ("listening", "0003_row_digests"),
        ("listening", "0004_sources_and_weeks"),
        ("listening", "0005_labels"),
        ("listening", "0006_agreed_sources"),
        ("listening", "0007_ends"),
        ("listening", "0008_wards"),
        ("listening", "0009_agreed_wards"),
        ("listening", "0010_names_nobody"),
        ("listening", "0011_hashtags"),
    ]
    dependencies = [
        ("audit_log", "0003_rights"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        AtOnce(
            migrations.CreateModel(
                name="Project",
                fields=[
                    ("id", key()),
                    ("recorded_at", recorded_at()),
                    ("is_struck", models.BooleanField(default=False)),
                    ("reference", models.CharField(db_index=True, max_length=20)),
                    ("title", models.CharField(max_length=120)),
                    ("purpose", models.TextField(max_length=1000)),
                    ("lawful_basis", models.TextField(max_length=1000)),
                    ("topics", ArrayField(models.CharField(choices=TOPICS, max_length=20))),
                    ("places", models.TextField(blank=True, default="", max_length=1000)),
                    ("sources", ArrayField(models.CharField(choices=KINDS, max_length=10))),
                    ("search_words", models.TextField(max_length=2000)),
                    ("withheld_why", models.TextField(blank=True, default="", max_length=1000)),
                    ("dpia_reference", models.CharField(max_length=20)),
                    ("equality_reference", models.CharField(max_length=20)),
                    ("from_on", models.DateField()),
                    ("until_on", models.DateField()),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("proposed", "proposed"),
                                ("approved", "approved"),
                                ("refused", "refused"),
                                ("ended", "ended early"),
                            ],
                            default="proposed",
                            max_length=10,
                        ),
                    ),
                    ("decided_on", models.DateField(blank=True, null=True)),
                    ("reason", models.TextField(blank=True, default="", max_length=1000)),
                    ("corrects", corrects("listening.project")),
                    ("decided_by", person(blank=True, null=True)),
                    ("proposed_by", person()),
                    ("recorded_by", person()),
                    ("service", models.ForeignKey("organisation.service", on_delete=PROTECT, related_name="+")),
                    ("end_reason", models.TextField(blank=True, default="", max_length=1000)),
                    ("ended_by", person(blank=True, null=True)),
                    ("ended_on", models.DateField(blank=True, null=True)),
                    ("names_nobody", models.BooleanField(default=False)),
                ],
                options={
                    "ordering": ["-from_on", "-recorded_at"],
                    "indexes": [
                        models.Index(fields=["state", "from_on", "reference"], name="project_by_state"),
                        GinIndex(WordsOf("title"), fastupdate=False, name="words_of_project"),
                        models.Index(fields=["reference"], name="listening_project_named"),
                        models.Index(fields=["-from_on", "-recorded_at"], name="project_newest_first"),
                        models.Index(fields=["until_on", "id"], name="project_by_end"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            name="listening_project_is_one", condition=Q(corrects=None), fields=["reference"]
                        ),
                        models.CheckConstraint(
                            name="listening_project_ends_after_it_begins",
                            condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                        ),
                        models.CheckConstraint(
                            name="listening_project_is_decided_by_another",
                            condition=Q(state="proposed")
                            | Q(decided_by__isnull=False, decided_on__isnull=False)
                            & ~Q(decided_by=F("proposed_by"))
                            & ~Q(reason=""),
                        ),
                        models.CheckConstraint(
                            name="listening_project_is_for_something",
                            condition=Q(
                                ~Q(purpose=""),
                                ~Q(lawful_basis=""),
                                ~Q(search_words=""),
                                ~Q(dpia_reference=""),
                                ~Q(equality_reference=""),
                                sources__len__gte=1,
                                topics__len__gte=1,
                            ),
                        ),
                        models.CheckConstraint(
                            name="listening_project_end_is_told_whole",
                            condition=Q(end_reason="", ended_by=None, ended_on=None)
                            | Q(ended_by__isnull=False, ended_on__isnull=False, state="ended") & ~Q(end_reason=""),
                        ),
                    ],
                    "triggers": [
                        needs_event("listening_project", "6d5f0", "2c0183e85241368b181c943eed8f6b8ef558f6fe"),
                        recorded_by_the_clock("listening_project", "1510b", "4d32a5296a7d6ec2d1e996eefbcfbbdb59156ea9"),
                        written_once("listening_project", "3783e", "9b081f5017f347c324c28fe62f5c0778fd0b4ba8"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ListeningSource",
                fields=[
                    ("id", key()),
                    ("recorded_at", recorded_at()),
                    ("is_struck", models.BooleanField(default=False)),
                    ("reference", models.CharField(db_index=True, max_length=20)),
                    ("project_reference", models.CharField(max_length=20)),
                    ("kind", models.CharField(choices=KINDS, max_length=10)),
                    ("address", models.CharField(max_length=300)),
                    ("terms_address", models.CharField(max_length=300)),
                    ("terms_say", models.TextField(max_length=1000)),
                    ("terms_read_on", models.DateField()),
                    ("corrects", corrects("listening.listeningsource")),
                    ("recorded_by", person()),
                    ("agreed_by", person(blank=True, null=True)),
                    ("agreed_on", models.DateField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["project_reference", "reference", "-recorded_at"],
                    "indexes": [
                        models.Index(fields=["terms_read_on"], name="source_by_terms"),
                        models.Index(
                            fields=["project_reference", "reference", "-recorded_at"], name="source_of_project"
                        ),
                        models.Index(condition=Q(agreed_on=None), fields=["reference"], name="source_to_agree"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            name="listening_source_is_one", condition=Q(corrects=None), fields=["reference"]
                        ),
                        models.CheckConstraint(
                            name="listening_source_is_agreed_on_a_day",
                            condition=Q(agreed_by=None, agreed_on=None)
                            | Q(agreed_by__isnull=False, agreed_on__isnull=False),
                        ),
                    ],
                    "triggers": [
                        needs_event("listening_listeningsource", "53b31", "900ec001aefe59749a2c6415f65e7ea29ba4e7e8"),
                        recorded_by_the_clock("listening_listeningsource", "69b70", "04adecff87d84fc8c239341519e91d0b021f8762"),
                        written_once("listening_listeningsource", "4a2d8", "289dd9ef0089eb82ed91f3fe5e3c5a6e081c9690"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="WeekCount",
                fields=[
                    ("id", key()),
                    ("recorded_at", recorded_at()),
                    ("project_reference", models.CharField(max_length=20)),
                    ("week_on", models.DateField()),
                    ("tally", models.BinaryField(blank=True, default=b"")),
                    ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ("is_whole", models.BooleanField(default=False)),
                    (
                        "topics",
                        ArrayField(
                            models.CharField(choices=TOPICS, max_length=20), blank=True, default=list
                        ),
                    ),
                    ("posts", numbers(null=True)),
                    ("authors", numbers(null=True)),
                    ("highs", numbers(null=True)),
                    ("labelled", models.IntegerField(blank=True, null=True)),
                    ("lows", numbers(null=True)),
                    ("nets", numbers(null=True)),
                ],
                options={
                    "ordering": ["project_reference", "-week_on"],
                    "constraints": [
                        models.UniqueConstraint(
                            name="listening_week_is_one", fields=["project_reference", "week_on"]
                        ),
                        models.CheckConstraint(
                            name="listening_week_runs_or_is_counted",
                            condition=Q(closed_at=None, topics__len=0) & ~Q(tally=b"")
                            | Q(closed_at__isnull=False, tally=b"", topics__len__gte=1),
                        ),
                    ],
                    "triggers": [
                        needs_event("listening_weekcount", "8575c", "f931e9a5459e4bb30a8be5b63eaf7c9e1f50822c"),
                        recorded_by_the_clock("listening_weekcount", "82906", "e6c0e7faa62dd2253e9ae6a1ff72d962154175d1"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="LabelSheet",
                fields=[
                    ("id", key()),
                    ("recorded_at", recorded_at()),
                    ("project_reference", models.CharField(max_length=20)),
                    ("day_on", models.DateField()),
                    ("sealed", models.BinaryField(blank=True, default=b"")),
                    ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ("labels", numbers()),
                    ("pairs", numbers()),
                ],
                options={
                    "ordering": ["project_reference", "day_on"],
                    "constraints": [
                        models.UniqueConstraint(
                            name="listening_sheet_is_one", fields=["project_reference", "day_on"]
                        ),
                        models.CheckConstraint(
                            name="listening_sheet_holds_texts_or_is_counted",
                            condition=Q(closed_at=None, labels__len=0) & ~Q(sealed=b"")
                            | Q(closed_at__isnull=False, labels__len__gte=1, sealed=b""),
                        ),
                    ],
                    "triggers": [
                        needs_event("listening_labelsheet", "69d6b", "9ead7f86da9e19b638882dce2347a71c3e0cafd7"),
                        recorded_by_the_clock("listening_labelsheet", "18fa1", "2dd19cf42a192e036e819076f3c59621a9e613db"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Ward",
                fields=[
                    ("id", key()),
                    ("recorded_at", recorded_at()),
                    ("is_struck", models.BooleanField(default=False)),
                    ("reference", models.CharField(db_index=True, max_length=20)),
                    ("called", models.CharField(max_length=100)),
                    ("from_on", models.DateField()),
                    ("until_on", models.DateField(blank=True, null=True)),
                    ("source", models.CharField(max_length=300)),
                    ("corrects", corrects("listening.ward")),
                    ("recorded_by", person()),
                    ("agreed_by", person(blank=True, null=True)),
                    ("agreed_on", models.DateField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["called", "-recorded_at"],
                    "indexes": [
                        models.Index(fields=["called", "-recorded_at", "id"], name="ward_in_order"),
                        models.Index(
                            condition=Q(until_on__isnull=False), fields=["until_on", "id"], name="ward_ended"
                        ),
                        models.Index(condition=Q(agreed_on=None), fields=["id"], name="ward_to_agree"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            name="ward_is_one", condition=Q(corrects=None), fields=["reference"]
                        ),
                        models.CheckConstraint(
                            name="ward_ends_after_it_begins",
                            condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                        ),
                        models.CheckConstraint(
                            name="ward_is_agreed_on_a_day",
                            condition=Q(agreed_by=None, agreed_on=None)
                            | Q(agreed_by__isnull=False, agreed_on__isnull=False),
                        ),
                    ],
                    "triggers": [
                        needs_event("listening_ward", "5f9ea", "ddd5ce8bc2338031b5477eda5ca7aae2e6a8d59e"),
                        recorded_by_the_clock("listening_ward", "63634", "fca22c5b6232b012d2e34ab050e28965fb2a9c1b"),
                        written_once("listening_ward", "8ee2a", "40b698f15b515ad2a129dc7ae29f7391cc00c8eb"),
                    ],
                },
            ),
        ),
        InstallGuards(),
        migrations.RunSQL(f"GRANT DELETE ON {TABLES} TO {APP}", f"REVOKE DELETE ON {TABLES} FROM {APP}"),
    ]
