"""Tables of investigations, of who needs to know of each, of its subjects and notes, and of broken glass.

In the open: ids, days, kinds and numbers. Whatever could name a person lies in the row's envelope.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.investigations.glass_guards import closed_once, never_their_own
from watchbook.investigations.states import InvestigationState
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Person, Service


class SubjectKind(models.TextChoices):
    """Whom or what an investigation looks at."""

    PERSON = "person", _("person")
    GROUP = "group", _("group of people")
    ORGANISATION = "organisation", _("organisation")
    PLACE = "place", _("place")
    EVENT = "event", _("event")


KIND_WAITS = Q(kind_confirmed_at=None) & ~Q(kind__in=[SubjectKind.PERSON, SubjectKind.GROUP])


OPEN = Q(state="open")


class Investigation(Recorded, Enveloped):
    """What a service looks into. In its envelope: title, purpose and power."""

    kind_of_envelope: ClassVar[str] = "investigations.investigation"
    reference = models.CharField(max_length=20, unique=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    offence = models.CharField(max_length=80, blank=True, default="")
    state = models.CharField(max_length=10, choices=InvestigationState, default=InvestigationState.OPEN)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-reference"]
        triggers = [needs_event(), recorded_by_the_clock(), never_changed("reference", "opened_by")]
        indexes = [
            models.Index(name="investigation_closed", fields=["closed_on", "id"]),
            models.Index(name="investigation_open", fields=["service", "-recorded_at"], condition=OPEN),
        ]
        constraints = [
            models.CheckConstraint(
                name="investigation_closed_has_its_day",
                condition=Q(state=InvestigationState.OPEN, closed_on=None)
                | Q(state=InvestigationState.CLOSED, closed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="investigation_closes_after_it_opened",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
            ),
            models.CheckConstraint(
                name="investigation_offence_is_an_id",
                condition=Q(offence__regex=r"^[a-z0-9][a-z0-9_.-]*$|^$"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class NeedToKnow(Recorded):
    """That somebody needs to know of an investigation, from when they were put on its list until they were taken off."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="need_to_know")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["recorded_at"]
        triggers = [
            needs_event(subject="investigation_id"),
            recorded_by_the_clock(),
            never_changed("investigation", "person", "added_by"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="need_to_know_once_at_a_time",
                fields=["investigation", "person"],
                condition=Q(removed_at=None),
            ),
            models.CheckConstraint(
                name="need_to_know_removed_has_remover",
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]


class Subject(Recorded, Enveloped):
    """Whom or what an investigation looks at. In its envelope: name, address, date of birth, handles and what is known.

    `kind_by` changed the kind last, if anybody did; `kind_confirmed_by` is somebody else, who confirmed it as it stands.
    """

    kind_of_envelope: ClassVar[str] = "investigations.subject"
    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="subjects")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=SubjectKind)
    people = models.PositiveIntegerField(null=True, blank=True)
    kind_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind_confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind_confirmed_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed("investigation", "number", "added_by"),
        ]
        indexes = [models.Index(name="subject_kind_to_confirm", fields=["id"], condition=KIND_WAITS)]
        constraints = [
            models.UniqueConstraint(
                name="subject_number_is_one_subjects", fields=["investigation", "number"]
            ),
            models.CheckConstraint(
                name="subject_person_is_one", condition=~Q(kind=SubjectKind.PERSON) | Q(people=1)
            ),
            models.CheckConstraint(
                name="subject_kind_is_confirmed_by_somebody_else",
                condition=Q(kind_confirmed_by=None, kind_confirmed_at=None)
                | (
                    Q(kind_confirmed_at__isnull=False, kind_confirmed_by__isnull=False)
                    & ~Q(kind_confirmed_by=F("added_by"))
                    & (Q(kind_by=None) | ~Q(kind_confirmed_by=F("kind_by")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.investigation.reference}/{self.number}"


class JoiningBasis(models.TextChoices):
    """Why one subject is said to have another account besides its first."""

    LINKED = "linked", _("one account links to the other")
    SAME_DETAILS = "same_details", _("the same name, pictures or contact details")
    TOLD = "told", _("the person, or somebody who knows them, said so")
    RECORDS = "records", _("the authority’s own records")
    OTHER = "other", _("something else")


class Account(Recorded, Enveloped):
    """A page or profile of a subject. In the subject's envelope: the account, its address, why it is joined or parted.

    The first account of a subject needs no basis; each further one joins two handles as one subject, and says on which.
    """

    kind_of_envelope: ClassVar[str] = "investigations.account"
    ends_with = ("subject_id",)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="accounts")
    platform = models.CharField(max_length=20)
    basis = models.CharField(max_length=12, choices=JoiningBasis, blank=True, default="")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    parted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["recorded_at"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed("subject", "platform", "basis", "added_by"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="account_first_of_a_subject_is_one",
                fields=["subject"],
                condition=Q(basis="", parted_at=None),
            ),
            models.CheckConstraint(
                name="account_platform_is_an_id", condition=Q(platform__regex=r"^[a-z][a-z0-9_]*$")
            ),
            models.CheckConstraint(
                name="account_parted_says_by_whom",
                condition=Q(parted_at=None, parted_by=None)
                | Q(parted_at__isnull=False, parted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.platform}"


class Note(Recorded, Enveloped):
    """A note on an investigation or on one of its subjects, with which it ends. In its envelope: the text."""

    kind_of_envelope: ClassVar[str] = "investigations.note"
    ends_with = ("subject_id", "investigation_id")
    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="notes")
    subject = models.ForeignKey(
        Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="notes"
    )
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_at"]
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]


class BreakGlass(Recorded, Enveloped):
    """That the SRO reads an investigation for some hours without being on its list. In its envelope: the reason."""

    kind_of_envelope: ClassVar[str] = "investigations.break_glass"
    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="break_glass")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed("investigation", "opened_by", "opened_at", "ends_at", "envelope"),
            closed_once(),
        ]
        indexes = [models.Index(name="broken_glass_by_moment", fields=["recorded_at"])]
        constraints = [
            models.CheckConstraint(
                name="break_glass_ends_after_it_opened", condition=Q(ends_at__gt=F("opened_at"))
            ),
            models.CheckConstraint(
                name="break_glass_is_closed_while_it_runs",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at"), closed_at__lt=F("ends_at")),
            ),
        ]

    @property
    def until_at(self) -> datetime:
        """When it ended or will end: where it was closed early, then."""
        return self.closed_at or self.ends_at


class BreakGlassAcknowledgement(Recorded):
    """That somebody who is told of it read that the SRO broke the glass, and why."""

    break_glass = models.ForeignKey(BreakGlass, on_delete=models.PROTECT, related_name="acknowledgements")
    acknowledged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField()

    class Meta:
        ordering = ["acknowledged_at"]
        triggers = [
            needs_event(subject="break_glass_id"),
            recorded_by_the_clock(),
            written_once(),
            never_their_own(),
        ]
        constraints = [
            models.UniqueConstraint(
                name="break_glass_is_acknowledged_once_by_each", fields=["break_glass", "acknowledged_by"]
            ),
        ]
