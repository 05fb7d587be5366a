"""A legal hold at Harrowmere: the solicitor keeps the case that goes to court, with all that lies in it."""

from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.demo.applied import ago
from watchbook.demo.cast import holder_of
from watchbook.governance.letters.models import LetterReceived
from watchbook.investigations.models import Investigation
from watchbook.organisation.rules import DutyKind
from watchbook.retention.due import Item
from watchbook.retention.legal_hold import legal_hold
from watchbook.retention.legal_hold.models import HoldGround


def hold_what_is_needed() -> None:
    """The first investigation for the prosecution; the oldest letter for a complaint that was made and is over."""
    case, letter = Investigation.objects.earliest("reference"), LetterReceived.objects.earliest("received_on")
    solicitor, officer = holder_of(DutyKind.SOLICITOR), holder_of(DutyKind.RECORDS_MANAGER)
    with recorded_as_if_at(ago(20)):
        legal_hold.place(
            Item("investigations.investigation", case.pk, case.reference),
            HoldGround.PROSECUTION,
            why="The case is before the magistrates’ court. Keep what may help either side.",
            by=solicitor,
            at=ago(20),
        )
        ended = legal_hold.place(
            Item("governance.letterreceived", letter.pk, letter.reference),
            HoldGround.COMPLAINT,
            why="A resident complained about our reply.",
            by=officer,
            at=ago(20),
        )
    with recorded_as_if_at(ago(6)):
        legal_hold.end(ended, why="The complaint was answered and not taken further.", by=officer, at=ago(6))
