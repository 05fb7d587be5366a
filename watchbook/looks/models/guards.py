"""What PostgreSQL refuses of a look at the commit: an authorisation that was not in force at its moment (invariant I2)."""

import pgtrigger

from watchbook.audit_log.guard import Guard


def rests_on_what_was_in_force() -> Guard:
    """A look under an authorisation lies between its effect and its end in London, before any stop or cancellation."""
    return Guard(
        name="rests_on_what_was_in_force",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func="""
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
