"""Assessments that bind the next look: what earlier ones of whatever counts together ask of it, a service's own and the others'."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from watchbook.investigations.together import CountedTogether
from watchbook.triage.graph import is_stricter
from watchbook.triage.queries import AssessmentStanding, standings

# The newest of each subject that counts together, and of each that had one of its accounts then, among those of a service
# or of the others; and whether somebody signed a later one of them that was held to it.
NEWEST_AMONG = """
    WITH theirs AS (
        SELECT one.* FROM triage_assessment AS one
        JOIN investigations_investigation AS whole ON whole.id = one.investigation_id
        WHERE one.subject_id = ANY (
            %(subjects)s::uuid[] || ARRAY(SELECT subject_id FROM investigations_account WHERE id = ANY (%(items)s::uuid[]))
        )
          AND (one.subject_id = ANY (%(subjects)s::uuid[]) OR EXISTS (
            SELECT FROM investigations_account AS had
            WHERE had.id = ANY (%(items)s::uuid[]) AND had.subject_id = one.subject_id
              AND (had.parted_at IS NULL OR had.parted_at >= one.assessed_at)
          ))
          AND (whole.service_id IS NOT DISTINCT FROM %(service)s::uuid) = %(is_own)s
          AND one.assessed_at <= %(at)s
    )
    SELECT DISTINCT ON (subject_id) id, reference IN (
        SELECT later.held_to FROM theirs AS later
        WHERE later.held_to IS NOT NULL AND (later.held = '{}' OR EXISTS (
            SELECT FROM triage_departure AS signed WHERE signed.assessment_id = later.id AND signed.decided_at <= %(at)s
        ))
    ) FROM theirs ORDER BY subject_id, assessed_at DESC, recorded_at DESC
"""


def binding_among(whole: CountedTogether, *, service: UUID | None, at: datetime) -> AssessmentStanding | None:
    """Return what a service's assessments of whatever counts together ask of the next look. Three queries; one where there is none.

    The newest does. But what one of another subject asks of somebody else stands until a later one that was held to it
    is signed. Neither closing an investigation nor removing the account afterwards ends what was assessed.
    """
    found, settled = _newest_among(whole, service=service, is_own=True, at=at)
    return _strictest([*found[:1], *_unsettled(found, settled)])


def binding_elsewhere(
    whole: CountedTogether, *, service: UUID | None, at: datetime
) -> AssessmentStanding | None:
    """Return the strictest that other services' newest assessments of these ask of somebody else. Three queries; one where there is none.

    It stands for the whole authority; whoever is held by it learns no more than that there is one.
    """
    return _strictest(_unsettled(*_newest_among(whole, service=service, is_own=False, at=at)))


def _newest_among(
    whole: CountedTogether, *, service: UUID | None, is_own: bool, at: datetime
) -> tuple[list[AssessmentStanding], dict[UUID, bool]]:
    """Return those that `NEWEST_AMONG` finds, the newest first, and whether each is settled."""
    asked = {"subjects": list(whole.subjects), "items": list(whole.items), "service": service, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(NEWEST_AMONG, asked | {"is_own": is_own})
        settled: dict[UUID, bool] = dict(cursor.fetchall())
    return list(standings(settled, at=at).values()) if settled else [], settled


def _unsettled(found: list[AssessmentStanding], settled: dict[UUID, bool]) -> list[AssessmentStanding]:
    """Return those of these that ask for somebody else and that no later one, signed, was held to."""
    return [one for one in found if one.binds and not settled[one.assessment.id]]


def _strictest(found: list[AssessmentStanding]) -> AssessmentStanding | None:
    bound = next(iter(found), None)
    for one in found:
        if bound and is_stricter(one.outcomes, than=bound.outcomes):
            bound = one
    return bound
