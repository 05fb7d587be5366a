"""Errors in the use of covert powers: suspected, established, reported to the Commissioner (Code on errors; IPA 2016 s.231).

What happened to whom, its cause and what was done lie in envelopes under the report's key.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Person
from watchbook.oversight.error_report.states import ErrorState


class ErrorKind(models.TextChoices):
    """What seems to have gone wrong."""

    NO_BASIS = "no_basis", _("a look without a basis")
    BEFORE_ORDER = "before_order", _("a look before the authorisation took effect")
    AFTER_END = "after_end", _("a look after the authorisation ended")
    OUTSIDE = "outside", _("a look that the authorisation does not cover")
    OTHER = "other", _("something else")


class ErrorReport(Recorded, Enveloped):
    """One error: what kind, of which look or authorisation, when it was found and established, by when it is reported."""

    kind_of_envelope = "oversight.error_report"

    reference = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=12, choices=ErrorKind)
    state = models.CharField(max_length=12, choices=ErrorState, default=ErrorState.SUSPECTED)
    # By id and reference, not by key: a look or an authorisation may end before the report about it.
    look = models.UUIDField(null=True, blank=True)
    look_reference = models.CharField(max_length=20, blank=True, default="")
    authorisation = models.UUIDField(null=True, blank=True)
    authorisation_reference = models.CharField(max_length=30, blank=True, default="")
    discovered_on = models.DateField()
    established_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    is_serious = models.BooleanField(null=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed(
                "reference",
                "kind",
                "look",
                "look_reference",
                "authorisation",
                "authorisation_reference",
                "discovered_on",
                "opened_by",
            ),
        ]
        indexes = [
            models.Index(name="error_by_due_date", fields=["due_on", "recorded_at"]),
            models.Index(name="error_by_moment", fields=["-recorded_at", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="error_report_of_a_look_is_one", fields=["look"], condition=Q(look__isnull=False)
            ),
            models.CheckConstraint(
                name="error_established_says_when_and_by_when",
                condition=Q(state__in=["suspected", "dismissed"], established_on=None, due_on=None)
                | (
                    ~Q(state__in=["suspected", "dismissed"])
                    & Q(
                        decided_by__isnull=False,
                        established_on__isnull=False,
                        due_on__isnull=False,
                        established_on__gte=F("discovered_on"),
                        due_on__gt=F("established_on"),
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class ErrorNotice(Recorded, Enveloped):
    """A notice to the Commissioner as it was sent: interim, with an estimate, or the full report."""

    class NoticeKind(models.TextChoices):
        """Whether it is the first notice or the full report."""

        INTERIM = "interim", _("interim notice")
        FULL = "full", _("full report")

    kind_of_envelope = "oversight.error_notice"
    ends_with = ("report_id",)
    report = models.ForeignKey(ErrorReport, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=8, choices=NoticeKind)
    sent_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sent_on", "recorded_at"]
        triggers = [needs_event(subject="report_id"), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(name="error_notice_of_a_kind_is_one", fields=["report", "kind"])
        ]

    def __str__(self) -> str:
        return self.kind
