"""The authority's wards and electoral divisions: recorded by an administrator with their days and their source, agreed to by another.

A listening project may be about these and about services. Whoever proposes a project cannot record a ward for it, and nobody can
make a person or a group a ward alone: each version waits for a second officer.
"""

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.audit_log.record import Kind
from watchbook.listening.models import Ward
from watchbook.listening.permissions import may_agree_ward, may_record_ward
from watchbook.listening.queries import authors_of, wards
from watchbook.listening.rules import why_not_ward
from watchbook.listening.search_query import plain
from watchbook.listening.ward_name import why_not_ward_name, why_not_ward_source
from watchbook.organisation.models import Person
from watchbook.register import entry, recording
from watchbook.register.entry import Values

FIELDS = ("reference", "from_on", "until_on", "agreed_on", "corrects", "is_struck")
PERSONAL = ("called", "source")
RECORDED = Kind("ward.recorded", FIELDS, PERSONAL, _("The ward was recorded."))
CORRECTED = Kind("ward.corrected", FIELDS, PERSONAL, _("The entry was corrected."))
AGREED = Kind("ward.agreed", FIELDS, PERSONAL, _("A second officer agreed to the ward."))
TAKEN_BACK = Kind("ward.taken_back", FIELDS, PERSONAL, _("The entry was taken back."))


def why_not(row: Ward, _today: date) -> str | None:
    """Return why a ward cannot be recorded, or None."""
    others = [one for one in wards() if one.reference != row.reference]
    same = [(one.from_on, one.until_on) for one in others if plain(one.called) == plain(row.called)]
    days = (row.from_on, row.until_on)
    return (
        why_not_ward(row.called, same, days)
        or why_not_ward_name(row.called, [one.called for one in others])
        or why_not_ward_source(row.source)
    )


def _not_agreed(values: Values) -> Values:
    """Return the columns of a version that a second officer has yet to agree to."""
    return entry.columns_of(values) | {"agreed_by": None, "agreed_on": None}


WARDS = recording.Recording(
    Ward,
    "WARD",
    may_record=lambda by, _row: may_record_ward(by),
    why_not=why_not,
    tried=_("You cannot record this ward"),
    columns=_not_agreed,
)
add = partial(recording.add, WARDS, RECORDED)
correct = partial(recording.correct, WARDS, CORRECTED)
take_back = partial(recording.take_back, WARDS, TAKEN_BACK)


@transaction.atomic
def agree(ward: Ward, *, by: Person, at: datetime) -> Ward:
    """Agree to a ward as an administrator recorded it: from now on a project can be about it."""
    ward = entry.lock(ward)
    may_agree_ward(by, authors_of(ward))
    tried = gettext("You cannot agree to this entry for a ward")
    entry.check_standing(ward, tried=tried)
    done = gettext("A second officer has agreed to this ward already.") if ward.agreed_on else None
    entry.check(done or why_not(ward, london_day(at)), tried=tried)
    agreed = {"agreed_by": by, "agreed_on": london_day(at)}
    return entry.write(AGREED, entry.next_version(ward, by=by, changes=agreed), by=by, at=at)
