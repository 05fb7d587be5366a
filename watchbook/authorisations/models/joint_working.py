"""Who works under an authorisation beside us: another authority that saw it, one whose authorisation we saw, a third party."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.authorisations.models.decisions import OfAuthorisation


class JointWorking(OfAuthorisation):
    """One partner: in which role, what of the authorisation was seen, and on which day that was confirmed.

    The partner's name, the scope and who confirmed it lie in the envelope.
    """

    class Role(models.TextChoices):
        """Who leads."""

        WE_LEAD = "we_lead", _("another authority works under our authorisation")
        THEY_LEAD = "they_lead", _("we work under another authority’s authorisation too")
        THIRD_PARTY = "third_party", _("a company or person acts for us under our authorisation")

    kind_of_envelope = "authorisations.joint_working"
    role = models.CharField(max_length=12, choices=Role)
    their_reference = models.CharField(max_length=40, blank=True, default="")
    confirmed_on = models.DateField()

    class Meta:
        ordering = ["confirmed_on", "recorded_at"]
        triggers = [needs_event(subject="authorisation_id"), recorded_by_the_clock(), written_once()]

    def __str__(self) -> str:
        return self.role
