"""Tables of who we are: the authority, its services, its people and the duties they hold."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, needs_event_of, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.organisation.kept_for_a_request import KeptForARequest
from watchbook.organisation.linked_account import CouncilAccount  # noqa: F401  # Django finds the part's tables here
from watchbook.organisation.proposal_columns import taken_back_by_its_proposer
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.organisation.session_store import Session  # noqa: F401  # Django finds the part's tables here
from watchbook.organisation.states import RECOVERY_OPEN, DutyState, RecoveryState
from watchbook.organisation.welsh_columns import WelshChecked, welsh_check_is_whole


class Nation(models.TextChoices):
    """Where the authority is: it decides the bank holidays, the FOI Act and the surveillance Act."""

    ENGLAND = "england", _("England")
    WALES = "wales", _("Wales")
    SCOTLAND = "scotland", _("Scotland")
    NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")


class Regime(models.TextChoices):
    """The access-to-information law a request falls under."""

    FOIA = "foia", _("Freedom of Information Act 2000")
    EIR = "eir", _("Environmental Information Regulations 2004")
    FOISA = "foisa", _("Freedom of Information (Scotland) Act 2002")
    EISR = "eisr", _("Environmental Information (Scotland) Regulations 2004")


class Authority(WelshChecked, Recorded):
    """The public authority whose register this is: one row, for one database is one authority."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    name = models.CharField(max_length=120)
    nation = models.CharField(max_length=20, choices=Nation)
    regimes = ArrayField(models.CharField(max_length=5, choices=Regime))
    colour = models.CharField(
        max_length=7, default="#1d4f7c", validators=[RegexValidator(r"\A#[0-9a-f]{6}\Z")]
    )
    logo_sha256 = models.CharField(max_length=64, blank=True, default="")
    contact = models.CharField(max_length=200, blank=True, default="")
    # As letters to requesters bear them.
    address = models.CharField(max_length=400, blank=True, default="")
    telephone = models.CharField(max_length=40, blank=True, default="")
    email = models.CharField(max_length=200, blank=True, default="")
    officer_title = models.CharField(max_length=120, blank=True, default="")
    review_to = models.CharField(max_length=400, blank=True, default="")
    # Its own pages and accounts, an address a line: no other page is looked at as its own. New ones wait for a second person.
    own_pages = models.TextField(max_length=8000, blank=True, default="")
    own_pages_proposed = models.TextField(max_length=8000, blank=True, default="")
    own_pages_proposed_by = models.ForeignKey(
        "Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    own_pages_decided_by = models.ForeignKey(
        "Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Recorded.Meta):
        constraints = [
            welsh_check_is_whole(),
            models.CheckConstraint(name="authority_is_one_row", condition=Q(only=True)),
            models.CheckConstraint(
                name="own_pages_decided_by_a_second_person",
                condition=Q(own_pages_decided_by=None) | ~Q(own_pages_decided_by=F("own_pages_proposed_by")),
            ),
            models.CheckConstraint(
                name="own_pages_proposed_have_proposer",
                condition=Q(own_pages_proposed="")
                | Q(own_pages_proposed_by__isnull=False, own_pages_decided_by=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Service(Recorded):
    """A part of the authority that may look at social media, and signs a statement each quarter."""

    name = models.CharField(max_length=80, unique=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta(Recorded.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet["Person"]):
    """Reading people."""

    def active(self) -> "PersonQuerySet":
        """Those who may sign in."""
        return self.filter(is_active=True, is_system=False)


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]  # made at run time
    """Finds people by e-mail address without regard to case, as sign-in does."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this e-mail address."""
        return self.get(email__iexact=username)  # type: ignore[no-any-return]  # as made above


class Person(KeptForARequest, Recorded, AbstractBaseUser):
    """Someone who works with the register; or the system person, by whom jobs act. Signs in by e-mail address."""

    last_login = None  # when somebody signed in is an event, not a column that sign-in overwrites
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    is_active = models.BooleanField(default=True)
    is_system = models.BooleanField(default=False, editable=False)
    wants_digest = models.BooleanField(default=False, db_default=False)  # of their week, each Monday

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    class Meta:
        ordering = ["name"]
        triggers = [
            needs_event(only=("email", "name", "service_id", "is_active", "is_system", "wants_digest")),
            needs_event_of("sign_in.password_set", "person.emptied", column="password"),
            recorded_by_the_clock(),
        ]
        indexes = [
            models.Index(name="people_in_order", fields=["name", "id"]),
            models.Index(name="account_closed", fields=["id"], condition=Q(is_active=False)),
        ]
        constraints = [
            models.UniqueConstraint(models.functions.Lower("email"), name="person_email_is_one_persons"),
            models.UniqueConstraint(
                fields=["is_system"], condition=Q(is_system=True), name="one_system_person"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Compare only: Django would save an outdated hash anew at a sign-in, and a new hash is its owner's act."""
        return check_password(raw_password, self.password)

    def get_full_name(self) -> str:
        """As shown beside an act."""
        return self.name


class Duty(Recorded):
    """A duty of a person, between two days: proposed by one, granted by another who is not its holder."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=30, choices=[(kind.value, TITLES[kind]) for kind in DutyKind])
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="duties"
    )
    state = models.CharField(max_length=10, choices=DutyState, default=DutyState.PROPOSED)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The first two system administrators have nobody to grant them: each takes one of two seats.
    founding_seat = models.PositiveSmallIntegerField(null=True, blank=True, unique=True)
    appointment: "Appointment | None"  # put there by queries of officers, not a column

    class Meta(Recorded.Meta):
        ordering = ["kind", "from_on"]
        indexes = [models.Index(name="duty_of_person", fields=["person", "state"])]
        constraints = [
            taken_back_by_its_proposer(),
            models.CheckConstraint(
                name="duty_ends_after_it_begins", condition=Q(until_on=None) | Q(until_on__gte=F("from_on"))
            ),
            models.CheckConstraint(
                name="duty_not_granted_by_its_holder",
                condition=Q(decided_by=None) | ~Q(decided_by=F("person")),
            ),
            models.CheckConstraint(
                name="duty_granted_by_a_second_person",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="duty_decided_has_decider",
                condition=Q(state__in=[DutyState.PROPOSED, DutyState.TAKEN_BACK])
                | Q(founding_seat__isnull=False)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="duty_ended_has_ender",
                condition=~Q(state=DutyState.ENDED) | Q(ended_by__isnull=False, until_on__isnull=False),
            ),
            models.CheckConstraint(
                name="founding_seats_are_two_administrators",
                condition=Q(founding_seat=None)
                | Q(founding_seat__in=[1, 2], kind=DutyKind.SYSTEM_ADMINISTRATOR.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.kind}"

    @property
    def title(self) -> str:
        """The duty's name as people say it."""
        return str(TITLES[DutyKind(self.kind)])


class Appointment(Recorded):
    """In which rank somebody was appointed to a duty, when, and by which minute: written once, corrected by a new row."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="appointments")
    rank = models.CharField(max_length=80, blank=True, default="")
    minute = models.CharField(max_length=120, blank=True, default="")
    appointed_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )

    class Meta:
        ordering = ["recorded_at"]
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(
                name="duty_has_one_first_appointment", fields=["duty"], condition=Q(corrects=None)
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Lost(models.TextChoices):
    """The thing that the holder of an account lost: a recovery resets that and nothing else."""

    PASSWORD = "password", _("their password")
    SECOND_FACTOR = "second_factor", _("their second factor")


GOES_ON = Q(state__in=sorted(RECOVERY_OPEN))


class Recovery(Recorded):
    """A way back into an account: asked for by one, agreed by another, neither its holder."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recoveries")
    lost = models.CharField(max_length=13, choices=Lost, default=Lost.PASSWORD)
    state = models.CharField(max_length=10, choices=RecoveryState, default=RecoveryState.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(Recorded.Meta):
        ordering = ["-asked_at"]
        indexes = [models.Index(name="recovery_open", fields=["asked_at"], condition=GOES_ON)]
        constraints = [
            models.UniqueConstraint(
                name="account_has_one_open_recovery", fields=["person"], condition=GOES_ON
            ),
            models.CheckConstraint(
                name="recovery_not_asked_by_its_holder", condition=~Q(asked_by=F("person"))
            ),
            models.CheckConstraint(
                name="recovery_decided_by_a_second_person",
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")) & ~Q(decided_by=F("person")),
            ),
            models.CheckConstraint(
                name="recovery_agreed_has_decider",
                condition=~Q(state__in=[RecoveryState.AGREED, RecoveryState.DECLINED])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="recovery_ended_has_ender",
                condition=~Q(state__in=[RecoveryState.STOPPED, RecoveryState.USED])
                | Q(ended_by__isnull=False, ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.state}"
