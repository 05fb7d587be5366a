"""When the answer to a request is due, with the day-by-day explanation (FOIA s.10, EIR reg 5, FOISA s.10, EISR reg 5)."""

from watchbook.foi.models import Request
from watchbook.law.clocks import answer_due
from watchbook.law.explanations import Deadline


def due(request: Request) -> Deadline:
    """The last day for the answer. Raises law.Refusal where the law or its calendars do not reach the day."""
    return answer_due(request.received_on, regime=request.regime)
