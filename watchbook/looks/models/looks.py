"""Tables of looks and of what a service looks for. In the open: ids, moments, kinds and numbers; the rest in envelopes."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.authorisations.models import CovertProfile
from watchbook.investigations.models import Account, Investigation, Subject
from watchbook.investigations.queries import platform_title
from watchbook.keys.envelope import Enveloped
from watchbook.looks.models.rests_on import is_as_strict_as_its_assessment, rests_on_what_was_in_force
from watchbook.looks.states import LookState
from watchbook.organisation.models import Person, Service


class About(models.TextChoices):
    """The matter of a look: a subject, or one of those that have none and never drift (docs/explanation/looks.md#what-has-no-subject)."""

    SUBJECT = "subject", _("a subject")
    GENERAL = "general", _("no one in particular (general observation)")
    OWN_PAGE = "own_page", _("the authority’s own page or account")
    REGISTER = "register", _("a public register or directory")


class LookOrigin(models.TextChoices):
    """How the record came about."""

    PAGE = "page", _("opened in Watchbook")
    BOOKMARKLET = "bookmarklet", _("opened from the bookmark")
    PHONE = "phone", _("opened on a phone")
    AFTERWARDS = "afterwards", _("recorded afterwards")
    IMPORTED = "imported", _("imported from an earlier log")


class Purpose(models.TextChoices):
    """What a look is for: the purposes that requesters ask about by name, and those that they do not."""

    PROFILE = "profile", _("building a profile of a person")
    INVESTIGATION = "investigation", _("an investigation")
    PERSON = "person", _("keeping watch on a person")
    GROUP = "group", _("keeping watch on a group")
    PLACE = "place", _("keeping watch on a place")
    INTELLIGENCE = "intelligence", _("collecting intelligence")
    RECRUITMENT = "recruitment", _("vetting people who apply for jobs")
    PROTECTION = "protection", _("protecting somebody from harm")
    TRACING = "tracing", _("finding out where somebody is")
    OWN_PAGES = "own_pages", _("reading and answering posts on the authority’s own pages")
    OTHER = "other", _("something else")


class Manner(models.TextChoices):
    """Openly, meant to keep the people concerned from knowing, or neither; OVERT is what earlier rules and logs called so."""

    OPEN = "open", _("openly")
    UNANNOUNCED = "unannounced", _("neither announced nor hidden")
    COVERT = "covert", _("covertly")
    OVERT = "overt", _("overt, under earlier rules or in an earlier log")


class Basis(models.TextChoices):
    """On what a look rests; NONE marks one that was made without."""

    TRIAGE = "triage", _("triage alone")
    PLAN = "overt_plan", _("an overt plan")
    RE_TRIAGE = "re_triage", _("a re-triage that the authorising officer signed")
    IMMEDIATE = "immediate", _("an immediate response")
    NON_RIPA = "non_ripa", _("an authorisation outside RIPA")
    DIRECTED = "directed_surveillance", _("an authorisation of directed surveillance")
    CHIS = "chis", _("an authorisation of a covert human intelligence source")
    NO_SUBJECT = "no_subject", _("no one in particular")
    IMPORTED = "imported", _("an earlier log, as kept at the time")
    NONE = "none", _("none")


class AccountUsed(models.TextChoices):
    """As whom the officer looked; never with an account of their own."""

    SIGNED_OUT = "signed_out", _("signed out, with no account")
    OFFICIAL = "official", _("an account that shows that it belongs to the authority")
    COVERT_PROFILE = "covert_profile", _("a registered covert profile")


class Result(models.TextChoices):
    """What came of a look; nothing is a result too."""

    SOMETHING = "something", _("something relevant was found")
    NOTHING = "nothing", _("nothing relevant was found")


def manner_in_words(manner: str, *, basis: str) -> str:
    """Say how a look was made; one on an overt plan that nobody was told of is neither openly made nor without cover."""
    if manner == Manner.UNANNOUNCED and basis == Basis.PLAN:
        return str(_("under a plan that the line manager signed; the people concerned were not told"))
    return str(Manner(manner).label)


WRONG = (
    Q(basis=Basis.NONE) | Q(did_more=True) | Q(attested=False, way=LookOrigin.AFTERWARDS)
    | Q(way=LookOrigin.IMPORTED, assessment_id__isnull=False)
)  # fmt: skip
# An immediate response rests on the officer's word: the look that begins one is checked, those opened within it name it.
ON_A_WORD = Q(basis=Basis.IMMEDIATE, basis_id=None)
# Something was kept without an authorisation, so that the next look asks for a reason.
KEPT = Q(kept_at__isnull=False, level="amber")


class Look(Recorded, Enveloped):
    """One subject in one sitting. In its envelope: addresses, why in words, the facts of its triage, what was seen, what is next."""

    kind_of_envelope: ClassVar[str] = "looks.look"
    reference = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=6, choices=LookState, default=LookState.OPEN)
    way = models.CharField(max_length=12, choices=LookOrigin)
    about = models.CharField(max_length=8, choices=About)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    investigation = models.ForeignKey(
        Investigation, null=True, blank=True, on_delete=models.PROTECT, related_name="looks"
    )
    subject = models.ForeignKey(
        Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="looks"
    )
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="looks"
    )
    platform = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20, choices=Purpose)
    manner = models.CharField(max_length=11, choices=Manner)
    outcomes = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    triage_version = models.CharField(max_length=20, blank=True, default="")
    basis = models.CharField(max_length=24, choices=Basis)
    basis_id = models.UUIDField(null=True, blank=True)
    assessment_id = models.UUIDField(null=True, blank=True)  # the newest of the subject when it was opened
    account_used = models.CharField(max_length=16, choices=AccountUsed, default=AccountUsed.SIGNED_OUT)
    covert_profile = models.ForeignKey(
        CovertProfile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    attested = models.BooleanField()
    level = models.CharField(max_length=6, default="none")
    look_in_window = models.PositiveIntegerField(default=0)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=10, choices=Result, blank=True, default="")
    collateral = models.PositiveSmallIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=1)
    did_more = models.BooleanField(default=False)
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            rests_on_what_was_in_force(),
            is_as_strict_as_its_assessment(),
            never_changed(
                "reference",
                "way",
                "about",
                "service",
                "subject",
                "account",
                "purpose",
                "manner",
                "outcomes",
                "basis",
                "basis_id",
                "assessment_id",
                "attested",
                "opened_by",
                "opened_at",
            ),
        ]
        indexes = [
            models.Index(name="look_by_moment", fields=["-opened_at", "id"]),
            models.Index(name="look_of_investigation", fields=["investigation", "opened_at"]),
            models.Index(name="look_of_subject", fields=["subject", "opened_at"]),
            models.Index(name="look_at_account", fields=["account", "opened_at"]),
            models.Index(name="look_of_service", fields=["service", "opened_at"]),
            models.Index(name="look_closed", fields=["closed_at", "id"], condition=Q(state="closed")),
            models.Index(name="look_on_basis", fields=["basis_id"], condition=Q(basis_id__isnull=False)),
            models.Index(name="look_without_basis", fields=["service"], condition=Q(basis="none")),
            models.Index(name="look_to_check", fields=["opened_at"], condition=WRONG | ON_A_WORD),
            models.Index(name="look_kept_to_check", fields=["-opened_at", "id"], condition=KEPT),
            models.Index(name="look_open", fields=["-opened_at", "id"], condition=Q(state="open")),
        ]
        constraints = [
            models.UniqueConstraint(
                name="look_re_triage_opens_one_look", fields=["basis_id"], condition=Q(basis="re_triage")
            ),
            models.CheckConstraint(
                name="look_without_subject_is_at_nobody",
                condition=Q(about="subject")
                | Q(subject=None, account=None, basis__in=["no_subject", "imported"]),
            ),
            models.CheckConstraint(
                name="look_opened_has_a_basis",
                condition=Q(way__in=["afterwards", "imported"]) | (~Q(basis="none") & Q(attested=True)),
            ),
            models.CheckConstraint(
                name="look_imported_is_never_contemporaneous",
                condition=Q(way="imported", basis="imported") | (~Q(way="imported") & ~Q(basis="imported")),
            ),
            models.CheckConstraint(
                name="look_closed_says_what_came_of_it",
                condition=Q(state="open", closed_at=None)
                | Q(state="closed", closed_at__gte=F("opened_at"), result__in=["something", "nothing"])
                | Q(state="closed", way="imported"),
            ),
            models.CheckConstraint(
                name="look_covert_profile_is_named",
                condition=Q(account_used="covert_profile", covert_profile__isnull=False)
                | (~Q(account_used="covert_profile") & Q(covert_profile=None)),
            ),
            models.CheckConstraint(
                name="look_ids_are_ids",
                condition=Q(platform__regex=r"^[a-z][a-z0-9_]*$") & Q(triage_version__regex=r"^[0-9.-]*$"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def platform_title(self) -> str:
        """What people call its platform."""
        return platform_title(self.platform)

    @property
    def manner_told(self) -> str:
        """Say how it was made, in words for a page."""
        return manner_in_words(self.manner, basis=self.basis)


class StandingPurpose(Recorded):
    """For what, and under which power, a service looks unless the officer says otherwise; the newest row counts."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    words = models.CharField(max_length=300)
    power = models.CharField(max_length=300)
    offence = models.CharField(max_length=80, blank=True, default="")
    is_core_function = models.BooleanField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]
        constraints = [
            models.CheckConstraint(
                name="standing_purpose_offence_is_an_id",
                condition=Q(offence__regex=r"^[a-z0-9][a-z0-9_.-]*$|^$"),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
