"""Texts that were sent and decisions about them, each row written once: versions, comments, grants, hearings, reviews, the end.

The words lie in envelopes under the authorisation's key, so that they end with it.
"""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import (
    Guard,
    needs_event,
    recorded_by_the_clock,
    written_once,
    written_once_or_emptied,
)
from watchbook.audit_log.models import Recorded
from watchbook.authorisations.models.applications import REFUSE, Authorisation
from watchbook.authorisations.states import CourtOutcome, ReportStep
from watchbook.files.models import KeptFile
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Person

GUARDS: list[Any] = [needs_event(subject="authorisation_id"), recorded_by_the_clock(), written_once()]


def emptied_of(*columns: str) -> list[Guard]:
    """Guard what the central record still says once its authorisation was erased: days and decisions, without words."""
    return [*GUARDS[:-1], written_once_or_emptied(*columns, item="authorisation_id")]


class OfAuthorisation(Recorded, Enveloped):
    """A row that belongs to an authorisation and whose words lie under its key."""

    ends_with = ("authorisation_id",)

    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT, related_name="%(class)ss")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class ApplicationVersion(OfAuthorisation):
    """The text of an application as it was sent to the co-ordinator. In its envelope: every answer, and replies to comments."""

    kind_of_envelope = "authorisations.application_version"
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        triggers = GUARDS
        constraints = [
            models.UniqueConstraint(
                name="application_version_is_numbered_once", fields=["authorisation", "number"]
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class OnVersion(OfAuthorisation):
    """A row about a text that its writer had in front of them."""

    version = models.ForeignKey(ApplicationVersion, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class Comment(OnVersion):
    """The words of the co-ordinator or the officer on returning an application or passing it on: in all, and at each box."""

    class Step(models.TextChoices):
        """What was done."""

        RETURNED = "returned", _("returned")
        PASSED = "passed", _("passed on")

    kind_of_envelope = "authorisations.comment"
    step = models.CharField(max_length=8, choices=Step)

    class Meta:
        ordering = ["recorded_at"]
        triggers = GUARDS

    def __str__(self) -> str:
        return self.step


class Determination(OnVersion):
    """An authorising officer's decision in their own words, with the law of the day and every reason."""

    kind_of_envelope = "authorisations.determination"
    is_granted = models.BooleanField()
    officer_rank = models.CharField(max_length=120, blank=True, default="")
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["recorded_at"]
        triggers = GUARDS

    def __str__(self) -> str:
        return "granted" if self.is_granted else "refused"


class Hearing(OfAuthorisation, KeptFile):
    """A court's order on a grant or a renewal, with the signed order. `by` is who attended for the authority."""

    kind_of_envelope = "authorisations.hearing"
    renewal = models.ForeignKey(
        "Renewal", null=True, blank=True, on_delete=models.PROTECT, related_name="hearings"
    )
    ordered_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=CourtOutcome)

    class Meta:
        ordering = ["ordered_at", "recorded_at"]
        triggers = emptied_of(*(field.name for field in KeptFile._meta.fields))
        constraints = [
            models.UniqueConstraint(
                name="hearing_approves_a_grant_once",
                fields=["authorisation"],
                condition=Q(outcome="approved", renewal=None),
            ),
            models.UniqueConstraint(
                name="hearing_approves_a_renewal_once", fields=["renewal"], condition=Q(outcome="approved")
            ),
        ]

    def __str__(self) -> str:
        return self.outcome


class ApplicantReport(OfAuthorisation):
    """The applicant's half of a review, renewal or cancellation: what they report to the officer, who then decides."""

    kind_of_envelope = "authorisations.applicant_report"
    step = models.CharField(max_length=12, choices=ReportStep)

    class Meta:
        ordering = ["at", "recorded_at"]
        triggers = GUARDS

    def __str__(self) -> str:
        return self.step


def decided_by_another(step: ReportStep) -> Guard:
    """Refuse a decision on the officer's own report, on another step's, or on that of another authorisation."""
    return Guard(
        name="decided_by_another",
        operation=pgtrigger.Insert,
        func=f"""
            IF NEW.report_id IS NOT NULL AND NOT EXISTS (
                SELECT FROM authorisations_applicantreport WHERE id = NEW.report_id AND by_id <> NEW.by_id
                    AND step = '{step}' AND authorisation_id = NEW.authorisation_id
            ) THEN
                {REFUSE} 'an officer decides on a report of somebody else about the same authorisation and step';
            END IF;
            RETURN NEW;
        """,  # no value comes in
    )


class Review(OfAuthorisation):
    """The officer's half of a review: whether the authorisation goes on, on which report."""

    class Decision(models.TextChoices):
        """What the authorising officer decided."""

        CONTINUE = "continue", _("continues")
        AMEND = "amend", _("continues as amended")
        CANCEL = "cancel", _("to be cancelled")

    kind_of_envelope = "authorisations.review"
    report = models.OneToOneField(
        ApplicantReport, null=True, blank=True, on_delete=models.PROTECT, related_name="review"
    )
    reviewed_on = models.DateField()
    decision = models.CharField(max_length=8, choices=Decision)
    next_due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["reviewed_on", "recorded_at"]
        triggers = [*emptied_of("report_id"), decided_by_another(ReportStep.REVIEW)]
        constraints = [
            models.CheckConstraint(
                name="review_that_goes_on_sets_the_next",
                condition=Q(decision="cancel") | Q(next_due_on__gt=F("reviewed_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.reviewed_on)


class Renewal(OfAuthorisation):
    """An authorising officer's decision to renew, or not; where a court must approve it waits for its hearing."""

    kind_of_envelope = "authorisations.renewal"
    report = models.OneToOneField(
        ApplicantReport, null=True, blank=True, on_delete=models.PROTECT, related_name="renewal"
    )
    number = models.PositiveSmallIntegerField()
    is_granted = models.BooleanField()
    officer_rank = models.CharField(max_length=120, blank=True, default="")
    from_end_of = models.DateField()

    class Meta:
        ordering = ["number", "recorded_at"]
        triggers = [*emptied_of("report_id"), decided_by_another(ReportStep.RENEWAL)]

    def __str__(self) -> str:
        return str(self.number)


class Cancellation(OfAuthorisation):
    """Why it ended, the instruction to stop, what was obtained and what becomes of it."""

    kind_of_envelope = "authorisations.cancellation"
    report = models.OneToOneField(
        ApplicantReport, null=True, blank=True, on_delete=models.PROTECT, related_name="cancellation"
    )
    stop_instructed_at = models.DateTimeField(null=True, blank=True)
    last_activity_on = models.DateField(null=True, blank=True)

    class Meta:
        triggers = [*GUARDS, decided_by_another(ReportStep.CANCELLATION)]
        constraints = [
            models.UniqueConstraint(name="cancellation_is_one", fields=["authorisation"]),
        ]

    def __str__(self) -> str:
        return str(self.at)
