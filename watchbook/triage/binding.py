"""Assessments that bind the next look: what earlier ones of whatever counts together ask of it, a service's own and the others'."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from watchbook.investigations.together import CountedTogether
from watchbook.triage.graph import is_stricter
from watchbook.triage.queries import AssessmentStanding, standings

# Of those that count: of a subject that counts together, or that had one of its accounts then.
_COUNTS = """
    {0}.subject_id = about.id AND {0}.assessed_at <= %(at)s AND (about.is_joined OR EXISTS (
        SELECT FROM investigations_account AS had
        WHERE had.id = ANY (%(items)s::uuid[]) AND had.subject_id = about.id
          AND (had.parted_at IS NULL OR had.parted_at >= {0}.assessed_at)
    ))
"""
# The newest of each subject of a service or of the others; and whether somebody signed one of them that was held to it.
NEWEST_AMONG = f"""
    WITH about AS (
        SELECT subject.id, subject.id = ANY (%(subjects)s::uuid[]) AS is_joined FROM investigations_subject AS subject
        JOIN investigations_investigation AS whole ON whole.id = subject.investigation_id
        WHERE subject.id = ANY (
            %(subjects)s::uuid[] || ARRAY(SELECT subject_id FROM investigations_account WHERE id = ANY (%(items)s::uuid[]))
        )
          AND (whole.service_id IS NOT DISTINCT FROM %(service)s::uuid) = %(is_own)s
    )
    SELECT newest.id, EXISTS (
        SELECT FROM about JOIN triage_assessment AS later ON {_COUNTS.format("later")}
        JOIN triage_departure AS signed ON signed.assessment_id = later.id AND signed.decided_at <= %(at)s
        WHERE later.held_to = newest.reference AND later.held_to <> ''
    ) FROM about, LATERAL (
        SELECT one.id, one.reference FROM triage_assessment AS one WHERE {_COUNTS.format("one")}
        ORDER BY one.assessed_at DESC, one.recorded_at DESC LIMIT 1
    ) AS newest
"""  # noqa: S608  # of constants alone


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
