"""The authorisation itself: what was applied for, by whom, how it was decided, from when to when it is in force.

What names or describes people lies in the row's envelope: the title, the answers of the form, a source's day of birth.
What is counted, decided by or asked of the register as a whole has a column.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.authorisations.models.guards import rests_on_decisions
from watchbook.authorisations.rules.in_force import Times
from watchbook.authorisations.rules.kinds import AuthorisationKind, Ground, WhyNotRipa
from watchbook.authorisations.states import (
    BEFORE_DECISION,
    NEVER_EFFECTIVE,
    NOT_GRANTED,
    AuthorisationState,
)
from watchbook.investigations.models import Investigation, Subject
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Nation, Person, Service


class OperationOutcome(models.TextChoices):
    """What came of it, recorded on cancellation (DEMANDS D15)."""

    PROSECUTION = "prosecution", _("a prosecution")
    OTHER_ENFORCEMENT = "other_enforcement", _("another enforcement action")
    CIVIL = "civil", _("civil or safeguarding action")
    ADVICE = "advice", _("advice or a warning")
    NO_ACTION = "no_action", _("no action")
    NOT_KNOWN = "not_known", _("not known yet")


class Fate(models.TextChoices):
    """What happens to what was obtained (Code, chapter on safeguards)."""

    NONE = "none", _("nothing was obtained")
    KEEP = "keep", _("kept for the case")
    DESTROY = "destroy", _("to be destroyed")


IS_IMPORTED = Q(is_imported=True)


class Authorisation(Recorded, Enveloped):
    """One authorisation of one kind; an operation may have several."""

    kind_of_envelope = "authorisations.authorisation"

    reference = models.CharField(max_length=30, unique=True)
    operation = models.CharField(max_length=40)
    kind = models.CharField(max_length=24, choices=AuthorisationKind)
    nation = models.CharField(max_length=20, choices=Nation)
    investigation = models.ForeignKey(
        Investigation, null=True, blank=True, on_delete=models.PROTECT, related_name="authorisations"
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=AuthorisationState, default=AuthorisationState.DRAFT)

    is_social_media = models.BooleanField(null=True)
    uses_company = models.BooleanField(null=True)
    is_confidential = models.BooleanField(null=True)
    ground = models.CharField(max_length=16, choices=Ground, blank=True, default="")
    offence = models.CharField(max_length=80, blank=True, default="")
    why_not_ripa = models.CharField(max_length=20, choices=WhyNotRipa, blank=True, default="")

    source_is_juvenile = models.BooleanField(null=True)
    source_is_vulnerable = models.BooleanField(null=True)
    source_is_against_parent = models.BooleanField(null=True)
    source_is_accompanied = models.BooleanField(null=True)
    handler = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    controller = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    record_keeper = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    officer_rank = models.CharField(max_length=120, blank=True, default="")
    officer_takes_part = models.BooleanField(default=False)
    officer_is_head = models.BooleanField(null=True)
    needs_court = models.BooleanField(null=True)
    effective_from = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    first_review_on = models.DateField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    times_renewed = models.PositiveSmallIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=OperationOutcome, blank=True, default="")
    product = models.CharField(max_length=8, choices=Fate, blank=True, default="")
    is_imported = models.BooleanField(default=False)
    earlier_reference = models.CharField(max_length=40, blank=True, default="")
    was_urgent = models.BooleanField(null=True)
    earlier_reviews = ArrayField(models.DateField(), default=list, blank=True)
    earlier_renewals = ArrayField(models.DateField(), default=list, blank=True)

    class Meta:
        ordering = ["-recorded_at"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            rests_on_decisions(),
            never_changed(
                "reference",
                "operation",
                "kind",
                "nation",
                "investigation",
                "applicant",
                "is_imported",
                "earlier_reference",
            ),
        ]
        indexes = [
            models.Index(name="authorisation_in_force", fields=["effective_from", "ends_on"]),
            models.Index(name="authorisation_of_service", fields=["service", "kind"]),
            models.Index(
                name="authorisation_decided",
                fields=["-decided_at", "reference"],
                condition=Q(decided_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("earlier_reference"),
                name="authorisation_earlier_reference_is_used_once",
                condition=IS_IMPORTED,
            ),
            models.CheckConstraint(
                name="authorisation_imported_alone_has_no_applicant",
                condition=Q(is_imported=True, applicant=None, investigation=None)
                | Q(is_imported=False, applicant__isnull=False, investigation__isnull=False),
            ),
            models.CheckConstraint(
                name="authorisation_imported_alone_has_an_earlier_record",
                condition=(IS_IMPORTED & ~Q(earlier_reference=""))
                | Q(
                    is_imported=False,
                    earlier_reference="",
                    was_urgent=None,
                    earlier_reviews=[],
                    earlier_renewals=[],
                ),
            ),
            models.CheckConstraint(
                name="authorisation_officer_is_not_the_applicant",
                condition=Q(decided_by=None) | Q(applicant=None) | ~Q(decided_by=F("applicant")),
            ),
            models.CheckConstraint(
                name="authorisation_decided_says_by_whom",
                condition=Q(state__in=BEFORE_DECISION)
                | Q(decided_by__isnull=False, decided_at__isnull=False)
                | Q(is_imported=True),
            ),
            models.CheckConstraint(
                name="authorisation_undecided_has_no_decision",
                condition=~Q(state__in=BEFORE_DECISION) | Q(decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(
                name="authorisation_without_effect_has_no_times",
                condition=~Q(state__in=NEVER_EFFECTIVE)
                | Q(effective_from=None, ends_on=None, stopped_at=None),
            ),
            models.CheckConstraint(
                name="authorisation_effective_has_its_times",
                condition=~Q(state=AuthorisationState.EFFECTIVE)
                | Q(effective_from__isnull=False, ends_on__isnull=False, review_due_on__isnull=False)
                | Q(is_imported=True, effective_from__isnull=False, ends_on__isnull=False),
            ),
            models.CheckConstraint(
                name="authorisation_cancelled_says_by_whom",
                condition=~Q(state=AuthorisationState.CANCELLED)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False)
                | Q(is_imported=True),
            ),
            models.CheckConstraint(
                name="authorisation_uncancelled_has_no_cancellation",
                condition=Q(state=AuthorisationState.CANCELLED)
                | Q(cancelled_at=None, cancelled_by=None, outcome="", product=""),
            ),
            models.CheckConstraint(
                name="authorisation_of_a_source_alone_has_its_keepers",
                condition=Q(kind=AuthorisationKind.CHIS)
                | Q(handler=None, controller=None, record_keeper=None),
            ),
            models.CheckConstraint(
                name="authorisation_outside_ripa_needs_no_court",
                condition=~Q(kind=AuthorisationKind.NON_RIPA, needs_court=True),
            ),
            models.CheckConstraint(
                name="authorisation_granted_by_an_officer_of_rank",
                condition=Q(state__in=NOT_GRANTED) | ~Q(officer_rank="") | IS_IMPORTED,
            ),
            models.CheckConstraint(
                name="authorisation_granted_under_threshold_names_an_offence",
                condition=~Q(kind=AuthorisationKind.DIRECTED_SURVEILLANCE, nation__in=["england", "wales"])
                | Q(state__in=NOT_GRANTED)
                | ~Q(offence="")
                | IS_IMPORTED,
            ),
            models.CheckConstraint(
                name="authorisation_for_the_head_is_granted_by_the_head",
                condition=Q(state__in=NOT_GRANTED)
                | Q(officer_is_head__isnull=False, officer_is_head=True)
                | IS_IMPORTED
                | (
                    (Q(is_confidential=None) | Q(is_confidential=False))
                    & (Q(source_is_vulnerable=None) | Q(source_is_vulnerable=False))
                    & (Q(source_is_juvenile=None) | Q(source_is_juvenile=False))
                ),
            ),
            models.CheckConstraint(
                name="authorisation_of_a_source_in_effect_says_of_what_age",
                condition=~Q(kind=AuthorisationKind.CHIS)
                | Q(effective_from=None)
                | Q(source_is_juvenile__isnull=False)
                | IS_IMPORTED,
            ),
            models.CheckConstraint(
                name="authorisation_takes_effect_once_decided",
                condition=Q(effective_from=None)
                | Q(ends_on__isnull=False, needs_court__isnull=False)
                | IS_IMPORTED,
            ),
            models.CheckConstraint(
                name="authorisation_why_not_ripa_is_said_outside_it",
                condition=Q(kind=AuthorisationKind.NON_RIPA) | Q(why_not_ripa=""),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def times(self) -> Times:
        """As the rules take it."""
        return Times(
            effective_from=self.effective_from,
            ends_on=self.ends_on,
            stopped_at=self.stopped_at,
            cancelled_at=self.cancelled_at,
        )


class AuthorisedSubject(Recorded):
    """That an authorisation names a subject; one that it does not name is not covered."""

    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT, related_name="named")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers = [
            needs_event(subject="authorisation_id"),
            recorded_by_the_clock(),
            never_changed("authorisation", "subject", "added_by", "added_at"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="authorised_subject_is_named_once",
                fields=["authorisation", "subject"],
                condition=Q(removed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject_id)
