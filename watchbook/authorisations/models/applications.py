"""The authorisation itself: what was applied for, by whom, how it was decided, from when to when it is in force.

What names or describes people lies in the row's envelope: the title, the answers of the form, a source's day of birth.
What is counted, decided by or asked of the register as a whole has a column.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from watchbook.audit_log.guard import holds_at_commit, needs_event, never_changed, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.authorisations.rules.in_force import Times
from watchbook.authorisations.states import (
    BEFORE_DECISION,
    NEVER_EFFECTIVE,
    NOT_GRANTED,
    AuthorisationKind,
    AuthorisationState,
    Fate,
    Ground,
    OperationOutcome,
    WhyNotRipa,
)
from watchbook.investigations.models import Investigation, Subject
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Nation, Person, Service

FIXED = (
    "reference", "operation", "kind", "nation", "investigation", "applicant", "is_imported", "earlier_reference",
    "assessment", "assessment_version",
)  # fmt: skip
IS_IMPORTED = Q(is_imported=True)
REFUSE = "RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = "
# At the commit: no sending without its text, no time or ending that no decision brought; what was imported rests on the earlier record.
# An erased one keeps its line alone, and no text on which it could rest.
RESTS = f"""
            IF NEW.is_imported OR NOT EXISTS (
                SELECT FROM authorisations_authorisation AS one WHERE one.id = NEW.id AND NOT (
                    one.envelope = ''::bytea AND EXISTS (SELECT FROM keys_keydestruction WHERE item = one.id)
                )
            ) THEN
                RETURN NULL;
            END IF;
            IF NEW.submitted_at IS NOT NULL AND NOT EXISTS (
                SELECT FROM authorisations_applicationversion WHERE authorisation_id = NEW.id AND at = NEW.submitted_at
            ) THEN
                {REFUSE} 'an application is sent with its text, which stays as it was';
            END IF;
            IF NEW.decided_at IS NOT NULL AND NOT EXISTS (
                SELECT FROM authorisations_determination WHERE authorisation_id = NEW.id
            ) THEN
                {REFUSE} 'an authorisation is decided by a determination and keeps it';
            END IF;
            IF NEW.effective_from IS NOT NULL AND NEW.needs_court AND NOT EXISTS (
                SELECT FROM authorisations_hearing WHERE authorisation_id = NEW.id AND renewal_id IS NULL
                    AND outcome = 'approved' AND ordered_at = NEW.effective_from
            ) THEN
                {REFUSE} 'an authorisation takes effect from the order of the court that approved it';
            END IF;
            IF NEW.effective_from IS NOT NULL AND NOT NEW.needs_court AND NEW.effective_from <> NEW.decided_at THEN
                {REFUSE} 'an authorisation that no court approves takes effect from the decision';
            END IF;
            IF NEW.times_renewed > (
                SELECT count(DISTINCT renewal.number) FROM authorisations_renewal AS renewal
                WHERE renewal.authorisation_id = NEW.id AND renewal.is_granted AND (NOT NEW.needs_court OR EXISTS (
                    SELECT FROM authorisations_hearing AS hearing
                    WHERE hearing.renewal_id = renewal.id AND hearing.outcome = 'approved'
                ))
            ) THEN
                {REFUSE} 'an authorisation is renewed by a renewal that was granted and, where needed, approved';
            END IF;
            IF NEW.state = 'cancelled' AND NOT EXISTS (
                SELECT FROM authorisations_cancellation WHERE authorisation_id = NEW.id
            ) THEN
                {REFUSE} 'an authorisation ends by a cancellation that says why';
            END IF;
            RETURN NULL;
