"""Disposal of signed “none is held”: due from the day they were signed."""

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.documents.models import NoneHeld
from watchbook.governance.documents.permissions import may_read_documents
from watchbook.register.disposal import Disposal, disposal_of

DISPOSED = Kind(
    "none_held.disposed",
    ("kind", "signed_on"),
    says=_(
        "The signature confirming that the council holds no document, tool or course of a particular kind was deleted at the end of its retention period."
    ),
    is_grave=True,
)
due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="adopted_document",
        tables={NoneHeld: ()},
        rows=lambda: NoneHeld.objects.as_at(None),
        began="signed_on",
        event=_("the date of signature"),
        named_in={NoneHeld: ("searched", "reason")},
    )
)
READERS = {NoneHeld: may_read_documents}
