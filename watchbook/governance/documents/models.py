"""Tables of the documents that the authority has adopted, edition by edition, and of what was done with each.

A document is written once; what happens to it (advice, approval, publication, review, withdrawal) is a step with its
day. What was in force on a day, as recorded by a moment, is read from the steps.
"""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from watchbook.files.models import KeptFile
from watchbook.organisation.models import Person, Service
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.models.entries import GUARDS, Entry, EntryQuerySet, one_entry
from watchbook.register.title_words import words_index


class DocumentKind(models.TextChoices):
    """What a document is, as FOI 9477 and the Codes ask for it."""

    POLICY = "policy", _("policy")
    PROCEDURE = "procedure", _("procedure")
    GUIDANCE = "guidance", _("guidance")
    CODE_OF_PRACTICE = "code_of_practice", _("code of practice")
    DPIA = "dpia", _("data protection impact assessment")
    PIA = "pia", _("privacy impact assessment")
    EQUALITY_ASSESSMENT = "equality_assessment", _("equality impact assessment")
    HUMAN_RIGHTS_ASSESSMENT = "human_rights_assessment", _("human rights assessment")
    PRIVACY_NOTICE = "privacy_notice", _("privacy notice section")
    TRAINING_MATERIAL = "training_material", _("training material")
    FORM = "form", _("form or template")


class Extent(models.TextChoices):
    """How far something is about the use of social media in the authority's research."""

    WHOLLY = "wholly", _("wholly")
    PARTLY = "partly", _("in part")
    NO = "no", _("no")


class Step(models.TextChoices):
    """What may happen to a document."""

    ADVISED = "advised", _("the data protection officer advised")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    REVIEWED = "reviewed", _("reviewed and still in force")
    SUPERSEDED = "superseded", _("replaced by a newer edition")
    WITHDRAWN = "withdrawn", _("withdrawn")


ENDS = frozenset({Step.SUPERSEDED, Step.WITHDRAWN})


class ClauseSubject(models.TextChoices):
    """What a clause settles, in the order of FOI 9477's questions 7 and 8."""

    SOCIAL_MEDIA = "social_media", _("the use of social media")
    AREAS = "areas", _("areas of work in which social media may be used")
    CRITERIA = "criteria", _("criteria for the use of social media")
    AUTHORISER = "authoriser", _("the person who must authorise the use of social media")
    PROCESS = "process", _("the method")
    RETENTION = "retention", _("retention of the material obtained")
    DELETION = "deletion", _("the deletion of the material, and how to ask for deletion")


class DocumentQuerySet(EntryQuerySet["Document"]):
    """Reading editions as on a day."""

    def in_force(self, *, on: date) -> Self:
        """Keep those in force on a day: approved, in use, and not superseded or withdrawn by then, as `HeldDocument.is_in_force` says of each."""
        steps = DocumentStep.objects.as_at(None).filter(
            document_reference=OuterRef("reference"),
            edition=OuterRef("edition"),
            is_struck=False,
            on__lte=on,
        )
        begun = Q(in_use_from=None) | Q(in_use_from__lte=on)
        return self.filter(
            begun, Exists(steps.filter(step=Step.APPROVED)), ~Exists(steps.filter(step__in=ENDS))
        )


