"""Tables of signed statements: what a service, internal audit, the co-ordinator or the SRO says of a period (docs/explanation/answering.md#statuses)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.organisation.models import Service
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.models.entries import GUARDS, Entry, NamedEntry


class Matter(models.TextChoices):
    """What is stated: each belongs to one signer's page (governance.rules.SIGNERS)."""

    LOOKS = "looks", _("looks at social media")
    TOOLS = "tools", _("tools (bought, free or on trial)")
    METHODS = "methods", _("in-house methods")
    PROFILES = "profiles", _("profiles and accounts used for looks")
    FORMS = "forms", _("forms and templates")
    AUDITS = "audits", _("internal audits of social-media use")
    AUTHORISATIONS = "authorisations", _("authorisations for surveillance of social media")
    COVERT_PROFILES = "covert_profiles", _("covert profiles")
    LETTERS = "letters", _("letters from oversight bodies about social media")
    INSPECTIONS = "inspections", _("inspections wholly or partly about social media")


class Statement(NamedEntry):
    """One signed page: by which duty, for which service (or the authority), over which days, signed when."""

    duty = models.CharField(max_length=30, choices=[(kind.value, TITLES[kind]) for kind in DutyKind])
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    signed_on = models.DateField()
    remarks = models.TextField(max_length=2000, blank=True, default="")

    class Meta:
        ordering = ["-last_on", "duty", "-recorded_at"]
        triggers = GUARDS
        constraints = [
            models.CheckConstraint(
                name="statement_period_ends_after_it_begins", condition=Q(last_on__gte=F("first_on"))
            ),
            models.CheckConstraint(
                name="statement_signed_after_its_period", condition=Q(signed_on__gt=F("last_on"))
            ),
            models.CheckConstraint(
                name="statement_of_a_line_manager_names_the_service",
                condition=Q(duty="line_manager", service__isnull=False)
                | (~Q(duty="line_manager") & Q(service=None)),
            ),
            models.UniqueConstraint(
                name="statement_is_signed_once_for_a_period",
                fields=["duty", "service", "first_on"],
                nulls_distinct=False,
                condition=Q(corrects=None),
            ),
        ]


class StatementItem(Entry):
    """What a statement says of one matter: there was none; or all there was is on the register, this many."""

    class Answer(models.TextChoices):
        """The two things that can be signed; what is neither is not signed."""

        NONE = "none", _("there were none")
        ALL_RECORDED = "all_recorded", _("all of them are on the register")

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="items")
    matter = models.CharField(max_length=20, choices=Matter)
    answer = models.CharField(max_length=15, choices=Answer)
    counted = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["matter"]
        triggers = [needs_event(subject="statement_id"), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(name="statement_speaks_once_of_a_matter", fields=["statement", "matter"]),
            models.CheckConstraint(
                name="statement_of_none_counts_none",
                condition=Q(answer="none", counted=0) | Q(answer="all_recorded", counted__gte=1),
            ),
        ]
