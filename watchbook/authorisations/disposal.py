"""Disposal of authorisations, overt plans and covert profiles: what is due, where somebody is named, how it goes.

Called by retention alone. With the row goes its key: what events and backups hold of it cannot be read afterwards; and the
signed order of the court. The event keeps what statistics ask for: kind, service and the days.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.queries import nothing_happened_since
from watchbook.audit_log.record import Kind, record, record_row
from watchbook.authorisations.models import (
    Authorisation,
    CovertProfile,
    Hearing,
    JointWorking,
    OvertPlan,
    SourceOpening,
    SourceRecord,
    SourceVault,
)
from watchbook.authorisations.reading import READ, TEXT_READ
from watchbook.authorisations.states import AuthorisationState, ProfileState
from watchbook.files import removal
from watchbook.keys import destruction, envelope
from watchbook.organisation.models import Person

DISPOSED = Kind(
    "application.disposed",
    is_grave=True,
    fields=("reference", "kind", "service", "state", "decided_at", "effective_from", "cancelled_at"),
    says=_("The authorisation, with its decisions, was disposed of at the end of its retention."),
)
PLAN_DISPOSED = Kind(
    "overt_plan.disposed",
    fields=("reference",),
    says=_("The overt plan was disposed of at the end of its retention."),
    is_grave=True,
)
PROFILE_DISPOSED = Kind(
    "covert_profile.disposed",
    fields=("reference", "platform"),
    says=_("The profile’s entry was disposed of at the end of its retention."),
    is_grave=True,
)
VAULT_DISPOSED = Kind(
    "source_record.disposed",
    is_grave=True,
    fields=("reference",),
    says=_("The source’s own records were disposed of with the authorisation."),
)
CLASS = "authorisation"
PERSONAL_FIELDS = {
    "authorisations.Authorisation.envelope": CLASS,
    "authorisations.ApplicationVersion.envelope": CLASS,
    "authorisations.Comment.envelope": CLASS,
    "authorisations.Determination.envelope": CLASS,
    "authorisations.Hearing.envelope": CLASS,
    "authorisations.Hearing.file_name": CLASS,
    "authorisations.ApplicantReport.envelope": CLASS,
    "authorisations.Review.envelope": CLASS,
    "authorisations.Renewal.envelope": CLASS,
    "authorisations.Cancellation.envelope": CLASS,
    "authorisations.JointWorking.envelope": CLASS,
    "authorisations.JointWorking.their_reference": CLASS,
    "authorisations.SourceRecord.envelope": CLASS,
    "authorisations.SourceOpening.envelope": CLASS,
    "authorisations.OvertPlan.envelope": CLASS,
    "authorisations.CovertProfile.envelope": "covert_profile",
    "authorisations.ProfileCheck.envelope": "covert_profile",
    "authorisations.RiskAssessment.envelope": "covert_profile",
}
ENDED = (
    AuthorisationState.REFUSED,
    AuthorisationState.COURT_REFUSED,
    AuthorisationState.QUASHED,
    AuthorisationState.CANCELLED,
)
IN_VAULT = ("sourcerecords", "sourceopenings")
PARTS = (
    "comments",
    "determinations",
    "applicationversions",
    "hearings",
    "reviews",
    "renewals",
    "cancellations",
    "applicantreports",
    "jointworkings",
    "named",
    "reminders",
)


def due(on: date) -> list[UUID]:
    """What ended before a day: authorisations, plans and profiles.

    What has no day of its own on which it ended (a draft, a grant that no court heard, a profile never approved) ends
    with what last happened to it; its being read is nothing. What took effect and was never cancelled is never due: it
    is a fault that somebody must mend, and so is a profile in use.
    """
    is_quiet = nothing_happened_since(on, besides=(READ.name, TEXT_READ.name))
    ended = Q(cancelled_at__date__lt=on) | Q(cancelled_at=None, decided_at__date__lt=on)
    has_no_day = ~Q(state__in=ENDED) | Q(cancelled_at=None, decided_at=None)
    rows = Authorisation.objects.exclude(state=AuthorisationState.EFFECTIVE)
    rows = rows.filter((Q(state__in=ENDED) & ended) | (has_no_day & is_quiet))
    plans = OvertPlan.objects.filter(until_on__lt=on)
    retired = Q(state=ProfileState.RETIRED, retired_on__lt=on)
    never_approved = Q(state__in=(ProfileState.PROPOSED, ProfileState.DECLINED))
    profiles = CovertProfile.objects.filter(retired | (never_approved & is_quiet))
    return [key for query in (rows, plans, profiles) for key in query.values_list("id", flat=True)]


def find(text: str) -> list[UUID]:
    """Authorisations, plans and profiles that hold this text, however it is spelt; every envelope is opened for it."""
    rows: list[envelope.Enveloped] = [
        *Authorisation.objects.all(),
        *OvertPlan.objects.all(),
        *CovertProfile.objects.all(),
    ]
    rows += [row for whole in Authorisation.objects.all() for row in _parts_of(whole)]
    for profile in CovertProfile.objects.all():
        rows += [*profile.checks.all(), *profile.risk_assessments.all()]
    found = [
        row.authorisation_id if isinstance(row, SourceRecord | SourceOpening) else row.item
        for row in envelope.holding(rows, text)
    ]
    open_words: list[tuple[UUID, str]] = [
        *Hearing.objects.values_list("authorisation", "file_name"),
        *JointWorking.objects.values_list("authorisation", "their_reference"),
    ]
    found += [key for key, words in open_words if envelope.says({"words": words}, text)]
    return list(dict.fromkeys(found))


@transaction.atomic
def dispose(row_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove one with all that was decided about it, and destroy the key over it."""
    row = Authorisation.objects.select_for_update(of=("self",)).filter(pk=row_id).first()
    plan = OvertPlan.objects.select_for_update(of=("self",)).filter(pk=row_id).first()
    destruction.at_commit(row_id)
    if row is not None:
        _dispose_of_authorisation(row, by=by, at=at)
    elif plan is not None:
        record_row(PLAN_DISPOSED, plan, by=by, at=at)
        plan.delete()
    else:
        profile = CovertProfile.objects.select_for_update(of=("self",)).get(pk=row_id)
        record_row(PROFILE_DISPOSED, profile, by=by, at=at)
        profile.checks.all().delete()
        profile.risk_assessments.all().delete()
        profile.delete()


def _dispose_of_authorisation(row: Authorisation, *, by: Person, at: datetime) -> None:
    record_row(DISPOSED, row, by=by, at=at)
    removal.at_commit(*row.hearings.values_list("file_sha256", flat=True))
    for name in (*PARTS, *IN_VAULT):
        getattr(row, name).all().delete()
    if vault := SourceVault.objects.filter(authorisation=row).first():
        record(VAULT_DISPOSED, subject=vault, by=by, at=at, reference=row.reference)
        destruction.at_commit(vault.id)
        vault.delete()
    row.delete()


def _parts_of(row: Authorisation) -> list[envelope.Enveloped]:
    named = (name for name in (*PARTS, *IN_VAULT) if name not in {"named", "reminders"})
    return [part for name in named for part in getattr(row, name).all()]
