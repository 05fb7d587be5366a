"""Guards of the database on a look at the commit: its basis was in force, and it is as strict as its newest assessment."""

from watchbook.audit_log.guard import Guard, holds_at_commit
from watchbook.investigations.together import joined_and_items

# `joined` are the subjects with a common account, `bound` what the authority's assessments of them ask for.
_REFUSES_WHAT_IS_LESS_STRICT = f"""
            IF NEW.way NOT IN ('afterwards', 'imported') AND NEW.subject_id IS NOT NULL AND EXISTS ({joined_and_items("NEW.subject_id")}, found AS (
                    SELECT assessment.subject_id, assessment.reference, assessment.held_to, assessment.assessed_at,
                        assessment.recorded_at, assessment.held <> '{{}}' AND departed.outcomes IS NULL AS is_held,
                        whole.service_id = NEW.service_id AS is_own,
                        coalesce(departed.outcomes, nullif(assessment.held, '{{}}'), assessment.outcomes)::text[] AS outcomes
                    FROM triage_assessment AS assessment
                    JOIN investigations_investigation AS whole
                        ON whole.id = assessment.investigation_id
                    LEFT JOIN LATERAL (
                        SELECT departure.outcomes FROM triage_departure AS departure
                        WHERE departure.assessment_id = assessment.id AND departure.decided_at <= NEW.opened_at
                        ORDER BY departure.number DESC LIMIT 1
                    ) AS departed ON true
                    WHERE assessment.assessed_at <= NEW.opened_at AND (
                        assessment.subject_id IN (SELECT subject FROM joined) OR EXISTS (
                            SELECT FROM investigations_account AS had JOIN items ON items.item = had.id
                            WHERE had.subject_id = assessment.subject_id
                                AND coalesce(had.parted_at >= assessment.assessed_at, true)
                        )
                    )
                ), newest AS (
                    SELECT DISTINCT ON (subject_id) reference, outcomes FROM found
                    ORDER BY subject_id, assessed_at DESC, recorded_at DESC
                ), bound AS (
                    (SELECT outcomes FROM found WHERE is_own ORDER BY assessed_at DESC, recorded_at DESC LIMIT 1)
                    UNION ALL
                    SELECT outcomes FROM newest
                    WHERE outcomes && '{{non_ripa,directed_surveillance,chis,ask,not_allowed}}'
                        AND reference NOT IN (SELECT held_to FROM found WHERE NOT is_held)
                )
                SELECT FROM bound
                WHERE bound.outcomes && '{{ask,not_allowed}}'
                    OR 'chis' = ANY(bound.outcomes) AND NEW.basis <> 'chis'
                    OR 'directed_surveillance' = ANY(bound.outcomes)
                        AND NEW.basis NOT IN ('directed_surveillance', 'chis', 're_triage')
                    OR 'non_ripa' = ANY(bound.outcomes)
                        AND NEW.basis NOT IN ('non_ripa', 'directed_surveillance', 'chis', 're_triage')
                    OR 'overt_plan' = ANY(bound.outcomes) AND NEW.basis IN ('triage', 'immediate')
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation',
                    MESSAGE = 'a look is less strict than the newest assessment of its subject';
            END IF;
            RETURN NULL;
        """  # noqa: S608  # of constants alone


def rests_on_what_was_in_force() -> Guard:
    """A look under an authorisation lies between its effect and its end in London, before any stop or cancellation."""
    return holds_at_commit(
        "rests_on_what_was_in_force",
        """
            IF NEW.basis IN ('directed_surveillance', 'chis', 'non_ripa') AND NOT EXISTS (
                SELECT FROM authorisations_authorisation AS basis
                WHERE basis.id = NEW.basis_id AND basis.kind = NEW.basis AND NEW.opened_at >= basis.effective_from
                    AND NEW.opened_at < (basis.ends_on + 1)::timestamp AT TIME ZONE 'Europe/London'
                    AND NEW.opened_at < coalesce(basis.stopped_at, 'infinity')
                    AND NEW.opened_at < coalesce(basis.cancelled_at, 'infinity')
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation',
                    MESSAGE = 'a look names an authorisation that was not in force at its moment';
            END IF;
            RETURN NULL;
        """,
    )


def is_as_strict_as_its_assessment() -> Guard:
    """A look that opens rests on what the assessments of whatever counts together then asked, or on a signed re-triage.

    It asks what the pages ask (`investigations.together.together_with`, `triage.binding.binding_among` and `binding_elsewhere`); tests hold the two together.
    """
    return holds_at_commit(
        "is_as_strict_as_its_assessment",
        _REFUSES_WHAT_IS_LESS_STRICT,
    )
