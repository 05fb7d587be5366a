"""Find which of several subjects an assessment may bind: a list asks this once of all its rows, and looks closer at few."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from watchbook.investigations.models import Subject
from watchbook.investigations.together import joined_and_items
from watchbook.triage.graph import current

_PERHAPS = f"""
SELECT one.subject FROM unnest(%(subjects)s::uuid[]) AS one (subject) WHERE EXISTS (
    {joined_and_items("one.subject")}
    SELECT FROM triage_assessment AS assessment
    WHERE assessment.subject_id = ANY (ARRAY(
        SELECT subject FROM joined
        UNION SELECT theirs.subject_id FROM investigations_account AS theirs JOIN items ON items.item = theirs.id
    )) AND (
        assessment.outcomes || assessment.held && %(binding)s::varchar[]
        OR EXISTS (
            SELECT FROM triage_departure AS departure
            WHERE departure.assessment_id = assessment.id AND departure.outcomes && %(binding)s::varchar[]
        )
    )
)
"""  # noqa: S608  # of constants alone


def perhaps_bound(subjects: Iterable[Subject]) -> set[UUID]:
    """Return those of these subjects about which, or about whose accounts, an assessment ever asked for somebody else. One query.

    No other can be bound (triage.binding.binding_among and binding_elsewhere).
    """
    binding = [name for name, outcome in current().outcomes.items() if outcome.binds]
    with connection.cursor() as cursor:
        cursor.execute(_PERHAPS, {"subjects": list({one.id for one in subjects}), "binding": binding})
        return {row[0] for row in cursor.fetchall()}
