"""Tables of what became of a look: useful, checked, told; and of the supervisor’s check of one that went wrong (docs/law/registers.md#the-look-log)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.keys.envelope import Enveloped
from watchbook.looks.models.looks import Look
from watchbook.organisation.models import Person


class Usefulness(models.TextChoices):
    """Whether a look helped."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


class Verification(models.TextChoices):
    """How it was checked that what was seen is true."""

    NOT_CHECKED = "not_checked", _("the information was not checked")
    OTHER_SOURCE = "other_source", _("against another source")
    PERSON_ASKED = "person_asked", _("the person was asked")
    OWN_RECORDS = "own_records", _("against the authority’s own records")
    NOTHING_TO_CHECK = "nothing", _("there was nothing to check")


class PersonNotice(models.TextChoices):
    """Whether the person was told that they were looked at (UK GDPR Art. 14)."""

    YES = "yes", _("told")
    LATER = "later", _("not yet; the service will decide again")
    EXEMPT = "exempt", _("not told, because an exemption applies")


class Evaluation(Recorded, Enveloped):
    """What became of a look; the newest counts. In its envelope: what it showed, and why the person was not told."""

    kind_of_envelope: ClassVar[str] = "looks.evaluation"
    ends_with = ("look_id",)
    look = models.ForeignKey(Look, on_delete=models.PROTECT, related_name="evaluations")
    useful = models.CharField(max_length=8, choices=Usefulness)
    verified = models.CharField(max_length=14, choices=Verification)
    used_in_decision = models.BooleanField()
    told = models.CharField(max_length=8, choices=PersonNotice)
    review_on = models.DateField(null=True, blank=True)
    evaluated_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]
        constraints = [
            models.CheckConstraint(
                name="evaluation_not_told_is_looked_at_again",
                condition=~Q(told="later") | Q(review_on__isnull=False),
            ),
        ]


class CheckFinding(models.TextChoices):
    """What a supervisor found of a look that had no basis, was more than looking, or was not attested."""

    ERROR = "error", _("the look may be an error: we tell the RIPA co-ordinator")
    EXPLAINED = "explained", _("the look is explained, and is not an error")


class SupervisorCheck(Recorded, Enveloped):
    """That somebody who answers for a look saw to what was wrong with it. In its envelope: what the officer said, what was done."""

    kind_of_envelope: ClassVar[str] = "looks.supervisor_check"
    ends_with = ("look_id",)
    look = models.ForeignKey(Look, on_delete=models.PROTECT, related_name="supervisor_checks")
    finding = models.CharField(max_length=10, choices=CheckFinding)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at"]
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]
