"""Guards of broken glass in the database: what was ended early, and who acknowledges it."""

import pgtrigger

from watchbook.audit_log.guard import Guard


def closed_once() -> Guard:
    """What was ended early stays ended."""
    return Guard(
        name="closed_once",
        operation=pgtrigger.Update,
        func="""
            IF OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at
            THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF;
            RETURN NEW;
        """,
    )


def never_their_own() -> Guard:
    """Whoever broke the glass does not acknowledge to themselves that they did."""
    return Guard(
        name="never_their_own",
        operation=pgtrigger.Insert,
        func="""
            IF EXISTS (
                SELECT FROM investigations_breakglass
                WHERE id = NEW.break_glass_id AND opened_by_id = NEW.acknowledged_by_id
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation',
                    MESSAGE = 'whoever broke the glass does not acknowledge that they were told';
            END IF;
            RETURN NEW;
        """,
    )
