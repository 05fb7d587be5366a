"""The register of covert profiles: entered with a reason, approved by another, reviewed, audited by the SRO, retired.

Inspectors ask that profiles are recorded, monitored and audited. Watchbook keeps the register; it never drives a profile.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import has_a_word, has_words
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.queries import times_changed
from watchbook.audit_log.read_first import check_read
from watchbook.audit_log.record import Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.authorisations.models import CovertProfile, ProfileCheck
from watchbook.authorisations.permissions import (
    may_approve_profile,
    may_audit_profile,
    may_keep_profiles,
    may_read_profiles,
    may_retire_profile,
    may_review_profile,
)
from watchbook.authorisations.states import ProfileState, check_profile_move
from watchbook.governance.processing.models import Activity
from watchbook.governance.processing.queries import check_papers
from watchbook.keys.envelope import Facts, opened, put
from watchbook.law.parameters import number
from watchbook.law.periods import months_after
from watchbook.organisation.models import Person, Service

REGISTER = "CP"
FIELDS = ("reference", "platform", "state", "review_due_on", "audited_on", "retired_on")
WORDS = ("name_shown", "handle", "why", "contact_used", "credentials_kept_at")
ENTERED = Kind(
    "covert_profile.entered",
    fields=(*FIELDS, "services", "users"),
    personal=WORDS,
    says=gettext_lazy("The profile was entered in the register."),
)
APPROVED = Kind("covert_profile.approved", fields=FIELDS, says=gettext_lazy("The profile was approved."))
DECLINED = Kind(
    "covert_profile.declined",
    fields=FIELDS,
    personal=("why",),
    says=gettext_lazy("The profile was not approved."),
)
REVIEWED = Kind(
    "covert_profile.reviewed",
    fields=FIELDS,
    personal=("found",),
    says=gettext_lazy("The profile was reviewed."),
)
AUDITED = Kind(
    "covert_profile.audited",
    fields=FIELDS,
    personal=("found",),
    says=gettext_lazy("The senior responsible officer audited the profile."),
)
USERS = Kind(
    "covert_profile.users_changed",
    fields=(*FIELDS, "services", "users"),
    says=gettext_lazy("The list of people who may use the profile was saved."),
)
READ = Kind(
    "covert_profile.read",
    fields=("reference", "version"),
    says=gettext_lazy("The profile’s entry was read."),
)
RETIRED = Kind(
    "covert_profile.retired",
    fields=FIELDS,
    personal=("proof",),
    says=gettext_lazy("The profile was retired."),
)


@dataclass(frozen=True)
class ProfileParticulars:
    """What the register says of a profile. `name_shown` is never a real person's, nor is its picture."""

    platform: str
    name_shown: str
    handle: str
    why: str
    created_on: date
    contact_used: str = ""
    credentials_kept_at: str = ""


@transaction.atomic
def enter(
    told: ProfileParticulars,
    *,
    services: Iterable[Service],
    users: Iterable[Person],
    names_a_real_person: bool,
    by: Person,
    at: datetime,
) -> CovertProfile:
    """Enter a profile: one that is to be made, or one that already exists and was never registered."""
    may_keep_profiles(by)
    _check_told(told, names_a_real_person=names_a_real_person, today=london_day(at))
    row = CovertProfile(
        reference=next_reference(REGISTER),
        platform=told.platform,
        created_on=told.created_on,
        services=sorted({service.id for service in services}),
        users=sorted({person.id for person in users}),
        proposed_by=by,
    )
    words = {name: getattr(told, name) for name in WORDS}
    put(row, words)
    row.save(force_insert=True)
    record_row(ENTERED, row, by=by, at=at, **_reach(row), **words)
    return row


def _check_told(told: ProfileParticulars, *, names_a_real_person: bool, today: date) -> None:
    """Raise WrongState where a profile may not be entered like this, or too little is said of it."""
    if names_a_real_person:
        raise WrongState(
            _(
                "You cannot record this profile: a profile must never have a real person’s name or picture. If this profile does, tell the senior responsible "
                "officer and the solicitor."
            )
        )
    if not (told.platform.strip() and told.handle.strip() and has_words(told.why)):
        raise WrongState(
            _(
                "You cannot record this profile yet. Enter its platform, its handle and, in a few words, the reason why it is needed."
            )
        )
    if told.created_on > today:
        raise WrongState(
            _(
                "You cannot record this profile: the date on which it was made is in the future. Correct the date."
            )
        )


@transaction.atomic
def read(profile: CovertProfile, *, by: Person, at: datetime) -> Facts:
    """Return what the register says of a profile; that somebody read it is recorded first."""
    may_read_profiles(by)
    record_row(READ, profile, by=by, at=at, version=_version(profile))
    return opened(profile)


