"""The certificate of a list for whoever asks: its body, with the limits and the copies that left, and its receipts in the order of the log.

A page, a PDF and a JSON file say the same; `verify.py` checks the file.
"""

import json
from collections.abc import Iterator

from django.utils.translation import gettext

from watchbook.audit_log.event_opening import ALWAYS_SHOWN
from watchbook.audit_log.receipt import NotSealed, newest_receipt
from watchbook.retention.deletion.certificate_body import ENDS, LIMITS, body, events
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.states import ListState


def ended_at(row: DeletionList) -> ListState | None:
    """The last end that a list came to, as its certificate says it; None before the first."""
    return next((end for end in reversed(ENDS) if getattr(row, f"{end.value}_at")), None)


def as_file(row: DeletionList, *, at_end: ListState) -> Iterator[str]:
    """The certificate as one JSON file for an outsider, piece by piece: the body that was logged, and the receipts; nothing beside them."""
    yield '{"body": '
    yield from body(row, at_end=at_end, between=",\n")
    yield f',\n"receipts": {json.dumps(list(receipts(row, at_end=at_end)), ensure_ascii=False, indent=1)}}}'


def limits() -> list[str]:
    """The limits in the reader's language; the file has them as they were logged."""
    return [gettext(one) for one in LIMITS]


def receipts(row: DeletionList, *, at_end: ListState) -> Iterator[str]:
    """The receipt of each step that is sealed, in the order of the log."""
    for event in events(row, at_end=at_end):
        try:
            yield newest_receipt(event, names=ALWAYS_SHOWN | event.fields.keys())
        except NotSealed:
            return
