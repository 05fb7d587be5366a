"""The authority's wards and electoral divisions: recorded by an administrator with their days and their source, corrected, taken back.

A listening project may be about these and about services. Whoever proposes a project cannot record a ward for it.
"""

from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.listening.models import Ward
from watchbook.listening.permissions import may_record_ward
from watchbook.listening.queries import wards
from watchbook.listening.rules import why_not_ward
from watchbook.listening.search_query import plain
from watchbook.register import recording

FIELDS = ("reference", "from_on", "until_on", "corrects", "is_struck")
PERSONAL = ("called", "source")
RECORDED = Kind("ward.recorded", FIELDS, PERSONAL, _("The ward was recorded."))
CORRECTED = Kind("ward.corrected", FIELDS, PERSONAL, _("The entry was corrected."))
TAKEN_BACK = Kind("ward.taken_back", FIELDS, PERSONAL, _("The entry was taken back."))


def why_not(row: Ward, _today: date) -> str | None:
    """Return why a ward cannot be recorded, or None."""
    same = [
        (one.from_on, one.until_on)
        for one in wards()
        if plain(one.called) == plain(row.called) and one.reference != row.reference
    ]
    return why_not_ward(row.called, same, (row.from_on, row.until_on))


WARDS = recording.Recording(
    Ward,
    "WARD",
    may_record=lambda by, _row: may_record_ward(by),
    why_not=why_not,
    tried=_("You cannot record this ward"),
)
add = partial(recording.add, WARDS, RECORDED)
correct = partial(recording.correct, WARDS, CORRECTED)
take_back = partial(recording.take_back, WARDS, TAKEN_BACK)
