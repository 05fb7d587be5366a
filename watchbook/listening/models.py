"""The tables of listening: no column for an author or for what anybody thinks; texts lie sealed on a sheet, for days."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.listening.states import ProjectState
from watchbook.listening.taxonomy import TITLES
from watchbook.organisation.models import Person, Service
from watchbook.register.models.entries import GUARDS, NamedEntry, ended_index, ends_after_it_begins, one_entry
from watchbook.register.title_words import words_index

DECIDED = (ProjectState.APPROVED, ProjectState.REFUSED, ProjectState.ENDED)


def agreed_on_a_day(name: str) -> models.CheckConstraint:
    """A second officer and the day of their agreement: both or neither."""
    whole = Q(agreed_by=None, agreed_on=None) | Q(agreed_by__isnull=False, agreed_on__isnull=False)
    return models.CheckConstraint(name=name, condition=whole)


class SourceKind(models.TextChoices):
    """The only kinds of source a project may name: those whose owners let programs read them."""

    FEED = "feed", _("news feeds (RSS and Atom)")
    MASTODON = "mastodon", _("hashtags on Mastodon")
    BLUESKY = "bluesky", _("public posts on Bluesky")
    INBOX = "inbox", _("exports of the council’s own inboxes")


class Project(NamedEntry):
    """One version of a project: its purpose, basis, assessments, topics, places and queries, its days, who decided, and who ended it."""

    title = models.CharField(max_length=120)
    purpose = models.TextField(max_length=1000)
    lawful_basis = models.TextField(max_length=1000)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    topics = ArrayField(models.CharField(max_length=20, choices=TITLES.items()))
    places = models.TextField(max_length=1000, blank=True, default="")
    sources = ArrayField(models.CharField(max_length=10, choices=SourceKind))
    search_words = models.TextField(max_length=2000)
    withheld_why = models.TextField(max_length=1000, blank=True, default="")
    dpia_reference = models.CharField(max_length=20)
    equality_reference = models.CharField(max_length=20)
    from_on = models.DateField()
    until_on = models.DateField()
    state = models.CharField(max_length=10, choices=ProjectState, default=ProjectState.PROPOSED)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(max_length=1000, blank=True, default="")
    names_nobody = models.BooleanField(default=False)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(max_length=1000, blank=True, default="")

    class Meta:
        ordering = ["-from_on", "-recorded_at"]
        indexes = [
            models.Index(name="listening_project_named", fields=["reference"]),
            models.Index(name="project_by_state", fields=["state", "from_on", "reference"]),
            models.Index(name="project_newest_first", fields=["-from_on", "-recorded_at"]),
            models.Index(name="project_by_end", fields=["until_on", "id"]),
            words_index("words_of_project", "title"),
        ]
        triggers = GUARDS
        constraints = [
            one_entry("listening_project_is_one"),
            ends_after_it_begins("listening_project_ends_after_it_begins"),
            models.CheckConstraint(
                name="listening_project_is_decided_by_another",
                condition=Q(state=ProjectState.PROPOSED)
                | Q(decided_by__isnull=False, decided_on__isnull=False)
                & ~Q(decided_by=F("proposed_by"))
                & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="listening_project_end_is_told_whole",
                condition=Q(ended_by=None, ended_on=None, end_reason="")
                | Q(state=ProjectState.ENDED, ended_by__isnull=False, ended_on__isnull=False)
                & ~Q(end_reason=""),
            ),
            models.CheckConstraint(
                name="listening_project_is_for_something",
                condition=~Q(purpose="")
                & ~Q(lawful_basis="")
                & ~Q(search_words="")
                & ~Q(dpia_reference="")
                & ~Q(equality_reference="")
                & Q(topics__len__gte=1, sources__len__gte=1),
            ),
        ]


class Ward(NamedEntry):
    """One version of a ward or an electoral division: its name, its days, where that is written, and the second officer."""

    called = models.CharField(max_length=100)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    agreed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["called", "-recorded_at"]
        indexes = [
            models.Index(name="ward_in_order", fields=["called", "-recorded_at", "id"]),
            models.Index(name="ward_to_agree", fields=["id"], condition=Q(agreed_on=None)),
            ended_index("ward_ended"),
        ]
        triggers = GUARDS
        constraints = [
            one_entry("ward_is_one"),
            ends_after_it_begins("ward_ends_after_it_begins"),
            agreed_on_a_day("ward_is_agreed_on_a_day"),
        ]


class ListeningSource(NamedEntry):
    """One version of a source of a project: its address, its terms, and the second officer, without whom it is not read."""

    project_reference = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=SourceKind)
    address = models.CharField(max_length=300)
    terms_address = models.CharField(max_length=300)
    terms_say = models.TextField(max_length=1000)
    terms_read_on = models.DateField()
    agreed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["project_reference", "reference", "-recorded_at"]
        indexes = [
            models.Index(name="source_by_terms", fields=["terms_read_on"]),
            models.Index(name="source_to_agree", fields=["reference"], condition=Q(agreed_on=None)),
            models.Index(name="source_of_project", fields=["project_reference", "reference", "-recorded_at"]),
        ]
        triggers = GUARDS
        constraints = [
            one_entry("listening_source_is_one"),
            agreed_on_a_day("listening_source_is_agreed_on_a_day"),
        ]


class WeekCount(Recorded):
    """The posts of a week by topic: while it runs a sealed tally, afterwards counts, empty where they are too small.

    `topics`, `posts` and `authors` go side by side, and so do `nets`, `lows` and `highs`: the net sentiment of a topic in points, and
    the ends of its interval, empty where it is not published. Nothing else of a post has a place here.
    """

    project_reference = models.CharField(max_length=20)
    week_on = models.DateField()
    tally = models.BinaryField(blank=True, default=b"")
    closed_at = models.DateTimeField(null=True, blank=True)
    is_whole = models.BooleanField(default=False)
    topics = ArrayField(models.CharField(max_length=20, choices=TITLES.items()), default=list, blank=True)
    posts = ArrayField(models.IntegerField(null=True), default=list, blank=True)
    authors = ArrayField(models.IntegerField(null=True), default=list, blank=True)
    labelled = models.IntegerField(null=True, blank=True)
    nets = ArrayField(models.IntegerField(null=True), default=list, blank=True)
    lows = ArrayField(models.IntegerField(null=True), default=list, blank=True)
    highs = ArrayField(models.IntegerField(null=True), default=list, blank=True)

    class Meta:
        ordering = ["project_reference", "-week_on"]
        triggers = [needs_event(), recorded_by_the_clock()]
        constraints = [
            models.UniqueConstraint(name="listening_week_is_one", fields=["project_reference", "week_on"]),
            models.CheckConstraint(
                name="listening_week_runs_or_is_counted",
                condition=Q(closed_at=None, topics__len=0) & ~Q(tally=b"")
                | Q(closed_at__isnull=False, topics__len__gte=1, tally=b""),
            ),
        ]


class LabelSheet(Recorded):
    """The texts of a day that officers label: while they last sealed, afterwards numbers of labels alone.

    `labels` are those by cell and opinion, `pairs` those by the first officer's opinion and the second's (`labels.py`).
    """

    project_reference = models.CharField(max_length=20)
    day_on = models.DateField()
    sealed = models.BinaryField(blank=True, default=b"")
    closed_at = models.DateTimeField(null=True, blank=True)
    labels = ArrayField(models.IntegerField(), default=list, blank=True)
    pairs = ArrayField(models.IntegerField(), default=list, blank=True)

    class Meta:
        ordering = ["project_reference", "day_on"]
        triggers = [needs_event(), recorded_by_the_clock()]
        constraints = [
            models.UniqueConstraint(name="listening_sheet_is_one", fields=["project_reference", "day_on"]),
            models.CheckConstraint(
                name="listening_sheet_holds_texts_or_is_counted",
                condition=Q(closed_at=None, labels__len=0) & ~Q(sealed=b"")
                | Q(closed_at__isnull=False, labels__len__gte=1, sealed=b""),
            ),
        ]
