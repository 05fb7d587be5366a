"""Tables of training: the courses, the sessions held, and who took part and until when it counts."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from watchbook.organisation.models import Person
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.models.entries import GUARDS, Entry, NamedEntry, one_entry
from watchbook.register.title_words import words_index


class Course(NamedEntry):
    """A course: who gives it, what it covers, for which duties it is meant, and how long it counts (None: for good)."""

    title = models.CharField(max_length=200)
    provider = models.CharField(max_length=200)
    covers = models.TextField(max_length=1000)
    covers_social_media = models.BooleanField()
    for_duties = ArrayField(
        models.CharField(max_length=30, choices=[(kind.value, TITLES[kind]) for kind in DutyKind]),
        default=list,
        blank=True,
    )
    counts_for_months = models.PositiveSmallIntegerField(null=True, blank=True)
    material_reference = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        ordering = ["title", "-recorded_at"]
        indexes = [
            models.Index(name="course_by_moment", fields=["recorded_at"]),
            GinIndex(name="course_for_duties", fields=["for_duties"], fastupdate=False),
            models.Index(name="course_by_title", fields=["title", "reference"]),
            words_index("words_of_course", "title"),
        ]
        triggers = GUARDS
        constraints = [one_entry("course_reference_is_one_courses")]


class TrainingSession(NamedEntry):
    """A course given on a day."""

    course_reference = models.CharField(max_length=20)
    held_on = models.DateField()
    trainer = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["-held_on", "-recorded_at"]
        indexes = [
            models.Index(name="session_of_course", fields=["course_reference"]),
            models.Index(name="session_by_day", fields=["held_on"]),
        ]
        triggers = GUARDS
        constraints = [one_entry("training_session_reference_is_one_sessions")]


class Attendance(Entry):
    """A person took part in a session; until when it counts was worked out from the course as it stood then."""

    session_reference = models.CharField(max_length=20)
    course_reference = models.CharField(max_length=20)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    completed_on = models.DateField()
    counts_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-completed_on"]
        triggers = GUARDS
        constraints = [
            one_entry("attendance_is_recorded_once", "session_reference", "person"),
            models.CheckConstraint(
                name="attendance_counts_from_its_day",
                condition=Q(counts_until=None) | Q(counts_until__gte=F("completed_on")),
            ),
        ]
