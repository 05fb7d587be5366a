"""Disposal of letters, with what became of them and their files: due from the day they were received."""

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.letters.models import LetterAnswer, LetterReceived
from watchbook.register.disposal import Disposal, disposal_of

DISPOSED = Kind(
    "letter_received.disposed",
    ("reference", "versions"),
    says=_("The letter was disposed of at the end of its retention."),
    is_grave=True,
)
due, find, dispose, PERSONAL_FIELDS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="oversight correspondence",
        tables={LetterAnswer: ("letter_reference",), LetterReceived: ("reference",)},
        due=lambda on: LetterReceived.objects.as_at(None).filter(received_on__lt=on),
        named_in={LetterReceived: ("subject", "file_name"), LetterAnswer: ("file_name",)},
    )
)
