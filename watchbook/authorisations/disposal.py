"""Disposal of authorisations, overt plans and covert profiles: what is due, where somebody is named, how it goes.

Called by retention alone. With the row goes its key: what events and backups hold of it cannot be read afterwards; and the
signed order of the court. The event keeps what statistics ask for: kind, service and the days.

Of an authorisation that was decided the central record must stay complete for its time (docs/law/central-record.md#period):
one that is erased before its time is over leaves its line, with days and decisions and without any words. The line looks to
whoever may not read the authorisation as it did before, so that it tells nobody whom somebody asked to erase.
"""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from watchbook.acting import ending
from watchbook.acting.ending import Ending
from watchbook.acting.london_day import london_day
from watchbook.audit_log.queries import heard_of_before, last_happened
from watchbook.audit_log.record import Kind
from watchbook.authorisations.models import (
    ApplicantReport,
    ApplicationVersion,
    Authorisation,
    AuthorisedSubject,
    Cancellation,
    Comment,
    CovertProfile,
    Determination,
    Hearing,
    JointWorking,
    OvertPlan,
    ProfileCheck,
    ReminderGiven,
    Renewal,
    Review,
    RiskAssessment,
    SourceOpening,
    SourceRecord,
    SourceVault,
)
from watchbook.authorisations.permissions import may_know_whom_it_names, may_read_profiles, require_readers
from watchbook.authorisations.plan_permissions import may_read_plan
from watchbook.authorisations.reading import READ, TEXT_READ
from watchbook.authorisations.states import AuthorisationKind, AuthorisationState, ProfileState
from watchbook.files.disposal import Going, Rows, disposing
from watchbook.keys import envelope
from watchbook.law.retention import ends, retention_class

DISPOSED = Kind(
    "application.disposed",
    is_grave=True,
    fields=("reference", "kind", "service", "state", "decided_at", "effective_from", "cancelled_at"),
    says=_(
        "The authorisation and its decisions were deleted. Its entry stays in the central record, without names, for as long as the record must be complete."
    ),
)
PLAN_DISPOSED = Kind(
    "overt_plan.disposed",
    fields=("reference",),
    says=_("The overt plan was deleted at the end of its retention period."),
    is_grave=True,
)
PROFILE_DISPOSED = Kind(
    "covert_profile.disposed",
    fields=("reference", "platform"),
    says=_("The profile’s entry was deleted at the end of its retention period."),
    is_grave=True,
)
VAULT_DISPOSED = Kind(
    "source_record.disposed",
    is_grave=True,
    fields=("reference",),
    says=_("The source’s records were deleted with the authorisation."),
)
CLASS = "directed_surveillance_record"  # or that of its kind
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
    "authorisations.OvertPlan.envelope": "look",
    "authorisations.CovertProfile.envelope": "covert_profile",
    "authorisations.ProfileCheck.envelope": "covert_profile",
    "authorisations.RiskAssessment.envelope": "covert_profile",
}
ERASED = Q(envelope=b"")
ENDED = (
    AuthorisationState.REFUSED,
    AuthorisationState.COURT_REFUSED,
    AuthorisationState.QUASHED,
    AuthorisationState.CANCELLED,
)
IN_VAULT = (SourceRecord, SourceOpening)
# Nothing goes before what names it.
PARTS = (
    Comment,
    Determination,
    ApplicationVersion,
    Hearing,
    Review,
    Renewal,
    Cancellation,
    ApplicantReport,
    JointWorking,
)


# What each row of a line is emptied of; what has no line goes.
NO_WORDS: dict[str, Any] = {"envelope": b""}
OF_FILE = {"file_sha256": "", "file_name": "", "file_media_type": "", "file_size": 0}
LINE: dict[type[Model], dict[str, Any]] = {
    Hearing: NO_WORDS | OF_FILE,
    Review: NO_WORDS | {"report": None},
    Renewal: NO_WORDS | {"report": None},
}
KEEPERS = {"handler": None, "controller": None, "record_keeper": None}
ENDED_EVENT = _("the end of the authorisation (by refusal, quashing or cancellation)")
OF_CASE = ("investigation_id",)
QUIET_EVENT = _("the last action on an authorisation that has not taken effect")
OF_KIND = {
    AuthorisationKind.DIRECTED_SURVEILLANCE: "directed_surveillance_record",
    AuthorisationKind.CHIS: "chis_record",
    AuthorisationKind.NON_RIPA: "non_ripa_record",
}


def _ended(kind: str) -> QuerySet[Authorisation]:
    """Authorisations of a kind that ended on a day of their own."""
    rows = Authorisation.objects.filter(~ERASED, kind=kind, state__in=ENDED)
    return rows.annotate(ended_at=Coalesce("cancelled_at", "decided_at")).filter(ended_at__isnull=False)


def _quiet(kind: str) -> QuerySet[Authorisation]:
    """Authorisations without such a day (a draft, a grant that no court heard): they end with what last happened to them.

    Being read is nothing. An imported one without its day is asked about, not guessed. What took effect and was never
    cancelled is never due: it is a fault that somebody must mend.
    """
    rows = Authorisation.objects.filter(~ERASED, kind=kind).exclude(state=AuthorisationState.EFFECTIVE)
    rows = rows.filter(~Q(state__in=ENDED) | Q(cancelled_at=None, decided_at=None), is_imported=False)
    return rows.annotate(quiet_at=last_happened(besides=(READ.name, TEXT_READ.name)))


