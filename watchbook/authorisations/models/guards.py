"""Guards of an authorisation at the commit, whoever writes: no time and no ending that nobody decided (invariants I1, I6, I7)."""

import pgtrigger

from watchbook.audit_log.guard import Guard

REFUSE = "RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = "


RESTS = f"""
            IF NEW.is_imported OR NOT EXISTS (SELECT FROM authorisations_authorisation WHERE id = NEW.id) THEN
                RETURN NULL;
            END IF;
            IF NEW.decided_at IS NOT NULL AND NOT EXISTS (
                SELECT FROM authorisations_determination WHERE authorisation_id = NEW.id
            ) THEN
                {REFUSE} 'an authorisation is decided by a determination and keeps it';
            END IF;
            IF NEW.effective_from IS NOT NULL AND NEW.needs_court AND NOT EXISTS (
                SELECT FROM authorisations_hearing WHERE authorisation_id = NEW.id AND renewal_id IS NULL
                    AND outcome = 'approved' AND ordered_at = NEW.effective_from
            ) THEN
                {REFUSE} 'an authorisation takes effect from the order of the court that approved it';
            END IF;
            IF NEW.effective_from IS NOT NULL AND NOT NEW.needs_court AND NEW.effective_from <> NEW.decided_at THEN
                {REFUSE} 'an authorisation that no court approves takes effect from the decision';
            END IF;
            IF NEW.times_renewed > (
                SELECT count(DISTINCT renewal.number) FROM authorisations_renewal AS renewal
                WHERE renewal.authorisation_id = NEW.id AND renewal.is_granted AND (NOT NEW.needs_court OR EXISTS (
                    SELECT FROM authorisations_hearing AS hearing
                    WHERE hearing.renewal_id = renewal.id AND hearing.outcome = 'approved'
                ))
            ) THEN
                {REFUSE} 'an authorisation is renewed by a renewal that was granted and, where needed, approved';
            END IF;
            IF NEW.state = 'cancelled' AND NOT EXISTS (
                SELECT FROM authorisations_cancellation WHERE authorisation_id = NEW.id
            ) THEN
                {REFUSE} 'an authorisation ends by a cancellation that says why';
            END IF;
            RETURN NULL;
"""  # noqa: S608  # no value comes in


def rests_on_decisions() -> Guard:
    """Decided, in effect, renewed or cancelled only with the row that says so; in effect from the court's order alone.

    What was imported rests on the earlier record. The rows are read at the commit, when all of them are there.
    """
    return Guard(
        name="rests_on_decisions",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        func=RESTS,
    )