class Document(Entry, KeptFile):
    """One edition of a document: what it is, whose it is, how far it is about social media, and its file."""

    reference = models.CharField(max_length=20, db_index=True)
    edition = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30, choices=DocumentKind)
    title = models.CharField(max_length=200)
    version_label = models.CharField(max_length=40, blank=True, default="")
    dated_on = models.DateField(null=True, blank=True)
    concerns_social_media = models.CharField(max_length=10, choices=Extent)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    must_read = ArrayField(
        models.CharField(max_length=30, choices=[(kind.value, TITLES[kind]) for kind in DutyKind]),
        default=list,
        blank=True,
    )
    review_on = models.DateField(null=True, blank=True)
    in_use_from = models.DateField(null=True, blank=True)

    objects: ClassVar = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "title", "-edition", "-recorded_at"]
        indexes = [
            GinIndex(name="document_to_read", fields=["must_read"], fastupdate=False),
            models.Index(name="document_by_review", fields=["review_on"]),
            models.Index(name="document_by_moment", fields=["recorded_at"]),
            models.Index(name="document_by_title", fields=["kind", "title", "reference", "-edition"]),
            words_index("words_of_document", "title"),
            models.Index(
                name="policy_on_social_media",
                fields=["reference", "edition"],
                condition=Q(kind="policy", is_struck=False) & ~Q(concerns_social_media="no"),
            ),
        ]
        triggers = GUARDS
        constraints = [
            one_entry("document_edition_is_one_documents", "reference", "edition"),
            models.CheckConstraint(name="document_edition_counts_from_one", condition=Q(edition__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.reference}/{self.edition}"


class DocumentStep(Entry):
    """Something that happened to one edition of a document, and the day it did."""

    document_reference = models.CharField(max_length=20)
    edition = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=12, choices=Step)
    on = models.DateField()
    decided_by = models.CharField(max_length=200, blank=True, default="")
    minute = models.CharField(max_length=200, blank=True, default="")
    address = models.URLField(max_length=500, blank=True, default="")
    words = models.TextField(max_length=4000, blank=True, default="")

    class Meta:
        ordering = ["on", "recorded_at"]
        triggers = GUARDS
        indexes = [
            models.Index(name="step_of_document", fields=["document_reference", "edition"]),
            models.Index(
                name="document_approved", fields=["document_reference"], condition=Q(step="approved")
            ),
            models.Index(
                name="document_ended", fields=["on"], condition=Q(step__in=["superseded", "withdrawn"])
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="document_approval_names_who_decided",
                condition=~Q(step=Step.APPROVED) | ~Q(decided_by=""),
            ),
            models.CheckConstraint(
                name="document_withdrawal_has_its_reason", condition=~Q(step=Step.WITHDRAWN) | ~Q(words="")
            ),
            models.UniqueConstraint(
                name="document_edition_is_approved_once",
                fields=["document_reference", "edition"],
                condition=Q(step="approved", corrects=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_reference}/{self.edition} {self.step}"


class Clause(Entry):
    """A numbered clause that matters, as its edition words it, and what it settles."""

    document_reference = models.CharField(max_length=20)
    edition = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20)
    heading = models.CharField(max_length=200)
    settles = ArrayField(models.CharField(max_length=20, choices=ClauseSubject))
    text = models.TextField(max_length=8000)

    class Meta:
        ordering = ["recorded_at"]
        indexes = [models.Index(name="clause_of_document", fields=["document_reference"])]
        triggers = GUARDS
        constraints = [one_entry("clause_number_is_one_clauses", "document_reference", "edition", "number")]

    def __str__(self) -> str:
        return f"{self.document_reference}/{self.edition} clause {self.number}"


class Reading(Entry):
    """A person's word that they read an edition."""

    document_reference = models.CharField(max_length=20)
    edition = models.PositiveSmallIntegerField()
    read_on = models.DateField()

    class Meta:
        ordering = ["read_on"]
        triggers = GUARDS
        constraints = [
            one_entry("document_is_read_once_by_a_person", "document_reference", "edition", "recorded_by")
        ]


class HeldKind(models.TextChoices):
    """What may be signed as “none is held”: every kind of document, and what the other registers hold."""

    POLICY = "policy", _("policy")
    PROCEDURE = "procedure", _("procedure")
    GUIDANCE = "guidance", _("guidance")
    CODE_OF_PRACTICE = "code_of_practice", _("code of practice")
    DPIA = "dpia", _("data protection impact assessment")
    PIA = "pia", _("privacy impact assessment")
    EQUALITY_ASSESSMENT = "equality_assessment", _("equality impact assessment")
    HUMAN_RIGHTS_ASSESSMENT = "human_rights_assessment", _("human rights assessment")
    PRIVACY_NOTICE = "privacy_notice", _("privacy notice section")
    TRAINING_MATERIAL = "training_material", _("training material")
    FORM = "form", _("form or template")
    TOOL = "tool", _("software or hardware")
    IN_HOUSE_METHOD = "in_house_method", _("in-house method")
    TRAINING_COURSE = "training_course", _("training course")


class NoneHeld(Entry):
    """A signed “none is held”: of which kind, where was looked, why there is none, by whom and when."""

    kind = models.CharField(max_length=30, choices=HeldKind)
    searched = models.TextField(max_length=1000)
    reason = models.TextField(max_length=1000)
    signed_on = models.DateField()

    class Meta:
        ordering = ["kind", "-signed_on"]
        triggers = GUARDS
        constraints = [
            models.CheckConstraint(
                name="none_held_says_where_was_looked_and_why", condition=~Q(searched="") & ~Q(reason="")
            )
        ]
