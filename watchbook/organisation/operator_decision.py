"""The last way back into an account: where no second person is left in Watchbook, its operator is the second."""

from watchbook.organisation.models import Recovery
from watchbook.organisation.queries import holders_of, other_administrators, today
from watchbook.organisation.rules import DutyKind


def only_the_operator_decides(recovery: Recovery) -> bool:
    """Return whether nobody who can sign in could agree to a recovery: neither another administrator nor an SRO who did not ask for it."""
    if other_administrators(recovery):
        return False
    officers = holders_of(DutyKind.SENIOR_RESPONSIBLE_OFFICER, on=today())
    part = {recovery.person_id, recovery.asked_by_id}
    return not any(one.is_active and one.id not in part for one in officers)
