"""The information that goes with a copy: purposes, recipients, periods, sources, and that no machine alone decided (UK GDPR art 15(1))."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.governance.retention_schedule.queries import schedule_in_force
from watchbook.governance.retention_schedule.rules import period_in_words
from watchbook.keys import envelope
from watchbook.retention.due import endings
from watchbook.retention.letter import Section
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.rules import BY_ID, DataRegime, Right
from watchbook.retention.rights_request.states import RECIPIENTS

# The parts whose records come from pages that somebody looked at.
ONLINE = frozenset({"investigations", "looks", "evidence", "triage", "authorisations", "listening"})

USED = {
    DataRegime.UK_GDPR: gettext_lazy(
        "{purpose}, under the UK GDPR and Part 2 of the Data Protection Act 2018"
    ),
    DataRegime.PART_3: gettext_lazy(
        "{purpose}, under Part 3 of the Data Protection Act 2018 (law enforcement)"
    ),
}


def about_the_data(
    row: RightsRequest, items: list[FoundItem], *, on: date, regimes: list[DataRegime]
) -> Iterator[Section]:
    """Tell a person what goes with the copy, of the records that the letter tells of and of nothing else."""
    if Right.ACCESS not in row.rights or not items:
        return
    yield Section((_("We use the data:"),), heading=_("About your data"), items=_uses(items))
    steps = [one for one in row.steps.all() if one.kind in RECIPIENTS]
    words = envelope.opened_all(steps)
    given = tuple(words[one.id]["words"] for one in steps)
    nobody = _("We have not given the data to anyone else.")
    told = _("The people and bodies to whom we gave them, and whether we told them of this answer:")
    yield Section((told if given else nobody,), items=given)
    yield Section((_("How long we keep them:"),), items=_periods(items, on=on))
    asked = _("You may ask us to correct, erase or restrict them, and object to their use.")
    without = _("You may ask us to correct, erase or restrict them.")  # Part 3 gives no right to object
    yield Section((_sources(items), asked if DataRegime.UK_GDPR in regimes else without))


def _uses(items: list[FoundItem]) -> tuple[str, ...]:
    purposes = {one.purpose.pk: one.purpose for one in items if one.purpose}
    said, own = envelope.opened_all(purposes.values()), envelope.opened_all(items)
    used = [(said[key]["purpose"], DataRegime(one.regime)) for key, one in purposes.items()]
    used += [(own[one.id]["purpose"], BY_ID[one.ground].regime) for one in items if one.is_protected]
    return tuple(dict.fromkeys(str(USED[regime]).format(purpose=purpose) for purpose, regime in used))


def _periods(items: list[FoundItem], *, on: date) -> tuple[str, ...]:
    """Say how long these records are kept, by the classes of their kinds; a protected one is told without its kind."""
    schedule = schedule_in_force(on=on)
    periods = (
        {one.code: f"{one.title}: {period_in_words(one)}" for one in schedule.classes} if schedule else {}
    )
    tables = {one.table for one in items if not one.is_protected}
    codes = [one.code for one in endings() if one.table._meta.label_lower in tables and not one.by_hand]
    said = [periods[code] for code in dict.fromkeys(codes) if code in periods]
    if not said or any(one.is_protected for one in items):
        said.append(_("other records: as our retention schedule says for their kind; you may ask us for it"))
    return tuple(said)


def _sources(items: list[FoundItem]) -> str:
    """Say where the data come from, by the kinds of the records; of a protected one nothing may tell the kind."""
    is_online = any(one.is_protected or one.table.partition(".")[0] in ONLINE for one in items)
    pages = _("They come from public pages on social media and from our own records.")
    own = _("They come from our own records and from what people sent us.")
    return (pages if is_online else own) + " " + _("We made no decision about you by automated means alone.")