"""  # noqa: S608  # no value comes in

# What the table demands of every row, whoever writes it.
DEMANDS = {
    "authorisation_imported_alone_has_no_applicant": Q(is_imported=True, applicant=None, investigation=None)
    | Q(is_imported=False, applicant__isnull=False, investigation__isnull=False),
    "authorisation_imported_alone_has_an_earlier_record": (IS_IMPORTED & ~Q(earlier_reference=""))
    | Q(is_imported=False, earlier_reference="", was_urgent=None, earlier_reviews=[], earlier_renewals=[]),
    "authorisation_officer_is_not_the_applicant": Q(decided_by=None)
    | Q(applicant=None)
    | ~Q(decided_by=F("applicant")),
    "authorisation_decided_says_by_whom": Q(state__in=BEFORE_DECISION)
    | Q(decided_by__isnull=False, decided_at__isnull=False)
    | Q(is_imported=True),
    "authorisation_undecided_has_no_decision": ~Q(state__in=BEFORE_DECISION)
    | Q(decided_by=None, decided_at=None),
    "authorisation_without_effect_has_no_times": ~Q(state__in=NEVER_EFFECTIVE)
    | Q(effective_from=None, ends_on=None, stopped_at=None),
    "authorisation_effective_has_its_times": ~Q(state=AuthorisationState.EFFECTIVE)
    | Q(effective_from__isnull=False, ends_on__isnull=False, review_due_on__isnull=False)
    | Q(is_imported=True, effective_from__isnull=False, ends_on__isnull=False),
    "authorisation_cancelled_says_by_whom": ~Q(state=AuthorisationState.CANCELLED)
    | Q(cancelled_at__isnull=False, cancelled_by__isnull=False)
    | Q(is_imported=True),
    "authorisation_uncancelled_has_no_cancellation": Q(state=AuthorisationState.CANCELLED)
    | Q(cancelled_at=None, cancelled_by=None, outcome="", product=""),
    "authorisation_of_a_source_alone_has_its_keepers": Q(kind=AuthorisationKind.CHIS)
    | Q(handler=None, controller=None, record_keeper=None),
    "authorisation_outside_ripa_needs_no_court": ~Q(kind=AuthorisationKind.NON_RIPA, needs_court=True),
    "authorisation_granted_by_an_officer_of_rank": Q(state__in=NOT_GRANTED)
    | ~Q(officer_rank="")
    | IS_IMPORTED,
    "authorisation_granted_under_threshold_names_an_offence": ~Q(
        kind=AuthorisationKind.DIRECTED_SURVEILLANCE, nation__in=["england", "wales"]
    )
    | Q(state__in=NOT_GRANTED)
    | ~Q(offence="")
    | IS_IMPORTED,
    "authorisation_for_the_head_is_granted_by_the_head": Q(state__in=NOT_GRANTED)
    | Q(officer_is_head__isnull=False, officer_is_head=True)
    | IS_IMPORTED
    | (
        (Q(is_confidential=None) | Q(is_confidential=False))
        & (Q(source_is_vulnerable=None) | Q(source_is_vulnerable=False))
        & (Q(source_is_juvenile=None) | Q(source_is_juvenile=False))
    ),
    "authorisation_of_a_source_in_effect_says_of_what_age": ~Q(kind=AuthorisationKind.CHIS)
    | Q(effective_from=None)
    | Q(source_is_juvenile__isnull=False)
    | IS_IMPORTED,
    "authorisation_takes_effect_once_decided": Q(effective_from=None)
    | Q(ends_on__isnull=False, needs_court__isnull=False)
    | IS_IMPORTED,
    "authorisation_rests_on_a_version_of_an_assessment": Q(assessment="", assessment_version=0)
    | (~Q(assessment="") & Q(assessment_version__gte=1)),
    "authorisation_why_not_ripa_is_said_outside_it": Q(kind=AuthorisationKind.NON_RIPA) | Q(why_not_ripa=""),
}


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

    assessment = models.CharField(max_length=20, blank=True, default="")
    assessment_version = models.PositiveSmallIntegerField(default=0)

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
            holds_at_commit("rests_on_decisions", RESTS, of=pgtrigger.Insert | pgtrigger.Update),
            never_changed(*FIXED),
        ]
        indexes = [
            models.Index(name="authorisation_by_state", fields=["state", "recorded_at"]),
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
            *(models.CheckConstraint(name=name, condition=demand) for name, demand in DEMANDS.items()),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def times(self) -> Times:
        """As the rules take it."""
        return Times(self.effective_from, self.ends_on, self.stopped_at, self.cancelled_at)


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
