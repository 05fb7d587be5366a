"""Disposal of letters, with what became of them and their files: due from the day they were received."""

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.letters.models import LetterAnswer, LetterReceived
from watchbook.governance.letters.permissions import may_read_letters
from watchbook.register.disposal import Disposal, disposal_of

DISPOSED = Kind(
    "letter_received.disposed",
    ("reference", "versions"),
    says=_("The letter was deleted at the end of its retention period."),
    is_grave=True,
)
due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="oversight_record",
        tables={LetterAnswer: ("letter_reference",), LetterReceived: ("reference",)},
        rows=lambda: LetterReceived.objects.as_at(None),
        began="received_on",
        event=_("the date on which the letter was received"),
        page="governance:letter",
        named_in={LetterReceived: ("subject", "file_name"), LetterAnswer: ("file_name",)},
    )
)
READERS = {LetterReceived: may_read_letters}