def _lines(kind: str) -> QuerySet[Authorisation]:
    """Lines that erased authorisations of a kind left, each with the moment from which the record keeps it."""
    return Authorisation.objects.filter(ERASED, kind=kind).annotate(
        ended_at=Coalesce("cancelled_at", "decided_at")
    )


def _keeps_line(rows: Rows, on: date) -> set[UUID]:
    """Name those of these that the central record must still list on a day: decided, within the time that the rule set gives."""
    return {row.pk for row in rows if row.decided_at and _listed_until(row, on) >= on}


def _listed_until(row: Authorisation, on: date) -> date:
    """The last day on which the central record must list it, by the rule set."""
    kept_by = retention_class(OF_KIND[AuthorisationKind(row.kind)], on=on)
    ended_at = row.cancelled_at or row.decided_at
    if kept_by is None or kept_by.period is None or ended_at is None:
        return date.max
    return ends(kept_by.period, kept_by.unit, on=london_day(ended_at))


def _authorisation_page(row: Authorisation) -> str:
    return reverse("authorisations:authorisation", args=[row.reference])


def _profile_page(row: CovertProfile) -> str:
    return reverse("authorisations:covert_profile", args=[row.reference])


ENDINGS = (
    *(
        Ending(
            Authorisation, partial(rows, kind), began, code, event, OF_CASE, _authorisation_page, among=among
        )
        for kind, code in OF_KIND.items()
        for rows, began, event, among in (
            (_ended, "ended_at", ENDED_EVENT, None),
            (_quiet, "quiet_at", QUIET_EVENT, partial(heard_of_before, Authorisation)),
        )
    ),
    Ending(
        OvertPlan,
        rows=OvertPlan.objects.all,
        began="until_on",
        code="look",
        event=_("the last date of the plan"),
        within=("investigation_id", "subject_id"),
        page=lambda row: reverse("overt_plans:plan", args=[row.reference]),
    ),
    Ending(
        CovertProfile,
        rows=lambda: CovertProfile.objects.filter(state=ProfileState.RETIRED),
        began="retired_on",
        code="covert_profile",
        event=_("the date on which the profile was retired"),
        page=_profile_page,
    ),
    Ending(
        CovertProfile,
        rows=lambda: CovertProfile.objects.filter(
            state__in=(ProfileState.PROPOSED, ProfileState.DECLINED)
        ).annotate(quiet_at=last_happened(besides=(READ.name, TEXT_READ.name))),
        began="quiet_at",
        code="covert_profile",
        event=_("the last action on a profile that was never approved"),
        page=_profile_page,
        among=partial(heard_of_before, CovertProfile),
    ),
)

# A line has no words and no key: when its time is over it goes by itself (`retention.deletion.kept_lines`).
LINES = tuple(
    Ending(Authorisation, partial(_lines, kind), "ended_at", code, ENDED_EVENT)
    for kind, code in OF_KIND.items()
)

READERS = {CovertProfile: may_read_profiles}
NEED_TO_KNOW = {Authorisation: may_know_whom_it_names, OvertPlan: may_read_plan}
EACH_BY_DUTY = {Authorisation: require_readers}


def due(on: date) -> list[UUID]:
    """What ended before a day: authorisations, plans and profiles."""
    return ending.due(ENDINGS, on)


def find(*texts: str) -> list[UUID]:
    """Authorisations, plans and profiles that hold one of these texts, however it is spelt; every envelope is opened for it."""
    rows: list[envelope.Enveloped] = [
        *Authorisation.objects.exclude(ERASED),
        *OvertPlan.objects.all(),
        *CovertProfile.objects.all(),
    ]
    for table in (*PARTS, *IN_VAULT, ProfileCheck, RiskAssessment):
        rows += table._default_manager.all()
    found = [
        row.authorisation_id if isinstance(row, SourceRecord | SourceOpening) else row.item
        for row in envelope.holding(rows, *texts)
    ]
    open_words: list[tuple[UUID, str]] = [
        *Hearing.objects.values_list("authorisation", "file_name"),
        *JointWorking.objects.values_list("authorisation", "their_reference"),
    ]
    found += [key for key, words in open_words if envelope.says({"words": words}, *texts)]
    return list(dict.fromkeys(found))


OF_ONE, OF_PROFILE = ("authorisation_id",), ("profile_id",)
GOES = (
    Going(
        Authorisation,
        DISPOSED,
        parts=(
            *(
                Going(
                    table,
                    by=OF_ONE,
                    files=("file_sha256",) if table is Hearing else (),
                    line=LINE.get(table),
                )
                for table in PARTS
            ),
            *(Going(table, by=OF_ONE) for table in (AuthorisedSubject, ReminderGiven)),
            *(Going(table, by=OF_ONE) for table in IN_VAULT),
            Going(SourceVault, VAULT_DISPOSED, by=OF_ONE, told={"reference": "authorisation__reference"}),
        ),
        keeps_line=_keeps_line,
        line=NO_WORDS | KEEPERS,
    ),
    Going(OvertPlan, PLAN_DISPOSED),
    Going(
        CovertProfile,
        PROFILE_DISPOSED,
        parts=(Going(ProfileCheck, by=OF_PROFILE), Going(RiskAssessment, by=OF_PROFILE)),
    ),
)
dispose = disposing(GOES)