@transaction.atomic
def approve(profile: CovertProfile, *, by: Person, at: datetime) -> CovertProfile:
    """Approve its use; the first review is half a year off at the latest."""
    row = locked(profile)
    may_approve_profile(by, row)
    check_profile_move(ProfileState(row.state), to=ProfileState.APPROVED)
    tried = _("You cannot approve this profile")
    check_entry_read(row, by=by, tried=tried)
    check_papers(Activity.COVERT_PROFILES, *row.services, on=london_day(at), tried=tried)
    row.state, row.approved_by, row.approved_at = ProfileState.APPROVED, by, at
    row.review_due_on = _next_review(london_day(at))
    row.save(force_update=True)
    record_row(APPROVED, row, by=by, at=at)
    return row


@transaction.atomic
def decline(profile: CovertProfile, *, why: str, by: Person, at: datetime) -> CovertProfile:
    """Do not approve it; the entry and the reason stay."""
    row = locked(profile)
    may_approve_profile(by, row)
    check_profile_move(ProfileState(row.state), to=ProfileState.DECLINED)
    check_entry_read(row, by=by, tried=_("You cannot decline this profile"))
    if not has_words(why):
        raise WrongState(
            _(
                "You cannot decline this profile without a reason: the register must give one. Enter the reason."
            )
        )
    row.state = ProfileState.DECLINED
    row.save(force_update=True)
    record_row(DECLINED, row, by=by, at=at, why=why)
    return row


@transaction.atomic
def review(profile: CovertProfile, *, found: str, by: Person, at: datetime) -> CovertProfile:
    """Review whether it is still needed; its use is open again until the next review."""
    row = _running(profile)
    may_review_profile(by)
    check_entry_read(row, by=by, tried=_("You cannot review this profile"))
    today = london_day(at)
    row.review_due_on = _next_review(today)
    row.save(force_update=True)
    _check(row, kind=ProfileCheck.Kind.REVIEW, found=found, on=today, by=by)
    record_row(REVIEWED, row, by=by, at=at, found=found)
    return row


@transaction.atomic
def audit(profile: CovertProfile, *, found: str, by: Person, at: datetime) -> CovertProfile:
    """The SRO's audit: each use against its look and its basis."""
    row = _running(profile)
    may_audit_profile(by)
    check_entry_read(row, by=by, tried=_("You cannot audit this profile"))
    today = london_day(at)
    row.audited_on = today
    row.save(force_update=True)
    _check(row, kind=ProfileCheck.Kind.AUDIT, found=found, on=today, by=by)
    record_row(AUDITED, row, by=by, at=at, found=found)
    return row


@transaction.atomic
def set_users(
    profile: CovertProfile, *, services: Iterable[Service], users: Iterable[Person], by: Person, at: datetime
) -> CovertProfile:
    """Set who may use it, and for which services."""
    row = _running(profile)
    may_keep_profiles(by)
    row.services = sorted({service.id for service in services})
    row.users = sorted({person.id for person in users})
    row.save(force_update=True)
    record_row(USERS, row, by=by, at=at, **_reach(row))
    return row


@transaction.atomic
def retire(profile: CovertProfile, *, proof: str, by: Person, at: datetime) -> CovertProfile:
    """Retire it: deleted at the platform, with the proof of that."""
    row = locked(profile)
    may_retire_profile(by)
    check_profile_move(ProfileState(row.state), to=ProfileState.RETIRED)
    if not has_a_word(proof):
        raise WrongState(
            _("You cannot retire this profile before you say how you know that the platform deleted it.")
        )
    row.state, row.retired_on = ProfileState.RETIRED, london_day(at)
    put(row, opened(row) | {"proof": proof})
    row.save(force_update=True)
    record_row(RETIRED, row, by=by, at=at, proof=proof)
    return row


def _version(profile: CovertProfile) -> int:
    """Count the changes to the text of the entry, its checks and its risk assessments: a reading holds until there is one more."""
    return times_changed(profile.id, besides=(READ.name, APPROVED.name))


def check_entry_read(row: CovertProfile, *, by: Person, tried: str) -> None:
    """Raise WrongState unless this person read the entry as it stands."""
    check_read(READ.name, of=row.id, by=by.id, tried=tried, version=_version(row))


def _running(profile: CovertProfile) -> CovertProfile:
    row = locked(profile)
    if row.state != ProfileState.APPROVED:
        raise WrongState(
            _(
                "You cannot review or audit this profile, or give it users: its state is “{now}”. Only an approved profile can be reviewed, audited or given users."
            ).format(now=row.get_state_display())
        )
    return row


def _next_review(day: date) -> date:
    return months_after(day, months=number("authority.review.covert_profile_months", on=day))


def _check(row: CovertProfile, *, kind: ProfileCheck.Kind, found: str, on: date, by: Person) -> None:
    if not has_a_word(found):
        raise WrongState(
            _("You cannot record this check before you say what you looked at and what you found.")
        )
    check = ProfileCheck(profile=row, kind=kind, checked_on=on, by=by)
    put(check, {"found": found})
    check.save(force_insert=True)


def _reach(row: CovertProfile) -> dict[str, str]:
    return {"services": " ".join(map(str, row.services)), "users": " ".join(map(str, row.users))}
