"""Signed “none is held” by spreadsheet: whoever imports signs each row.

On a real council's register the day is today's (or empty); in a demonstration it stands as it was signed on paper.
"""

from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind
from watchbook.governance.documents.models import HeldKind
from watchbook.governance.documents.permissions import may_sign_for_some_kind
from watchbook.governance.none_held import none_held
from watchbook.register.spreadsheet import Register

COLUMNS = (
    Column("kind", _("Kind"), ColumnKind.CHOICE, choices=dict(HeldKind.choices), example="code_of_practice"),
    Column(
        "searched", _("Places searched"), ColumnKind.LONG_TEXT, longest=1000, example="The policy library"
    ),
    Column(
        "reason",
        _("Reason why none is held"),
        ColumnKind.LONG_TEXT,
        longest=1000,
        example="Never carried out",
    ),
    Column(
        "signed_on",
        _("Date of signature"),
        ColumnKind.DAY,
        required=False,
        explains=_("Leave blank: you sign with today’s date."),
    ),
)


NONE_HELD = Register(
    name="none_held",
    title=_("signed confirmation that none is held"),
    columns=COLUMNS,
    may=may_sign_for_some_kind,
    import_row=lambda cells, **who: none_held.sign(**cells, **who),
    home="governance:none_held",
)
